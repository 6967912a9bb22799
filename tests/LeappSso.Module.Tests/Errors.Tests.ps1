# Bad input and bad luck: each has an error id of its own, a sentence that says what to do, and changes no file.

BeforeDiscovery {
    $badInput = @(
        @{ Script = 'Add-LeappSsoIntegration x https://myapps.idp.example/signin/0000?tenantId=2222 eu-west-1'; Id = 'InvalidPortalUrl'; Says = 'd-1234567890.awsapps.com/start' }
        @{ Script = 'Add-LeappSsoIntegration x acme eu-west-1'; Id = 'InvalidPortalUrl'; Says = 'acme.awsapps.com/start' }
        @{ Script = 'Add-LeappSsoIntegration x acme.awsapps.com Ireland'; Id = 'InvalidRegion'; Says = 'eu-west-1 for Ireland' }
        @{ Script = 'Add-LeappSsoIntegration x acme.awsapps.com'; Id = 'InvalidRegion'; Says = '-Region' }
        @{ Script = 'Add-LeappSsoIntegration "AWS on my Laptop" acme.awsapps.com eu-west-1'; Id = 'InvalidAlias'; Says = 'letters, digits' }
        @{ Script = 'Add-LeappSsoIntegration ACME other.awsapps.com eu-west-1'; Id = 'IntegrationExists'; Says = '-Force' }
        @{ Script = 'Add-LeappSsoIntegration x acme.awsapps.com eu-west-1 -ProfileNameTemplate fixed'; Id = 'InvalidProfileName'; Says = '{AccountName}' }
        @{ Script = 'Connect-LeappSso acne'; Id = 'IntegrationNotFound'; Says = "Did you mean 'acme'?" }
        @{ Script = 'Sync-LeappSso acne'; Id = 'IntegrationNotFound'; Says = 'acme' }
        @{ Script = 'Disconnect-LeappSso acne'; Id = 'IntegrationNotFound'; Says = 'acme' }
        @{ Script = 'Get-LeappSsoIntegration acne'; Id = 'IntegrationNotFound'; Says = 'Add-LeappSsoIntegration' }
        @{ Script = 'Remove-LeappSsoIntegration acne -Confirm:$false'; Id = 'IntegrationNotFound'; Says = 'acme' }
        @{ Script = 'Get-LeappSession -Id acme/000000000001/ReadOnyl'; Id = 'SessionNotFound'; Says = "Did you mean 'acme/000000000001/ReadOnly'?" }
        @{ Script = 'Get-LeappSession acme-managment'; Id = 'SessionNotFound'; Says = "Did you mean 'acme-management'?" }
        @{ Script = 'Set-LeappSession acme/000000000001/ReadOnyl'; Id = 'SessionNotFound'; Says = "Did you mean 'acme/000000000001/ReadOnly'?" }
        @{ Script = 'Get-LeappSession NoSuchAccount'; Id = 'SessionNotFound'; Says = 'Get-LeappSession' }
        @{ Script = 'Set-LeappSession acme/000000000001/Nothing'; Id = 'SessionNotFound'; Says = 'Get-LeappSession' }
        @{ Script = 'Get-LeappSession | Select-Object -First 1 | Set-LeappSession -ProfileName "a b"'; Id = 'InvalidProfileName'; Says = 'letters, digits' }
        @{ Script = 'Get-LeappSession | Set-LeappSession -ProfileName same'; Id = 'SessionAmbiguous'; Says = 'same' }
        @{ Script = 'Get-LeappSession | Select-Object -First 1 | Set-LeappSession -Region Ireland'; Id = 'InvalidRegion'; Says = 'eu-west-1' }
        @{ Script = 'Set-LeappSsoIntegration acme'; Id = 'NothingToChange'; Says = 'acme' }
        @{ Script = 'Set-LeappSsoIntegration acme -DefaultRegion Ireland'; Id = 'InvalidRegion'; Says = 'eu-west-1' }
        @{ Script = 'Add-LeappSession acme/000000000001/ReadOnly role/Deploy'; Id = 'InvalidRoleArn'; Says = 'arn:aws:iam::' }
        @{ Script = 'Add-LeappSession acme/000000000001/ReadOnly arn:aws:iam::444455556666:role/Deploy -Region Ireland'; Id = 'InvalidRegion'; Says = 'eu-west-1' }
        @{ Script = 'Add-LeappSession acme/000000000001/ReadOnly arn:aws:iam::444455556666:role/Deploy -ProfileName "a b"'; Id = 'InvalidProfileName'; Says = 'letters, digits' }
        @{ Script = 'Remove-LeappSession acme/000000000001/ReadOnly'; Id = 'SessionOfPortal'; Says = 'Remove-LeappSsoIntegration' }
        @{ Script = 'Get-LeappCredential acme/000000000001/ReadOnly'; Id = 'NotLoggedIn'; Says = 'Connect-LeappSso' }
        @{ Script = 'Open-LeappConsole acme/000000000001/ReadOnly -Destination https://example.com'; Id = 'InvalidDestination'; Says = 'console' }
        @{ Script = 'Import-LeappSso AwsConfig nowhere'; Id = 'ImportSourceNotFound'; Says = 'nowhere' }
        @{ Script = 'Test-LeappSso nothing'; Id = 'CheckNotFound'; Says = 'ConfigFile' }
        @{ Script = 'Get-LeappSession | Get-LeappCredential -Format Environment'; Id = 'SessionAmbiguous'; Says = 'one' }
    )
}

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Support.psm1') -Force
    $emulator = Start-Emulator '--accounts', '3', '--device-interval', '1'
    $variables = New-TestHome (Join-Path $TestDrive 'home') $emulator
    $null = Invoke-FreshPwsh @'
