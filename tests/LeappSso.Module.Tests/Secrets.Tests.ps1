# Every secret that went to and fro is searched for in all that a person, a log or another user of the machine could see.

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Support.psm1') -Force
    $emulator = Start-Emulator '--accounts', '3', '--device-interval', '1'
    $variables = New-TestHome (Join-Path $TestDrive 'home') $emulator
    $seen = (New-Item -ItemType Directory (Join-Path $TestDrive 'seen')).FullName
    $variables.SEEN = $seen
    $variables.TMPDIR = $variables.TEMP = $variables.TMP = (New-Item -ItemType Directory (Join-Path $TestDrive 'temporary')).FullName
    $variables.EMULATOR = $emulator.Url
    $variables.TOKENFILE = Get-TokenFile $variables.HOME acme

    # A browser that notes the arguments it is started with.
    $browser = Join-Path $TestDrive 'browser.sh'
    Set-Content $browser "#!/bin/sh`necho `"`$@`" >> '$seen/arguments.txt'`nexec '$(Get-EmulatorPath)' visit `"`$@`"" -NoNewline
    if (-not $IsWindows) { chmod +x $browser }
    $variables.BROWSER = $IsWindows ? $variables.BROWSER : "'$browser'"

    # The whole life of a login with everything told that can be told, and with every way to fail.
    $run = Invoke-FreshPwsh @'
