# What the module writes by each method, read by the unmodified AWS tools, in files with much else and for accounts with unpleasant names.

BeforeDiscovery {
    Import-Module (Join-Path $PSScriptRoot 'Readers.psm1') -Force
    $readers = @(Get-Reader)
    $methods = 'SsoProfile', 'CredentialProcess', 'CredentialsFile'
}

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Support.psm1') -Force
    Import-Module (Join-Path $PSScriptRoot 'Readers.psm1') -Force
    $emulator = Start-Emulator '--accounts', '0', '--proxy'
    $names = @(
        'My Account', 'Büro 🚀', '本番', 'Acme [production]', 'A, B; #c', "O'Brien `"x`"", 'a$b', ('A long name ' * 11).Substring(0, 128), 'sandbox', 'sandbox'
        '🚀🎉', $null, "tab`tand \ back`u{202E}", '[profile x] = 50% of {RoleName}', 'default')
    $number = 0
    Send-Emulator $emulator directory @(foreach ($name in $names) {
        @{ change = 'addAccount'; accountId = '{0:000000000000}' -f ++$number; name = $name; roles = @('Dev+Ops=a,b.c@d-e_f') + ($number -eq 1 ? , 'ReadOnly' : @()) }
    })

    # A home and a place of the files as people have them.
    $place = New-Place (Join-Path $TestDrive 'Jörg İlker') $emulator
    $dotfiles = New-Item -ItemType Directory (Join-Path $place.Direct.HOME 'my dotfiles')
    $place.Config, $place.Credentials = 'aws config', 'aws credentials' | ForEach-Object { Join-Path $dotfiles $_ }
    foreach ($way in 'Direct', 'Proxied') {
        $place.$way.AWS_CONFIG_FILE, $place.$way.AWS_SHARED_CREDENTIALS_FILE = $place.Config, $place.Credentials
    }
    $config = @(
        '# Mine: Bücher ☂', '', '[default]', 'region = eu-north-1', 'output=json', '', '; vim: ft=dosini', '[profile static]'
        'aws_access_key_id = AKIASTATIC', 'aws_secret_access_key = s+/=x', 'region=sa-east-1', 's3 =', '    max_concurrent_requests = 20', "`taddressing_style = path"
        '#[profile off]', '#region = eu-west-3', '', '[profile "quoted name"]', 'aws_access_key_id = AKIAQUOTED', 'aws_secret_access_key = s', 'region = eu-west-1', '[profile bare name]'
        'aws_access_key_id = AKIABARE', 'aws_secret_access_key = s', '', '', '[profile of.dots/and:more@50%+1]', 'aws_access_key_id = AKIADOTS'
        'aws_secret_access_key = s # and more', 'region = us-west-2', 'cli_pager =', '[profile Bücher]', 'aws_access_key_id = AKIABUECHER', 'aws_secret_access_key = s'
        '[profile chained]', 'role_arn = arn:aws:iam::111122223333:role/Other', 'source_profile = static', '[sso-session other]'
        'sso_start_url = https://other.awsapps.com/start#/', 'sso_region = us-east-1', 'sso_registration_scopes = sso:account:access', '[profile other-sso]'
        'sso_session = other', 'sso_account_id = 111122223333', 'sso_role_name = Other', '[services local]', 'dynamodb =', '  endpoint_url = http://127.0.0.1:9'
        '[profile of-services]', 'services = local', 'aws_access_key_id = AKIASERVICES', 'aws_secret_access_key = s', '[preview]', 'cloudsearch = true', '[profile empty]', '# the end')
    $credentials = '# mine too', '[default]', 'aws_access_key_id=AKIADEFAULT', 'aws_secret_access_key=s', '', '[in-credentials]', 'aws_access_key_id = AKIACREDENTIALS', 'aws_secret_access_key = s', 'aws_session_token = t'
    [IO.File]::WriteAllText($place.Config, ($config -join "`r`n"))
    [IO.File]::WriteAllText($place.Credentials, "$($credentials -join "`n")`n")
    $foreign = 'default', 'static', 'of.dots/and:more@50%+1', 'of-services', 'in-credentials'
    $later = "[profile later]`r`n# of another tool`r`nregion = eu-west-2`r`n", "[later]`naws_access_key_id = AKIALATER`naws_secret_access_key = s`n"

    # What readers make of the profiles of somebody else, in words.
    function Read-Foreign($Reader) {
        $read = Read-Profile $Reader $place.($Reader.Way) $foreign
        @($foreign | ForEach-Object { "$_ $($read.$_.Key) $($read.$_.Region) $($read.$_.Error)" }) + @(Read-Section $Reader $place.($Reader.Way))
    }

    $before = @{}
    foreach ($reader in Get-Reader) { $before[$reader.Tool] = Read-Foreign $reader }

    # The same accounts three times, by each method once, with regions of their own and with that of their integration.
    $methods = 'SsoProfile', 'CredentialProcess', 'CredentialsFile'
    $sessions = @(Invoke-Module $place @"
`$regions = 'us-east-1', 'ap-southeast-2', ''
foreach (`$method in '$($methods -join "', '")') {
    `$null = Add-LeappSsoIntegration `$method https://d-1234567890.awsapps.com/start eu-west-1 -Method `$method -DefaultRegion eu-central-1 -WarningAction Ignore
    `$null = Connect-LeappSso `$method
}
Get-LeappSession | Group-Object { `$_.AccountId % 3 } | ForEach-Object { `$_.Group | Set-LeappSession -Region `$regions[`$_.Name] -Status Active }
Get-LeappSession
"@)

    # What comes after ours.
    [IO.File]::AppendAllText($place.Config, $later[0])
    [IO.File]::AppendAllText($place.Credentials, $later[1])
}

