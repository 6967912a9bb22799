# How sessions are made usable for other programs: by the commands, with what a person sees of it.

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Support.psm1') -Force
    $emulator = Start-Emulator '--accounts', '25', '--roles', '2'
    $base = New-TestHome (Join-Path $TestDrive 'base') $emulator
    $null = Invoke-FreshPwsh @'
Add-LeappSsoIntegration acme $env:PORTAL eu-west-1 -DefaultRegion eu-central-1
Connect-LeappSso acme
New-Item ~/.aws/config, ~/.aws/credentials -ItemType File
Set-Content ~/.aws/config "# mine`n[default]`nregion = eu-north-1"
Set-Content ~/.aws/credentials "# mine too`n[other]`naws_access_key_id = AKIAOTHER`naws_secret_access_key = other"
# As AWS CLI makes it; one that others can read is warned of.
if (-not $IsWindows) { chmod 600 ~/.aws/credentials }
'@ $base

    # A home that is logged in.
    function New-Home([string] $Name) {
        $variables = New-TestHome (Join-Path $TestDrive $Name) $emulator
        foreach ($folder in 'leapp', '.aws') { Copy-Item (Join-Path $base.HOME $folder) $variables.HOME -Recurse -Force }
        $variables
    }

    function Invoke-Clean([string] $Script, $Variables) {
        $run = Invoke-FreshPwsh $Script $Variables
        $run.ErrorIds | Should -BeNullOrEmpty -Because "$($run.Messages)"
        $run.Output
    }
}

AfterAll { Stop-Emulator $emulator }

Describe 'The parameter -Method' {
    It 'completes and binds the names of the methods' {
        Invoke-Clean @'
foreach ($line in 'Set-LeappSession x -Method ', 'Add-LeappSsoIntegration x -Method ', 'Set-LeappSession x -Method Cred') {
    "$((TabExpansion2 $line).CompletionMatches.CompletionText | Sort-Object)"
}
(Get-LeappSession | Select-Object -First 1 | Set-LeappSession -Method credentialprocess -PassThru).Method
'@ (New-Home binding) | Should -BeExactly @(
            'CredentialProcess CredentialsFile Environment SsoProfile', 'CredentialProcess CredentialsFile Environment SsoProfile'
            'CredentialProcess CredentialsFile', 'CredentialProcess')
    }

    It 'refuses another name, and lists the right ones' {
        $run = Invoke-FreshPwsh 'Get-LeappSession | Set-LeappSession -Method Keychain' (New-Home refused)
        $run.ErrorIds | Sort-Object -Unique | Should -Be CannotConvertArgumentNoMessage
        $run.Messages[0] | Should -Match 'SsoProfile, CredentialProcess, CredentialsFile, Environment'
    }

    It 'is never bound from what is piped, and neither are status, region and profile name' {
        $session = Invoke-Clean @'
$piped = Get-LeappSession | Select-Object -First 1
[pscustomobject]@{ Id = $piped.Id; Status = 'Inactive'; Method = 'Environment'; Region = 'us-east-1'; ProfileName = 'another' } | Set-LeappSession -PassThru
$piped | Set-LeappSession -PassThru
$piped.Status
'@ (New-Home piped)
        foreach ($active in $session[0, 1]) {
            $active.Status, $active.Method, $active.Region | Should -Be Active, SsoProfile, eu-central-1
            $active.ProfileName | Should -Be acme-management-ReadOnly
        }
        $session[2] | Should -Be Inactive
    }
}

