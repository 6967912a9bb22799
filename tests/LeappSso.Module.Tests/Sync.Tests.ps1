# Mapping again with the login there is: no browser, no question; what changed is counted, what is known is kept, and a listing that
# did not come to its end is gone on from.

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Support.psm1') -Force
    $accounts = 30
    $emulator = Start-Emulator '--accounts', "$accounts", '--roles', '2', '--device-interval', '1'
    $mark = Join-Path $TestDrive 'browser-was-opened'

    # A home folder with these integrations, all logged in and listed, and a browser that leaves a mark.
    function New-KnownHome([string[]] $Alias = 'acme') {
        $variables = New-TestHome (Join-Path $TestDrive ([guid]::NewGuid())) $emulator
        $names = $Alias.ForEach({ "'$_'" }) -join ', '
        $run = Invoke-FreshPwsh "foreach (`$name in $names) { `$null = Add-LeappSsoIntegration `$name `$env:PORTAL eu-west-1 -WarningAction SilentlyContinue; `$null = Connect-LeappSso `$name }" $variables
        $run.ErrorIds | Should -BeNullOrEmpty
        $variables.EMULATOR = $emulator.Url
        $variables.BROWSER = "touch '$mark'"
        $variables
    }

    # Runs a script and adds what the emulator saw of it: Calls has the requests by operation, Asked the accounts whose roles were asked.
    function Invoke-Counted([string] $Script, [hashtable] $Variables) {
        $before = Get-EmulatorCounters $emulator
        $run = Invoke-FreshPwsh $Script $Variables
        $after = Get-EmulatorCounters $emulator
        $calls = @{ Refreshes = $after.refreshes - $before.refreshes; Logins = $after.logins - $before.logins; All = $after.totalRequests - $before.totalRequests }
        foreach ($operation in $after.requests.psobject.Properties.Name) { $calls[$operation] = $after.requests.$operation - $before.requests.$operation }
        $run | Add-Member Calls $calls -PassThru
    }

    # How many accounts a listing had from the one before, as it says itself.
    function Get-Known($Run) { [int]([regex]::Match("$($Run.Output)", 'the roles of (\d+) accounts are known from it').Groups[1].Value) }

    function Assert-Calm {
        Send-Emulator $emulator faults @()
        Test-Path $mark | Should -BeFalse -Because 'Sync-LeappSso opens no browser'
    }

    # Lets the roles of so many accounts be answered, and keeps all others waiting.
    function Set-Standstill([int] $After) {
        Send-Emulator $emulator faults @(@{ kind = 'slowBody'; delayMs = 60000; operation = 'listAccountRoles'; skip = $After })
    }
}

AfterAll { Stop-Emulator $emulator }