Add-LeappSsoIntegration acme $env:PORTAL eu-west-1
Connect-LeappSso acme | Select-Object -First 1 | Set-LeappSession
Remove-Item ~/.aws/sso -Recurse
'@ $variables

    # Every file of the home folder with its bytes.
    function Get-Fingerprint {
        Get-ChildItem $variables.HOME -Recurse -File -Force | Where-Object FullName -NotMatch 'registrations|\.cache|\.local|\.config|powershell|\.dotnet' |
            Sort-Object FullName | ForEach-Object { "$($_.FullName) $((Get-FileHash $_.FullName).Hash)" }
    }
}

AfterAll { Stop-Emulator $emulator }

Describe 'Bad input' {
    It '<Script> is <Id>' -ForEach $badInput {
        $before = Get-Fingerprint
        $run = Invoke-FreshPwsh $Script $variables
        $run.ErrorIds | Should -BeExactly $Id
        $run.Messages[0] | Should -Match ([regex]::Escape($Says))
        Get-Fingerprint | Should -Be $before
    }

    It 'does not stop the rest of the pipeline' {
        $run = Invoke-FreshPwsh '"acme/000000000001/Nothing", (Get-LeappSession)[0].Id | Set-LeappSession -Region us-east-1 -PassThru' $variables
        $run.ErrorIds | Should -BeExactly 'SessionNotFound'
        $run.Output.Region | Should -Be us-east-1
    }
}

Describe 'A name together with a status' {
    It 'gives nothing, and no error, where its sessions have another one: <_>' -ForEach 'Get-LeappSession -Integration acme', 'Get-LeappSession acme-management ReadOnly' {
        $run = Invoke-FreshPwsh "$_ -Status Expired; @($_).Count" $variables
        $run.ErrorIds | Should -BeNullOrEmpty
        $run.Output | Should -HaveCount 1
        $run.Output[0] | Should -BeGreaterThan 0
    }

    It 'is an error where no session has the name, or all the names together' {
        $run = Invoke-FreshPwsh @'
Get-LeappSession NoSuchAccount -Status Active
Get-LeappSession acme-management -AccountId 000000000002 -Status Active
'@ $variables
        $run.ErrorIds | Should -BeExactly SessionNotFound, SessionNotFound
        $run.Messages[1] | Should -Match "No session matches 'acme-management', '000000000002'"
    }
}

