# Import-LeappSso: moving in from AWS CLI and from the Leapp desktop application.

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Support.psm1') -Force
    $emulator = Start-Emulator '--accounts', '3'

    function New-Home {
        $variables = New-TestHome (Join-Path $TestDrive ([guid]::NewGuid())) $emulator
        $null = New-Item -ItemType Directory (Join-Path $variables.HOME '.aws'), (Join-Path $variables.HOME '.Leapp')
        $variables
    }
}

AfterAll { Stop-Emulator $emulator }

Describe 'From AWS CLI' {
    BeforeAll {
        $variables = New-Home
        $config = Join-Path $variables.HOME '.aws/config'
        Set-Content $config @"
[sso-session acme]
sso_start_url = $($emulator.StartUrl)/#/
sso_region = eu-west-1
sso_registration_scopes = sso:account:access

# the one for work
[profile work]
sso_session = acme
sso_account_id = 000000000001
sso_role_name = AdministratorAccess
region = eu-central-1
"@
        $hash = (Get-FileHash $config).Hash
    }

    It 'shows with -WhatIf what would come, and keeps nothing' {
        $run = Invoke-FreshPwsh 'Import-LeappSso AwsConfig -WhatIf; Get-LeappSsoIntegration' $variables
        $run.ErrorIds | Should -BeNullOrEmpty
        $run.Output.Status | Should -Be 'Added', 'Added'
        $run.Screen | Should -Match 'Take integrations and sessions over'
        Test-Path $variables.LEAPPSSO_HOME | Should -BeFalse
    }

    It 'brings integration and session, active by the profile that is there, without network' {
        $away = $variables.Clone()
        $away.AWS_ENDPOINT_URL_SSO = $away.AWS_ENDPOINT_URL_SSO_OIDC = 'http://127.0.0.1:1'
        $run = Invoke-FreshPwsh 'Import-LeappSso AwsConfig; Get-LeappSession' $away
        $run.ErrorIds | Should -BeNullOrEmpty
        $run.Output[0].Name | Should -Be acme
        $run.Output[1].Name | Should -Be 'acme/000000000001/AdministratorAccess'
        $run.Output[2].ProfileName | Should -Be work
        $run.Output[2].Region | Should -Be eu-central-1
        $run.Output[2].Status | Should -Be Active
        (Get-FileHash $config).Hash | Should -Be $hash
    }

    It 'says at the second time that all is known' {
        $run = Invoke-FreshPwsh 'Import-LeappSso -Source AwsConfig' $variables
        $run.Output.Status | Should -Be 'Unchanged', 'Unchanged'
    }

    It 'is followed by a login that finds the session again, with its name' {
        $run = Invoke-FreshPwsh '$null = Connect-LeappSso acme; Get-LeappSession -AccountId 000000000001 -RoleName AdministratorAccess' $variables
        $run.ErrorIds | Should -BeNullOrEmpty
        $run.Output[0].ProfileName | Should -Be work
        $run.Output[0].Status | Should -Be Active
        (Get-FileHash $config).Hash | Should -Be $hash
    }

    It 'takes another file by its path' {
        $other = New-Home
        Copy-Item $config (Join-Path $other.HOME 'copy.txt')
        $run = Invoke-FreshPwsh 'Set-Location ~; Import-LeappSso AwsConfig ./copy.txt; Get-LeappSession' $other
        $run.Output[1].Status | Should -Be Added
        $run.Output[2].Status | Should -Be Inactive
    }
}

Describe 'From Leapp' {
    BeforeAll {
        $variables = New-Home
        $lock = Join-Path $variables.HOME '.Leapp/Leapp-lock.json'
        $json = @"
{"_sessions":[
 {"sessionName":"prod","region":"ap-south-1","sessionId":"s1","status":2,"email":"p@x","roleArn":"arn:aws:iam::000000000001/AdministratorAccess",
  "profileId":"p1","type":"awsSsoRole","awsSsoConfigurationId":"i1"},
 {"sessionName":"user","region":"us-east-1","sessionId":"s2","status":0,"type":"awsIamUser","profileId":"p1"}],
 "_defaultRegion":"eu-central-1","_profiles":[{"id":"p1","name":"work"}],
 "_awsSsoIntegrations":[{"id":"i1","alias":"acme","type":"AWS-SSO","portalUrl":"$($emulator.StartUrl)#/","region":"eu-west-1"}],
 "_proxyConfiguration":{"proxyProtocol":"https","proxyUrl":"proxy.example","username":"me","password":"very-secret"}}
"@
    }

    It 'brings integration and session and tells the rest' -Skip:(-not $IsLinux) {
        $id = @('/var/lib/dbus/machine-id', '/etc/machine-id' | Where-Object { (Test-Path $_) -and (Get-Content $_ -TotalCount 1) } |
            ForEach-Object { (Get-Content $_ -TotalCount 1).Trim() }) + [Environment]::MachineName | Select-Object -First 1
        Set-Content $lock (Protect-LeappWorkspace $json $id) -NoNewline
        $run = Invoke-FreshPwsh 'Import-LeappSso Leapp -Verbose; Get-LeappSession; Import-LeappSso Leapp | Out-String' $variables
        $run.ErrorIds | Should -BeNullOrEmpty
        $run.Output[0..3].Status | Should -Be 'Added', 'Added', 'NotTaken', 'NotTaken'
        $run.Output[4].ProfileName | Should -Be work
        $run.Output[4].Region | Should -Be ap-south-1
        $run.Output[5] | Should -Match 'Unchanged\s+Session'
        "$($run.Screen) $($run.Output | ConvertTo-Json -Depth 4)" | Should -Not -Match 'very-secret'
    }

    It 'reads the file of another machine by the id of that' {
        Set-Content $lock (Protect-LeappWorkspace $json 'ab12-CD34') -NoNewline
        $run = Invoke-FreshPwsh 'Import-LeappSso Leapp; Import-LeappSso Leapp -MachineId AB12-cd34' $variables
        $run.ErrorIds | Should -BeExactly ImportSourceInvalid
        $run.Messages[0] | Should -Match '-MachineId'
        $run.Output.Count | Should -Be 4
    }
}

Describe 'Bad input' {
    It '<Script> is <Id>' -ForEach @(
        @{ Script = 'Import-LeappSso AwsConfig'; Id = 'ImportSourceNotFound' }
        @{ Script = 'Import-LeappSso Leapp'; Id = 'ImportSourceNotFound' }
        @{ Script = 'Import-LeappSso Leapp ./nowhere.json'; Id = 'ImportSourceNotFound' }
        @{ Script = 'Set-Content ~/x.json nothing; Import-LeappSso Leapp ~/x.json'; Id = 'ImportSourceInvalid' }
    ) {
        $variables = New-Home
        $run = Invoke-FreshPwsh $Script $variables
        $run.ErrorIds | Should -BeExactly $Id
        Test-Path $variables.LEAPPSSO_HOME | Should -BeFalse
    }
}
