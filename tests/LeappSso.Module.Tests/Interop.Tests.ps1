# One login for every tool: the real AWS CLI and the unmodified AWS SDKs use and renew the login that this module uses and renews.

BeforeDiscovery {
    Import-Module (Join-Path $PSScriptRoot 'Readers.psm1') -Force
    $readers = @(foreach ($reader in Get-Reader | Where-Object Tag -notin AwsCli1, DotNet3) {
        # Some use what came in by a device code, the others what came in by the browser.
        $reader + @{ Login = $reader.Tag -in 'AwsCli', 'DotNet' ? '-UseDeviceCode' : '-LoginMethod Browser' }
    })
}

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Support.psm1') -Force
    Import-Module (Join-Path $PSScriptRoot 'Readers.psm1') -Force
    $emulator = Start-Emulator '--accounts', '3', '--roles', '2', '--device-interval', '1', '--proxy'
    $portal = 'https://d-1234567890.awsapps.com/start'
    $add = "`$null = Add-LeappSsoIntegration -Alias acme -PortalUrl $portal -Region eu-west-1 -DefaultRegion eu-central-1"
    $set = 'Get-LeappSession *production ReadOnly | Set-LeappSession'
    $active = @{ ProfileName = 'acme-production-ReadOnly'; Owner = '000000000002/ReadOnly' }

    function Get-Sha1([string] $Text) {
        -join ([Security.Cryptography.SHA1]::HashData([Text.Encoding]::UTF8.GetBytes($Text)) | ForEach-Object { $_.ToString('x2') })
    }

    # A home with a cache of logins.
    function New-LoginPlace([string] $Name) {
        $place = New-Place (Join-Path $TestDrive $Name) $emulator
        $cache = Join-Path $place.Direct.HOME '.aws/sso/cache'
        $null = New-Item -ItemType Directory (Join-Path $cache 'other')
        $place | Add-Member @{ Cache = $cache; TokenFile = Join-Path $cache "$(Get-Sha1 'acme').json" } -PassThru
    }

    # What other tools keep beside the login: a login of another kind, a registration of the CLI, the rest of a write, a folder.
    function Add-ForeignFile($Place) {
        $key = '{"region": "eu-west-1", "scopes": ["sso:account:access"], "session_name": "acme", "startUrl": "' + $portal + '", "tool": "botocore"}'
        $files = @{
            'kiro-auth-token.json' = '{"accessToken":"other","refreshToken":"other","expiresAt":"2020-01-01T00:00:00.000Z","provider":"Google"}'
            "$(Get-Sha1 $key).json" = '{"clientId": "c", "clientSecret": "s", "expiresAt": "2099-01-01T00:00:00Z", "scopes": ["sso:account:access"]}'
            'tmpx1_2yz.tmp' = '{"startUrl": "https'
            "other/$(Get-Sha1 'acme').json" = "not`r`nours"
        }
        foreach ($name in $files.Keys) {
            $path = Join-Path $Place.Cache $name
            if (-not (Test-Path $path)) { [IO.File]::WriteAllText($path, $files[$name]) }
        }
    }

    # Every file of the cache but the login, with what is in it.
    function Get-ForeignFile($Place) {
        Get-ChildItem $Place.Cache -File -Recurse -Force | Where-Object FullName -ne $Place.TokenFile |
            ForEach-Object { "$([IO.Path]::GetRelativePath($Place.Cache, $_.FullName)) $((Get-FileHash $_).Hash)" } | Sort-Object
    }

    function Get-Login($Place) { [IO.File]::ReadAllText($Place.TokenFile) }

    # Makes the login old, for the portal as for its readers.
    function Set-Expired($Place) {
        $expired = (Get-Login $Place) -replace '("expiresAt": ")[^"]+', '${1}2020-01-01T00:00:00Z'
        $expired | Should -Match '"expiresAt": "2020'
        [IO.File]::WriteAllText($Place.TokenFile, $expired)
        Send-Emulator $emulator expire-tokens
    }

    # What using the login takes.
    function Get-Cost([scriptblock] $Use) {
        $before = Get-EmulatorCounters $emulator
        $null = & $Use
        $after = Get-EmulatorCounters $emulator
        "$($after.logins - $before.logins) logins, $($after.refreshes - $before.refreshes) refreshes"
    }

    # Whose keys a reader gets for the active session.
    function Get-Owner($Reader, $Place) {
        # The CLI keeps keys of roles, and would ask nobody while they live.
        Remove-Item (Join-Path $Place.Direct.HOME '.aws/cli') -Recurse -ErrorAction Ignore
        if ($Reader.Tag -eq 'AwsCli') {
            $whoAmI = 'sts', 'get-caller-identity', '--query', 'Arn', '--output', 'text', '--profile', $active.ProfileName
            return (Invoke-Tool $Reader.Program $whoAmI $Place.Proxied) -replace '^arn:aws:sts::(\d{12}):assumed-role/AWSReservedSSO_(.+)_[0-9a-f]{16}/.*$', '$1/$2'
        }
        $shown = (Read-Profile $Reader $Place.($Reader.Way) $active.ProfileName).($active.ProfileName)
        $shown.Error | Should -BeNullOrEmpty
        (Get-KeyOwner $emulator).($shown.Key)
    }
}

