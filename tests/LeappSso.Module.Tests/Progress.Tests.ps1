# Who waits sees what for; who does not wait sees no bar flicker.

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Support.psm1') -Force
    $emulator = Start-Emulator '--accounts', '3', '--roles', '2', '--latency-ms', '700'
    $quick = Start-Emulator '--accounts', '3', '--roles', '2'

    # The bars of a script, as an object for each: what it says, and whether it was taken away again.
    function Get-Bar($Emulator, [string] $Script, [string] $Before) {
        $variables = New-TestHome (Join-Path $TestDrive ([guid]::NewGuid())) $Emulator
        $run = Invoke-FreshPwsh @"
`$null = Add-LeappSsoIntegration acme `$env:PORTAL eu-west-1
`$null = Connect-LeappSso acme
$Before
`$shell = [powershell]::Create().AddScript({ $Script })
`$null = `$shell.Invoke()
foreach (`$bar in `$shell.Streams.Progress) { [pscustomobject]@{ Activity = `$bar.Activity; Status = `$bar.StatusDescription; Type = "`$(`$bar.RecordType)" } }
"@ $variables
        $run.ErrorIds | Should -BeNullOrEmpty
        $run.Output
    }
}

AfterAll { $emulator, $quick | ForEach-Object { Stop-Emulator $_ } }

Describe 'A command that takes more than half a second' {
    It 'shows what <Script> is about, and takes the bar away' -ForEach @(
        @{ Script = 'Connect-LeappSso acme -Force -LoginMethod Browser | Select-Object -First 1'; Activity = "Connect-LeappSso|Mapping 'acme'" }
        @{ Script = 'Sync-LeappSso acme'; Activity = "Sync-LeappSso|Mapping 'acme'" }
        @{ Script = 'Get-LeappSession | Get-LeappCredential'; Activity = 'Get-LeappCredential|Getting keys' }
        @{ Script = 'Get-LeappSession | Set-LeappSession -Method CredentialsFile -Status Active'; Activity = 'Set-LeappSession|Getting keys' }
        @{ Script = 'Open-LeappConsole (Get-LeappSession)[0].Id -Federated'; Activity = 'Open-LeappConsole|Getting keys|Signing in to the console of acme/.*' }
        @{ Script = 'Test-LeappSso -Name Connection'; Activity = 'Test-LeappSso' }
        @{ Script = 'Disconnect-LeappSso acme'; Activity = 'Disconnect-LeappSso' }
    ) {
        $bars = @(Get-Bar $emulator $Script)
        $bars.Count | Should -BeGreaterThan 1
        $bars | ForEach-Object { $_.Activity | Should -Match "^($Activity)$" }
        $bars[0].Status | Should -Match '\w{3}'
        $bars[0].Type, $bars[-1].Type | Should -Be Processing, Completed
    }

    It 'says that AWS holds a listing back before there is anything to count' {
        # The first listing is that of the login; the second loads what a listing needs, as half a second without a word has the bar of the command.
        Send-Emulator $quick faults @(@{ kind = 'error'; status = 429; retryAfter = 2; operation = 'listAccounts'; skip = 2; times = 1 })
        try {
            $bars = @(Get-Bar $quick 'Sync-LeappSso acme' '$null = Sync-LeappSso acme')
        } finally {
            Send-Emulator $quick faults @()
        }
        $bars.Status -match '429 \(too many requests\)' | Should -Not -BeNullOrEmpty
        $bars.Activity | Should -Not -Contain 'Sync-LeappSso'
    }

    It 'counts the sessions whose keys it has' {
        @(Get-Bar $emulator 'Get-LeappSession | Get-LeappCredential').Status -match '^[1-6] of 6 sessions$' | Should -Not -BeNullOrEmpty
    }
}

Describe 'Invoke-LeappSession' {
    # In place the block has the thread that draws bars, so the count shows between two blocks.
    It 'counts from none on while the first block still runs in a worker' {
        $bars = @(Get-Bar $quick 'Get-LeappSession | Select-Object -First 1 | Invoke-LeappSession { $end = [DateTime]::Now.AddSeconds(2); while ([DateTime]::Now -lt $end) { $null = 1 } } -ThrottleLimit 2')
        $bars.Status | Should -Contain '0 of 1 sessions'
        $bars[-1].Type | Should -Be Completed
    }
}

Describe 'A command that takes less' {
    It 'shows no bar for <_>' -ForEach 'Get-LeappSsoIntegration', 'Get-LeappSession', 'Get-LeappSession | Start-LeappSession', 'Get-LeappSession | Stop-LeappSession', 'Get-LeappPrompt' {
        Get-Bar $quick $_ | Should -BeNullOrEmpty
    }
}

Describe 'With -Verbose' {
    It 'a command says what it does and where' {
        $variables = New-TestHome (Join-Path $TestDrive verbose) $quick
        $run = Invoke-FreshPwsh @'
$null = Add-LeappSsoIntegration acme $env:PORTAL eu-west-1
$null = Connect-LeappSso acme
foreach ($script in 'Get-LeappSession acme-production ReadOnly -Verbose', 'Set-LeappSession acme/000000000002/ReadOnly -Verbose', 'Disconnect-LeappSso acme -Verbose') {
    (& ([scriptblock]::Create($script)) 4>&1 | Where-Object { $_ -is [Management.Automation.VerboseRecord] } | ForEach-Object Message) -join ' '
}
'@ $variables
        $run.ErrorIds | Should -BeNullOrEmpty
        $run.Output[0] | Should -Match ([regex]::Escape((Join-Path $variables.LEAPPSSO_HOME workspace.json)))
        $config = [regex]::Escape((Join-Path $variables.HOME .aws config)) + ' is written'
        $run.Output[1] | Should -Match $config
        $run.Output[2] | Should -Match "removed from this machine.*$config.*Telling AWS .*AWS was told"
    }
}