Describe 'Bad luck while logging in' {
    AfterEach {
        Send-Emulator $emulator options @{ approval = 'automatic' }
        Send-Emulator $emulator faults @()
    }

    It 'a portal that is down is PortalUnavailable' {
        $before = Get-Fingerprint
        $down = $variables.Clone()
        $down.AWS_ENDPOINT_URL_SSO = $down.AWS_ENDPOINT_URL_SSO_OIDC = 'http://127.0.0.1:1'
        $run = Invoke-FreshPwsh 'Connect-LeappSso acme -UseDeviceCode' $down
        $run.ErrorIds | Should -BeExactly PortalUnavailable
        $run.Messages[0] | Should -Match '127\.0\.0\.1:1'
        Get-Fingerprint | Should -Be $before
    }

    It 'a request that is denied is LoginDenied, by <_>' -ForEach 'Browser', 'DeviceCode' {
        Send-Emulator $emulator options @{ approval = 'deny' }
        $before = Get-Fingerprint
        $run = Invoke-FreshPwsh "Connect-LeappSso acme -LoginMethod $_" $variables
        $run.ErrorIds | Should -BeExactly LoginDenied
        $run.Messages[0] | Should -Match 'choose Allow'
        Get-Fingerprint | Should -Be $before
    }

    It 'a code that expires is LoginTimeout' {
        Send-Emulator $emulator options @{ approval = 'manual'; deviceLifetimeSec = 2 }
        $before = Get-Fingerprint
        try {
            $run = Invoke-FreshPwsh 'Connect-LeappSso acme -UseDeviceCode -NoBrowser' $variables
        } finally {
            Send-Emulator $emulator options @{ deviceLifetimeSec = 600 }
        }
        $run.ErrorIds | Should -BeExactly LoginTimeout
        Get-Fingerprint | Should -Be $before
    }

    It 'a page instead of an answer is NotAnAwsAnswer' {
        Send-Emulator $emulator faults @(@{ kind = 'html'; status = 200; operation = 'registerClient' }, @{ kind = 'html'; status = 200; operation = 'startDeviceAuthorization' })
        $run = Invoke-FreshPwsh 'Connect-LeappSso acme -UseDeviceCode' $variables
        $run.ErrorIds | Should -BeExactly NotAnAwsAnswer
    }

    It 'a -RedirectPort that is taken is MethodNotAvailable, and one that is free is used' {
        $taken = [Net.Sockets.TcpListener]::new([Net.IPAddress]::Loopback, 0)
        $taken.Start()
        $variables.PORT = "$($taken.LocalEndpoint.Port)"
        $refused = Invoke-FreshPwsh 'Connect-LeappSso acme -LoginMethod Browser -RedirectPort $env:PORT' $variables
        $taken.Stop()
        $run = Invoke-FreshPwsh '@(Connect-LeappSso acme -LoginMethod Browser -RedirectPort $env:PORT).Count; Remove-Item ~/.aws/sso -Recurse' $variables
        $refused.ErrorIds | Should -BeExactly MethodNotAvailable
        $refused.Messages[0] | Should -Match "127\.0\.0\.1:$($variables.PORT).*-RedirectPort"
        $run.ErrorIds | Should -BeNullOrEmpty
        $run.Screen | Should -Match "127\.0\.0\.1%3A$($variables.PORT)%2F"
        $run.Output[0] | Should -BeGreaterThan 1
    }

    It 'a host started with -NonInteractive gets NotLoggedIn and no browser' {
        $logins = (Get-EmulatorCounters $emulator).logins
        $run = Invoke-FreshPwsh 'Connect-LeappSso acme' $variables -Switches '-NonInteractive'
        $run.ErrorIds | Should -BeExactly NotLoggedIn
        $run.Messages[0] | Should -Match 'nobody can be asked here .*Connect-LeappSso acme'
        (Get-EmulatorCounters $emulator).logins | Should -Be $logins
    }
}