AfterAll { Stop-Emulator $emulator }

Describe 'A login of AWS CLI v2' -Tag AwsCli -AllowNullOrEmptyForEach -ForEach @($readers | Where-Object Tag -eq AwsCli) {
    BeforeAll {
        $place = New-LoginPlace 'cli'
        $cli = $_
        $config = $place.Config
        $mine = "[sso-session acme]`nsso_start_url = $portal`nsso_region = eu-west-1`nsso_registration_scopes = sso:account:access`n"
        Set-Content $config $mine -NoNewline
        $login = 'sso', 'login', '--sso-session', 'acme', '--no-browser'
        $cost = Get-Cost { Invoke-Tool $cli.Program $login $place.Proxied | Should -Match 'Successfully logged into' }
        $ofCli = Get-ForeignFile $place
        Add-ForeignFile $place
        $foreign = Get-ForeignFile $place
    }

    It 'is one login, in the file named after the alias, with a registration beside it' {
        $cost | Should -Be '1 logins, 0 refreshes'
        Get-Login $place | Should -Match '"refreshToken": '
        @($ofCli).Count | Should -Be 1
        @($foreign).Count | Should -Be 4 -Because 'the tests know the name of a registration'
    }

    It 'maps every account and role here, without a login, and stays as it is' {
        $written = Get-Login $place
        Get-Cost { @(Invoke-Module $place "$add; Connect-LeappSso acme").Count | Should -Be 6 } | Should -Be '0 logins, 0 refreshes'
        Get-Login $place | Should -BeExactly $written
    }

    It 'serves a session of this module in the CLI' {
        Invoke-Module $place $set
        Get-Cost { Get-Owner $cli $place | Should -Be $active.Owner } | Should -Be '0 logins, 0 refreshes'
    }

    It 'keeps the section of the CLI, which is not made anew' {
        $text = [IO.File]::ReadAllText($config)
        $text | Should -BeLike "$([WildcardPattern]::Escape($mine))*"
        [regex]::Matches($text, '\[sso-session').Count | Should -Be 1
    }

    It 'is renewed here when it has expired, and the CLI uses what was renewed' {
        Set-Expired $place
        Get-Cost { Invoke-Module $place 'Connect-LeappSso acme' | Should -HaveCount 6 } | Should -Be '0 logins, 1 refreshes'
        Get-Cost { Get-Owner $cli $place | Should -Be $active.Owner } | Should -Be '0 logins, 0 refreshes'
    }

    It 'gives way to the next one of the CLI, which is used here as well' {
        $registered = (Get-EmulatorCounters $emulator).requests.RegisterClient
        Get-Cost { Invoke-Tool $cli.Program $login $place.Proxied } | Should -Be '1 logins, 0 refreshes'
        (Get-EmulatorCounters $emulator).requests.RegisterClient | Should -Be $registered -Because 'the CLI finds its registration again'
        Get-Cost { Invoke-Module $place 'Connect-LeappSso acme' | Should -HaveCount 6 } | Should -Be '0 logins, 0 refreshes'
    }

    It 'leaves every other file of the cache byte for byte, also when it ends' {
        Get-ForeignFile $place | Should -Be $foreign
        Invoke-Module $place 'Disconnect-LeappSso acme'
        Test-Path $place.TokenFile | Should -BeFalse
        Get-ForeignFile $place | Should -Be $foreign
        [IO.File]::ReadAllText($config) | Should -BeExactly $mine
    }
}