function Set-Fault($Rules) {
    $null = Invoke-RestMethod "$env:EMULATOR/_emulator/faults" -Method Post -Body (ConvertTo-Json @($Rules)) -ContentType application/json
}
function Set-Expired {
    $text = [IO.File]::ReadAllText($env:TOKENFILE) -replace '("expiresAt": ")[^"]+', '${1}2020-01-01T00:00:00Z'
    [IO.File]::WriteAllText($env:TOKENFILE, $text)
}
$VerbosePreference = $DebugPreference = $InformationPreference = 'Continue'
$ProgressPreference = 'Continue'
$ErrorView = 'DetailedView'
$null = Start-Transcript (Join-Path $env:SEEN 'transcript.txt')
$everything = & {
    Add-LeappSsoIntegration acme $env:PORTAL eu-west-1
    Connect-LeappSso acme -LoginMethod Browser
    Connect-LeappSso acme -Force -UseDeviceCode
    Set-Expired
    Connect-LeappSso acme
    Set-Expired
    Sync-LeappSso acme
    Set-Fault @{ kind = 'error'; status = 401; operation = 'listAccountRoles'; skip = 1 }
    Sync-LeappSso acme
    Set-Fault @()
    Connect-LeappSso acme -UseDeviceCode
    Get-LeappSession | Set-LeappSession -PassThru
    $keys = Get-LeappSession | Get-LeappCredential
    $keys
    $keys | Format-List * -Force
    $keys | Format-Custom
    $keys | Out-String
    $keys | ConvertTo-Json -Depth 9
    $keys | ConvertTo-Csv
    $keys | ConvertTo-Xml -As String -Depth 9
    $keys | Get-Member
    "$keys"
    $keys | Export-Clixml (Join-Path $env:SEEN 'keys.xml')
    $keys[0].SecretAccessKey | Format-List * -Force

    Set-Fault @{ kind = 'error'; status = 401; operation = 'getRoleCredentials' }
    Remove-Item (Join-Path $env:LEAPPSSO_HOME role-keys) -Recurse
    Get-LeappSession | Get-LeappCredential
    Set-Fault @{ kind = 'html'; status = 200; operation = 'getRoleCredentials' }
    Get-LeappSession | Select-Object -First 1 | Get-LeappCredential
    Set-Fault @{ kind = 'truncated'; operation = 'createToken' }
    Set-Expired
    Connect-LeappSso acme
    Set-Fault @{ kind = 'error'; status = 400; code = 'invalid_grant'; operation = 'createToken' }
    Connect-LeappSso acme -LoginMethod Browser
    Connect-LeappSso acme -UseDeviceCode
    Set-Fault @{ kind = 'error'; status = 401; code = 'invalid_client'; operation = 'createToken' }
    Connect-LeappSso acme -UseDeviceCode -Force
    Set-Fault @{ kind = 'raw'; body = '{"roleCredentials":{"accessKeyId":"ASIA"}}'; operation = 'getRoleCredentials' }
    Get-LeappSession | Select-Object -First 1 | Get-LeappCredential
    Set-Fault @()
    Connect-LeappSso acme -Force
    Get-LeappSession | Select-Object -First 1 | Get-LeappCredential

    # The console: opened, refused, and where there is no browser.
    Get-LeappSession | Select-Object -First 1 | Open-LeappConsole -Federated -WhatIf
    Get-LeappSession | Select-Object -First 1 | Open-LeappConsole -Federated
    Set-Fault @{ kind = 'error'; status = 400; operation = 'getSigninToken' }
    Get-LeappSession | Select-Object -First 1 | Open-LeappConsole -Federated -Duration 3600
    Set-Fault @()
    $browser, $env:BROWSER, $env:SSH_TTY = $env:BROWSER, $null, '/dev/pts/0'
    Get-LeappSession | Select-Object -First 1 | Open-LeappConsole -Federated
    $env:BROWSER, $env:SSH_TTY = $browser, $null

    # The keys of a role that is assumed from there.
    $chained = Get-LeappSession | Select-Object -First 1 | Add-LeappSession -RoleArn arn:aws:iam::444455556666:role/Deploy -Region eu-west-1
    $chained | Get-LeappCredential | Format-List * -Force
    Set-Fault @{ kind = 'error'; status = 403; code = 'AccessDenied'; operation = 'assumeRole' }
    Remove-Item (Join-Path $env:LEAPPSSO_HOME role-keys) -Recurse
    $chained | Get-LeappCredential
    Set-Fault @{ kind = 'truncated'; operation = 'assumeRole' }
    $chained | Get-LeappCredential
    Set-Fault @()
    $chained | Set-LeappSession -Method Environment -Status Active -PassThru | Format-List * -Force
    $chained | Set-LeappSession -Method CredentialsFile -PassThru | Format-List * -Force
    $chained | Remove-LeappSession

    # Made usable by each method, shown, moved to the next and stopped; at the end keys are in the credentials file.
    foreach ($method in 'SsoProfile', 'CredentialsFile', 'CredentialProcess', 'Environment', 'CredentialsFile') {
        Get-LeappSession | Select-Object -First 1 | Set-LeappSession -Method $method -Status Active -WhatIf
        Get-LeappSession | Select-Object -First 1 | Set-LeappSession -Method $method -Status Active -PassThru | Format-List * -Force
        Get-LeappSession -Status Active | ConvertTo-Json
        Get-LeappSession | Stop-LeappSession -WhatIf
        Test-LeappSso | Format-List * -Force
    }
    Add-Content ~/.aws/credentials 'no key'
    Get-LeappSession | Set-LeappSession
    Get-LeappSession | Stop-LeappSession
    Set-Content ~/.aws/credentials (Get-Content ~/.aws/credentials | Where-Object { $_ -ne 'no key' })
} *>&1
$null = Stop-Transcript
$everything | Format-List * -Force | Out-File (Join-Path $env:SEEN 'streams.txt') -Width 10000
$everything | Out-File (Join-Path $env:SEEN 'screen.txt') -Width 10000
$Error | Format-List * -Force | Out-File (Join-Path $env:SEEN 'errors.txt') -Width 10000
$Error | ForEach-Object { $_.Exception.ToString(); $_.Exception.Data | ConvertTo-Json -Depth 3; $_.TargetObject | Out-String } | Out-File (Join-Path $env:SEEN 'exceptions.txt') -Width 10000
[Environment]::GetEnvironmentVariables() | ConvertTo-Json | Out-File (Join-Path $env:SEEN 'environment.txt')
@($Error).Count
'@ $variables
    Set-Content (Join-Path $seen 'console.txt') ($run.Screen + $run.StdErr)
    # 'none' is what Test-LeappSso sends where it only wants to know whether the service is there.
    $secrets = @(Invoke-RestMethod "$($emulator.Url)/_emulator/secrets" | ForEach-Object { $_ } | Where-Object secret -NE none)

    # The kinds of secrets in a file, in whatever encoding.
    function Find-Secret([string] $Path) {
        $bytes = [IO.File]::ReadAllBytes($Path)
        foreach ($text in [Text.Encoding]::UTF8.GetString($bytes), [Text.Encoding]::Unicode.GetString($bytes)) {
            foreach ($secret in $secrets) {
                foreach ($form in $secret.secret, [uri]::EscapeDataString($secret.secret), [Text.Encodings.Web.JavaScriptEncoder]::Default.Encode($secret.secret)) {
                    if ($text.Contains($form)) { $secret.kind }
                }
            }
        }
    }
}

AfterAll { Stop-Emulator $emulator }

