# Settings of an access portal: what follows them, what a move to another portal ends, and when a person is asked.

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Support.psm1') -Force
    $emulator = Start-Emulator '--accounts', '3', '--roles', '2', '--device-interval', '1'

    # A home that is logged in to acme.
    function New-Place([string] $Then = '') {
        $variables = New-TestHome (Join-Path $TestDrive ([guid]::NewGuid())) $emulator
        $null = Invoke-FreshPwsh "`$null = Add-LeappSsoIntegration acme `$env:PORTAL eu-west-1; `$null = Connect-LeappSso acme; $Then" $variables
        $variables
    }

    function Get-Config($Variables) { [IO.File]::ReadAllText((Join-Path $Variables.HOME '.aws/config')) }
    # One that nothing changes.
    $still = New-Place
    $other = 'https://other.awsapps.com/start'
}

AfterAll { Stop-Emulator $emulator }

Describe 'An alias' {
    It 'comes through the pipe as text, as an integration, as a session, and from a job: <Script>' -ForEach @(
        @{ Script = "'acme' | Get-LeappSsoIntegration"; Finds = 'acme' }
        @{ Script = "'acme', 'globex' | Get-LeappSsoIntegration"; Finds = 'acme globex' }
        @{ Script = 'Get-LeappSsoIntegration | Get-LeappSsoIntegration'; Finds = 'acme globex' }
        @{ Script = 'Get-LeappSsoIntegration globex | ConvertTo-Json | ConvertFrom-Json | Get-LeappSsoIntegration'; Finds = 'globex' }
        @{ Script = 'Get-LeappSession | Get-LeappSsoIntegration'; Finds = 'acme' }
        @{ Script = 'Get-LeappSession | ConvertTo-Json | ConvertFrom-Json | Get-LeappSsoIntegration'; Finds = 'acme' }
        @{ Script = 'Get-LeappSsoIntegration (Get-LeappSession)'; Finds = 'acme' }
        @{ Script = 'Get-LeappSsoIntegration (Get-LeappSsoIntegration)'; Finds = 'acme globex' }
        @{ Script = '[pscustomobject]@{ Integration = "globex" } | Get-LeappSsoIntegration'; Finds = 'globex' }
        @{ Script = '"globex" | Set-LeappSsoIntegration -DefaultRegion us-east-2 -PassThru'; Finds = 'globex' }
    ) {
        $variables = New-TestHome (Join-Path $TestDrive ([guid]::NewGuid()))
        $null = New-Item -ItemType Directory $variables.LEAPPSSO_HOME
        Set-Content (Join-Path $variables.LEAPPSSO_HOME workspace.json) @'
{"version":1,"integrations":[{"alias":"acme","portalUrl":"https://acme.awsapps.com/start","region":"eu-west-1","accounts":[{"id":"000000000001","name":"a","roles":[{"name":"Admin","profile":"p"}]}]},
 {"alias":"globex","portalUrl":"https://globex.awsapps.com/start","region":"eu-west-1","accounts":[]}]}
'@
        $run = Invoke-FreshPwsh "$Script | ForEach-Object Alias" $variables
        $run.ErrorIds | Should -BeNullOrEmpty -Because ($run.Messages -join ' ')
        "$($run.Output)" | Should -BeExactly $Finds
    }

    It 'can be several for login, listing and logout' {
        $variables = New-TestHome (Join-Path $TestDrive 'several') $emulator
        $run = Invoke-FreshPwsh @'
'one', 'two' | ForEach-Object { $null = Add-LeappSsoIntegration $_ $env:PORTAL eu-west-1 -WarningAction Ignore }
Connect-LeappSso one, two | Group-Object Integration | ForEach-Object Name
Sync-LeappSso two, ONE, two | ForEach-Object Integration
'one', 'two' | Disconnect-LeappSso
(Get-LeappSsoIntegration).Status
'@ $variables
        $run.ErrorIds | Should -BeNullOrEmpty -Because ($run.Messages -join ' ')
        $run.Output | Should -Be 'one', 'two', 'two', 'one', 'Offline', 'Offline'
    }
}

