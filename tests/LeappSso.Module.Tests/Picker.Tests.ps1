# Select-LeappSession: what comes out, what the screen shows and keeps, and where nobody can pick.

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Support.psm1') -Force
    Import-Module (Join-Path $PSScriptRoot 'Terminal.psm1') -Force
    $variables = New-TestHome (Join-Path $TestDrive 'home')
    $null = New-Item -ItemType Directory $variables.LEAPPSSO_HOME
    # The name of the last account would clear the screen.
    Set-Content (Join-Path $variables.LEAPPSSO_HOME workspace.json) @'
{"version":1,"integrations":[{"alias":"acme","portalUrl":"https://acme.awsapps.com/start","region":"eu-west-1","accounts":[
 {"id":"000000000001","name":"production","roles":[{"name":"Admin","profile":"production-Admin"},{"name":"ReadOnly","profile":"production-ReadOnly"}]},
 {"id":"000000000002","name":"sandbox","roles":[{"name":"Admin","profile":"sandbox-Admin"},{"name":"ReadOnly","profile":"sandbox-ReadOnly"}]},
 {"id":"000000000003","name":"wi\u001b[2Jld","roles":[{"name":"Admin","profile":"wild-Admin"}]}]}]}
'@
}

Describe 'Select-LeappSession without a terminal' {
    It 'is an error that says why and what to do instead: <Why>' -ForEach @(
        @{ Why = 'the input is redirected'; Switches = @(); Script = 'Select-LeappSession' }
        @{ Why = 'PowerShell was started with -NonInteractive'; Switches = @('-NonInteractive'); Script = 'Get-LeappSession | Select-LeappSession' }
        @{ Why = 'this is a job or a remote PowerShell'; Switches = @(); Script = 'Start-Job { Select-LeappSession } | Receive-Job -Wait' }
        @{ Why = 'a thread job'; Switches = @(); Script = 'Start-ThreadJob { Select-LeappSession } | Receive-Job -Wait' }
        @{ Why = 'a runspace without a host of its own'; Switches = @(); Script = '1 | ForEach-Object -Parallel { Select-LeappSession }' }
    ) {
        $run = Invoke-FreshPwsh $Script $variables $Switches
        $run.ErrorIds | Should -BeExactly TerminalUnavailable
        $run.Messages[0] | Should -Match ([regex]::Escape($Why))
        $run.Messages[0] | Should -Match 'Get-LeappSession -AccountName'
        $run.Output | Should -BeNullOrEmpty
    }

    It 'ends the script, as nothing could follow' {
        (Invoke-FreshPwsh 'try { Select-LeappSession | Set-LeappSession; "on" } catch { "caught" }' $variables).Output | Should -BeExactly caught
    }
}