Describe 'The method Environment' {
    BeforeAll {
        $variables = New-Home variables
        $variables.AWS_PROFILE = 'mine'
        $variables.AWS_ACCESS_KEY_ID = 'AKIAMINE'
        $variables.AWS_REGION = 'sa-east-1'
        $variables.SUPPORT = Join-Path $PSScriptRoot 'Support.psm1'
        $shown = Invoke-Clean @'
Import-Module $env:SUPPORT
$names = 'ACCESS_KEY_ID', 'CREDENTIAL_EXPIRATION', 'DEFAULT_REGION', 'PROFILE', 'REGION', 'SECRET_ACCESS_KEY', 'SESSION_TOKEN' | ForEach-Object { "AWS_$_" }
function Show-Variables { "$(Get-Item ($names + 'LEAPPSSO_SESSION' | ForEach-Object { "Env:$_" }) -ErrorAction Ignore | ForEach-Object { "$($_.Name)=$($_.Value)" })" }
function Invoke-Child([string] $Script) { $program, [string[]] $first = Get-PwshCommand; & $program @first -NoProfile -c $Script }
Show-Variables
$set = Get-LeappSession | Select-Object -Last 1 | Set-LeappSession -Method Environment -Status Active -PassThru
$set
Show-Variables
$child = Invoke-Child '
    (Get-LeappSession -Status Active).Id
    "$env:AWS_ACCESS_KEY_ID $env:AWS_REGION"
    Stop-LeappSession $env:LEAPPSSO_SESSION
    @(Get-LeappSession -Status Active).Count
    @(Get-ChildItem Env:AWS_ACCESS_KEY_ID, Env:AWS_REGION, Env:LEAPPSSO_SESSION -ErrorAction Ignore).Count'
, $child
Get-LeappSession -Status Active
Get-LeappSession -Id $env:LEAPPSSO_SESSION | Stop-LeappSession -PassThru
Show-Variables
Get-LeappSession | Set-LeappSession -Method Environment -Status Active -ErrorVariable refusal -ErrorAction SilentlyContinue
"$($refusal[0].FullyQualifiedErrorId)"
Show-Variables
'@ $variables
        $mine = 'AWS_ACCESS_KEY_ID=AKIAMINE AWS_PROFILE=mine AWS_REGION=sa-east-1'
    }

    It 'puts keys, region and id into the variables of this process' {
        $shown[0] | Should -BeExactly $mine
        $shown[1].Status, $shown[1].Method | Should -Be Active, Environment
        $shown[1].ExpiresAt | Should -BeGreaterThan ([datetime]::UtcNow.AddMinutes(50))
        $shown[2] | Should -Match "^AWS_ACCESS_KEY_ID=ASIA\w{16} AWS_CREDENTIAL_EXPIRATION=\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ AWS_DEFAULT_REGION=eu-central-1 AWS_REGION=eu-central-1 AWS_SECRET_ACCESS_KEY=\S+ AWS_SESSION_TOKEN=\S+ LEAPPSSO_SESSION=$([regex]::Escape($shown[1].Id))$"
    }

    It 'is known to a PowerShell that is started from here, which can take it away for itself' {
        $id, $used, $left, $variablesLeft = $shown[3]
        $id | Should -Be $shown[1].Id
        $used | Should -Match '^ASIA\w{16} eu-central-1$'
        $left, $variablesLeft | Should -Be 0, 0
        $shown[4].Id | Should -Be $shown[1].Id
    }

    It 'gives back what was there when it is stopped' {
        $shown[5].Status | Should -Be Inactive
        $shown[6] | Should -BeExactly $mine
    }

    It 'refuses several sessions, and sets none' {
        $shown[7] | Should -BeLike 'SessionAmbiguous,*'
        $shown[8] | Should -BeExactly $mine
    }

    It 'leaves the AWS files alone' {
        foreach ($file in 'config', 'credentials') {
            [IO.File]::ReadAllText((Join-Path $variables.HOME ".aws/$file")) | Should -BeExactly ([IO.File]::ReadAllText((Join-Path $base.HOME ".aws/$file")))
        }
    }
}

Describe 'An AWS SDK that this process has loaded' {
    It 'finds the region of each session that is made active, and the one behind it again' {
        $variables = New-Home sdk
        $variables.SDK = Join-Path (Get-Root) "tests/LeappSso.Readers/bin/$($env:LEAPPSSO_TEST_CONFIGURATION ?? 'Release')/net10.0/AWSSDK.Core.dll"
        $shown = Invoke-Clean @'
Add-Type -Path $env:SDK
function Show-Region { [Amazon.Runtime.FallbackRegionFactory]::GetRegionEndpoint($false).SystemName }
$id = (Get-LeappSession | Select-Object -First 1).Id
Show-Region
Start-LeappSession $id
Show-Region
Set-LeappSession $id -Region us-west-2
Show-Region
Stop-LeappSession $id
Show-Region
Set-LeappSession $id -Method Environment -Status Active
Show-Region
Stop-LeappSession $id
Show-Region
'@ $variables
        $shown | Should -Be eu-north-1, eu-central-1, us-west-2, eu-north-1, us-west-2, eu-north-1
    }
}