Describe 'Sync-LeappSso' {
    BeforeAll { $variables = New-KnownHome acme, globex }
    AfterEach { Assert-Calm }

    It 'gives one result that counts what changed, and keeps the settings' {
        Send-Emulator $emulator directory @(
            @{ change = 'addAccount'; accountId = '000000000901'; name = 'new'; roles = @('Admin', 'ReadOnly') }
            @{ change = 'rename'; accountId = '000000000002'; name = 'renamed' }
            @{ change = 'removeAccount'; accountId = '000000000006' })
        try {
            $run = Invoke-Counted @'
$mine = Get-LeappSession -AccountId 000000000002 -Integration acme | Select-Object -First 1
$mine | Set-LeappSession -Region us-east-2 -ProfileName mine
Sync-LeappSso acme
Get-LeappSession -ProfileName mine
'@ $variables
        } finally {
            Send-Emulator $emulator directory @{ change = 'generate'; accounts = $accounts; rolesEach = 2 }
        }
        $run.ErrorIds | Should -BeNullOrEmpty
        $run.Output.Count | Should -Be 2
        $result, $session = $run.Output
        $result.Integration, $result.Added, $result.Removed, $result.Changed, $result.Unchanged, $result.Failed, $result.Accounts |
            Should -Be 'acme', 2, 2, 2, (2 * $accounts - 4), 0, $accounts
        $session.AccountName, $session.Region | Should -Be 'renamed', 'us-east-2'
        $run.Calls.Logins + $run.Calls.RegisterClient | Should -Be 0
    }

    It 'takes sessions for their integration, and maps it once' {
        $run = Invoke-Counted 'Get-LeappSession -Integration acme | Sync-LeappSso; Get-LeappSession -Integration acme | Connect-LeappSso | Measure-Object | ForEach-Object Count' $variables
        $run.ErrorIds | Should -BeNullOrEmpty
        $run.Output.Count | Should -Be 2
        $run.Output[0].Integration, $run.Output[1] | Should -Be 'acme', (2 * $accounts)
        $run.Calls.ListAccounts | Should -Be 2
    }

    It 'does each integration of the pipeline, and one that fails does not stop the others' {
        $run = Invoke-Counted @'
Get-LeappSsoIntegration | Sync-LeappSso
Disconnect-LeappSso acme
'acme', 'nowhere', 'globex' | ForEach-Object { [pscustomobject]@{ Integration = $_ } } | Sync-LeappSso
'@ $variables
        @($run.Output.Integration) | Should -Be 'acme', 'globex', 'globex'
        $run.ErrorIds | Should -BeExactly 'NotLoggedIn', 'IntegrationNotFound'
        $run.Messages[0] | Should -Match 'Connect-LeappSso acme'
    }

    It 'without a name takes the only integration, and asks which where there are several' {
        (Invoke-FreshPwsh 'Sync-LeappSso' $variables).ErrorIds | Should -BeExactly 'IntegrationAmbiguous'
    }

    It 'changes nothing and calls nothing with -WhatIf' {
        $run = Invoke-Counted 'Sync-LeappSso globex -Force -AllowRemoval -WhatIf' $variables
        $run.Output | Should -BeNullOrEmpty
        $run.Screen | Should -Match 'What if:.*Map all accounts and roles again.*globex'
        $run.Calls.All | Should -Be 0
    }
}

Describe 'The login of Sync-LeappSso' {
    BeforeAll { $variables = New-KnownHome; $token = Get-TokenFile $variables.HOME acme }
    AfterEach { Assert-Calm }

    It 'is renewed in silence when it has expired' {
        Set-TokenExpiry $token ([DateTime]::UtcNow.AddHours(-1))
        $run = Invoke-Counted '(Sync-LeappSso acme).Unchanged' $variables
        $run.ErrorIds | Should -BeNullOrEmpty
        $run.Calls.Refreshes, $run.Calls.Logins | Should -Be 1, 0
    }

    It 'is renewed once when it is refused half-way, and only the rest is asked' {
        Send-Emulator $emulator faults @(@{ kind = 'error'; status = 401; operation = 'listAccountRoles'; skip = 12; times = 1 })
        $run = Invoke-Counted 'Sync-LeappSso acme' $variables
        $run.ErrorIds | Should -BeNullOrEmpty
        $run.Output.Accounts, $run.Output.Failed | Should -Be $accounts, 0
        $run.Calls.Refreshes, $run.Calls.Logins | Should -Be 1, 0
        $run.Calls.ListAccountRoles | Should -BeLessThan (2 * $accounts) -Because 'what was answered is not asked again'
    }

    It 'that has ended at AWS is NotLoggedIn, and the sessions stay' {
        Send-Emulator $emulator end-portal-session
        $run = Invoke-Counted 'Sync-LeappSso acme; @(Get-LeappSession).Count' $variables
        $run.ErrorIds | Should -BeExactly NotLoggedIn
        $run.Messages[0] | Should -Match 'Connect-LeappSso acme'
        $run.Output | Should -Be (2 * $accounts)
        $run.Calls.Logins + $run.Calls.Refreshes + $run.Calls.RegisterClient + $run.Calls.StartDeviceAuthorization | Should -Be 0
        (Invoke-Counted 'Sync-LeappSso acme' $variables).Calls.All | Should -Be 0 -Because 'what has ended is not tried again'
    }
}