Describe 'Secrets' {
    It 'of every kind went to and fro, and many errors were told' {
        @($secrets.kind | Sort-Object -Unique) | Should -Be 'accessToken', 'clientSecret', 'code', 'codeVerifier', 'deviceCode', 'refreshToken', 'secretAccessKey', 'sessionToken', 'SigninToken'
        $run.Output[-1] | Should -BeGreaterThan 10
        @(Get-ChildItem $seen).Count | Should -BeGreaterOrEqual 8
        Get-Content (Join-Path $seen 'streams.txt') -Raw | Should -Match 'Fetching keys'
        Get-Content (Join-Path $seen 'screen.txt') -Raw | Should -Match 'Assuming arn:aws:iam::444455556666:role/Deploy'
        Get-Content (Join-Path $seen 'transcript.txt') -Raw | Should -Match 'log in to'
    }

    It 'are found by the search where they are meant to be' {
        @(Find-Secret $variables.TOKENFILE | Sort-Object -Unique) | Should -Be 'accessToken', 'clientSecret', 'refreshToken'
    }

    It 'are in no stream, transcript, error, argument or environment' {
        foreach ($file in Get-ChildItem $seen -File) {
            @(Find-Secret $file.FullName | Sort-Object -Unique) | Should -BeNullOrEmpty -Because "$($file.Name) is seen by others"
        }
    }

    It 'of a login in the browser are shown to the person, and no argument of a program has them' -Skip:$IsWindows {
        $shown = Get-Content (Join-Path $seen 'transcript.txt') -Raw
        foreach ($name in 'state', 'code_challenge', 'client_id') {
            $values = @([regex]::Matches($shown, "[?&]$name=([^&\s]+)") | ForEach-Object { $_.Groups[1].Value } | Sort-Object -Unique)
            @($values | Where-Object { $_.Length -ge 8 }).Count | Should -Be $values.Count
            $values.Count | Should -BeGreaterThan ($name -eq 'client_id' ? 0 : 2) -Because "$name stands in the address for the person"
            foreach ($value in $values) { Get-Content (Join-Path $seen 'arguments.txt') -Raw | Should -Not -Match ([regex]::Escape($value)) }
        }
        # The browser of a device login gets the code, which is good for nothing without a login of its own.
        $arguments = Get-Content (Join-Path $seen 'arguments.txt')
        @($arguments -match '^http://127\.0\.0\.1:\d+/[0-9A-F]{32}$').Count | Should -BeGreaterThan 3
        $arguments -notmatch '^http://127\.0\.0\.1:\d+/[0-9A-F]{32}$|^http://127\.0\.0\.1:\d+/device\?user_code=[A-Z-]+$' | Should -BeNullOrEmpty
    }

    It 'lie in four kinds of file and nowhere else, for the owner alone' {
        $holding = Get-ChildItem $variables.HOME, $variables.TMPDIR -Recurse -File -Force | Where-Object { Find-Secret $_.FullName }
        foreach ($file in $holding) {
            $file.FullName | Should -Match '[\\/]\.aws[\\/]sso[\\/]cache[\\/][0-9a-f]{40}\.json$|[\\/]leapp[\\/]registrations\.json$|[\\/]\.aws[\\/]credentials$|[\\/]leapp[\\/]role-keys[\\/][0-9a-f]{32}[\\/][0-9a-f]{32}\.json$'
            if (-not $IsWindows) {
                [IO.File]::GetUnixFileMode($file.FullName) | Should -Be ([IO.UnixFileMode]'UserRead, UserWrite')
                [IO.File]::GetUnixFileMode($file.DirectoryName) | Should -Be ([IO.UnixFileMode]'UserRead, UserWrite, UserExecute')
            }
        }
        @($holding | ForEach-Object { $_.Directory.Name } | Sort-Object -Unique).Count | Should -Be 4
    }

    It 'are in plain text only where that is asked for' {
        $plain = Invoke-FreshPwsh @'
$session = (Get-LeappSession)[0]
Get-LeappCredential $session -AsPlainText | ConvertTo-Json | Set-Content (Join-Path $env:SEEN 'plain.json')
Get-LeappCredential $session -Format CredentialProcess | Set-Content (Join-Path $env:SEEN 'process.json')
$keys = Get-LeappCredential $session
$keys.SecretAccessKey.Reveal() -ceq (Get-LeappCredential $session -AsPlainText).SecretAccessKey
'@ $variables
        $plain.Output[-1] | Should -BeTrue
        foreach ($name in 'plain.json', 'process.json') {
            @(Find-Secret (Join-Path $seen $name) | Sort-Object -Unique) | Should -Be 'secretAccessKey', 'sessionToken'
        }
    }

    It 'are gone from the files after the logout' {
        $null = Invoke-FreshPwsh 'Disconnect-LeappSso acme' $variables
        Test-Path $variables.TOKENFILE | Should -BeFalse
        $holding = Get-ChildItem $variables.HOME, $variables.TMPDIR -Recurse -File -Force | Where-Object Name -ne registrations.json | Where-Object { Find-Secret $_.FullName }
        $holding | Should -BeNullOrEmpty
    }
}