foreach ($one in $readers) {
    Describe 'A login of this module, used by <Tool>' -Tag $one.Tag -ForEach $one {
        BeforeAll {
            $reader = $_
            $place = New-LoginPlace ($Tool -replace '\W')
            Add-ForeignFile $place
            $foreign = Get-ForeignFile $place
            $cost = Get-Cost { Invoke-Module $place "$add; Connect-LeappSso acme $Login; $set" | Should -HaveCount 6 }
        }

        It 'is used as it is' {
            $cost | Should -Be '1 logins, 0 refreshes'
            $written = Get-Login $place
            Get-Cost { Get-Owner $reader $place | Should -Be $active.Owner } | Should -Be '0 logins, 0 refreshes'
            Get-Login $place | Should -BeExactly $written
        }

        It 'is renewed by the reader when it has expired' {
            Set-Expired $place
            Get-Cost { Get-Owner $reader $place | Should -Be $active.Owner } | Should -Be '0 logins, 1 refreshes'
            Get-Login $place | Should -Not -Match '"expiresAt": "2020'
        }

        It 'is used here as the reader wrote it' {
            $written = Get-Login $place
            Get-Cost { Invoke-Module $place 'Connect-LeappSso acme' | Should -HaveCount 6 } | Should -Be '0 logins, 0 refreshes'
            Get-Login $place | Should -BeExactly $written
        }

        It 'is renewed here when it has expired again, and the reader uses what was renewed' {
            Set-Expired $place
            Get-Cost { Invoke-Module $place 'Connect-LeappSso acme' | Should -HaveCount 6 } | Should -Be '0 logins, 1 refreshes'
            $written = Get-Login $place
            Get-Cost { Get-Owner $reader $place | Should -Be $active.Owner } | Should -Be '0 logins, 0 refreshes'
            Get-Login $place | Should -BeExactly $written
        }

        It 'leaves every other file of the cache byte for byte, also when it ends' {
            Get-ForeignFile $place | Should -Be $foreign
            Invoke-Module $place 'Disconnect-LeappSso acme'
            Test-Path $place.TokenFile | Should -BeFalse
            Get-ForeignFile $place | Should -Be $foreign
        }
    }
}

Describe 'One login' -ForEach @{ Readers = $readers } {
    It 'serves this module and all tools by turns, whoever renews it' {
        $place = New-LoginPlace 'turns'
        Get-Cost { Invoke-Module $place "$add; Connect-LeappSso acme; $set" | Should -HaveCount 6 } | Should -Be '1 logins, 0 refreshes'
        foreach ($reader in $Readers) {
            Set-Expired $place
            Get-Cost { Get-Owner $reader $place | Should -Be $active.Owner } | Should -Be '0 logins, 1 refreshes' -Because "$($reader.Tool) renews it"
            Get-Cost { Invoke-Module $place 'Connect-LeappSso acme' | Should -HaveCount 6 } | Should -Be '0 logins, 0 refreshes'
        }
    }

    It 'takes no request that AWS would refuse' {
        $counters = Get-EmulatorCounters $emulator
        $counters.malformedReasons | Should -BeNullOrEmpty
        $counters.failures | Should -BeNullOrEmpty
    }
}