Describe 'A listing that does not come to its end' {
    BeforeAll { $variables = New-KnownHome }
    AfterEach { Assert-Calm }

    It 'by Ctrl+C is over in a second, gives no result, and is gone on from' {
        Set-Standstill -After 10
        $stopped = Invoke-FreshPwsh @'
function Get-Asked { (Invoke-RestMethod "$env:EMULATOR/_emulator/counters").requests.ListAccountRoles }
$before = Get-Asked
$shell = [powershell]::Create()
$null = $shell.AddScript('Sync-LeappSso acme')
$nothing, $results = 1..2 | ForEach-Object { , [Management.Automation.PSDataCollection[psobject]]::new() }
$nothing.Complete()
$handle = $shell.BeginInvoke($nothing, $results)
$limit = [DateTime]::UtcNow.AddSeconds(30)
while (-not ((Get-Asked) -gt $before + 10 -and $shell.Streams.Progress.Count) -and [DateTime]::UtcNow -lt $limit) { Start-Sleep -Milliseconds 20 }
$waited = [DateTime]::UtcNow -lt $limit -and -not $handle.IsCompleted
$clock = [Diagnostics.Stopwatch]::StartNew()
$shell.Stop()
[pscustomobject]@{
    Waited = $waited; Seconds = $clock.Elapsed.TotalSeconds; State = "$($shell.InvocationStateInfo.State)"
    Results = $results.Count; Errors = $shell.Streams.Error.Count; Sessions = @(Get-LeappSession).Count
}
'@ $variables
        $stopped.Output[-1].Waited | Should -BeTrue
        $stopped.Output[-1].Seconds | Should -BeLessThan 1
        $stopped.Output[-1].State | Should -Be Stopped
        $stopped.Output[-1].Results, $stopped.Output[-1].Errors | Should -Be 0, 0
        $stopped.Output[-1].Sessions | Should -Be (2 * $accounts)
        Send-Emulator $emulator faults @()

        $run = Invoke-Counted 'Sync-LeappSso acme -Verbose 4>&1 | ForEach-Object { $_ -is [LeappSso.LeappSyncResult] ? $_ : "$_" }' $variables
        $known = Get-Known $run
        $known | Should -BeIn (1..10)
        $run.Calls.ListAccountRoles | Should -Be ($accounts - $known)
        $run.Output[-1].Accounts, $run.Output[-1].Removed, $run.Output[-1].Failed | Should -Be $accounts, 0, 0
        (Invoke-Counted 'Sync-LeappSso acme' $variables).Calls.ListAccountRoles | Should -Be $accounts -Because 'a complete listing leaves nothing'
    }

    It 'by -TimeoutSec says so, keeps what it found, and is gone on from' {
        Set-Standstill -After 10
        $run = Invoke-Counted 'Sync-LeappSso acme -TimeoutSec 10' $variables
        $run.Output | Should -BeNullOrEmpty
        $run.ErrorIds | Should -BeExactly PortalUnavailable
        $run.Messages[0] | Should -Match "'acme' did not end within 10 seconds \(-TimeoutSec\): the portal had not answered for the rest\..*10 accounts is kept.*within 10 minutes"
        Send-Emulator $emulator faults @()
        (Invoke-Counted 'Sync-LeappSso acme' $variables).Calls.ListAccountRoles | Should -Be ($accounts - 10)
    }

    It 'by -TimeoutSec while AWS holds calls back is Throttled' {
        Send-Emulator $emulator faults @(@{ kind = 'error'; status = 429; retryAfter = 20; operation = 'listAccountRoles' })
        $run = Invoke-Counted 'Sync-LeappSso acme -TimeoutSec 10' $variables
        $run.ErrorIds | Should -BeExactly Throttled
        $run.Calls.Logins + $run.Calls.Refreshes | Should -Be 0
    }

    It 'is not gone on from with -Force' {
        Set-Standstill -After 10
        $null = Invoke-Counted 'Sync-LeappSso acme -TimeoutSec 2' $variables
        Send-Emulator $emulator faults @()
        (Invoke-Counted 'Sync-LeappSso acme -Force' $variables).Calls.ListAccountRoles | Should -Be $accounts
    }

    It 'by Select-Object -First is gone on from by <_>' -ForEach 'Sync-LeappSso', 'Connect-LeappSso' {
        Set-Standstill -After 10
        $null = Invoke-FreshPwsh 'Connect-LeappSso acme | Select-Object -First 1' $variables
        Send-Emulator $emulator faults @()
        $run = Invoke-Counted "$_ acme -Verbose 4>&1 | ForEach-Object { `$_ -is [Management.Automation.VerboseRecord] ? ""`$_"" : `$_ }" $variables
        $known = Get-Known $run
        $known | Should -BeGreaterThan 0
        $run.Calls.ListAccountRoles | Should -Be ($accounts - $known)
        if ($_ -eq 'Connect-LeappSso') {
            @($run.Output | Where-Object { $_.psobject.Properties['RoleName'] } | ForEach-Object Id | Select-Object -Unique).Count | Should -Be (2 * $accounts)
        }
    }
}

