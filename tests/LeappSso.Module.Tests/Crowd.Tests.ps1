# Many processes and runspaces that run every command at once, on one home. LEAPPSSO_RELIABILITY=full is the whole crowd, for a minute.

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Support.psm1') -Force
    $isFull = $env:LEAPPSSO_RELIABILITY -eq 'full'
    $processes = $runspaces = $isFull ? 50 : 12
    $seconds = $isFull ? 60 : 12
    $all = $processes + $runspaces
    # What a command may be refused, and why that is right. What was refused must not have been done.
    function Get-Reason([string] $Command, [string] $Id) {
        switch ("$Command $Id") {
            'Select-LeappSession TerminalUnavailable' { 'nobody can pick here'; break }
            'Invoke-LeappSession Locked' { 'a block of another runspace of the process runs in place'; break }
            { $Id -eq 'Locked' } { 'the others took a minute, and nothing was changed' }
        }
    }
    $foreign = @{
        config      = "# mine`r`n[default]`nregion=eu-north-1`n`n[profile hand-made]`ns3 =`n  max_concurrent_requests = 5`n# end of mine`n"
        credentials = "[hand-made]`naws_access_key_id=AKIATHEIRS`naws_secret_access_key = theirs/+=`n# end of mine`n"
    }

    $emulator = Start-Emulator '--accounts', ($all + 1), '--roles', '2', '--device-interval', '1'
    $variables = New-TestHome (Join-Path $TestDrive 'home') $emulator
    $sessions = @((Invoke-FreshPwsh '$null = Add-LeappSsoIntegration acme $env:PORTAL eu-west-1; Connect-LeappSso acme' $variables).Output.Id | Sort-Object)
    foreach ($file in $foreign.Keys) { [IO.File]::WriteAllText((Join-Path $variables.HOME ".aws/$file"), $foreign[$file]) }
    # All find a login that has ended.
    Set-TokenExpiry (Get-TokenFile $variables.HOME acme) ([DateTime]::UtcNow.AddHours(-1))
    Send-Emulator $emulator expire-tokens
    $before = Get-EmulatorCounters $emulator

    $reports = New-Item -ItemType Directory (Join-Path $TestDrive reports)
    $barrier = Join-Path $reports barrier
    $worker = Join-Path $PSScriptRoot CrowdWorker.ps1
    function Get-Arguments([int] $Number) {
        @{
            Number = $Number; Own = $sessions[2 * $Number - 2]; Parent = $sessions[2 * $Number - 1]; Shared = $sessions[-1]; Seconds = $seconds
            Barrier = $barrier; Report = Join-Path $reports "$Number.json"
        }
    }

    # Errors of tasks that nobody has looked at are told when they are collected.
    $watched = @'
