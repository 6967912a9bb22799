# Where a login is kept: in the memory of one PowerShell, or in the Secret Service of a desktop, and then in no file.

BeforeAll {
    foreach ($name in 'Support.psm1', 'Keyring.psm1') { Import-Module (Join-Path $PSScriptRoot $name) -Force }
    $emulator = Start-Emulator '--accounts', '3', '--roles', '2', '--device-interval', '1'

    # The kinds of secrets that any file of a home folder holds as they are.
    function Find-SecretOnDisk([string] $HomePath) {
        $secrets = @(Invoke-RestMethod "$($emulator.Url)/_emulator/secrets" | ForEach-Object { $_ } | Where-Object secret -NE none)
        foreach ($file in Get-ChildItem $HomePath -Recurse -File -Force) {
            $text = [Text.Encoding]::Latin1.GetString([IO.File]::ReadAllBytes($file.FullName))
            foreach ($secret in $secrets) { if ($text.Contains($secret.secret)) { "$($secret.kind) in $($file.FullName)" } }
        }
    }

    function Get-SecretKind { @(Invoke-RestMethod "$($emulator.Url)/_emulator/secrets" | ForEach-Object { $_.kind } | Sort-Object -Unique) }
}

AfterAll { Stop-Emulator $emulator }

Describe 'A login in memory' {
    BeforeAll {
        $variables = New-TestHome (Join-Path $TestDrive 'memory') $emulator
        $run = Invoke-FreshPwsh @'
$null = Add-LeappSsoIntegration acme $env:PORTAL eu-west-1 -TokenStore Memory
$sessions = @(Connect-LeappSso acme)
$keys = $sessions[0] | Get-LeappCredential
$sessions[0] | Start-LeappSession
$worked = @($sessions | Select-Object -First 2 | Invoke-LeappSession { $env:AWS_ACCESS_KEY_ID } -ThrottleLimit 2)
$other = [powershell]::Create().AddScript('(Get-LeappSsoIntegration acme).Status').Invoke()
$integration = Get-LeappSsoIntegration acme
[pscustomobject]@{
    Sessions = $sessions.Count; Store = $integration.TokenStore; Method = $integration.Method; Status = $integration.Status; Other = "$other"
    Variables = $env:AWS_ACCESS_KEY_ID -ceq $keys.AccessKeyId; Worked = @($worked | Select-Object -Unique).Count
    Json = ($integration | ConvertTo-Json -EnumsAsStrings | ConvertFrom-Json).TokenStore; List = ($integration | Format-List | Out-String) -match 'TokenStore\s+: Memory'
    Diagnosis = @(Test-LeappSso TokenStores -Offline | ForEach-Object { "$($_.Status): $($_.Detail)" })
}
'@ $variables
        $facts = $run.Output[-1]
    }

    It 'serves its PowerShell: sessions, keys, variables and workers' {
        $run.ErrorIds | Should -BeNullOrEmpty -Because "$($run.Messages)"
        $facts.Sessions | Should -Be 6
        $facts.Store, $facts.Method, $facts.Status, $facts.Json | Should -Be Memory, Environment, Online, Memory
        $facts.Variables | Should -BeTrue
        $facts.Worked | Should -Be 2
        $facts.List | Should -BeTrue
        $facts.Diagnosis | Should -BeExactly "Note: The login of 'acme' is kept in the memory of the PowerShell session that logged in, and here is one."
    }

    It 'is in no file' {
        Get-SecretKind | Should -Contain accessToken
        Get-SecretKind | Should -Contain secretAccessKey
        Find-SecretOnDisk $variables.HOME | Should -BeNullOrEmpty
        Test-Path (Join-Path $variables.HOME '.aws') | Should -BeFalse
        Get-ChildItem $variables.LEAPPSSO_HOME | ForEach-Object Name | Should -BeIn 'workspace.json', 'workspace.last-good.json'
    }

    It 'is not there for another runspace, nor for another process' {
        $facts.Other | Should -Be Offline
        $next = Invoke-FreshPwsh '(Get-LeappSsoIntegration acme).Status; Get-LeappSession | Select-Object -First 1 | Get-LeappCredential' $variables
        $next.Output | Should -Be Offline
        $next.ErrorIds | Should -Be NotLoggedIn
    }

    It 'refuses what needs the disk, and ends with Disconnect-LeappSso' {
        $before = Get-EmulatorCounters $emulator
        $next = Invoke-FreshPwsh @'
$session = Connect-LeappSso acme | Select-Object -First 1
foreach ($method in 'SsoProfile', 'CredentialProcess', 'CredentialsFile') { $session | Set-LeappSession -Method $method -Status Active }
Set-LeappSsoIntegration acme -Method CredentialProcess
Disconnect-LeappSso acme
(Get-LeappSsoIntegration acme).Status
'@ $variables
        $next.ErrorIds | Should -Be (@('MethodNotAvailable') * 4)
        $next.Messages[0] | Should -Match 'Environment, Get-LeappCredential or Invoke-LeappSession'
        $next.Output[-1] | Should -Be Offline
        Find-SecretOnDisk $variables.HOME | Should -BeNullOrEmpty
        (Get-EmulatorCounters $emulator).logins | Should -Be ($before.logins + 1)
    }
}