Describe 'A method that writes files' {
    BeforeAll {
        $variables = New-Home files
        $shown = Invoke-Clean @'
$two = Get-LeappSession | Select-Object -First 2
foreach ($method in 'SsoProfile', 'CredentialProcess', 'CredentialsFile') {
    $env:AWS_PROFILE = 'before'
    $two | Set-LeappSession -Method $method -Status Active
    $several = $env:AWS_PROFILE
    $active = Set-LeappSession $two[0].Id -PassThru
    $one = $env:AWS_PROFILE
    $known = Get-LeappSession -Id $two[0].Id
    $two[1] | Stop-LeappSession
    $other = $env:AWS_PROFILE
    $two[0] | Stop-LeappSession
    [pscustomobject]@{
        Method = "$method"; Profile = $two[0].ProfileName; Several = $several; One = $one; Other = $other; After = "$env:AWS_PROFILE"
        Active = $active; Known = $known; Left = @(Get-LeappSession -Status Active).Count
    }
}
'@ $variables
    }

    It '<_> names the session for this process when it is the only one, and no more when it is stopped' -ForEach 'SsoProfile', 'CredentialProcess', 'CredentialsFile' {
        $seen = $shown | Where-Object Method -eq $_
        $seen.Several, $seen.One, $seen.Other, $seen.After | Should -Be before, $seen.Profile, $seen.Profile, ''
        $seen.Active.Status, $seen.Known.Status, $seen.Left | Should -Be Active, Active, 0
        $seen.Active.Method | Should -Be $_
    }

    It 'shows when keys end only where keys were written' {
        foreach ($seen in $shown) {
            if ($seen.Method -eq 'CredentialsFile') {
                $seen.Known.ExpiresAt | Should -BeGreaterThan ([datetime]::UtcNow.AddMinutes(30))
                $seen.Active.ExpiresAt | Should -Be $seen.Known.ExpiresAt
            } else {
                $seen.Known.ExpiresAt | Should -BeNullOrEmpty
            }
        }
    }

    It 'leaves no trace in the AWS files' {
        foreach ($file in 'config', 'credentials') {
            [IO.File]::ReadAllText((Join-Path $variables.HOME ".aws/$file")) | Should -BeExactly ([IO.File]::ReadAllText((Join-Path $base.HOME ".aws/$file")))
        }
    }
}

Describe 'Keys in the credentials file' {
    AfterEach { Send-Emulator $emulator options @{ roleCredentialLifetimeSec = 3600 } }

    It 'make an expired session when they have ended, and are renewed when it is set again' {
        $variables = New-Home expired
        $variables.EMULATOR = $emulator.Url
        Send-Emulator $emulator options @{ roleCredentialLifetimeSec = 5 }
        $shown = Invoke-Clean @'
$id = (Get-LeappSession | Select-Object -First 1).Id
Set-LeappSession $id -Method CredentialsFile -Status Active
# The file tells whole seconds, and so does the portal of its clock, by which kept keys are judged.
while ([DateTimeOffset]::UtcNow -lt (Get-LeappSession -Id $id).ExpiresAt.AddSeconds(4)) { }
Get-LeappSession -Status Expired
$first = (Get-Content ~/.aws/credentials | Select-String 'ASIA\w+').Matches.Value
$null = Invoke-RestMethod "$env:EMULATOR/_emulator/options" -Method Post -Body '{"roleCredentialLifetimeSec":3600}' -ContentType application/json
Set-LeappSession $id -PassThru
@((Get-Content ~/.aws/credentials | Select-String 'ASIA\w+').Matches.Value) -eq $first
Get-LeappSession -Id $id
'@ $variables
        $shown[0].Status | Should -Be Expired
        $shown[0].ExpiresAt | Should -BeLessThan ([datetime]::UtcNow)
        $shown | Should -HaveCount 3 -Because 'the former keys are gone'
        foreach ($renewed in $shown[1, 2]) {
            $renewed.Status | Should -Be Active
            $renewed.ExpiresAt | Should -BeGreaterThan ([datetime]::UtcNow.AddMinutes(30))
        }
    }
}

