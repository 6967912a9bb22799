# Ctrl+C in every state in which a command waits: over in a second, nothing left open, no file changed; but a logout leaves no login, whether AWS answers or not.

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Support.psm1') -Force
    $emulator = Start-Emulator '--accounts', '3', '--device-interval', '2'
    $known = New-TestHome (Join-Path $TestDrive 'known') $emulator
    $null = Invoke-FreshPwsh @'
Add-LeappSsoIntegration acme $env:PORTAL eu-west-1
$null = Connect-LeappSso acme
Get-LeappSession | Select-Object -First 1 | Set-LeappSession
'@ $known

    # A home folder like the known one, in the state that a test wants.
    function New-HomeIn([string] $State) {
        $variables = $known.Clone()
        $variables.HOME = $variables.USERPROFILE = Join-Path $TestDrive ([guid]::NewGuid())
        $variables.LEAPPSSO_HOME = Join-Path $variables.HOME 'leapp'
        $variables.EMULATOR = $emulator.Url
        Copy-Item $known.HOME $variables.HOME -Recurse -Force
        $variables.TOKENFILE = Get-TokenFile $variables.HOME acme
        if ($State -match 'without a login') { Remove-Item $variables.TOKENFILE }
        if ($State -match 'without a registration') { Remove-Item (Join-Path $variables.LEAPPSSO_HOME 'registrations.json') }
        if ($State -match 'with an expired login') { Set-TokenExpiry $variables.TOKENFILE ([DateTime]::UtcNow.AddHours(-1)) }
        $variables
    }

    # Every file of the home folder with its bytes. A registration that led to no login may be forgotten, and what was listed remembered.
    function Get-Fingerprint([string] $Path) {
        Get-ChildItem $Path -Recurse -File -Force | Where-Object FullName -NotMatch 'registrations|unfinished|\.cache|\.local|\.config|powershell|\.dotnet' |
            Sort-Object FullName | ForEach-Object { "$([IO.Path]::GetRelativePath($Path, $_.FullName)) $((Get-FileHash $_.FullName).Hash)" }
    }
}

AfterAll { Stop-Emulator $emulator }