Describe 'Set-LeappSsoIntegration' {
    It 'changes what is given, keeps the rest, and emits with -PassThru only' {
        $run = Invoke-FreshPwsh @'
Set-LeappSsoIntegration acme -DefaultRegion ap-south-1 -LoginMethod DeviceCode
Set-LeappSsoIntegration -Alias ACME -ProfileNameTemplate '{AccountId}.{RoleName}' -PassThru
Set-LeappSsoIntegration acme -ProfileNameTemplate '' -DefaultRegion '' -LoginMethod Auto -Method CredentialsFile -PassThru
'@ (New-Place)
        $run.ErrorIds | Should -BeNullOrEmpty
        $run.Output.Count | Should -Be 2
        $first, $second = $run.Output
        $first.DefaultRegion, $first.LoginMethod, $first.ProfileNameTemplate, $first.Method | Should -Be 'ap-south-1', 'DeviceCode', '{AccountId}.{RoleName}', 'SsoProfile'
        $second.DefaultRegion, $second.LoginMethod, $second.ProfileNameTemplate, $second.Method | Should -Be $null, 'Auto', '{AccountName}-{RoleName}', 'CredentialsFile'
        $second.Status | Should -Be Online
    }

    It 'lets active sessions follow, and new processes see it' {
        $variables = New-Place 'Get-LeappSession | Set-LeappSession; (Get-LeappSession)[0] | Set-LeappSession -Region us-east-1'
        $run = Invoke-FreshPwsh 'Get-LeappSession | Set-LeappSsoIntegration -DefaultRegion ap-south-1' $variables
        $run.ErrorIds | Should -BeNullOrEmpty
        [regex]::Matches((Get-Config $variables), 'region = ap-south-1').Count | Should -Be 5
        [regex]::Matches((Get-Config $variables), '(?m)^region = us-east-1').Count | Should -Be 1
        $run = Invoke-FreshPwsh 'Set-LeappSsoIntegration acme -Method CredentialProcess; (Get-LeappSession).Status' $variables
        $run.ErrorIds | Should -BeNullOrEmpty
        @($run.Output | Select-Object -Unique) | Should -Be Active
        [regex]::Matches((Get-Config $variables), 'credential_process').Count | Should -Be 6
    }

    It 'takes aliases from objects, also from an earlier process, and none of their settings' {
        $variables = New-Place
        $run = Invoke-FreshPwsh @'
$null = Add-LeappSsoIntegration globex globex.awsapps.com eu-west-2 -DefaultRegion eu-west-2
Get-LeappSsoIntegration | Set-LeappSsoIntegration -LoginMethod DeviceCode
$kept = [Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize((Get-LeappSsoIntegration)))
$kept | Set-LeappSsoIntegration -DefaultRegion us-west-2
Get-LeappSsoIntegration
'@ $variables
        $run.ErrorIds | Should -BeNullOrEmpty
        $run.Output.Alias | Should -Be acme, globex
        $run.Output.LoginMethod | Should -Be DeviceCode, DeviceCode
        $run.Output.DefaultRegion | Should -Be us-west-2, us-west-2
        $run.Output[1].PortalUrl | Should -Be 'https://globex.awsapps.com/start'
    }

    It 'ends the login with another portal, at AWS too, and says what was stopped' {
        $variables = New-Place '(Get-LeappSession)[0] | Set-LeappSession; $null = Get-LeappSession | Get-LeappCredential'
        $before = (Get-EmulatorCounters $emulator).requests.Logout
        $run = Invoke-FreshPwsh "Set-LeappSsoIntegration acme -PortalUrl $other -Force -PassThru -WarningVariable told -WarningAction Ignore; @(Get-LeappSession).Count; `$told[0].Message" $variables
        $run.ErrorIds | Should -BeNullOrEmpty
        $run.Output[0].PortalUrl, $run.Output[0].Status, $run.Output[0].SessionCount, $run.Output[1] | Should -Be $other, 'Offline', 0, 0
        $run.Output[2] | Should -Match "^What was active of 'acme' .* is stopped: \S+-ReadOnly\.$"
        (Get-EmulatorCounters $emulator).requests.Logout | Should -Be ($before + 1)
        Test-Path (Get-TokenFile $variables.HOME acme) | Should -BeFalse
        Get-Config $variables | Should -BeNullOrEmpty
        Get-ChildItem (Join-Path $variables.LEAPPSSO_HOME role-keys) -Recurse -Filter *.json | Should -BeNullOrEmpty
    }

    It 'does by Add-LeappSsoIntegration -Force what it does itself' {
        $variables = New-Place '(Get-LeappSession)[0] | Set-LeappSession'
        $run = Invoke-FreshPwsh "Add-LeappSsoIntegration acme $other eu-west-1 -Force; @(Get-LeappSession).Count" $variables
        $run.ErrorIds | Should -BeNullOrEmpty
        $run.Output[0].Status, $run.Output[1] | Should -Be 'Offline', 0
        Get-Config $variables | Should -BeNullOrEmpty
    }

    It 'asks before the login ends, and only then: <Script>' -ForEach @(
        @{ Script = 'Set-LeappSsoIntegration acme -PortalUrl other.awsapps.com'; Asks = $true }
        @{ Script = 'Set-LeappSsoIntegration acme -Region eu-west-2'; Asks = $true }
        @{ Script = 'Set-LeappSsoIntegration acme -PortalUrl other.awsapps.com -Confirm:$false'; Asks = $false }
        @{ Script = 'Set-LeappSsoIntegration acme -PortalUrl other.awsapps.com -Force'; Asks = $false }
        @{ Script = '$ConfirmPreference = "None"; Set-LeappSsoIntegration acme -Region eu-west-2'; Asks = $false }
        @{ Script = 'Set-LeappSsoIntegration acme -PortalUrl $env:PORTAL -Region eu-west-1'; Asks = $false }
        @{ Script = 'Set-LeappSsoIntegration acme -DefaultRegion eu-west-2'; Asks = $false }
        @{ Script = 'Set-LeappSsoIntegration acme -DefaultRegion eu-west-2 -Confirm'; Asks = $true }
    ) {
        $case = $_
        # Nobody can answer there, so a question is an error.
        $run = Invoke-FreshPwsh "$($case['Script']); (Get-LeappSsoIntegration).Status" ($case['Asks'] ? $still : (New-Place)) -Switches '-NonInteractive'
        if ($case['Asks']) {
            $run.ErrorIds | Should -Match 'InvalidOperation'
            $run.Output | Should -Be Online
        } else {
            $run.ErrorIds | Should -BeNullOrEmpty
        }
    }

    It 'asks nothing where there is no login and nothing active, and asks again where something is' {
        $variables = New-Place 'Disconnect-LeappSso acme'
        $run = Invoke-FreshPwsh 'Set-LeappSsoIntegration acme -Region eu-west-2; (Get-LeappSsoIntegration).Region' $variables -Switches '-NonInteractive'
        $run.ErrorIds | Should -BeNullOrEmpty
        $run.Output | Should -Be eu-west-2
        $run = Invoke-FreshPwsh '(Get-LeappSession)[0] | Set-LeappSession -WarningAction Ignore; Set-LeappSsoIntegration acme -Region eu-west-1; (Get-LeappSsoIntegration).Region' $variables -Switches '-NonInteractive'
        $run.ErrorIds | Should -Match 'InvalidOperation'
        $run.Output | Should -Be eu-west-2
    }

    It 'is refused with <Id>: <Script>' -ForEach @(
        @{ Script = 'Set-LeappSsoIntegration acme'; Id = 'NothingToChange'; Says = '-DefaultRegion' }
        @{ Script = 'Set-LeappSsoIntegration acne -DefaultRegion eu-west-1'; Id = 'IntegrationNotFound'; Says = 'acme' }
        @{ Script = 'Set-LeappSsoIntegration ac* -DefaultRegion eu-west-1'; Id = 'IntegrationNotFound'; Says = 'acme' }
        @{ Script = 'Set-LeappSsoIntegration acme -DefaultRegion Ireland'; Id = 'InvalidRegion'; Says = 'eu-west-1 for Ireland' }
        @{ Script = 'Set-LeappSsoIntegration acme -PortalUrl https://idp.example/x'; Id = 'InvalidPortalUrl'; Says = '-Force' }
        @{ Script = 'Set-LeappSsoIntegration acme -ProfileNameTemplate fixed'; Id = 'InvalidProfileName'; Says = '{AccountName}' }
    ) {
        $case = $_
        $run = Invoke-FreshPwsh "$($case['Script']); Get-LeappSsoIntegration" $still
        $run.ErrorIds | Should -BeExactly $case['Id']
        $run.Messages[0] | Should -Match ([regex]::Escape($case['Says']))
        $run.Output[0].Status, $run.Output[0].DefaultRegion | Should -Be 'Online', $null
    }

    It 'changes and calls nothing with -WhatIf, and says what would be' {
        $variables = New-Place 'Get-LeappSession | Set-LeappSession'
        $before = Get-ChildItem $variables.HOME -Recurse -File -Force | Where-Object FullName -NotMatch '\.cache|\.local|\.config|powershell|\.dotnet' | ForEach-Object { "$($_.FullName) $((Get-FileHash $_.FullName).Hash)" }
        $requests = (Get-EmulatorCounters $emulator).totalRequests
        $run = Invoke-FreshPwsh "Set-LeappSsoIntegration acme -DefaultRegion eu-west-2 -WhatIf; Set-LeappSsoIntegration acme -PortalUrl $other -WhatIf" $variables
        $run.ErrorIds | Should -BeNullOrEmpty
        $run.Screen | Should -Match 'What if:.*Set default region eu-west-2, write anew what is active \(6\)'
        $run.Screen | Should -Match 'What if:.*Move to https://other\.awsapps\.com/start in eu-west-1, end its login, stop what is active of it \(6\)'
        $run = Invoke-FreshPwsh "Add-LeappSsoIntegration acme $other eu-west-1 -Force -WhatIf; Add-LeappSsoIntegration new $other eu-west-1 -WhatIf" $variables
        $run.ErrorIds | Should -BeNullOrEmpty
        $run.Screen | Should -Match 'What if:.*Move to https://other\.awsapps\.com/start in eu-west-1, end its login, stop what is active of it \(6\)'
        $run.Screen | Should -Match 'What if:.*"Add the access portal https://other\.awsapps\.com.*" on target "new"'
        $run = Invoke-FreshPwsh "Add-LeappSsoIntegration acme $other eu-west-1 -WhatIf" $variables
        $run.ErrorIds | Should -Match '^IntegrationExists'
        $run.Screen | Should -Not -Match 'What if:'
        Get-ChildItem $variables.HOME -Recurse -File -Force | Where-Object FullName -NotMatch '\.cache|\.local|\.config|powershell|\.dotnet' | ForEach-Object { "$($_.FullName) $((Get-FileHash $_.FullName).Hash)" } | Should -Be $before
        (Get-EmulatorCounters $emulator).totalRequests | Should -Be $requests
    }
}