Describe 'A warning' {
    It 'names each variable that wins over the session, and what to do' {
        $shown = Invoke-Clean @'
function Set-Warned([hashtable] $With, [string] $Method = 'SsoProfile') {
    foreach ($name in $With.Keys) { Set-Item "Env:$name" $With[$name] }
    Get-LeappSession | Select-Object -First 1 | Set-LeappSession -Method $Method -Status Active -WarningVariable warnings -WarningAction SilentlyContinue
    "$($warnings -join '|')"
    foreach ($name in $With.Keys) { Remove-Item "Env:$name" -ErrorAction Ignore }
}
Set-Warned @{}
Set-Warned @{ AWS_ACCESS_KEY_ID = 'AKIAMINE'; AWS_SECRET_ACCESS_KEY = 'x' }
Set-Warned @{ AWS_WEB_IDENTITY_TOKEN_FILE = '/token' } CredentialsFile
Set-Warned @{ AWS_DEFAULT_PROFILE = 'mine' } CredentialProcess
Set-Warned @{ AWS_REGION = 'us-east-1'; AWS_DEFAULT_REGION = 'eu-central-1' }
$StoredAWSCredentials = 'of AWS Tools'
Set-Warned @{}
"$StoredAWSCredentials"
Remove-Variable StoredAWSCredentials
Get-LeappSession | Select-Object -Last 1 | Set-LeappSession -Method Environment -Status Active
Set-Warned @{}
'@ (New-Home warnings)
        $id = 'acme/000000000001/ReadOnly'
        $shown[0] | Should -BeNullOrEmpty
        $shown[1] | Should -BeExactly "AWS tools started from here will not use the session $id, because AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY are set and win over it. Remove them: Remove-Item Env:AWS_ACCESS_KEY_ID, Env:AWS_SECRET_ACCESS_KEY"
        $shown[2] | Should -BeExactly "AWS tools started from here will not use the session $id, because AWS_WEB_IDENTITY_TOKEN_FILE is set and wins over it. Remove it: Remove-Item Env:AWS_WEB_IDENTITY_TOKEN_FILE"
        $shown[3] | Should -BeLike "*because AWS_DEFAULT_PROFILE is set*Env:AWS_DEFAULT_PROFILE"
        $shown[4] | Should -BeExactly "AWS tools started from here will not use the region eu-central-1 of $id, because AWS_REGION is set and wins over its profile. Remove it: Remove-Item Env:AWS_REGION"
        $shown[5] | Should -BeLike '*$StoredAWSCredentials*Clear-AWSCredential*'
        $shown[6] | Should -Be 'of AWS Tools'
        $shown[7] | Should -BeLike '*They hold the keys of another session: Stop-LeappSession acme/*'
    }
}