Register-ObjectEvent ([Threading.Tasks.TaskScheduler]) UnobservedTaskException -SourceIdentifier unobserved
{0}
[GC]::Collect(); [GC]::WaitForPendingFinalizers()
"unobserved $(@(Get-Event -SourceIdentifier unobserved -ErrorAction Ignore).Count)"
'@
    $scripts = @(
        foreach ($number in 1..$processes) {
            $given = (Get-Arguments $number).GetEnumerator() | ForEach-Object { "-$($_.Key) '$($_.Value)'" }
            $watched.Replace('{0}', "& '$worker' $given")
        }
        $many = foreach ($number in ($processes + 1)..$all) { Get-Arguments $number }
        $watched.Replace('{0}', @"
'$(ConvertTo-Json -Compress @($many))' | ConvertFrom-Json -AsHashtable | ForEach-Object -ThrottleLimit $runspaces -Parallel { `$these = `$_; & '$worker' @these }
"@)
    )
    $running = foreach ($script in $scripts) {
        $process = [Diagnostics.Process]::Start((Get-PwshStart @('-NonInteractive', '-Command', $script) $variables))
        $process.StandardInput.Close()
        $process
    }
    foreach ($process in $running) { for ($ready = $process -eq $running[-1] ? $runspaces : 1; $ready; $ready--) { $process.StandardOutput.ReadLine() | Should -Be ready } }
    $clock = [Diagnostics.Stopwatch]::StartNew()
    [IO.File]::WriteAllText($barrier, '')
    $ends = foreach ($process in $running) {
        $errors = $process.StandardError.ReadToEndAsync()
        $output = $process.StandardOutput.ReadToEndAsync()
        $ended = $process.WaitForExit([int](1000 * [Math]::Max(1, $seconds + 300 - $clock.Elapsed.TotalSeconds)))
        if (-not $ended) { $process.Kill($true) }
        @{ Ended = $ended; Output = $output.Result.Trim(); Errors = $errors.Result.Trim() }
        $process.Dispose()
    }
    $lasted = $clock.Elapsed.TotalSeconds
    $after = Get-EmulatorCounters $emulator
    $said = @(Get-ChildItem $reports -Filter *.json | ForEach-Object { Get-Content $_ -Raw | ConvertFrom-Json -AsHashtable })
    $now = (Invoke-FreshPwsh '@{ Sessions = @(Get-LeappSession); Integrations = @(Get-LeappSsoIntegration); Findings = @(Test-LeappSso -Offline) }' $variables).Output[0]

    # Every update that is not there, as it was given to whoever made it.
    $lost = @(
        foreach ($one in $said) {
            $one.Lost
            $truth = $one.Truth
            $session = $now.Sessions | Where-Object Id -EQ $one.Own
            foreach ($name in 'Region', 'ProfileName', 'Method', 'Status') {
                if ($truth[$name] -and $session.$name -ne $truth[$name]) { "$($one.Own): $name is $($session.$name), not $($truth[$name])" }
            }
            $integration = $now.Integrations | Where-Object Alias -EQ $one.Alias
            if ([bool]$integration -ne $truth.Integration) { "$($one.Alias) is $(if ($integration) { 'there' } else { 'gone' })" }
            if ($integration -and $integration.DefaultRegion -ne $truth.DefaultRegion) { "$($one.Alias): DefaultRegion is $($integration.DefaultRegion), not $($truth.DefaultRegion)" }
            if ([bool]($now.Integrations | Where-Object Alias -EQ "import-$($one.Number)") -ne $truth.Imported) { "import-$($one.Number)" }
            if ([bool]($now.Sessions | Where-Object Id -EQ $one.Chained) -ne $truth.Chained) { $one.Chained }
        }
    )

    function Get-AwsFile([string] $Name) { [IO.File]::ReadAllText((Join-Path $variables.HOME ".aws/$Name"), [Text.Encoding]::Latin1) }
}

AfterAll { Stop-Emulator $emulator }

