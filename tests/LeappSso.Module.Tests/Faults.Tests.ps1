# Each command in a fresh pwsh, with one fault of each class in everything that the portal answers. All faults of all calls are tried on the
# engine (tests/LeappSso.Reliability.Tests/Faults); here it is what a person gets: one error, of the right kind, that says what to do.

BeforeDiscovery {
    $full = $env:LEAPPSSO_RELIABILITY -eq 'full'
    $session = 'acme/000000000001/AdministratorAccess'
    $commands = [ordered]@{
        'Connect-LeappSso, without a login' = @{ Script = 'Connect-LeappSso acme -UseDeviceCode'; Limit = '-TimeoutSec 5'; IsLogin = $true }
        'Connect-LeappSso, with a login'    = @{ Script = 'Connect-LeappSso acme -UseDeviceCode'; AsksWhenOver = $true }
        'Sync-LeappSso'                     = @{ Script = 'Sync-LeappSso acme'; Limit = '-TimeoutSec 3' }
        'Get-LeappCredential'               = @{ Script = "Get-LeappCredential $session" }
        'Get-LeappCredential -Format CredentialProcess' = @{ Script = "Get-LeappCredential $session -Format CredentialProcess" }
        'Set-LeappSession -Method CredentialsFile'      = @{ Script = "Set-LeappSession $session -Method CredentialsFile -Status Active" }
        'Set-LeappSession -Method Environment'          = @{ Script = "Set-LeappSession $session -Method Environment -Status Active" }
        'Invoke-LeappSession'               = @{ Script = "Get-LeappSession -Id $session | Invoke-LeappSession { 1 }" }
        'Open-LeappConsole -Federated'      = @{ Script = "Open-LeappConsole $session -Federated -PassThru" }
        'Disconnect-LeappSso'               = @{ Script = 'Disconnect-LeappSso acme'; Warns = $true }
        'Test-LeappSso'                     = @{ Script = 'Test-LeappSso Connection'; Finds = $true }
    }
    # Which error a class is, and what a login makes of it that AWS refuses before anybody was asked.
    $classes = [ordered]@{
        'the network breaks'    = @{ Fault = @{ kind = 'reset' }; Id = 'PortalUnavailable'; Seconds = 120 }
        'AWS throttles'         = @{ Fault = @{ kind = 'error'; status = 429 }; Id = 'Throttled'; Seconds = 150 }
        'AWS denies'            = @{ Fault = @{ kind = 'error'; status = 403 }; Id = 'AccessDenied'; LoginId = 'LoginFailed'; Seconds = 60 }
        'the login is over'     = @{ Fault = @{ kind = 'error'; status = 401 }; Id = 'NotLoggedIn'; LoginId = 'LoginFailed'; EndsLogin = $true; Seconds = 60 }
        'a page comes instead'  = @{ Fault = @{ kind = 'html'; status = 200 }; Id = 'NotAnAwsAnswer'; Seconds = 60 }
        'no answer comes'       = @{ Latency = $true; Id = 'PortalUnavailable'; Seconds = 280 }
    }
    $all = foreach ($command in $commands.Keys) {
        foreach ($class in $classes.Keys) {
            $one = $commands[$command] + $classes[$class] + @{ Command = $command; Class = $class }
            # After a login that is over comes a new one, which is refused too.
            $logsIn = $one['IsLogin'] -or ($one['AsksWhenOver'] -and $one['EndsLogin'])
            if ($one['Finds'] -or $one['Warns']) { $one.Id = $null } elseif ($logsIn -and $one['LoginId']) { $one.Id = $one.LoginId }
            # What has a limit of its own need not be waited for.
            if ($one['Latency'] -and $one['Limit']) { $one.Script += " $($one.Limit)" }
            $one
        }
    }
    # In short form each command once and each class twice, and nothing that waits for minutes.
    $number = 0
    $cells = @(if ($full) { $all } else {
        $names = @($classes.Keys)
        foreach ($command in $commands.Keys) {
            $class = $names[$number++ % $names.Count]
            if ($command -eq 'Sync-LeappSso') { $class = 'no answer comes' } elseif ($class -eq 'no answer comes') { $class = 'the network breaks' }
            $all | Where-Object { $_.Command -eq $command -and $_.Class -eq $class }
        }
    })
}

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Support.psm1') -Force
    $support = Join-Path $PSScriptRoot 'Support.psm1'
    $place = Join-Path $TestDrive 'faults'
    $results = @{}

    # One portal for each class, with a home for each command that has logged in there; then the fault, then all commands side by side.
    function Invoke-Class([string] $Class, [hashtable[]] $Cells) {
        $emulator = Start-Emulator '--accounts', '3', '--device-interval', '1'
        try {
            $made = New-TestHome (Join-Path $place $Class 'made') $emulator
            $made.BROWSER = $null
            $ready = Invoke-FreshPwsh '$null = Add-LeappSsoIntegration acme $env:PORTAL eu-west-1; Connect-LeappSso acme -UseDeviceCode | Out-Null' $made
            if ($ready.ErrorIds) { throw "The home could not be made: $($ready.Messages)" }
            if ($Cells[0]['Latency']) { Send-Emulator $emulator options @{ latencyMs = 600000 } } else { Send-Emulator $emulator faults @($Cells[0].Fault) }
            $logins = (Get-EmulatorCounters $emulator).logins
            $Cells | ForEach-Object -ThrottleLimit ($Cells[0].Seconds -gt 120 ? 12 : 4) -Parallel {
                Import-Module $using:support
                $cell = $_
                $variables = ($using:made).Clone()
                $variables.HOME = $variables.USERPROFILE = Join-Path $using:place $cell.Class ($cell.Command -replace '\W')
                $variables.LEAPPSSO_HOME = Join-Path $variables.HOME 'leapp'
                Copy-Item ($using:made).HOME $variables.HOME -Recurse -Force
                if ($cell['IsLogin']) { Remove-Item (Join-Path $variables.HOME '.aws/sso'), (Join-Path $variables.LEAPPSSO_HOME 'registrations.json') -Recurse }
                Invoke-FreshPwsh @"
Import-Module LeappSso
`$clock = [Diagnostics.Stopwatch]::StartNew()
`$shown = @(& { $($cell.Script) } 3>&1 2>`$null)
[pscustomobject]@{
    Key = '$($cell.Command)|$($cell.Class)'
    Seconds = `$clock.Elapsed.TotalSeconds
    Ids = @(`$Error | ForEach-Object { (`$_.FullyQualifiedErrorId -split ',')[0] })
    Categories = @(`$Error | ForEach-Object { "`$(`$_.CategoryInfo.Category)" })
    Messages = @(`$Error | ForEach-Object { `$_.Exception.Message })
    Warnings = @(`$shown | Where-Object { `$_ -is [Management.Automation.WarningRecord] } | ForEach-Object Message)
    Findings = @(`$shown | Where-Object { `$_ -is [LeappSso.LeappFinding] } | ForEach-Object { "`$(`$_.Status)" })
}
"@ $variables -TimeoutSec 300
            } | ForEach-Object { $_.Output[-1] }
            if ((Get-EmulatorCounters $emulator).logins -ne $logins) { throw "Somebody logged in while $Class." }
        } finally {
            Stop-Emulator $emulator
        }
    }

    # Known by then, as discovery has handed them to the blocks.
    function Get-Result($Cell) {
        $key = "$($Cell.Command)|$($Cell.Class)"
        if (-not $results.ContainsKey($key)) { throw "$key was not tried" }
        $results[$key]
    }
}

Describe 'With a fault in every answer' -ForEach @(, @{ Cells = $cells }) {
    BeforeAll {
        # All classes side by side: most of the time is waiting.
        $functions = ${function:Invoke-Class}.ToString()
        $Cells | Group-Object { $_.Class } | ForEach-Object -ThrottleLimit 6 -Parallel {
            Import-Module $using:support
            $support, $place = $using:support, $using:place
            ${function:Invoke-Class} = $using:functions
            Invoke-Class $_.Name $_.Group
        } | ForEach-Object { $results[$_.Key] = $_ }
    }

    It 'when <Class>, <Command> says so once, and what to do' -ForEach $cells {
        $result = Get-Result $_
        $result.Ids | Should -Be @($Id | Where-Object { $_ })
        $result.Seconds | Should -BeLessThan $Seconds
        if ($Id) {
            $category = @{
                PortalUnavailable = 'ConnectionError'; Throttled = 'LimitsExceeded'; AccessDenied = 'PermissionDenied'; NotLoggedIn = 'AuthenticationError'
                LoginFailed = 'AuthenticationError'; NotAnAwsAnswer = 'ProtocolError'
            }[$Id]
            $result.Categories | Should -Be $category
            $result.Messages[0] | Should -Match 'acme|000000000001'
            $result.Messages[0] | Should -Match 'try again|Connect-LeappSso|Ask who|Most often|brings the list|goes on from there|give it more time|next run'
        } elseif ($_['Warns']) {
            if ($Class -ne 'the login is over') { $result.Warnings | Should -Match 'AWS could not be told' }
        } else {
            # An error in the words of AWS is an answer all the same.
            $result.Findings | Should -Be ($Class -in 'the network breaks', 'a page comes instead', 'no answer comes' ? 'Error' : 'Ok')
        }
    }

    It 'is written down' -Skip:($env:LEAPPSSO_RELIABILITY -ne 'full') {
        $classes = $Cells.Class | Select-Object -Unique
        $lines = @(
            "| a command of PowerShell | $($classes -join ' | ') |"
            "| --- |$(' --- |' * @($classes).Count)"
            foreach ($command in $Cells.Command | Select-Object -Unique) {
                $row = foreach ($class in $classes) {
                    $result = Get-Result @{ Command = $command; Class = $class }
                    $result.Ids ? "``$($result.Ids[0])``" : $result.Warnings ? 'done, a warning' : $result.Findings -contains 'Error' ? 'a finding' : 'done'
                }
                "| ``$($command -replace ', with', '`, with') | $($row -join ' | ') |" -replace '(login)` \|', '$1 |' -replace '^\| `([^`|]+) \|', '| `$1` |'
            }
        )
        $folder = Join-Path (Get-Root) 'out/reliability'
        $null = New-Item -ItemType Directory -Force $folder
        Set-Content (Join-Path $folder 'fault-classes.md') $lines
        $lines.Count | Should -Be 13
    }
}
