# Add a portal, log in, map, filter, set, use: in fresh processes, against the emulator, read by the unmodified AWS SDKs.

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Support.psm1') -Force
    Import-Module (Join-Path $PSScriptRoot 'Readers.psm1') -Force
    $emulator = Start-Emulator '--accounts', '12', '--roles', '4', '--device-interval', '1', '--proxy'

    # Whose keys a reader gets for a profile, as the emulator knows it.
    function Get-Owner([string] $Tag, [string] $ProfileName, $Variables) {
        foreach ($reader in Get-Reader | Where-Object Tag -eq $Tag) {
            $shown = (Read-Profile $reader $Variables $ProfileName).$ProfileName
            $shown.Error | Should -BeNullOrEmpty
            (Get-KeyOwner $emulator).($shown.Key)
        }
    }
}

AfterAll { Stop-Emulator $emulator }

Describe 'The main job' -ForEach @(
    @{ Way = 'the browser'; Switch = '-LoginMethod Browser' }
    @{ Way = 'a device code'; Switch = '-UseDeviceCode' }
) {
    BeforeAll {
        $variables = New-TestHome (Join-Path $TestDrive ($Way -replace ' ')) $emulator
        $config = Join-Path $variables.HOME '.aws/config'
        $null = New-Item -ItemType Directory (Split-Path $config)
        Set-Content $config "# mine`n[default]`nregion = eu-north-1" -NoNewline
        $before = Get-EmulatorCounters $emulator
        $run = Invoke-FreshPwsh @"
Add-LeappSsoIntegration -Alias acme -PortalUrl `$env:PORTAL -Region eu-west-1 -DefaultRegion eu-central-1
Connect-LeappSso acme $Switch
Get-LeappSession | Where-Object RoleName -like 'Read*' | Select-Object -First 1 | Set-LeappSession -PassThru
`$env:AWS_PROFILE
"@ $variables
        $sessions = @($run.Output | Where-Object { $_.psobject.Properties['RoleName'] })
        $active = $sessions[-1]
    }

    It 'logs in by <Way> once and shows what to do on a stream of its own' {
        $run.ErrorIds | Should -BeNullOrEmpty
        (Get-EmulatorCounters $emulator).logins | Should -Be ($before.logins + 1)
        $run.Screen | Should -Match "log in to 'acme'"
    }

    It 'maps every account and role to a session' {
        $sessions.Count | Should -Be (12 * 4 + 1)
        @($sessions.Id | Select-Object -Unique).Count | Should -Be 48
        $sessions.AccountId | Should -Contain '000000000001'
        @($sessions.ProfileName | Select-Object -Unique).Count | Should -Be 48
    }

    It 'makes the session active, names it for this process, and leaves every foreign byte' {
        $active.Status | Should -Be Active
        $run.Output[-1] | Should -Be $active.ProfileName
        $text = [IO.File]::ReadAllText($config)
        $text | Should -Match "^# mine\n\[default\]\nregion = eu-north-1\n"
        $text | Should -Match "\[profile $([regex]::Escape($active.ProfileName))\]\n# managed by LeappSso\nsso_session = acme\n"
        $text | Should -Not -Match 'secret|ASIA'
    }

    It 'writes a token file as AWS CLI v2 does, for the owner only' {
        $name = -join ([Security.Cryptography.SHA1]::HashData([Text.Encoding]::UTF8.GetBytes('acme')) | ForEach-Object { $_.ToString('x2') })
        $file = Join-Path $variables.HOME ".aws/sso/cache/$name.json"
        [IO.File]::ReadAllText($file) | Should -Match '^\{"startUrl": "[^"]+", "region": "eu-west-1", "accessToken": "[^"]+", "expiresAt": "\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", "clientId": "[^"]+", "clientSecret": "[^"]+", "registrationExpiresAt": "\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", "refreshToken": "[^"]+"\}$'
        if (-not $IsWindows) { [IO.File]::GetUnixFileMode($file) | Should -Be ([IO.UnixFileMode]'UserRead, UserWrite') }
    }

    It 'is read by the AWS SDK for .NET' {
        Get-Owner DotNet $active.ProfileName $variables | Should -Be "$($active.AccountId)/$($active.RoleName)"
    }

    It 'is read by botocore, through the proxy where it knows no endpoint variables' -Tag Botocore {
        $proxied = $variables.Clone()
        foreach ($name in 'AWS_ENDPOINT_URL_SSO', 'AWS_ENDPOINT_URL_SSO_OIDC') { $proxied[$name] = $null }
        $proxied.HTTPS_PROXY = $emulator.Proxy
        $proxied.AWS_CA_BUNDLE = $emulator.CertificatePath
        Get-Owner Botocore $active.ProfileName $proxied | Sort-Object -Unique | Should -Be "$($active.AccountId)/$($active.RoleName)"
    }

    It 'shows the same sessions in a new process without network' {
        $offline = $variables.Clone()
        $offline.AWS_ENDPOINT_URL_SSO = $offline.AWS_ENDPOINT_URL_SSO_OIDC = 'http://127.0.0.1:1'
        $again = Invoke-FreshPwsh 'Get-LeappSession; Get-LeappSsoIntegration' $offline
        $again.ErrorIds | Should -BeNullOrEmpty
        $known = @($again.Output | Where-Object { $_.psobject.Properties['RoleName'] })
        $known.Id | Sort-Object | Should -Be ($sessions.Id | Select-Object -Unique | Sort-Object)
        @($known | Where-Object { "$($_.Status)" -eq 'Active' }).Id | Should -Be $active.Id
        "$($again.Output[-1].Status)" | Should -Be Online
    }

    It 'needs no second login' {
        $logins = (Get-EmulatorCounters $emulator).logins
        $again = Invoke-FreshPwsh '(Connect-LeappSso acme).Count' $variables
        $again.Output | Should -Be 48
        (Get-EmulatorCounters $emulator).logins | Should -Be $logins
    }

    It 'binds sessions that come back from a job, and stops what it started' {
        $stopped = Invoke-FreshPwsh @'
$fromJob = Start-Job { Get-LeappSession -Status Active } | Receive-Job -Wait -AutoRemoveJob
$fromJob | Stop-LeappSession -PassThru
'@ $variables
        $stopped.ErrorIds | Should -BeNullOrEmpty
        "$($stopped.Output[-1].Status)" | Should -Be Inactive
        [IO.File]::ReadAllText($config) | Should -BeExactly "# mine`n[default]`nregion = eu-north-1"
    }

    It 'logs out with its own token file alone' {
        $foreign = Join-Path $variables.HOME '.aws/sso/cache/kiro-auth-token.json'
        Set-Content $foreign '{"accessToken":"other"}'
        $out = Invoke-FreshPwsh 'Disconnect-LeappSso acme; (Get-LeappSsoIntegration).Status' $variables
        $out.ErrorIds | Should -BeNullOrEmpty
        "$($out.Output[-1])" | Should -Be Offline
        Get-ChildItem (Split-Path $foreign) -Force | ForEach-Object Name | Should -Be 'kiro-auth-token.json'
    }

    It 'sent no malformed request' {
        $counters = Get-EmulatorCounters $emulator
        $counters.malformedReasons | Should -BeNullOrEmpty
        $counters.failures | Should -BeNullOrEmpty
    }
}

Describe 'A pipeline that stops early' {
    It 'keeps what was listed, so that the session can be set' {
        $variables = New-TestHome (Join-Path $TestDrive 'early') $emulator
        $run = Invoke-FreshPwsh @'
$null = Add-LeappSsoIntegration acme $env:PORTAL eu-west-1
Connect-LeappSso acme | Select-Object -First 1 | Set-LeappSession -PassThru
'@ $variables
        $run.ErrorIds | Should -BeNullOrEmpty
        "$($run.Output[-1].Status)" | Should -Be Active
    }
}