Describe 'Ctrl+C' {
    AfterEach { Send-Emulator $emulator options @{ approval = 'automatic' }; Send-Emulator $emulator faults @() }

    It 'while waiting for <What> ends <Command> within a second and leaves nothing behind' -ForEach @(
        @{ What = 'the browser'; State = 'without a login'; Command = 'Connect-LeappSso acme -LoginMethod Browser -NoBrowser'; Until = '$shell.Streams.Information.Count -ge 2' }
        @{ What = 'the next poll of a device code'; State = 'without a login'; Command = 'Connect-LeappSso acme -UseDeviceCode -NoBrowser'; Arrives = 'CreateToken' }
        @{ What = 'a client registration'; State = 'without a login, without a registration'; Command = 'Connect-LeappSso acme -UseDeviceCode -NoBrowser'; Hangs = 'RegisterClient' }
        @{ What = 'a device code'; State = 'without a login'; Command = 'Connect-LeappSso acme -UseDeviceCode -NoBrowser'; Hangs = 'StartDeviceAuthorization' }
        @{ What = 'the answer to a poll'; State = 'without a login'; Command = 'Connect-LeappSso acme -UseDeviceCode -NoBrowser'; Hangs = 'CreateToken' }
        @{ What = 'the exchange of the code from the browser'; State = 'without a login'; Command = 'Connect-LeappSso acme -LoginMethod Browser'; Hangs = 'CreateToken' }
        @{ What = 'the renewal of a login'; State = 'with an expired login'; Command = 'Connect-LeappSso acme'; Hangs = 'CreateToken' }
        @{ What = 'another process that renews the login'; State = 'with an expired login'; Command = 'Connect-LeappSso acme -Verbose'; Locked = $true }
        @{ What = 'the accounts'; State = ''; Command = 'Connect-LeappSso acme'; Hangs = 'ListAccounts' }
        @{ What = 'the roles of an account'; State = ''; Command = 'Connect-LeappSso acme'; Hangs = 'ListAccountRoles' }
        @{ What = 'the end of a pause after 429'; State = ''; Command = 'Connect-LeappSso acme'; Throttled = 'ListAccounts' }
        @{ What = 'the accounts'; State = ''; Command = 'Sync-LeappSso acme'; Hangs = 'ListAccounts' }
        @{ What = 'the roles of an account'; State = ''; Command = 'Sync-LeappSso acme'; Hangs = 'ListAccountRoles' }
        @{ What = 'the renewal of a login'; State = 'with an expired login'; Command = 'Sync-LeappSso acme -TimeoutSec 600'; Hangs = 'CreateToken' }
        @{ What = 'another process that renews the login'; State = 'with an expired login'; Command = 'Sync-LeappSso acme -Verbose'; Locked = $true }
        @{ What = 'the end of a pause after 429'; State = ''; Command = 'Sync-LeappSso acme'; Throttled = 'ListAccountRoles' }
        @{ What = 'another process that writes the workspace'; State = ''; Command = 'Sync-LeappSso acme'; Held = $true; Until = '(Get-Requests).ListAccountRoles -ge $before.ListAccountRoles + 3' }
        @{ What = 'keys'; State = ''; Command = 'Get-LeappSession | Get-LeappCredential'; Hangs = 'GetRoleCredentials' }
        @{ What = 'keys, behind Select-Object -First,'; State = ''; Command = 'Get-LeappSession | Select-Object -First 1 | Get-LeappCredential'; Hangs = 'GetRoleCredentials' }
        @{ What = 'a renewal before keys'; State = 'with an expired login'; Command = 'Get-LeappSession | Get-LeappCredential'; Hangs = 'CreateToken' }
        @{ What = 'the answer that a diagnosis asks for'; State = ''; Command = 'Test-LeappSso'; Hangs = 'CreateToken' }
        @{ What = 'the end of a logout'; State = ''; Command = 'Disconnect-LeappSso acme'; Hangs = 'Logout'; Ends = $true }
    ) {
        $case = $_
        $hangs, $arrives, $throttled, $locked, $held, $until, $ends = 'Hangs', 'Arrives', 'Throttled', 'Locked', 'Held', 'Until', 'Ends' | ForEach-Object { $case[$_] }
        $approval = $hangs -eq 'CreateToken' -and $Command -notmatch 'DeviceCode' ? 'automatic' : 'manual'
        Send-Emulator $emulator options @{ approval = $approval }
        if ($hangs) { Send-Emulator $emulator options @{ operationLatencyMs = @{ $hangs = 60000 } } }
        if ($throttled) { Send-Emulator $emulator faults @(@{ kind = 'error'; status = 429; retryAfter = 20; operation = $throttled }) }
        $arrives = $hangs ?? $arrives ?? $throttled
        $until = $until ?? ($locked ? '"$($shell.Streams.Verbose)" -match "Waiting for another process"' : "(Get-Requests).$arrives -gt `$before.$arrives")
        $variables = New-HomeIn $State
        $workspaceLock = Join-Path $variables.LEAPPSSO_HOME '.workspace.json.leappsso.lock'
        $files = Get-Fingerprint $variables.HOME
        try {
            $run = Invoke-FreshPwsh @"
function Get-Requests { (Invoke-RestMethod "`$env:EMULATOR/_emulator/counters").requests }
`$before = Get-Requests
`$name = [IO.Path]::GetFileName(`$env:TOKENFILE)
`$lockFile = Join-Path (Split-Path `$env:TOKENFILE) ".`$name.leappsso.lock"
if ('$locked') { `$lock = [IO.File]::Open(`$lockFile, 'OpenOrCreate', 'ReadWrite', 'None') }
if ('$held') { `$heldUntilTheEnd = [IO.File]::Open('$workspaceLock', 'OpenOrCreate', 'ReadWrite', 'None') }
`$shell = [powershell]::Create()
`$null = `$shell.AddScript('$Command')
`$handle = `$shell.BeginInvoke()
`$limit = [DateTime]::UtcNow.AddSeconds(30)
while (-not ($until) -and [DateTime]::UtcNow -lt `$limit) { Start-Sleep -Milliseconds 20 }
`$waited = [DateTime]::UtcNow -lt `$limit -and -not `$handle.IsCompleted
`$clock = [Diagnostics.Stopwatch]::StartNew()
`$shell.Stop()
`$seconds = `$clock.Elapsed.TotalSeconds
if ('$locked') { `$lock.Dispose(); Remove-Item -Force `$lockFile }
`$port = [regex]::Match("`$(`$shell.Streams.Information)", '127\.0\.0\.1%3A(\d+)').Groups[1].Value
[pscustomobject]@{
    Waited = `$waited
    Seconds = `$seconds
    Errors = @(`$shell.Streams.Error).Count
    State = "`$(`$shell.InvocationStateInfo.State)"
    Listens = [bool]`$port -and `$(try { [Net.Sockets.TcpClient]::new('127.0.0.1', `$port).Dispose(); `$true } catch { `$false })
}
"@ $variables
        } finally {
            if ($hangs) { Send-Emulator $emulator options @{ operationLatencyMs = @{ $hangs = 0 } } }
            if ($held) { Remove-Item -Force $workspaceLock }
        }
        $run.ErrorIds | Should -BeNullOrEmpty
        $run.Output[-1].Waited | Should -BeTrue -Because 'the command was to be stopped while it waited'
        $run.Output[-1].Seconds | Should -BeLessThan 1
        $run.Output[-1].State | Should -Be Stopped
        $run.Output[-1].Errors | Should -Be 0
        $run.Output[-1].Listens | Should -BeFalse
        if ($ends) {
            Test-Path $variables.TOKENFILE | Should -BeFalse
            Get-Content (Join-Path $variables.HOME '.aws' config) -ErrorAction Ignore | Should -Not -Match 'managed by LeappSso'
        } else {
            Get-Fingerprint $variables.HOME | Should -Be $files
        }
    }
}