AfterAll { Stop-Emulator $emulator }

Describe 'Sessions with unpleasant names' {
    It 'are all active, each by its method under a name of its own' {
        $sessions | Should -HaveCount (3 * 16)
        $sessions | Group-Object Method | ForEach-Object Count | Should -Be 16, 16, 16
        $sessions.Status | Sort-Object -Unique | Should -Be Active
        $sessions.Region | Sort-Object -Unique | Should -Be 'ap-southeast-2', 'eu-central-1', 'us-east-1'
        @($sessions.ProfileName | Sort-Object -Unique).Count | Should -Be (3 * 16)
        @($sessions | Where-Object { $_.ProfileName.Length -gt 128 }).Count | Should -BeGreaterThan 2
    }
}

foreach ($reader in $readers) {
    Describe 'Read by <Tool>' -Tag $reader.Tag -ForEach $reader {
        BeforeAll {
            $reader = $_
            $read = Read-Profile $reader $place.($reader.Way) $sessions.ProfileName
            $owners = Get-KeyOwner $emulator
        }

        It 'every session by <_> is itself, in its region' -ForEach ($methods | Where-Object { $_ -ne 'SsoProfile' -or $reader.Tag -ne 'DotNet3' }) {
            $wrong = $sessions | Where-Object Method -eq $_ | ForEach-Object {
                $shown = $read[$_.ProfileName]
                $found = $shown.Error ?? "$($owners["$($shown.Key)"]) in $($shown.Region)"
                if ($found -cne "$($_.AccountId)/$($_.RoleName) in $($_.Region)") { "$($_.ProfileName) is $found" }
            }
            $wrong | Should -BeNullOrEmpty
        }

        It 'the profiles of somebody else are as before' {
            $now = Read-Foreign $reader
            # Beside them only ours are new.
            @($before[$Tool] | Where-Object { $_ -notin $now }) | Should -BeNullOrEmpty
            $added = @($now | Where-Object { $_ -notin $before[$Tool] } | ForEach-Object { ($_ -split "`t")[0] -replace '^(profiles|sso_sessions) ' })
            $added | Where-Object { $_ -notin $sessions.ProfileName -and $_ -notin $methods -and $_ -notlike 'sso-session*' -and $_ -ne 'later' } | Should -BeNullOrEmpty
            (Read-Profile $reader $place.($reader.Way) later).later.Region | Should -Be eu-west-2
        }
    }
}

