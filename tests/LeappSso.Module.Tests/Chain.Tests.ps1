# Chained sessions: roles that are assumed with the keys of other sessions, by the commands and by the unmodified AWS tools.

BeforeDiscovery {
    Import-Module (Join-Path $PSScriptRoot 'Readers.psm1') -Force
    $readers = @(Get-Reader)
    $methods = 'SsoProfile', 'CredentialProcess', 'CredentialsFile'
    $refusals = @(
        @{ Id = 'SessionExists'; Script = 'Add-LeappSession acme/000000000001/Audit arn:aws:iam::444455556666:role/Deploy'; Says = '*acme/444455556666/role:Deploy exists*by the keys of acme/000000000001/Admin*-Name*' }
        @{ Id = 'InvalidRoleArn'; Script = 'Add-LeappSession acme/000000000001/Admin Deploy'; Says = "*'Deploy' is not the ARN*arn:aws:iam::111122223333:role/Deploy*" }
        @{ Id = 'InvalidRoleArn'; Script = 'Add-LeappSession acme/000000000001/Admin arn:aws-cn:iam::444455556666:role/Deploy'; Says = '*partition aws-cn*' }
        @{ Id = 'InvalidDuration'; Script = "Add-LeappSession acme/000000000001/Admin arn:aws:iam::444455556666:role/Deploy -Name x -Duration 7200"; Says = '*15 minutes to 1 hour, not 02:00:00*' }
        @{ Id = 'InvalidExternalId'; Script = "Add-LeappSession acme/000000000001/Admin arn:aws:iam::444455556666:role/Deploy -Name x -ExternalId 'a b'"; Says = '*2 to 1224*' }
        @{ Id = 'InvalidSessionName'; Script = "Add-LeappSession acme/000000000001/Admin arn:aws:iam::444455556666:role/Deploy -Name 'a/b'"; Says = "*'a/b' cannot be the name*" }
        @{ Id = 'InvalidRegion'; Script = "Add-LeappSession acme/000000000001/Admin arn:aws:iam::444455556666:role/Deploy -Name x -Region Ireland"; Says = '*eu-west-1*' }
        @{ Id = 'ProfileInUse'; Script = "Add-LeappSession acme/000000000001/Admin arn:aws:iam::444455556666:role/Deploy -Name x -ProfileName main-Admin"; Says = '*acme/000000000001/Admin*' }
        @{ Id = 'SessionNotFound'; Script = "Add-LeappSession acme/000000000001/Admim arn:aws:iam::444455556666:role/Deploy"; Says = "*'acme/000000000001/Admim'*" }
        @{ Id = 'SessionOfPortal'; Script = 'Remove-LeappSession acme/000000000001/Admin'; Says = '*comes from the portal*Stop-LeappSession*' }
        @{ Id = 'SessionHasChildren'; Script = 'Remove-LeappSession acme/444455556666/role:Deploy'; Says = '*acme/777788889999/role:Next gets its keys by it*-Force*' }
        @{ Id = 'SessionNotFound'; Script = 'Remove-LeappSession acme/444455556666/role:Depoly'; Says = "*'acme/444455556666/role:Depoly'*" }
    )
}

BeforeAll {
    foreach ($name in 'Support.psm1', 'Readers.psm1') { Import-Module (Join-Path $PSScriptRoot $name) -Force }
    $emulator = Start-Emulator '--accounts', '0', '--proxy'
    Send-Emulator $emulator directory @(
        @{ change = 'addAccount'; accountId = '000000000001'; name = 'main'; roles = 'Admin', 'Audit' }
        @{ change = 'addAccount'; accountId = '000000000002'; name = 'other'; roles = , 'Admin' })
    $arn = 'arn:aws:iam::444455556666:role/Deploy'
    $deploy, $next = 'acme/444455556666/role:Deploy', 'acme/777788889999/role:Next'

    # A home that is logged in, with a chained session and one chained to that.
    $base = New-Place (Join-Path $TestDrive 'base') $emulator
    $null = Invoke-Module $base @"
Add-LeappSsoIntegration acme https://d-1234567890.awsapps.com/start eu-west-1 -DefaultRegion eu-central-1
Connect-LeappSso acme
Add-LeappSession acme/000000000001/Admin $arn -ExternalId ext/1 -Duration 0:20
Add-LeappSession $deploy arn:aws:iam::777788889999:role/team/Next -Region us-east-1
"@

    # Until early 2023 botocore, which AWS CLI v2 has inside, could not follow source_profile to a profile with an sso-session
    # (https://github.com/boto/botocore/issues/2828).
    function Test-OldBotocore($Reader) {
        $version = switch ($Reader.Tag) {
            AwsCli { (& $Reader.Program --version) -replace '^aws-cli/(\S+).*', '$1'; $fixed = '2.11' }
            Botocore { $Reader.Tool -replace '^botocore '; $fixed = '1.29.80' }
        }
        $version -and [version]$version -lt [version]$fixed
    }

    function New-CopiedPlace([string] $Name) {
        $place = New-Place (Join-Path $TestDrive $Name) $emulator
        foreach ($folder in 'leapp', '.aws') { Copy-Item (Join-Path $base.Direct.HOME $folder) $place.Direct.HOME -Recurse -Force }
        $place
    }
}