Describe 'A crowd of processes and runspaces that runs every command' {
    It 'ends, all of it, in bounded time' {
        @($ends | Where-Object { -not $_.Ended }).Count | Should -Be 0
        $said.Count | Should -Be $all
        $lasted | Should -BeLessThan ($seconds + 240)
    }

    It 'runs each command of the module' {
        $ran = $said | ForEach-Object { $_.Ran.Keys } | Select-Object -Unique | Sort-Object
        $ran | Should -Be ((Import-PowerShellDataFile (Join-Path (Get-Root) LeappSso.psd1)).CmdletsToExport | Sort-Object)
    }

    It 'loses no update' { $lost | Should -BeNullOrEmpty }

    It 'leaves one of the values that were set where all set the same' {
        $values = @($said | ForEach-Object { $_.Shared } | Select-Object -Unique)
        $values | Should -Not -BeNullOrEmpty
        ($now.Sessions | Where-Object Id -EQ $sessions[-1]).Region | Should -BeIn $values
    }

    It 'is refused only what has a reason' {
        $said | ForEach-Object { $_.Errors } | Where-Object { -not (Get-Reason $_.Command $_.Id) } |
            ForEach-Object { "$($_.Command) $($_.Id): $($_.Message)" } | Select-Object -First 5 | Should -BeNullOrEmpty
    }

    It 'renews the login once, and logs in as often as it was asked to' {
        $after.refreshes - $before.refreshes | Should -Be 1
        $after.logins - $before.logins | Should -Be ($said | ForEach-Object { $_.Logins } | Measure-Object -Sum).Sum
        $after.failures | Should -BeNullOrEmpty
    }

    It 'leaves <_> whole, with every byte of others' -ForEach 'config', 'credentials' {
        $text = Get-AwsFile $_
        $text | Should -BeLike ([WildcardPattern]::Escape($foreign[$_]) + '*')
        $headers = @([regex]::Matches($text, '(?m)^\[.*\]\r?$').Value)
        $headers.Count | Should -Be @($headers | Select-Object -Unique).Count
        $marked = [regex]::Matches($text, '(?m)^\[.*\]\n# managed by LeappSso\n').Count
        $headers.Count | Should -Be ($marked + [regex]::Matches($foreign[$_], '(?m)^\[').Count)
        $now.Findings | Where-Object { $_.Status -eq 'Error' } | ForEach-Object Detail | Should -BeNullOrEmpty
    }

    It 'leaves in the AWS files what the sessions say' {
        $expected = @($now.Sessions | Where-Object { $_.Status -eq 'Active' -and $_.Method -ne 'CredentialsFile' } | ForEach-Object { "[profile $($_.ProfileName)]" }) + '[profile hand-made]' | Sort-Object
        @([regex]::Matches((Get-AwsFile config), '(?m)^\[profile .*\]').Value) | Sort-Object | Should -Be $expected
        $expected = @($now.Sessions | Where-Object { $_.Status -eq 'Active' -and $_.Method -eq 'CredentialsFile' } | ForEach-Object { "[$($_.ProfileName)]" }) + '[hand-made]' | Sort-Object
        @([regex]::Matches((Get-AwsFile credentials), '(?m)^\[.*\]').Value) | Sort-Object | Should -Be $expected
    }

    It 'leaves files that botocore reads' -Tag Botocore {
        $script = 'import botocore.session, sys; print("\n".join(sorted(botocore.session.Session().available_profiles)))'
        $read = Invoke-Program @(Find-Python)[0] @('-c', $script) $variables
        $read.Errors | Should -BeNullOrEmpty
        $read.Output -split "`n" | Should -Contain hand-made
        @($read.Output -split "`n").Count | Should -Be (1 + 1 + @($now.Sessions | Where-Object Status -EQ Active).Count) -Because 'hand-made, default, and what is active'
    }

    It 'leaves no lock, no temporary file, no process and no error that nobody looked at' {
        Get-ChildItem $variables.HOME -Recurse -Force -File | Where-Object Name -Match '\.leappsso\.lock$|\.tmp$|^\.new-' | ForEach-Object FullName | Should -BeNullOrEmpty
        $ends | ForEach-Object { $_.Errors } | Where-Object { $_ } | Should -BeNullOrEmpty
        $ends | ForEach-Object { ($_.Output -split "`n")[-1] } | Select-Object -Unique | Should -Be 'unobserved 0'
        if ($IsLinux) {
            Get-ChildItem /proc -Directory | Where-Object Name -Match '^\d+$' | ForEach-Object {
                try { if ([IO.File]::ReadAllText("$_/environ").Contains("LEAPPSSO_HOME=$($variables.LEAPPSSO_HOME)")) { [IO.File]::ReadAllText("$_/cmdline") } } catch [IO.IOException], [UnauthorizedAccessException] { $null = 'it has ended meanwhile' }
            } | Should -BeNullOrEmpty
        }
    }

    AfterAll {
        $counts = @{}
        foreach ($one in $said) { foreach ($name in $one.Ran.Keys) { $counts[$name] += $one.Ran[$name] } }
        $worst = $said | Sort-Object { $_.WorstMs } | Select-Object -Last 1
        $lines = @(
            '| what | found |'
            '| --- | --- |'
            "| workers | $processes processes, and $runspaces runspaces in another one, $seconds seconds |"
            "| commands run | $(($counts.Values | Measure-Object -Sum).Sum) |"
            "| updates lost | $($lost.Count) |"
            "| renewals of the login that had ended | $($after.refreshes - $before.refreshes) |"
            "| longest wait for one command, on 2 cores | $([Math]::Ceiling($worst.WorstMs / 1000)) s ($($worst.WorstCommand)) |"
            ''
            '| command | run | refused |'
            '| --- | ---: | --- |'
            foreach ($name in $counts.Keys | Sort-Object) {
                $refused = $said | ForEach-Object { $_.Errors } | Where-Object { $_.Command -eq $name } | Group-Object { $_.Id } | ForEach-Object { "$($_.Count) ``$($_.Name)``: $(Get-Reason $name $_.Name)" }
                "| ``$name`` | $($counts[$name]) | $($refused -join ', ') |"
            }
        )
        $null = New-Item -ItemType Directory -Force (Join-Path (Get-Root) out/reliability)
        [IO.File]::WriteAllLines((Join-Path (Get-Root) out/reliability/crowds.md), [string[]]$lines)
    }
}