Describe 'What was stopped' {
    BeforeAll {
        $null = Invoke-Module $place 'Get-LeappSession | Stop-LeappSession'
    }

    It 'leaves both files byte for byte' {
        # The final newline that was missing stays, since something follows now.
        [IO.File]::ReadAllText($place.Config) | Should -BeExactly ("$($config -join "`r`n")`r`n" + $later[0])
        [IO.File]::ReadAllText($place.Credentials) | Should -BeExactly ("$($credentials -join "`n")`n" + $later[1])
    }

    It 'is no profile to <Tool>, which reads all else as before' -ForEach $readers {
        $reader = $_
        # The CLI takes one profile a time.
        $asked = $Tag -like 'AwsCli*' ? @($sessions | Group-Object Method | ForEach-Object { $_.Group[0].ProfileName }) : $sessions.ProfileName
        $read = Read-Profile $reader $place.($reader.Way) $asked
        @($asked | Where-Object { $read[$_].Error -notmatch 'could not be found|does not find|Could not resolve credentials using profile' } | ForEach-Object { "$_ $($read[$_].Key) $($read[$_].Error)" }) | Should -BeNullOrEmpty
        Read-Foreign $reader | Where-Object { $_ -notmatch '^(profiles )?later' } | Should -BeExactly $before[$Tool]
    }

    It 'took no request that AWS would refuse' {
        $counters = Get-EmulatorCounters $emulator
        $counters.malformedReasons | Should -BeNullOrEmpty
        $counters.failures | Should -BeNullOrEmpty
    }
}

Describe 'Variables of the process' {
    BeforeAll {
        # Who finds no profile is to find the variables; who finds [default] is to find the variables before it.
        $place = New-Place (Join-Path $TestDrive 'variables') $emulator
        $place.Module.READERS = Join-Path $PSScriptRoot 'Readers.psm1'
        $script = @'
Import-Module $env:READERS
function Read-Everything { $read = @{}; foreach ($reader in Get-Reader) { $read[$reader.Tool] = (Read-Profile $reader @{} '-').'-' }; $read }
'@
        $null = Invoke-Module $place @"
Add-LeappSsoIntegration acme https://d-1234567890.awsapps.com/start eu-west-1 -Method Environment -DefaultRegion eu-central-1
Connect-LeappSso acme
"@
        $alone = Invoke-Module $place @"
$script
Get-LeappSession | Where-Object AccountName -like 'Acme ?production?' | Set-LeappSession
Read-Everything
Get-LeappSession -Id `$env:LEAPPSSO_SESSION | Stop-LeappSession
Read-Everything
"@
        [IO.File]::WriteAllText($place.Config, "[default]`nregion = eu-north-1`n")
        [IO.File]::WriteAllText($place.Credentials, "[default]`naws_access_key_id = AKIADEFAULT`naws_secret_access_key = s`n")
        $beside = Invoke-Module $place @"
$script
`$env:AWS_PROFILE = 'default'
`$env:AWS_REGION = 'sa-east-1'
Get-LeappSession | Where-Object AccountName -like 'Acme ?production?' | Set-LeappSession -WarningVariable warnings -WarningAction SilentlyContinue
Read-Everything
"`$warnings"
Stop-LeappSession `$env:LEAPPSSO_SESSION
Read-Everything
"@
        $named = Invoke-Module $place @"
$script
Get-LeappSession | Where-Object AccountName -like 'Acme ?production?' | Set-LeappSession -Method CredentialsFile -Status Active
Read-Everything
Get-LeappSession -Status Active | Stop-LeappSession
Read-Everything
"@
        $owners = Get-KeyOwner $emulator
        $mine = '000000000004/Dev+Ops=a,b.c@d-e_f'
    }

    It 'are the session to <Tool>, and nothing is left of it when it was stopped' -ForEach $readers {
        $owners["$($alone[0].$Tool.Key)"] | Should -BeExactly $mine
        $alone[0].$Tool.Region | Should -Be eu-central-1
        $alone[1].$Tool.Key | Should -BeNullOrEmpty
        $alone[1].$Tool.Error | Should -Not -BeNullOrEmpty
    }

    It 'are the session to <Tool> also beside the keys of [default], which are back when it was stopped' -ForEach ($readers | Where-Object Tag -ne DotNet3) {
        $owners["$($beside[0].$Tool.Key)"] | Should -BeExactly $mine
        $beside[0].$Tool.Region | Should -Be eu-central-1
        $beside[-1].$Tool.Key | Should -BeLike '*AULT*'
        $beside[-1].$Tool.Region | Should -Be ($Tag -in 'AwsCli1', 'Botocore' ? 'eu-north-1' : 'sa-east-1')
    }

    It 'name the one profile that was set for <Tool>, and no more when it was stopped' -ForEach $readers {
        $owners["$($named[0].$Tool.Key)"] | Should -BeExactly $mine
        $named[0].$Tool.Region | Should -Be eu-central-1
        $named[1].$Tool.Key | Should -BeLike '*AULT*'
        $named[1].$Tool.Region | Should -Be eu-north-1
    }

    It 'are not the session to version 3 of the SDK for .NET where [default] has keys, of which a warning tells' {
        $beside[0].'AWS SDK for .NET 3'.Key | Should -Be AKIADEFAULT
        $beside[1] | Should -BeLike '*credentials, line 1: programs with version 3 of the AWS SDK for .NET*'
    }
}