Describe 'Select-LeappSession in a terminal' -Tag Tmux {
    BeforeAll {
        $terminal = Start-Terminal $variables
        $result = Join-Path $TestDrive 'result.txt'

        # Runs a line, presses keys while the picker is there, and gives what the line wrote for us and what is on the screen afterwards.
        function Invoke-Picker([string] $Line, [string] $Text, [string[]] $Key) {
            Remove-Item $result -ErrorAction Ignore
            Send-Key $terminal "Clear-Host; & { $Line } | Out-File '$result'; 'over'" Enter
            Wait-Screen $terminal '^Sessions:'
            $shown = Get-Screen $terminal
            Send-Key $terminal $Text $Key
            Wait-Screen $terminal '^over\nPS [^\n]*>\z'
            [pscustomobject]@{ Output = @(Get-Content $result); Shown = $shown; Left = Get-Screen $terminal }
        }
    }

    AfterAll { Stop-Terminal $terminal }

    It 'gives what was picked, in order, and leaves the screen as it was' {
        $run = Invoke-Picker '$x = Get-LeappSession | Select-LeappSession; $x.Id' 'prod' Down, Tab, Up, Tab, Enter
        $run.Output | Should -Be 'acme/000000000001/Admin', 'acme/000000000001/ReadOnly'
        $run.Shown -match '000000000001' | Should -HaveCount 2
        $run.Left -match 'Sessions:|00000000000|Enter picks' | Should -BeNullOrEmpty
        $run.Left[-2] | Should -Be over
        Test-Cursor $terminal | Should -BeTrue
    }

    It 'offers all sessions, and shows names that would steer the terminal as they are' {
        $run = Invoke-Picker 'Select-LeappSession | ForEach-Object AccountId' 'ld adm' Enter
        $run.Output | Should -Be '000000000003'
        $run.Shown -match 'wi\\u001b\[2Jld' | Should -HaveCount 1
        ($run.Shown -match '^. .*00000000000').Count | Should -Be 5
    }

    It 'gives the very objects that came, also what a job gave, and takes ids and profile names' {
        $run = Invoke-Picker '$job = Get-LeappSession production | ConvertTo-Json | ConvertFrom-Json | Add-Member Mine 7 -PassThru; $job | Select-LeappSession | ForEach-Object { "$($_.Mine) $($_.RoleName)" }' 'read' Enter
        $run.Output | Should -Be '7 ReadOnly'
        $run = Invoke-Picker '$all = Get-LeappSession; [object]::ReferenceEquals($all[1], ($all | Select-LeappSession -Single))' '' Down, Enter
        $run.Output | Should -Be 'True'
        $run = Invoke-Picker '"acme/000000000002/Admin", "wild-Admin" | Select-LeappSession | ForEach-Object Id' '' C-a, Enter
        $run.Output | Should -Be 'acme/000000000002/Admin', 'acme/000000000003/Admin'
    }

    It 'begins with a text' {
        (Invoke-Picker 'Select-LeappSession "sand read" | ForEach-Object Id' '' Enter).Output | Should -Be 'acme/000000000002/ReadOnly'
    }

    It 'gives nothing, and no error, where Esc leaves' {
        $run = Invoke-Picker '$Error.Clear(); $x = Select-LeappSession; "$(@($x).Count) $($null -eq $x) $($Error.Count)"' 'prod' Tab, Escape
        $run.Output | Should -Be '0 True 0'
        $run.Left -match 'Sessions:|Enter picks' | Should -BeNullOrEmpty
    }

    It 'is not shown where nothing came through the pipe' {
        Send-Key $terminal "Clear-Host; Get-LeappSession no-such* | Select-LeappSession | Measure-Object | ForEach-Object { ""`$(`$_.Count) came"" }" Enter
        Wait-Screen $terminal '^\d came'
        Get-Screen $terminal | Should -Contain '0 came'
    }

    It 'loses no key that is typed before it is there' {
        # Keys that come together with the Enter of the line belong to the line editor, so the others come when it has let go.
        Send-Key $terminal "Clear-Host; 'begun'; while (-not [Console]::KeyAvailable) { }; & { Select-LeappSession | ForEach-Object Id } | Out-File '$result'; 'over'" Enter
        Wait-Screen $terminal '^begun'
        Send-Key $terminal 'sand adm' Enter
        Wait-Screen $terminal '^over'
        Get-Content $result | Should -Be 'acme/000000000002/Admin'
    }

    It 'is over within a second after Ctrl+C, with a clean screen, and the prompt takes keys as before' {
        Send-Key $terminal "Clear-Host; 'above'; `$t = Select-LeappSession; 'not reached'" Enter
        Wait-Screen $terminal '^Sessions:'
        $clock = [Diagnostics.Stopwatch]::StartNew()
        Send-Key $terminal '' C-c
        Wait-Screen $terminal '\APS .*\nabove\nPS [^\n]*>\z|\Aabove\nPS [^\n]*>\z'
        $clock.Elapsed.TotalSeconds | Should -BeLessThan 1
        Test-Cursor $terminal | Should -BeTrue
        Send-Key $terminal '"typed: $(40 + 2), $([Console]::TreatControlCAsInput)"' Enter
        Wait-Screen $terminal '^typed: 42, False'
    }
}

Describe 'Select-LeappSession in a terminal' -Tag Tmux {
    It 'is an error where TERM is <Term>' -ForEach @{ Term = 'dumb'; CI = ''; Says = 'TERM' }, @{ Term = 'xterm'; Says = 'the variable CI'; CI = 'true' } {
        $terminal = Start-Terminal $variables
        try {
            Send-Key $terminal "`$env:TERM = '$Term'; `$env:CI = '$CI'; Clear-Host; try { Select-LeappSession } catch { ""`$(`$_.FullyQualifiedErrorId) `$_"" }" Enter
            Wait-Screen $terminal '^TerminalUnavailable'
            (Get-Screen $terminal) -join '' | Should -Match $Says
        } finally {
            Stop-Terminal $terminal
        }
    }

    It 'works in <Width> columns and <Height> lines' -ForEach @{ Width = 40; Height = 10; Rows = 5 }, @{ Width = 20; Height = 4; Rows = 1 }, @{ Width = 120; Height = 40; Rows = 5 } {
        $terminal = Start-Terminal $variables $Width $Height
        try {
            Send-Key $terminal "Clear-Host; 1..50; Select-LeappSession | ForEach-Object RoleName" Enter
            Wait-Screen $terminal '^Sessions:'
            $screen = Get-Screen $terminal
            ($screen -match '^(.   |  . )\S.*(Admin|ReadO)').Count | Should -Be $Rows
            $screen -match '^.{' + $Width | Should -BeNullOrEmpty
            Send-Key $terminal 'sand rea' Enter
            Wait-Screen $terminal '^ReadOnly$'
            $left = Get-Screen $terminal
            $left[$left.IndexOf('ReadOnly') - 1] | Should -Be 50
        } finally {
            Stop-Terminal $terminal
        }
    }
}