Describe 'The failure of one portal among several' {
    It 'is one error, and the others are logged in to: <_>' -ForEach @(
        'Connect-LeappSso nowhere, acme, typo'
        '"nowhere", "acme", "typo" | Connect-LeappSso'
    ) {
        $run = Invoke-FreshPwsh "$_ | ForEach-Object Integration | Sort-Object -Unique; 'on'" $variables
        $run.ErrorIds | Should -BeExactly IntegrationNotFound, IntegrationNotFound
        $run.Messages -match "'nowhere'|'typo'" | Should -HaveCount 2
        $run.Output | Should -Be acme, on
    }

    It 'is one error where the login itself fails, and ends all with -ErrorAction Stop' {
        Send-Emulator $emulator options @{ approval = 'deny' }
        try {
            $run = Invoke-FreshPwsh 'Connect-LeappSso acme, nowhere -UseDeviceCode -Force; "on"' $variables
            $run.ErrorIds | Should -BeExactly LoginDenied, IntegrationNotFound
            $run.Output | Should -Be on
            $run = Invoke-FreshPwsh 'try { Connect-LeappSso acme, nowhere -UseDeviceCode -Force -ErrorAction Stop } catch { "caught $($_.FullyQualifiedErrorId)" }' $variables
            $run.Output | Should -BeLike 'caught LoginDenied*'
        } finally {
            Send-Emulator $emulator options @{ approval = 'automatic' }
        }
    }

    It 'ends the command where there is no other' {
        (Invoke-FreshPwsh 'try { Connect-LeappSso nowhere; "on" } catch { "caught" }' $variables).Output | Should -BeExactly caught
    }
}

Describe 'Bad luck while listing' {
    AfterEach { Send-Emulator $emulator faults @() }

    It 'an account without access is one error, and the others are mapped' {
        Send-Emulator $emulator faults @(@{ kind = 'error'; status = 403; operation = 'listAccountRoles'; accountId = '000000000002' })
        $run = Invoke-FreshPwsh 'Connect-LeappSso acme' $variables
        $run.ErrorIds | Should -BeExactly AccessDenied
        $run.Messages[0] | Should -Match 000000000002
        @($run.Output | Where-Object { $_.AccountId -ne '000000000002' }).Count | Should -BeGreaterThan 3
    }

    It 'an empty second listing removes nothing and says so' {
        $known = (Invoke-FreshPwsh '@(Get-LeappSession).Count' $variables).Output[0]
        Send-Emulator $emulator faults @(@{ kind = 'raw'; body = '{"accountList":[]}'; contentType = 'application/json'; operation = 'listAccounts' })
        $run = Invoke-FreshPwsh 'Connect-LeappSso acme; @(Get-LeappSession).Count' $variables
        $run.ErrorIds | Should -BeExactly RemovalRefused
        $run.Output[-1] | Should -Be $known
    }

    It 'throttling and broken connections are waited out without another login' {
        $logins = (Get-EmulatorCounters $emulator).logins
        Send-Emulator $emulator faults @(
            @{ kind = 'empty'; status = 429; operation = 'listAccountRoles'; times = 2 }
            @{ kind = 'reset'; operation = 'listAccountRoles'; times = 1; skip = 2 }
            @{ kind = 'error'; status = 500; operation = 'listAccounts'; times = 1 }
        )
        $run = Invoke-FreshPwsh '@(Connect-LeappSso acme).Count' $variables
        $run.ErrorIds | Should -BeNullOrEmpty
        $run.Output[-1] | Should -Be 9
        (Get-EmulatorCounters $emulator).logins | Should -Be $logins
    }
}

Describe '-WhatIf' {
    It '<_> changes nothing and calls nothing' -ForEach @(
        'Add-LeappSsoIntegration other other.awsapps.com eu-west-1 -WhatIf'
        'Connect-LeappSso acme -Force -WhatIf'
        'Sync-LeappSso acme -WhatIf'
        'Get-LeappSession | Set-LeappSession -WhatIf'
        'Get-LeappSession | Start-LeappSession -WhatIf'
        'Get-LeappSession | Stop-LeappSession -WhatIf'
        'Disconnect-LeappSso acme -WhatIf'
        'Remove-LeappSsoIntegration acme -WhatIf'
    ) {
        $before = Get-Fingerprint
        $requests = (Get-EmulatorCounters $emulator).totalRequests
        $run = Invoke-FreshPwsh $_ $variables
        $run.ErrorIds | Should -BeNullOrEmpty
        $run.Screen | Should -Match 'What if:'
        Get-Fingerprint | Should -Be $before
        (Get-EmulatorCounters $emulator).totalRequests | Should -Be $requests
    }
}