Describe 'What fails while mapping again' {
    BeforeAll { $variables = New-KnownHome }
    AfterEach { Assert-Calm }

    It 'an account of which AWS lists no roles (HTTP <_>) is one error, and the others are mapped' -ForEach 403, 404 {
        Send-Emulator $emulator faults @(@{ kind = 'error'; status = $_; operation = 'listAccountRoles'; accountId = '000000000002' })
        $run = Invoke-FreshPwsh 'Sync-LeappSso acme; @(Get-LeappSession).Count' $variables
        $run.ErrorIds | Should -BeExactly AccessDenied
        $run.Messages[0] | Should -Match 000000000002
        $run.Output[0].Failed, $run.Output[0].Removed, $run.Output[0].Accounts | Should -Be 1, 0, $accounts
        $run.Output[1] | Should -Be (2 * $accounts)
    }

    It '<What> is <Id>, gives no result and removes nothing' -ForEach @(
        @{ What = 'a page instead of the accounts'; Id = 'NotAnAwsAnswer'; Fault = @{ kind = 'html'; status = 200; operation = 'listAccounts' } }
        @{ What = 'a portal that fails'; Id = 'PortalUnavailable'; Fault = @{ kind = 'error'; status = 500; operation = 'listAccounts' } }
        @{ What = 'a list of accounts that is refused'; Id = 'AccessDenied'; Fault = @{ kind = 'error'; status = 403; operation = 'listAccounts' } }
        @{ What = 'a list of accounts that never ends'; Id = 'PortalUnavailable'; Fault = @{ kind = 'raw'; body = '{"accountList":[],"nextToken":"again"}'; operation = 'listAccounts' } }
        @{ What = 'an answer without a list of accounts'; Id = 'PortalUnavailable'; Fault = @{ kind = 'raw'; body = '{}'; operation = 'listAccounts' } }
    ) {
        Send-Emulator $emulator faults @($Fault)
        $run = Invoke-FreshPwsh 'Sync-LeappSso acme; @(Get-LeappSession).Count' $variables
        $run.ErrorIds | Should -BeExactly $Id
        $run.Output | Should -Be (2 * $accounts)
    }

    It 'an empty list of accounts is RemovalRefused with a result, and -AllowRemoval lets it happen' {
        Send-Emulator $emulator faults @(@{ kind = 'raw'; body = '{"accountList":[]}'; operation = 'listAccounts' })
        $run = Invoke-FreshPwsh @'
Get-LeappSession | Select-Object -First 1 | Set-LeappSession
Sync-LeappSso acme
"profile: $env:AWS_PROFILE"
Sync-LeappSso acme -AllowRemoval
"profile: $env:AWS_PROFILE"
@(Get-LeappSession).Count
Get-Content ~/.aws/config
'@ $variables
        $run.ErrorIds | Should -BeExactly RemovalRefused
        $run.Messages[0] | Should -Match '-AllowRemoval'
        $run.Output[0].Removed, $run.Output[2].Removed | Should -Be 0, (2 * $accounts)
        $run.Output[1] | Should -Match 'profile: \S'
        $run.Output[3] | Should -BeExactly 'profile: '
        $run.Output.Count | Should -Be 5 -Because 'the config holds nothing any more'
        $run.Output[4] | Should -Be 0
        Send-Emulator $emulator faults @()
        (Invoke-FreshPwsh 'Sync-LeappSso acme' $variables).Output.Added | Should -Be (2 * $accounts)
    }

    It 'throttling, 5xx and resets are waited out without a login' {
        Send-Emulator $emulator faults @(
            @{ kind = 'empty'; status = 429; operation = 'listAccountRoles'; probability = 0.1 }
            @{ kind = 'error'; status = 500; operation = 'listAccountRoles'; probability = 0.02 }
            @{ kind = 'reset'; operation = 'listAccountRoles'; probability = 0.02 })
        $run = Invoke-Counted 'Sync-LeappSso acme' $variables
        $run.ErrorIds | Should -BeNullOrEmpty
        $run.Output.Unchanged | Should -Be (2 * $accounts)
        $run.Calls.Logins + $run.Calls.Refreshes | Should -Be 0
    }
}
