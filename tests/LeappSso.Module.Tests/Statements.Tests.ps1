# Get-LeappCredential -Format Environment: what a real shell makes of the statements, and -Format CredentialProcess beside the helper.

BeforeDiscovery {
    $bash = Get-Command bash -CommandType Application -ErrorAction Ignore
}

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Support.psm1') -Force
    $emulator = Start-Emulator '--accounts', '3', '--roles', '2', '--device-interval', '1'
    $variables = New-TestHome (Join-Path $TestDrive 'home') $emulator
    $run = Invoke-FreshPwsh @'
$null = Add-LeappSsoIntegration acme $env:PORTAL eu-west-1 -DefaultRegion ap-south-1
Connect-LeappSso acme
'@ $variables
    $first = $run.Output[0]
    $keys = (Invoke-FreshPwsh "Get-LeappCredential $($first.Id) -AsPlainText" $variables).Output[0]
    $expected = [ordered]@{
        AWS_ACCESS_KEY_ID = $keys.AccessKeyId; AWS_SECRET_ACCESS_KEY = $keys.SecretAccessKey; AWS_SESSION_TOKEN = $keys.SessionToken
        AWS_CREDENTIAL_EXPIRATION = ([datetime]$keys.ExpiresAt).ToUniversalTime().ToString('yyyy-MM-ddTHH:mm:ssZ', [cultureinfo]::InvariantCulture)
        AWS_REGION = 'ap-south-1'; AWS_DEFAULT_REGION = 'ap-south-1'; LEAPPSSO_SESSION = $first.Id; LEAPPSSO_KEY = $keys.AccessKeyId; AWS_PROFILE = $null; AWS_DEFAULT_PROFILE = $null; AWS_SECURITY_TOKEN = $null
    }
    # A shell in which other things are set.
    $busy = $variables.Clone()
    $busy.AWS_PROFILE = $busy.AWS_DEFAULT_PROFILE = $busy.AWS_SECURITY_TOKEN = $busy.AWS_REGION = 'mine'
    $pwsh = @(Get-PwshCommand) + '-NoProfile', '-Command'
}

AfterAll { Stop-Emulator $emulator }