Describe 'A config file that some AWS tool cannot read' {
    It 'does not stop login and listing, and is not written to: <Name>' -ForEach @(
        @{ Name = 'a bad region'; Content = "[default]`nregion = Ireland!!`n"; Refused = $false }
        @{ Name = 'a stray line'; Content = "[default]`nstray words`n"; Refused = $true }
        @{ Name = 'a comment behind a header'; Content = "[profile a] # note`nregion = x`n"; Refused = $false }
        @{ Name = 'a bad endpoint'; Content = "[default]`nendpoint_url = not a url`n"; Refused = $false }
        @{ Name = 'a section twice'; Content = "[profile a]`nregion = x`n[profile a]`n"; Refused = $true }
    ) {
        $own = New-TestHome (Join-Path $TestDrive ($Name -replace ' ')) $emulator
        $config = Join-Path $own.HOME '.aws/config'
        $null = New-Item -ItemType Directory (Split-Path $config)
        [IO.File]::WriteAllText($config, $Content)
        $run = Invoke-FreshPwsh @'
$null = Add-LeappSsoIntegration acme $env:PORTAL eu-west-1
@(Connect-LeappSso acme -UseDeviceCode).Count
(Get-LeappSession)[0] | Set-LeappSession
Disconnect-LeappSso acme
'@ $own
        $run.Output[0] | Should -BeGreaterThan 6
        $run.ErrorIds | Should -Be @($Refused ? 'AwsFileInvalid' : @())
        [IO.File]::ReadAllText($config) | Should -BeExactly $Content
    }
}

Describe 'Completion' {
    It 'quotes what PowerShell would misread, and asks nobody' {
        $own = New-TestHome (Join-Path $TestDrive 'completion') $emulator
        Send-Emulator $emulator directory @(
            @{ change = 'addAccount'; accountId = '000000000777'; name = "O'Brien & Co"; roles = @('Admin') }
            @{ change = 'addAccount'; accountId = '000000000778'; name = 'a$b'; roles = @('Admin') })
        try {
            $null = Invoke-FreshPwsh '$null = Add-LeappSsoIntegration acme $env:PORTAL eu-west-1; Connect-LeappSso' $own
        } finally {
            Send-Emulator $emulator directory @(@{ change = 'removeAccount'; accountId = '000000000777' }, @{ change = 'removeAccount'; accountId = '000000000778' })
        }
        $requests = (Get-EmulatorCounters $emulator).totalRequests
        $run = Invoke-FreshPwsh @'
foreach ($line in "Get-LeappSession O", 'Get-LeappSession a$', 'Get-LeappSession -AccountId 000000000777', 'Get-LeappSession -AccountName "a', 'Connect-LeappSso ', 'Set-LeappSession -Region eu-west-', 'Get-LeappSession nothing') {
    "$line -> " + ((TabExpansion2 $line).CompletionMatches.CompletionText -join ' ')
}
'@ $own
        $run.ErrorIds | Should -BeNullOrEmpty
        $run.Output[0] | Should -BeExactly "Get-LeappSession O -> 'O''Brien & Co'"
        $run.Output[1] | Should -BeExactly 'Get-LeappSession a$ -> ''a$b'''
        $run.Output[2] | Should -BeExactly "Get-LeappSession -AccountId 000000000777 -> '000000000777'"
        $run.Output[3] | Should -Match '"a`\$b"'
        $run.Output[4] | Should -BeExactly 'Connect-LeappSso  -> acme'
        $run.Output[5] | Should -Match 'eu-west-1 eu-west-2 eu-west-3$'
        (Get-EmulatorCounters $emulator).totalRequests | Should -Be $requests
    }
}