Describe 'A login in the Secret Service' -Tag Keyring {
    BeforeAll {
        $keyring = Start-Keyring (Join-Path $TestDrive 'keyring')
        $variables = New-TestHome (Join-Path $TestDrive 'platform') $emulator
        $variables.DBUS_SESSION_BUS_ADDRESS = $keyring.Address
        $variables.XDG_RUNTIME_DIR = $null
        $withoutBus = $variables.Clone()
        $withoutBus.DBUS_SESSION_BUS_ADDRESS = $null
        $run = Invoke-FreshPwsh @'
$null = Add-LeappSsoIntegration acme $env:PORTAL eu-west-1 -TokenStore Platform
$sessions = @(Connect-LeappSso acme)
$keys = $sessions | Get-LeappCredential
$active = $sessions[0] | Start-LeappSession -PassThru
$integration = Get-LeappSsoIntegration acme
[pscustomobject]@{
    Keys = @($keys).Count; Store = $integration.TokenStore; Method = $integration.Method; Status = $integration.Status
    Profile = $active.ProfileName; ActiveBy = $active.Method; Id = $active.Id
    Assemblies = @([AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { $_.GetName().Name -match '^(Tmds|LeappSso\.Secrets)' } |
        ForEach-Object { "$([Runtime.Loader.AssemblyLoadContext]::GetLoadContext($_).Name) $($_.GetName().Name)" } | Sort-Object)
    Diagnosis = @(Test-LeappSso TokenStores -Offline | ForEach-Object { "$($_.Status): $($_.Detail)" })
}
'@ $variables
        $facts = $run.Output[-1]
        $helper = Get-ChildItem (Join-Path $variables.LEAPPSSO_HOME 'helper') -Filter 'leappsso-credential*' -ErrorAction Ignore | Select-Object -First 1 -ExpandProperty FullName
    }

    AfterAll { Stop-Keyring $keyring }

    It 'serves every process, by the helper for credential_process unless another method is set' {
        $run.ErrorIds | Should -BeNullOrEmpty -Because "$($run.Messages)"
        $facts.Store, $facts.Method, $facts.Status, $facts.ActiveBy | Should -Be Platform, CredentialProcess, Online, CredentialProcess
        $facts.Keys | Should -Be 6
        $facts.Diagnosis | Should -BeExactly "Note: The login of 'acme' is kept in the platform's store for secrets, and there is one."
        $next = Invoke-FreshPwsh '(Get-LeappSsoIntegration acme).Status; @(Get-LeappSession | Get-LeappCredential).Count; (Sync-LeappSso acme).Unchanged' $variables
        $next.Output | Should -Be 'Online', 6, 6
    }

    It 'is in no file that can be read' {
        $since = Get-ChildItem $variables.HOME -Recurse -File -Force
        @($since | Where-Object Extension -EQ .sealed).Count | Should -Be 6
        Find-SecretOnDisk $variables.HOME | Should -BeNullOrEmpty
        Test-Path (Get-TokenFile $variables.HOME acme) | Should -BeFalse
        Test-Path (Join-Path $variables.LEAPPSSO_HOME registrations.json) | Should -BeFalse
    }

    It 'loads nothing of its own into the context of others' {
        $facts.Assemblies | Should -BeExactly 'LeappSso.Secrets LeappSso.Secrets', 'LeappSso.Secrets Tmds.DBus.Protocol'
    }

    It 'gives keys to the helper, with the role keys and without them' {
        $first = Invoke-Program $helper $facts.Id $variables
        $first.ExitCode | Should -Be 0 -Because $first.Errors
        ($first.Output | ConvertFrom-Json).SecretAccessKey | Should -Not -BeNullOrEmpty
        Remove-Item (Join-Path $variables.LEAPPSSO_HOME 'role-keys') -Recurse
        ((Invoke-Program $helper $facts.Id $variables).Output | ConvertFrom-Json).SessionToken | Should -Not -BeNullOrEmpty
        Find-SecretOnDisk $variables.HOME | Should -BeNullOrEmpty
    }

    It 'is out of reach without a session bus, which is told before anything is done' {
        $before = Get-EmulatorCounters $emulator
        $next = Invoke-FreshPwsh @'
Connect-LeappSso acme -Force
'@ $withoutBus
        $next.ErrorIds | Should -Be TokenStoreNotAvailable
        $next.Messages[0] | Should -Match 'no session bus'
        $next = Invoke-FreshPwsh @'
Add-LeappSsoIntegration globex $env:PORTAL eu-west-1 -TokenStore Platform
Get-LeappSession | Select-Object -First 1 | Get-LeappCredential
(Get-LeappSsoIntegration).Alias
(Test-LeappSso TokenStores -Offline).Status
'@ $withoutBus
        $next.ErrorIds | Should -Be TokenStoreNotAvailable, TokenStoreNotAvailable
        $next.Output | Should -Be 'acme', 'Error'
        $ended = Invoke-Program $helper $facts.Id $withoutBus
        $ended.ExitCode | Should -Be 1
        $ended.Errors | Should -Match '^leappsso-credential: TokenStoreNotAvailable: '
        $after = Get-EmulatorCounters $emulator
        $after.logins | Should -Be $before.logins
    }

    It 'moves to the shared cache and back, and leaves nothing where it was' {
        $token = Get-TokenFile $variables.HOME acme
        $next = Invoke-FreshPwsh 'Set-LeappSsoIntegration acme -TokenStore Shared -WhatIf; Set-LeappSsoIntegration acme -TokenStore Shared -PassThru' $variables
        $next.ErrorIds | Should -BeNullOrEmpty -Because "$($next.Messages)"
        $next.Screen | Should -Match 'Set token store Shared'
        $next.Output[-1].TokenStore, $next.Output[-1].Status | Should -Be Shared, Online
        [IO.File]::ReadAllText($token) | Should -Match '"accessToken"'
        [IO.File]::ReadAllText((Join-Path $variables.HOME '.aws/config')) | Should -Match 'sso_session = acme'

        $next = Invoke-FreshPwsh 'Set-LeappSsoIntegration acme -TokenStore Platform' $variables
        $next.ErrorIds | Should -Be MethodNotAvailable
        $next.Messages[0] | Should -Match ([regex]::Escape($facts.Id))
        Test-Path $token | Should -BeTrue

        $next = Invoke-FreshPwsh @'
Get-LeappSession -Status Active | Stop-LeappSession
(Set-LeappSsoIntegration acme -TokenStore Platform -PassThru).Status
@(Get-LeappSession | Get-LeappCredential).Count
'@ $variables
        $next.ErrorIds | Should -BeNullOrEmpty -Because "$($next.Messages)"
        $next.Output | Should -Be 'Online', 6
        Test-Path $token | Should -BeFalse
        Find-SecretOnDisk $variables.HOME | Should -BeNullOrEmpty
    }

    It 'can be left behind where there is no session bus any more, and is ended by a later logout' {
        $next = Invoke-FreshPwsh @'
Disconnect-LeappSso acme -WarningAction Ignore
Disconnect-LeappSso acme -WhatIf -WarningAction Ignore
Remove-LeappSsoIntegration acme -WhatIf -WarningAction Ignore
Set-LeappSsoIntegration acme -TokenStore Shared -WhatIf
Set-LeappSsoIntegration acme -TokenStore Shared -PassThru -WarningVariable told
"$told"
'@ $withoutBus
        $next.ErrorIds | Should -Be TokenStoreNotAvailable
        $next.Messages[0] | Should -Match "Set-LeappSsoIntegration 'acme' -TokenStore Shared"
        $next.Screen | Should -Match 'Stop its active sessions; its login stays'
        $next.Screen | Should -Match 'but not its login, which cannot be reached now'
        $next.Screen | Should -Match 'Set token store Shared, leave its login where that cannot be reached now'
        $next.Output[0].TokenStore, $next.Output[0].Status | Should -Be Shared, Offline
        $next.Output[1] | Should -Match "no session bus.*Disconnect-LeappSso 'acme' removes it.*'LeappSso: login of acme'"
        Get-KeptSecret $keyring | Should -Not -BeNullOrEmpty

        $next = Invoke-FreshPwsh @'
Disconnect-LeappSso acme
(Set-LeappSsoIntegration acme -TokenStore Platform -PassThru).Status
$null = Connect-LeappSso acme
'@ $variables
        $next.ErrorIds | Should -BeNullOrEmpty -Because "$($next.Messages)"
        $next.Output[0] | Should -Be Offline
        Get-KeptSecret $keyring | Should -Not -BeNullOrEmpty
    }

    It 'goes with its integration' {
        Get-KeptSecret $keyring | Should -Not -BeNullOrEmpty
        $next = Invoke-FreshPwsh 'Remove-LeappSsoIntegration acme -Confirm:$false; @(Get-LeappSsoIntegration).Count' $variables
        $next.ErrorIds | Should -BeNullOrEmpty -Because "$($next.Messages)"
        $next.Output | Should -Be 0
        Get-KeptSecret $keyring | Should -BeNullOrEmpty
    }

    It 'does not keep its integration where there is no session bus any more' {
        $other = $variables.Clone()
        $other.LEAPPSSO_HOME = Join-Path $variables.HOME 'other'
        $null = Invoke-FreshPwsh '$null = Add-LeappSsoIntegration globex $env:PORTAL eu-west-1 -TokenStore Platform; $null = Connect-LeappSso globex' $other
        $other.DBUS_SESSION_BUS_ADDRESS = $null
        $next = Invoke-FreshPwsh 'Remove-LeappSsoIntegration globex -Confirm:$false -WarningVariable told; "$told"; @(Get-LeappSsoIntegration).Count' $other
        $next.ErrorIds | Should -BeNullOrEmpty -Because "$($next.Messages)"
        $next.Output[0] | Should -Match "'LeappSso: login of globex'"
        $next.Output[1] | Should -Be 0
        Get-KeptSecret $keyring | Should -Not -BeNullOrEmpty
    }
}
