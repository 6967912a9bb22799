# Many processes that need the same login at once: one renews it for all, and none opens a browser.

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Support.psm1') -Force
    $emulator = Start-Emulator '--accounts', '10', '--roles', '2', '--device-interval', '1'
    $variables = New-TestHome (Join-Path $TestDrive 'home') $emulator
    $run = Invoke-FreshPwsh @'
$null = Add-LeappSsoIntegration acme $env:PORTAL eu-west-1
Connect-LeappSso acme
'@ $variables
    $sessions = @($run.Output.Id)
    $token = Get-TokenFile $variables.HOME acme

    # A browser that leaves a mark.
    $mark = Join-Path $TestDrive 'browser-was-opened'
    $variables.BROWSER = "touch '$mark'"

    # Runs one Get-LeappCredential in each of so many processes, all at the same moment, and gives what each printed.
    function Get-CredentialAtOnce([int] $Processes) {
        $barrier = Join-Path $TestDrive ([guid]::NewGuid())
        $running = foreach ($number in 1..$Processes) {
            $script = @"
Import-Module LeappSso
'ready'
while (-not [IO.File]::Exists('$barrier')) { [Threading.Thread]::Sleep(5) }
`$keys = Get-LeappCredential '$($sessions[$number % $sessions.Count])' -ErrorVariable failures -ErrorAction SilentlyContinue
if (`$keys) { "keys `$(`$keys.AccessKeyId)" }
foreach (`$failure in `$failures) { "error `$((`$failure.FullyQualifiedErrorId -split ',')[0])" }
"@
            $process = [Diagnostics.Process]::Start((Get-PwshStart @('-NonInteractive', '-Command', $script) $variables))
            $process.StandardInput.Close()
            $process
        }
        foreach ($process in $running) { $process.StandardOutput.ReadLine() | Should -Be ready }
        [IO.File]::WriteAllText($barrier, '')
        foreach ($process in $running) {
            $process.StandardOutput.ReadToEnd().Trim()
            if (-not $process.WaitForExit(60000)) { $process.Kill($true); throw 'A process did not end.' }
            $process.Dispose()
        }
    }
}

AfterAll { Stop-Emulator $emulator }

Describe '30 processes that ask for keys at once' {
    BeforeEach {
        Remove-Item (Join-Path $variables.LEAPPSSO_HOME 'role-keys') -Recurse -ErrorAction Ignore
        Set-TokenExpiry $token ([DateTime]::UtcNow.AddHours(-1))
        $before = Get-EmulatorCounters $emulator
    }

    It 'with an expired login renew it once, and all get their keys' {
        Send-Emulator $emulator expire-tokens
        $printed = @(Get-CredentialAtOnce 30)
        $printed.Count | Should -Be 30
        $printed | Should -Match '^keys ASIA'
        $after = Get-EmulatorCounters $emulator
        $after.refreshes - $before.refreshes | Should -Be 1
        $after.logins | Should -Be $before.logins
        $after.requests.GetRoleCredentials - $before.requests.GetRoleCredentials | Should -Be $sessions.Count -Because 'processes with the same session share its keys'
        Test-Path $mark | Should -BeFalse
    }

    It 'with a login that has ended at AWS get one kind of error and open no browser' {
        Send-Emulator $emulator end-portal-session
        $printed = @(Get-CredentialAtOnce 30)
        $printed.Count | Should -Be 30
        @($printed | Select-Object -Unique) | Should -BeExactly 'error NotLoggedIn'
        $after = Get-EmulatorCounters $emulator
        $after.logins | Should -Be $before.logins
        $after.requests.RegisterClient | Should -Be $before.requests.RegisterClient
        Test-Path $mark | Should -BeFalse
    }
}

Describe 'Processes that wait for a login to one portal' {
    It 'all go on with the answer that one of them gets' {
        Send-Emulator $emulator end-portal-session
        Set-TokenExpiry $token ([DateTime]::UtcNow.AddHours(-1))
        $before = Get-EmulatorCounters $emulator
        Send-Emulator $emulator options @{ approval = 'manual' }
        $running = foreach ($number in 1..3) {
            $process = [Diagnostics.Process]::Start((Get-PwshStart @('-Command', '@(Connect-LeappSso acme -UseDeviceCode -NoBrowser 6>$null).Count') $variables))
            $process.StandardInput.Close()
            $process
        }
        $limit = [DateTime]::UtcNow.AddSeconds(60)
        do {
            Start-Sleep -Milliseconds 100
            $asked = (Get-EmulatorCounters $emulator).requests.StartDeviceAuthorization - $before.requests.StartDeviceAuthorization
        } until ($asked -eq 3 -or [DateTime]::UtcNow -gt $limit)
        $asked | Should -Be 3
        # Nobody answers these three; a fourth login is allowed at once.
        Send-Emulator $emulator options @{ approval = 'automatic' }

        $visiting = $variables.Clone()
        $visiting.BROWSER = (New-TestHome (Join-Path $TestDrive visitor) $emulator).BROWSER
        (Invoke-FreshPwsh '@(Connect-LeappSso acme).Count' $visiting).Output | Should -Be $sessions.Count

        foreach ($process in $running) {
            $printed = $process.StandardOutput.ReadToEndAsync()
            if (-not $process.WaitForExit(30000)) { $process.Kill($true); throw 'A process did not end.' }
            $printed.Result.Trim() | Should -Be $sessions.Count
            $process.Dispose()
        }
        (Get-EmulatorCounters $emulator).logins - $before.logins | Should -Be 1
    }
}