Describe 'The help of a command' {
    BeforeAll {
        $run = Invoke-FreshPwsh @'
Import-Module LeappSso
foreach ($command in Get-Command -Module LeappSso) {
    (Get-Help $command.Name -Full).alertSet.alert.Text | Where-Object { $_ -cmatch '^(?<id>\w+): ' } | ForEach-Object { "$($command.Name) $($Matches.id)" }
}
'@ $variables
        $listed = $run.Output
    }

    It 'lists what bad input gives' -ForEach @{ Cases = $badInput } {
        $Cases.Count | Should -BeGreaterThan 20
        foreach ($case in $Cases) {
            $command = [regex]::Matches($case['Script'], '\w+-Leapp\w+')[-1].Value
            $listed | Should -Contain "$command $($case['Id'])" -Because $case['Script']
        }
    }

    It 'lists what comes of several portals, a chained session, a faulty file and a lost login' {
        $own = New-TestHome (Join-Path $TestDrive 'states') $emulator
        $run = Invoke-FreshPwsh @'
$null = Add-LeappSsoIntegration acme $env:PORTAL eu-west-1
$null = Connect-LeappSso -UseDeviceCode
$null = Add-LeappSession acme/000000000001/ReadOnly arn:aws:iam::444455556666:role/Deploy
Set-LeappSession acme/444455556666/role:Deploy
$null = Add-LeappSsoIntegration other other.awsapps.com eu-west-1
$Error.Clear()
Connect-LeappSso; Sync-LeappSso; Disconnect-LeappSso
Open-LeappConsole acme/444455556666/role:Deploy
Set-LeappSession acme/000000000001/ReadOnly -ProfileName 444455556666-Deploy
Add-LeappSession acme/000000000001/ReadOnly arn:aws:iam::444455556666:role/Other -ProfileName 444455556666-Deploy
Add-Content ~/.aws/config 'stray words'
Set-LeappSession acme/000000000002/ReadOnly
Start-LeappSession acme/000000000002/ReadOnly
Stop-LeappSession acme/000000000001/ReadOnly
Remove-LeappSession acme/444455556666/role:Deploy
Set-LeappSsoIntegration acme -DefaultRegion us-east-2
Add-LeappSsoIntegration acme $env:PORTAL eu-west-1 -DefaultRegion us-west-2
Disconnect-LeappSso acme
Remove-LeappSsoIntegration acme -Confirm:$false
Set-LeappSession acme/000000000002/ReadOnly -Method CredentialsFile -Status Active
Start-LeappSession acme/000000000002/ReadOnly
Invoke-LeappSession -Session acme/000000000002/ReadOnly -ScriptBlock { 1 }
Open-LeappConsole acme/000000000002/ReadOnly -Federated
$seen = @($Error.FullyQualifiedErrorId)
[pscustomobject]@{ Seen = $seen }
'@ $own
        # An id names its command too: NotLoggedIn,LeappSso.Cmdlets.Commands.SyncLeappSsoCommand.
        $seen = @($run.Output[-1].Seen | ForEach-Object {
                $id, $type = $_ -split ','
                "$($type -replace '^.*\.|Command$' -creplace '(?<=[a-z])(?=Leapp)', '-') $id"
            } | Sort-Object -Unique)
        $seen | Should -Contain 'Remove-LeappSsoIntegration AwsFileInvalid'
        $seen | Should -Contain 'Invoke-LeappSession NotLoggedIn'
        $seen.Count | Should -BeGreaterThan 15
        $seen | Where-Object { $_ -notin $listed } | Should -BeNullOrEmpty
    }

    It 'leaves to the page of concepts what every command can give' {
        $text = (Invoke-FreshPwsh 'Get-Help about_LeappSso | Out-String -Width 80' $variables).Output[0]
        $text -replace '\s+', ' ' | Should -Match 'WorkspaceInvalid, WorkspaceNewer and Locked can come from every command'
    }
}