Describe 'The statements for <Shell>' -ForEach @(
    @{ Shell = 'PowerShell, one by one'; Take = 'Get-LeappCredential $env:SESSION -Format Environment | Invoke-Expression' }
    @{ Shell = 'PowerShell, as one text'; Take = 'Get-LeappCredential $env:SESSION -Format Environment -Shell PowerShell | Out-String | Invoke-Expression' }
    @{ Shell = 'PowerShell under strict mode'; Take = 'Set-StrictMode -Version Latest; $ErrorActionPreference = "Stop"; $env:SESSION | Get-LeappCredential -Format Environment | Invoke-Expression' }
) {
    It 'give its variables the keys of the session and take away what would win' {
        $case = $_
        $busy.SESSION = $first.Id
        $run = Invoke-FreshPwsh "$($case['Take']); foreach (`$name in '$($expected.Keys -join "','")') { `"`$name=`$([Environment]::GetEnvironmentVariable(`$name))`" }; (Get-LeappSession -Status Active).Id" $busy
        $run.ErrorIds | Should -BeNullOrEmpty
        $run.Output | Should -Be (@($expected.Keys | ForEach-Object { "$_=$($expected[$_])" }) + $first.Id)
    }
}

Describe 'The statements for Bash' -Skip:(-not $bash) {
    It 'give its variables the keys of the session, through eval, by <_>' -ForEach 'bash', 'sh' {
        $busy.PWSH_AND = ($pwsh | ForEach-Object { "'$_'" }) -join ' '
        $show = $expected.Keys | ForEach-Object { "echo `"$_=`$$_`"" }
        $ended = Invoke-Program $_ @('-c', "eval `"`$($($busy.PWSH_AND) 'Get-LeappCredential $($first.Id) -Format Environment -Shell Bash')`"; $($show -join '; ')") $busy
        $ended.Errors | Should -BeNullOrEmpty
        $ended.Output -split '\n' | Should -Be @($expected.Keys | ForEach-Object { "$_=$($expected[$_])" })
    }
}

Describe 'The statements of a session without a region, for PowerShell' {
    It 'take the region away that came with the session before, and leave one that was set by hand' {
        $run = Invoke-FreshPwsh @'
Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
$with, $without = (Get-LeappSession | Select-Object -First 2).Id
Set-LeappSession $with -Region eu-west-3
Set-LeappSsoIntegration acme -DefaultRegion ''
function Take($session) {
    Get-LeappCredential $session -Format Environment | Invoke-Expression
    "$($env:LEAPPSSO_SESSION -eq $session) " + (('AWS_REGION', 'AWS_DEFAULT_REGION', 'LEAPPSSO_REGION' | ForEach-Object { (Test-Path "Env:$_") ? (Get-Item "Env:$_").Value : 'none' }) -join ' ')
}
$env:AWS_REGION = 'mine'
Take $without
Take $with
Take $without
Take $with
$env:AWS_DEFAULT_REGION = 'mine'
Take $without
Set-LeappSession $with -Region ''
Set-LeappSsoIntegration acme -DefaultRegion ap-south-1
'@ $variables
        $run.ErrorIds | Should -BeNullOrEmpty -Because ($run.Messages -join ' ')
        $run.Output | Should -Be 'True mine none none', 'True eu-west-3 eu-west-3 eu-west-3', 'True none none none', 'True eu-west-3 eu-west-3 eu-west-3', 'True none mine none'
    }
}

Describe 'A statement for PowerShell' {
    It 'is read as it was meant, whatever the value' {
        $run = Invoke-FreshPwsh @'
Import-Module LeappSso
$letters = [char[]]("'`"``$\%!&|;{}()@#= abcXYZ019+/" + [char]0x2018 + [char]0x2019 + [char]0x201A + [char]0x201B + [char]0x201C + [char]0x00E4)
$random = [Random]::new(7)
$wrong = 0
foreach ($turn in 1..300) {
    $text = -join (1..$random.Next(1, 20) | ForEach-Object { $letters[$random.Next($letters.Count)] })
    $credential = [LeappSso.LeappCredential]@{
        AccessKeyId = 'ASIA'; SecretAccessKey = [LeappSso.LeappSecret]::new($text); SessionToken = [LeappSso.LeappSecret]::new("t$text"); SessionId = 'a/000000000001/R'; ProfileName = 'p'
    }
    [LeappSso.Engine.ShellStatements]::Of($credential, 'PowerShell') | Invoke-Expression
    if ($env:AWS_SECRET_ACCESS_KEY -cne $text -or $env:AWS_SESSION_TOKEN -cne "t$text") { $wrong++; $text }
}
"wrong: $wrong"
'@ $variables
        $run.ErrorIds | Should -BeNullOrEmpty
        $run.Output | Should -Be 'wrong: 0'
    }
}

Describe 'Get-LeappCredential' {
    It 'gives nothing and <Id> for <Script>' -ForEach @(
        @{ Script = 'Get-LeappSession | Get-LeappCredential -Format Environment'; Id = 'SessionAmbiguous' }
        @{ Script = 'Get-LeappCredential acme/000000000001/Nothing -Format Environment'; Id = 'SessionNotFound' }
        @{ Script = 'Get-LeappSession | Get-LeappCredential -Shell Bash'; Id = 'InvalidCombination' }
        @{ Script = 'Get-LeappSession | Get-LeappCredential -Format CredentialProcess -Shell PowerShell'; Id = 'InvalidCombination' }
    ) {
        $case = $_
        $run = Invoke-FreshPwsh $case['Script'] $variables
        $run.ErrorIds | Should -BeExactly $case['Id']
        $run.Output | Should -BeNullOrEmpty
    }

    It 'prints exactly what AWS expects of a credential process, as the helper does' {
        $run = Invoke-FreshPwsh @"
Get-LeappCredential $($first.Id) -Format CredentialProcess
Set-LeappSession $($first.Id) -Method CredentialProcess -Status Active
Get-ChildItem (Join-Path `$env:LEAPPSSO_HOME helper) -File | Where-Object Name -Match '^leappsso-credential(\.exe|\.cmd)?$' | ForEach-Object FullName
"@ $variables
        $run.ErrorIds | Should -BeNullOrEmpty
        $json, $helper = $run.Output
        $printed = $json | ConvertFrom-Json -DateKind String
        # https://docs.aws.amazon.com/sdkref/latest/guide/feature-process-credentials.html
        $printed.psobject.Properties.Name | Should -Be Version, AccessKeyId, SecretAccessKey, SessionToken, Expiration
        $printed.Version | Should -Be 1
        $printed.Version | Should -BeOfType [long]
        $printed.Expiration | Should -BeExactly $expected.AWS_CREDENTIAL_EXPIRATION
        $printed.AccessKeyId, $printed.SecretAccessKey, $printed.SessionToken | Should -Be $keys.AccessKeyId, $keys.SecretAccessKey, $keys.SessionToken
        (Invoke-Program $helper $first.Id $variables).Output | Should -BeExactly $json
    }
}