AfterAll { Stop-Emulator $emulator }

Describe 'A chained session' {
    BeforeAll { $place = New-CopiedPlace shown }

    It 'is shown beside the others, with where its keys come from' {
        $shown = Invoke-Module $place @'
Get-LeappSession
(Get-LeappSession | Where-Object Parent | Format-Table | Out-String -Width 120).Trim()
Get-LeappSession -RoleName Deploy | ForEach-Object Id
Get-LeappSession 444455556666 | ForEach-Object Id
(TabExpansion2 'Remove-LeappSession acme/444455556666/').CompletionMatches.CompletionText
(TabExpansion2 'Get-LeappSession -RoleName Ne').CompletionMatches.CompletionText
'@
        $shown[0..4].Id | Should -Be 'acme/000000000001/Admin', 'acme/000000000001/Audit', 'acme/000000000002/Admin', $deploy, $next
        $shown[3].Parent, $shown[3].RoleArn, $shown[3].RoleName, $shown[3].ConsoleUrl, $shown[3].Region | Should -Be 'acme/000000000001/Admin', $arn, Deploy, $null, eu-central-1
        $shown[4].Parent, $shown[4].Region, $shown[4].AccountName | Should -Be $deploy, us-east-1, 777788889999
        $shown[5] | Should -Match '(?m)^444455556666 +444455556666 Deploy +eu-central-1 +Inactive 444455556666-Deploy +acme'
        $shown[6..9] | Should -Be $deploy, $deploy, $deploy, Next
    }

    It 'is added by what is piped, once' {
        $added = Invoke-Module $place @"
`$added = Get-LeappSession other Admin | Add-LeappSession -RoleArn $arn -Name second
`$added
(`$added | Add-LeappSession -RoleArn arn:aws:iam::444455556666:role/third).Parent
(Add-LeappSession other-Admin $arn -Name second).Id
@(Get-LeappSession -AccountId 444455556666).Count
`$added.Id | Remove-LeappSession -Force
@(Get-LeappSession -AccountId 444455556666).Count
"@
        $added[0].Id, $added[0].Parent | Should -Be 'acme/444455556666/role:second', 'acme/000000000002/Admin'
        $added[1..4] | Should -Be 'acme/444455556666/role:second', 'acme/444455556666/role:second', 3, 1
    }

    It 'is neither added nor removed with -WhatIf' {
        $workspace = Join-Path $place.Direct.LEAPPSSO_HOME 'workspace.json'
        $before = Get-FileHash $workspace
        $run = Invoke-FreshPwsh "Add-LeappSession main-Admin $arn -Name w -WhatIf; Get-LeappSession | Where-Object Parent | Remove-LeappSession -WhatIf" $place.Module
        $run.ErrorIds | Should -BeNullOrEmpty
        $run.Screen | Should -Match "What if: .*`"Add a session for this role by the keys of main-Admin`" on target `"$([regex]::Escape($arn))`""
        ($run.Screen -split "`n" | Where-Object { $_ -match 'Stop and remove the chained session' }).Count | Should -Be 2
        $run = Invoke-FreshPwsh "Add-LeappSession main-Admin nonsense -WhatIf" $place.Module
        $run.ErrorIds | Should -Match '^InvalidRoleArn'
        $run.Screen | Should -Not -Match 'What if:'
        (Get-FileHash $workspace).Hash | Should -Be $before.Hash
    }

    It 'gives <Id> for: <Script>' -ForEach $refusals {
        $run = Invoke-FreshPwsh $Script $place.Module
        $run.ErrorIds | Should -Be $Id
        $run.Messages[0] | Should -BeLike $Says
    }

    It 'stays through a sync that knows nothing of it' {
        $synced = Invoke-Module $place 'Sync-LeappSso; (Get-LeappSession | Where-Object Parent).Id'
        $synced[0].Added, $synced[0].Removed, $synced[0].Unchanged | Should -Be 0, 0, 3
        $synced[1..2] | Should -Be $deploy, $next
    }
}

Describe 'Its keys' {
    It 'are those of the role, by those of the parent' {
        $place = New-CopiedPlace keys
        $keys = Invoke-Module $place "Get-LeappCredential $deploy, $next"
        $owners = Get-KeyOwner $emulator
        $owners[$keys[0].AccessKeyId], $owners[$keys[1].AccessKeyId] | Should -Be '444455556666/role:Deploy', '777788889999/role:Next'
        ([datetime]$keys[0].ExpiresAt - [datetime]::UtcNow).TotalMinutes | Should -BeGreaterThan 18
        ([datetime]$keys[0].ExpiresAt - [datetime]::UtcNow).TotalMinutes | Should -BeLessOrEqual 20
        $before = (Get-EmulatorCounters $emulator).totalRequests
        (Invoke-Module $place "Get-LeappCredential $deploy").AccessKeyId | Should -Be $keys[0].AccessKeyId
        (Get-EmulatorCounters $emulator).totalRequests | Should -Be $before
    }

    It 'are refused where the trust policy does not let the parent in' {
        $place = New-CopiedPlace denied
        Send-Emulator $emulator trust @{ roleArn = $arn; externalId = 'another' }
        $run = Invoke-FreshPwsh "Get-LeappCredential $deploy" $place.Module
        Send-Emulator $emulator trust @{ roleArn = $arn; externalId = 'ext/1' }
        $run.ErrorIds | Should -Be AccessDenied
        $run.Messages[0] | Should -BeLike "acme/000000000001/Admin may not assume $arn for ${deploy}. *not authorized to perform: sts:AssumeRole*external id*"
        Invoke-Module $place "(Get-LeappCredential $deploy).SessionId" | Should -Be $deploy
    }

    It 'are had again where AWS takes the kept ones of the parent no more' {
        $place = New-CopiedPlace ended
        $null = Invoke-Module $place 'Get-LeappCredential main-Admin'
        Send-Emulator $emulator expire-keys
        $key = (Invoke-Module $place "Get-LeappCredential $deploy").AccessKeyId
        (Get-KeyOwner $emulator)[$key] | Should -Be '444455556666/role:Deploy'
    }
}

Describe 'By <_>' -ForEach $methods {
    BeforeAll {
        $method = $_
        $place = New-CopiedPlace "by $method"
        [IO.File]::WriteAllText($place.Config, "# mine`n[default]`nregion = eu-north-1`n[profile hand]`nrole_arn = arn:aws:iam::1:role/x`nsource_profile = none`n")
        [IO.File]::WriteAllText($place.Credentials, "[mine]`naws_access_key_id = AKIAMINE`naws_secret_access_key = s`n")
        $files = [IO.File]::ReadAllText($place.Config), [IO.File]::ReadAllText($place.Credentials)
        $before = @{}
        foreach ($reader in Get-Reader) { $before[$reader.Tool] = @(Read-Section $reader $place.($reader.Way)) }
        $names = '444455556666-Deploy', '777788889999-Next'
        $status = Invoke-Module $place "Set-LeappSession $next, $deploy -Method $method -Status Active; (Get-LeappSession -Status Active).Id -join ' '"
        # Before the other version of the CLI, whose cache of assumed roles it would use.
        $identity = if ($cli = Find-AwsCli) { $names | ForEach-Object { Invoke-Program $cli ('sts', 'get-caller-identity', '--profile', $_) $place.Proxied } }
        $read = @{}
        foreach ($reader in Get-Reader) { $read[$reader.Tool] = Read-Profile $reader $place.($reader.Way) $names }
        $owners = Get-KeyOwner $emulator
        $stopped = Invoke-Module $place 'Get-LeappSession -Status Active | Stop-LeappSession; @(Get-LeappSession -Status Active).Count'
    }

    It 'they are active, and their parent where its profile is needed' {
        $status | Should -Be ($method -eq 'SsoProfile' ? "acme/000000000001/Admin $deploy $next" : "$deploy $next")
    }

    It '<Tool> assumes the role, in its region' -ForEach $readers {
        if ($method -eq 'SsoProfile' -and $Tag -eq 'DotNet3') {
            # It comes without its part for SSO, so it cannot use the profile of the parent.
            $read[$Tool].'444455556666-Deploy'.Error | Should -Not -BeNullOrEmpty
            return
        }
        $shown = $read[$Tool]
        if ($method -eq 'SsoProfile' -and (Test-OldBotocore $_)) {
            $shown.'444455556666-Deploy'.Error | Should -Match get_frozen_token
            return
        }
        foreach ($name in $names) { $shown.$name.Error | Should -BeNullOrEmpty }
        $owners["$($shown.'444455556666-Deploy'.Key)"] | Should -Be '444455556666/role:Deploy'
        $owners["$($shown.'777788889999-Next'.Key)"] | Should -Be '777788889999/role:Next'
        $shown.'444455556666-Deploy'.Region, $shown.'777788889999-Next'.Region | Should -Be eu-central-1, us-east-1
    }

    It 'STS knows them as the roles' -Tag AwsCli {
        if ($method -eq 'SsoProfile' -and (Test-OldBotocore @{ Tag = 'AwsCli'; Program = $cli })) {
            $identity.Errors | Should -Match get_frozen_token
            return
        }
        $identity = $identity | ForEach-Object { ($_.Output | ConvertFrom-Json).Arn }
        $identity[0] | Should -Match '^arn:aws:sts::444455556666:assumed-role/Deploy/[\w+=,.@-]{2,64}$'
        $identity[1] | Should -Match '^arn:aws:sts::777788889999:assumed-role/Next/[\w+=,.@-]{2,64}$'
    }

    It 'both files are as before when they were stopped, and <Tool> reads them so' -ForEach $readers {
        $stopped | Should -Be 0
        [IO.File]::ReadAllText($place.Config) | Should -BeExactly $files[0]
        [IO.File]::ReadAllText($place.Credentials) | Should -BeExactly $files[1]
        Read-Section $_ $place.($Way) | Should -BeExactly $before[$Tool]
    }
}

Describe 'The variables of a process' {
    It 'hold the keys of the role' {
        $place = New-CopiedPlace variables
        $held = Invoke-Module $place @"
Set-LeappSession $deploy -Method Environment -Status Active
"`$env:AWS_ACCESS_KEY_ID `$env:LEAPPSSO_SESSION `$env:AWS_REGION"
Get-LeappSession -Id $deploy | Remove-LeappSession -Force
"`$env:AWS_ACCESS_KEY_ID `$env:LEAPPSSO_SESSION `$env:AWS_REGION"
"@
        $key, $id, $region = $held[0] -split ' '
        (Get-KeyOwner $emulator)[$key], $id, $region | Should -Be '444455556666/role:Deploy', $deploy, eu-central-1
        $held[1] | Should -BeExactly '  '
    }
}

Describe 'A parent' {
    It 'that is stopped stops its child, of which a warning tells, and AWS_PROFILE is cleared' {
        $place = New-CopiedPlace parent
        $run = Invoke-FreshPwsh @"
Set-LeappSession $deploy
`$env:AWS_PROFILE
Set-LeappSession main-Admin -ProfileName renamed
Get-Content ~/.aws/config | Where-Object { `$_ -like 'source_profile*' }
Stop-LeappSession renamed -WarningVariable warnings -WarningAction SilentlyContinue
"`$warnings"
"<`$env:AWS_PROFILE>"
@(Get-LeappSession -Status Active).Count
"@ $place.Module
        $run.ErrorIds | Should -BeNullOrEmpty
        $run.Output | Should -Be @(
            '444455556666-Deploy', 'source_profile = renamed'
            "The session $deploy was stopped too, because its profile '444455556666-Deploy' used 'renamed', the profile of its parent.", '<>', 0)
    }
}

# It ends at AWS for all homes.
Describe 'A login that was ended' {
    It 'gives no keys any more, and the error names the command that logs in' {
        $place = New-CopiedPlace offline
        $run = Invoke-FreshPwsh "Disconnect-LeappSso; Get-LeappCredential $deploy; (Get-LeappSession -Id $deploy).Status" $place.Module
        $run.ErrorIds | Should -Be NotLoggedIn
        $run.Messages[0] | Should -BeLike '*Connect-LeappSso acme*'
        $run.Output[-1] | Should -Be Inactive
    }
}

Describe 'The emulator' {
    It 'took no request that AWS would refuse' {
        $counters = Get-EmulatorCounters $emulator
        $counters.malformedReasons | Should -BeNullOrEmpty
        $counters.failures | Should -BeNullOrEmpty
    }
}