Describe 'With -WhatIf' {
    It 'each method shows the difference without a secret, and changes nothing' {
        $variables = New-Home whatif
        $shown = Invoke-Clean @'
function Get-Fingerprint { "$(Get-ChildItem ~/.aws, $env:LEAPPSSO_HOME -Recurse -File -Force | Sort-Object FullName | ForEach-Object { "$($_.FullName) $((Get-FileHash $_).Hash)" })" }
$first = Get-LeappSession | Select-Object -First 1
$second = Get-LeappSession | Select-Object -Last 1
$second | Set-LeappSession -Method CredentialsFile -Status Active
$before = Get-Fingerprint
$env:AWS_PROFILE
foreach ($method in 'SsoProfile', 'CredentialProcess', 'CredentialsFile', 'Environment') {
    "$($first | Set-LeappSession -Method $method -Status Active -WhatIf -PassThru 6>&1)"
}
"$($second | Stop-LeappSession -WhatIf 6>&1)"
$env:AWS_PROFILE
(Get-Fingerprint) -ceq $before
"$env:LEAPPSSO_SESSION$env:AWS_ACCESS_KEY_ID"
'@ $variables
        $shown[0], $shown[6] | Should -Be $shown[0], $shown[0]
        $shown[7] | Should -BeTrue
        $shown[8] | Should -BeNullOrEmpty
        $shown[1] | Should -Match '--- .*config.*\+\+\+ .*config.*\+\[sso-session acme\].*\+\[profile acme-management-ReadOnly\].*\+sso_role_name = ReadOnly'
        $shown[2] | Should -Match '--- .*config.*\+\+\+ .*config.*\+\[profile acme-management-ReadOnly\].*\+credential_process = \S*leappsso-credential\S* acme/000000000001/ReadOnly'
        $shown[3] | Should -Match '--- .*credentials.*\+\+\+ .*credentials.*\+\[acme-management-ReadOnly\].*\+aws_secret_access_key = '
        $shown[4] | Should -Not -Match '---|\+\+\+'
        $shown[5] | Should -Match '--- .*credentials.*\+\+\+ .*credentials.*-aws_secret_access_key = '
        $secrets = @(Invoke-RestMethod "$($emulator.Url)/_emulator/secrets" | ForEach-Object { $_ }).secret
        $secrets.Count | Should -BeGreaterThan 3
        $secrets | Where-Object { "$shown".Contains($_) } | Should -BeNullOrEmpty
    }

    It 'the difference goes through a pipeline, and a pipeline that ends early still leaves AWS_PROFILE right' {
        $shown = Invoke-Clean @'
$first = Get-LeappSession | Select-Object -First 1
@($first | Set-LeappSession -WhatIf 6>&1 | ForEach-Object { "got $_" }) -match '^got \+\[profile'
$null = $first | Set-LeappSession -PassThru | Select-Object -First 1
"named $env:AWS_PROFILE"
$null = $first | Stop-LeappSession -PassThru | Select-Object -First 1
"named $env:AWS_PROFILE"
'@ (New-Home early)
        $shown | Should -Be 'got +[profile acme-management-ReadOnly]', 'named acme-management-ReadOnly', 'named '
    }
}

Describe 'Fifty sessions in one pipeline' {
    It 'are one write of each file' {
        Invoke-Clean @'
$folder = Join-Path $HOME .aws
$watcher = [IO.FileSystemWatcher]::new($folder)
$watcher.InternalBufferSize = 65536
$watcher.NotifyFilter = 'FileName'
$null = foreach ($event in 'Renamed', 'Created') { Register-ObjectEvent $watcher $event -SourceIdentifier $event }
$watcher.EnableRaisingEvents = $true
$number = 0
# What has taken a place of a file since, up to a mark that is set now.
function Get-Write {
    $mark = "mark$((++$script:number))"
    $null = New-Item (Join-Path $folder $mark)
    $patience = [Diagnostics.Stopwatch]::StartNew()
    while (-not (Get-Event -SourceIdentifier Created | Where-Object { $_.SourceEventArgs.Name -eq $mark }) -and $patience.Elapsed.TotalSeconds -lt 60) { }
    "$(Get-Event -SourceIdentifier Renamed -ErrorAction Ignore | ForEach-Object { $_.SourceEventArgs.Name } | Where-Object { $_ -in 'config', 'credentials' } | Sort-Object)"
    Get-Event | Remove-Event
}
@(Get-LeappSession).Count
Get-LeappSession | Set-LeappSession
Get-Write
Get-LeappSession | Set-LeappSession
Get-Write
Get-LeappSession | Set-LeappSession -Method CredentialsFile
Get-Write
Get-LeappSession | Set-LeappSession -Method CredentialProcess
Get-Write
@(Get-LeappSession -Status Active).Count
Get-LeappSession | Stop-LeappSession
Get-Write
'@ (New-Home fifty) | Should -Be 50, 'config', '', 'config credentials', 'config credentials', 50, 'config'
    }
}
