# Invoke-LeappSession: each block has the credentials of its session and no others, and nothing of them stays.

BeforeDiscovery { Import-Module (Join-Path $PSScriptRoot 'Support.psm1') -Force }

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Support.psm1') -Force
    $emulator = Start-Emulator '--accounts', '70', '--roles', '3'
    $known = New-TestHome (Join-Path $TestDrive 'known') $emulator
    $known.AWS_ENDPOINT_URL_STS = $emulator.Url
    $null = Invoke-FreshPwsh @'
$null = Add-LeappSsoIntegration acme $env:PORTAL eu-west-1 -DefaultRegion eu-central-1
$null = Connect-LeappSso acme
'@ $known

    # Sessions without a region, but for the first.
    $regionless = New-TestHome (Join-Path $TestDrive 'regionless') $emulator
    $null = Invoke-FreshPwsh @'
$null = Add-LeappSsoIntegration acme $env:PORTAL eu-west-1
$null = Connect-LeappSso acme
Set-LeappSession acme/000000000001/ReadOnly -Region eu-west-3
'@ $regionless

    # A module for blocks: who AWS takes this process for, by an unmodified SDK in it.
    $sdk = Join-Path (Get-Root) "tests/LeappSso.Readers/bin/$($env:LEAPPSSO_TEST_CONFIGURATION ?? 'Release')/net10.0"
    $known.IDENTITY = Join-Path $TestDrive 'Identity.psm1'
    Set-Content $known.IDENTITY @"
Add-Type -Path '$sdk/AWSSDK.Core.dll', '$sdk/AWSSDK.SecurityToken.dll'
function Get-Identity {
    `$client = [Amazon.SecurityToken.AmazonSecurityTokenServiceClient]::new()
    `$client.GetCallerIdentityAsync([Amazon.SecurityToken.Model.GetCallerIdentityRequest]::new()).GetAwaiter().GetResult().Arn
}
function Get-SdkRegion { [Amazon.Runtime.FallbackRegionFactory]::GetRegionEndpoint().SystemName }
"@
    # The environment as one text, to compare it.
    $opening = @'
function Get-EnvironmentText { (Get-ChildItem Env: | Sort-Object Name | ForEach-Object { "$($_.Name)=$($_.Value)" }) -join "`n" }
$sessions = Get-LeappSession
$before = Get-EnvironmentText

'@

    function Invoke-Case([string] $Script, [hashtable] $Environment = $known) {
        Invoke-FreshPwsh ($opening + $Script) $Environment
    }
}

AfterAll { Stop-Emulator $emulator }

Describe 'A block, <Place>' -ForEach @(
    @{ Place = 'in place'; Limit = 1; Thrown = 'thrown (line 4 of the block)' }
    # Of what was thrown, PowerShell brings no place over.
    @{ Place = 'in workers'; Limit = 2; Thrown = 'thrown' }
) {
    It 'finds its session, its arguments and $using: values' {
        $run = Invoke-Case @"
`$name = 'value'
`$list = @{ key = 1, 2 }
`$sessions | Select-Object -First 2 | Invoke-LeappSession {
    param(`$first, `$second)
    "`$(`$LeappSession.Id) `$first `$second `$using:name `$(`$using:list['key'][1]) `$(`$using:name.Length)"
} -ArgumentList a, b -ThrottleLimit $Limit | Sort-Object { "`$_" }
`$sessions[0] | Invoke-LeappSession { "`$args" } -ArgumentList 1, 2 -ThrottleLimit $Limit
"@
        $run.ErrorIds | Should -BeNullOrEmpty -Because ($run.Messages -join ' ')
        $run.Output | Should -Be @('acme/000000000001/AdministratorAccess a b value 2 5', 'acme/000000000001/ReadOnly a b value 2 5', '1 2')
    }

    It 'is told which $using: variable does not exist, and one that an inner block makes is left to it' {
        $run = Invoke-Case @"
`$sessions[0] | Invoke-LeappSession { `$using:nothing } -ThrottleLimit $Limit
`$sessions[0] | Invoke-LeappSession { `$inner = 5; 1 | ForEach-Object -Parallel { "`$using:inner" } } -ThrottleLimit $Limit
"@
        $run.ErrorIds | Should -Be 'UsingVariableIsUndefined'
        $run.Messages | Should -Match '\$nothing'
        $run.Output | Should -Be '5'
    }

    It 'has the credentials and the region of its session, whatever the caller has' {
        $variables = $known.Clone()
        $variables += @{ AWS_SECURITY_TOKEN = 'x'; AWS_DEFAULT_PROFILE = 'other'; AWS_WEB_IDENTITY_TOKEN_FILE = '/x'; AWS_ROLE_ARN = 'x'; AWS_CONTAINER_CREDENTIALS_FULL_URI = 'http://127.0.0.1:1'; AWS_ACCOUNT_ID = '999999999999' }
        $variables.AWS_PROFILE = 'other'
        $variables.AWS_ACCESS_KEY_ID = 'AKIAOTHER'
        $variables.AWS_SESSION_TOKEN = 'other'
        $run = Invoke-Case @"
`$global:StoredAWSCredentials = 'of AWS Tools'
`$session = `$sessions[4] | Set-LeappSession -Region eu-north-1 -PassThru
`$keys = Get-LeappCredential `$session -AsPlainText
`$session | Invoke-LeappSession -ThrottleLimit $Limit {
    "`$env:AWS_ACCESS_KEY_ID `$env:AWS_SECRET_ACCESS_KEY `$env:AWS_SESSION_TOKEN `$env:AWS_REGION `$env:AWS_DEFAULT_REGION `$env:LEAPPSSO_SESSION"
    "[`$env:AWS_PROFILE`$env:AWS_DEFAULT_PROFILE`$env:AWS_SECURITY_TOKEN`$env:AWS_WEB_IDENTITY_TOKEN_FILE`$env:AWS_ROLE_ARN`$env:AWS_CONTAINER_CREDENTIALS_FULL_URI`$env:AWS_ACCOUNT_ID`$StoredAWSCredentials]"
    (Get-LeappSession -Status Active).Id
}
"`$(`$keys.AccessKeyId) `$(`$keys.SecretAccessKey) `$(`$keys.SessionToken) eu-north-1 eu-north-1 `$(`$session.Id)"
`$global:StoredAWSCredentials
(Get-EnvironmentText) -ceq `$before
"@ $variables
        $run.ErrorIds | Should -BeNullOrEmpty -Because ($run.Messages -join ' ')
        $run.Output | Should -HaveCount 6
        $run.Output[0] | Should -Be $run.Output[3]
        $run.Output[1] | Should -Be '[]'
        $run.Output[2] | Should -Be 'acme/000000000002/AdministratorAccess'
        $run.Output[4..5] | Should -Be 'of AWS Tools', $true
    }

    It 'has no region where its session has none, whatever session is active by variables, but the one that was there before' {
        $run = Invoke-Case @"
`$show = { "`$env:AWS_REGION `$env:AWS_DEFAULT_REGION `$env:LEAPPSSO_REGION" }
function Show(`$session) { `$session | Invoke-LeappSession `$show -ThrottleLimit $Limit }
`$sessions[0] | Set-LeappSession -Method Environment -Status Active
Show `$sessions[1]
`$sessions[0, 1] | Invoke-LeappSession `$show -ThrottleLimit $Limit | Sort-Object
& `$show
Stop-LeappSession `$sessions[0]
`$env:AWS_REGION = 'before'
Start-LeappSession `$sessions[0]
Show `$sessions[1]
`$env:AWS_DEFAULT_REGION = 'meanwhile'
Show `$sessions[1]
& `$show
`$sessions[0] | Invoke-LeappSession { Get-LeappSession -Id acme/000000000001/Developer | Invoke-LeappSession { "`$env:AWS_REGION `$env:AWS_DEFAULT_REGION `$env:LEAPPSSO_REGION" } } -ThrottleLimit $Limit
Stop-LeappSession `$sessions[0]
& `$show
"@ $regionless
        $run.ErrorIds | Should -BeNullOrEmpty -Because ($run.Messages -join ' ')
        $all = 'eu-west-3 eu-west-3 eu-west-3'
        $run.Output | Should -Be '  ', '  ', $all, $all, 'before  ', 'before meanwhile ', 'eu-west-3 meanwhile eu-west-3', '  ', 'before meanwhile '
    }

    It 'has no region of a session that the process has inherited, and every other' {
        $variables = $regionless.Clone()
        $variables.AWS_REGION = $variables.LEAPPSSO_REGION = 'eu-west-3'
        $variables.AWS_DEFAULT_REGION = 'mine'
        $run = Invoke-Case "`$sessions[1] | Invoke-LeappSession { `"[`$env:AWS_REGION] `$env:AWS_DEFAULT_REGION [`$env:LEAPPSSO_REGION]`" } -ThrottleLimit $Limit; (Get-EnvironmentText) -ceq `$before" $variables
        $run.ErrorIds | Should -BeNullOrEmpty -Because ($run.Messages -join ' ')
        $run.Output | Should -Be '[] mine []', $true
    }

    It 'is what an SDK in the process and the SDK of another program take it for' {
        $run = Invoke-Case @"
`$sessions[0, 4] | Invoke-LeappSession -ThrottleLimit $Limit -Module `$env:IDENTITY { "`$(`$LeappSession.Id) `$(Get-Identity)" } | Sort-Object
"@
        $run.ErrorIds | Should -BeNullOrEmpty -Because ($run.Messages -join ' ')
        $run.Output[0] | Should -Match '^acme/000000000001/ReadOnly arn:aws:sts::000000000001:assumed-role/AWSReservedSSO_ReadOnly_'
        $run.Output[1] | Should -Match '^acme/000000000002/AdministratorAccess arn:aws:sts::000000000002:assumed-role/AWSReservedSSO_AdministratorAccess_'
    }

    It 'lets an AWS SDK in the process find the region of each session, and the own one again' {
        $run = Invoke-Case @"
`$chosen = `$sessions[1..6]
`$given = @{}
`$index = 0
foreach (`$session in `$chosen) { `$given[`$session.Id] = ('eu-north-1', 'us-east-1', 'ap-south-1')[`$index++ % 3] }
`$chosen | ForEach-Object { Set-LeappSession -Id `$_.Id -Region `$given[`$_.Id] }
`$env:AWS_REGION = 'eu-south-1'
Import-Module `$env:IDENTITY
Get-SdkRegion
`$chosen | Invoke-LeappSession -ThrottleLimit $Limit -Module `$env:IDENTITY { "`$(`$LeappSession.Id) `$(Get-SdkRegion)" } | ForEach-Object {
    `$id, `$region = `$_ -split ' '
    "`$(`$region -ceq `$given[`$id]) `$(Get-SdkRegion)"
}
"@
        $run.ErrorIds | Should -BeNullOrEmpty -Because ($run.Messages -join ' ')
        $run.Output | Should -Be (@('eu-south-1') + @('True eu-south-1') * 6)
    }

    It 'gives objects with the session on them, which stay what they are' {
        $run = Invoke-Case @"
`$shared = [pscustomobject]@{ X = 1 }
`$all = `$sessions[0, 4] | Invoke-LeappSession -ThrottleLimit $Limit {
    'text'; 5; [pscustomobject]@{ AccountId = 'own' }; Get-Item /
} | Group-Object RoleName -AsHashTable
(`$all.Keys | Sort-Object) -join ' '
`$of = `$all.AdministratorAccess
"`$(`$of[0] -ceq 'text') `$(`$of[0] -is [string]) `$(`$of[0].AccountId) `$(`$of[0].AccountName) `$(`$of[0].Integration) `$(`$of[0] | ConvertTo-Json)"
"`$(`$of[1] + 1) `$(`$of[1].AccountId)"
"`$(`$of[2].AccountId) `$(`$of[2].AccountName)"
"`$(`$of[3].FullName) `$(`$of[3].AccountId)"
"@
        $run.ErrorIds | Should -BeNullOrEmpty -Because ($run.Messages -join ' ')
        $run.Output[0] | Should -Be 'AdministratorAccess ReadOnly'
        $run.Output[1] | Should -Be 'True True 000000000002 acme-production acme "text"'
        $run.Output[2] | Should -Be '6 000000000002'
        $run.Output[3] | Should -Be 'own acme-production'
        $run.Output[4] | Should -Be '/ 000000000002'
    }

    It 'gives errors with the session, which do not stop the others' {
        $run = Invoke-Case @"
`$all = `$sessions[0..3] | Invoke-LeappSession -ThrottleLimit $Limit -ErrorVariable told -ErrorAction SilentlyContinue {
    'before'
    if (`$LeappSession.RoleName -eq 'ReadOnly') {
        throw 'thrown'
    }
    Get-Item /no/such/file
    'after'
}
"`$(`$all.Count) `$(`$told.Count)"
`$told | ForEach-Object { "`$(`$_.AccountId) `$(`$_.RoleName) `$(`$_.Session.Id) `$_" } | Sort-Object
(`$told | Where-Object RoleName -eq Developer).FullyQualifiedErrorId
(`$told | Where-Object RoleName -eq Developer).Original.Exception.Message
`$Error.Count
(`$Error | Where-Object { `$_ -isnot [LeappSso.LeappSessionError] }).Count
"@
        $run.Output[0] | Should -Be '6 4'
        $run.Output[1] | Should -BeLike "000000000001 AdministratorAccess acme/000000000001/AdministratorAccess acme/000000000001/AdministratorAccess: Cannot find path*(line 6 of the block)"
        $run.Output[3] | Should -Be "000000000001 ReadOnly acme/000000000001/ReadOnly acme/000000000001/ReadOnly: $Thrown"
        $run.Output[5] | Should -BeLike 'PathNotFound,*'
        $run.Output[6] | Should -BeLike 'Cannot find path*'
        $run.Output[7..8] | Should -Be 4, 0
    }

    It 'is stopped with all others by the first error with -ErrorAction Stop, and cannot catch that' {
        $run = Invoke-Case @"
try {
    `$sessions | Invoke-LeappSession -ThrottleLimit $Limit -ErrorAction Stop { try { Write-Error 'no' } catch { 'caught' }; Add-Content '$(Join-Path $TestDrive "ran-$Limit")' x }
} catch { "`$_" }
(Get-EnvironmentText) -ceq `$before
"@
        $run.Output | Should -HaveCount 2
        $run.Output[0] | Should -BeLike 'acme/*: no'
        $run.Output[1] | Should -BeTrue
        (Get-Content (Join-Path $TestDrive "ran-$Limit") -ErrorAction Ignore | Measure-Object).Count | Should -BeLessThan 10
    }

    It 'ends early with Select-Object -First, and nothing is left' {
        $run = Invoke-Case @"
`$sessions | Invoke-LeappSession -ThrottleLimit $Limit { `$env:FOO = 1; 'one'; 'two' } | Select-Object -First 1
(Get-EnvironmentText) -ceq `$before
@(Get-Process | Where-Object { `$_.Parent.Id -eq `$PID } | Where-Object { -not `$_.WaitForExit(3000) }).Count
"@
        $run.ErrorIds | Should -BeNullOrEmpty
        $run.Output | Should -Be 'one', $true, 0
    }

    It 'writes to every stream, named by its session' {
        $run = Invoke-Case @"
`$sessions[0] | Invoke-LeappSession -ThrottleLimit $Limit { Write-Warning w; Write-Information i; Write-Host h; bash -c 'echo native; echo >&2; echo aside >&2' } *>&1 |
    ForEach-Object { "`$(`$_.GetType().Name) `$_" } | Sort-Object
"@
        $run.Output | Should -Be @(
            'InformationRecord h', 'InformationRecord i', 'LeappSessionError acme/000000000001/ReadOnly: aside', 'String native', 'WarningRecord acme/000000000001/ReadOnly: w')
    }

    It 'may write to the error output of a native program without being stopped by -ErrorAction Stop' {
        $run = Invoke-Case "`$sessions[0] | Invoke-LeappSession -ThrottleLimit $Limit -ErrorAction Stop { bash -c 'echo aside >&2; echo out'; 'after' }"
        $run.ErrorIds | Should -BeNullOrEmpty
        $run.Output | Should -Be 'out', 'after'
        "$($run.Screen)$($run.StdErr)" | Should -Match 'acme/000000000001/ReadOnly: aside'
    }

    It 'runs other sessions when some have no keys' {
        Send-Emulator $emulator faults @(@{ kind = 'error'; status = 403; operation = 'GetRoleCredentials'; times = 1; code = 'ForbiddenException' })
        $run = Invoke-Case "`$sessions[100, 101, 102] | Invoke-LeappSession -ThrottleLimit $Limit { 'ran' }"
        Send-Emulator $emulator faults @()
        $run.Output | Should -Be 'ran', 'ran'
        $run.ErrorIds | Should -Be 'AccessDenied'
    }

    It 'does not run without a login, and opens no browser' {
        $variables = New-TestHome (Join-Path $TestDrive "nobody-$Limit") $emulator
        $run = Invoke-FreshPwsh @"
`$null = Add-LeappSsoIntegration acme `$env:PORTAL eu-west-1
`$null = Connect-LeappSso acme
`$null = Disconnect-LeappSso acme
Get-LeappSession | Select-Object -First 2 | Invoke-LeappSession { 'ran' } -ThrottleLimit $Limit
'acme/000000000001/Nobody' | Invoke-LeappSession { 'ran' } -ThrottleLimit $Limit
"@ $variables
        $run.Output | Should -BeNullOrEmpty
        $run.ErrorIds | Should -Be 'NotLoggedIn', 'NotLoggedIn', 'SessionNotFound'
    }

    It 'runs with no session under -WhatIf' {
        $run = Invoke-Case "`$sessions[0, 1] | Invoke-LeappSession { 'ran' } -ThrottleLimit $Limit -WhatIf"
        $run.Output | Should -BeNullOrEmpty
        $run.Screen | Should -Match 'What if: .*acme/000000000001/AdministratorAccess'
    }

    It 'gets renewed keys while it runs' {
        $brief = Start-Emulator '--accounts', '1', '--role-credential-lifetime-sec', '16'
        try {
            $variables = New-TestHome (Join-Path $TestDrive "brief-$Limit") $brief
            $run = Invoke-FreshPwsh @"
`$null = Add-LeappSsoIntegration acme `$env:PORTAL eu-west-1
`$null = Connect-LeappSso acme
Get-LeappSession | Select-Object -First 1 | Invoke-LeappSession -ThrottleLimit $Limit {
    `$first = `$env:AWS_ACCESS_KEY_ID
    `$limit = [DateTime]::UtcNow.AddSeconds(40)
    while (`$env:AWS_ACCESS_KEY_ID -eq `$first -and [DateTime]::UtcNow -lt `$limit) { Start-Sleep -Milliseconds 50 }
    `$env:AWS_ACCESS_KEY_ID -ne `$first
    [DateTime]`$env:AWS_CREDENTIAL_EXPIRATION -gt [DateTime]::Now
}
`$env:AWS_ACCESS_KEY_ID
"@ $variables
            $run.ErrorIds | Should -BeNullOrEmpty
            $run.Output | Should -Be $true, $true, $null
        } finally {
            Stop-Emulator $brief
        }
    }

    It 'keeps credentials that it has set itself' {
        $brief = Start-Emulator '--accounts', '1', '--role-credential-lifetime-sec', '4'
        try {
            $variables = New-TestHome (Join-Path $TestDrive "own-$Limit") $brief
            $run = Invoke-FreshPwsh @"
`$null = Add-LeappSsoIntegration acme `$env:PORTAL eu-west-1
`$null = Connect-LeappSso acme
Get-LeappSession | Select-Object -First 1 | Invoke-LeappSession -ThrottleLimit $Limit {
    `$given = [DateTime]`$env:AWS_CREDENTIAL_EXPIRATION
    `$env:AWS_ACCESS_KEY_ID = 'AKIAOWN'
    while ([DateTime]::Now -lt `$given.AddSeconds(1)) { Start-Sleep -Milliseconds 50 }
    `$env:AWS_ACCESS_KEY_ID
}
"@ $variables
            $run.ErrorIds | Should -BeNullOrEmpty
            $run.Output | Should -Be 'AKIAOWN'
        } finally {
            Stop-Emulator $brief
        }
    }

    It 'may take $using: from a drive, and exit, which ends it alone' {
        $run = Invoke-Case @"
`$env:OF_CALLER = 'seen'
`$sessions[0, 1] | Invoke-LeappSession -ThrottleLimit $Limit { `$using:env:OF_CALLER; exit 3; 'not this' }
'after'
"@
        $run.ErrorIds | Should -BeNullOrEmpty
        $run.Output | Should -Be 'seen', 'seen', 'after'
    }

    It 'is found where it was made: in a module that got it, or gives it away' {
        $module = Join-Path $TestDrive "Giver$Limit.psm1"
        Set-Content $module @'
function Use-Block([scriptblock] $Block, [int] $Limit, $Session) { $Session | Invoke-LeappSession $Block -ThrottleLimit $Limit }
function Get-Block { $private = 'private'; { "$($LeappSession.Id) $env:LEAPPSSO_SESSION [$StoredAWSCredentials]" } }
'@
        $run = Invoke-Case @"
Import-Module '$module'
`$global:StoredAWSCredentials = 'of AWS Tools'
`$word = 'word'
Use-Block { "`$(`$LeappSession.Id) [`$StoredAWSCredentials]" } $Limit `$sessions[0]
Use-Block { `$using:Limit } $Limit `$sessions[0] | ForEach-Object { "`$_" }
`$sessions[0] | Invoke-LeappSession (Get-Block) -ThrottleLimit $Limit
`$global:StoredAWSCredentials
"`$(`$null -eq (Get-Variable LeappSession -Scope Global -ErrorAction Ignore))"
"@
        $run.ErrorIds | Should -BeNullOrEmpty -Because ($run.Messages -join ' ')
        $id = 'acme/000000000001/ReadOnly'
        $run.Output | Should -Be "$id []", "$Limit", "$id $id []", 'of AWS Tools', 'True'
    }

    It 'within a block leaves the word of the inner one on its objects' {
        $run = Invoke-Case @"
`$inner = `$sessions[4]
`$sessions[0] | Invoke-LeappSession -ThrottleLimit $Limit {
    Get-LeappSession -Id acme/000000000002/AdministratorAccess | Invoke-LeappSession { [pscustomobject]@{ X = 1 }; Get-Item / }
} | ForEach-Object { "`$(`$_.AccountId) `$(`$_.RoleName)" }
"@
        $run.Output | Should -Be '000000000002 AdministratorAccess', '000000000002 AdministratorAccess'
    }

    It 'ends within a second of Ctrl+C, with what it has started, and leaves the environment as it was' {
        $run = Invoke-Case @"
`$shell = [powershell]::Create()
`$null = `$shell.AddScript('Get-LeappSession | Select-Object -First 4 | Invoke-LeappSession { `$env:FOO = 1; "up"; sleep 300 } -ThrottleLimit $Limit')
`$output = [Management.Automation.PSDataCollection[psobject]]::new()
`$handle = `$shell.BeginInvoke([Management.Automation.PSDataCollection[psobject]]::new(), `$output)
`$end = [DateTime]::UtcNow.AddSeconds(60)
while (`$output.Count -lt $Limit -and [DateTime]::UtcNow -lt `$end) { Start-Sleep -Milliseconds 20 }
do {
    `$sleepers = @(Get-Process sleep -ErrorAction Ignore | Where-Object { `$_.Parent.Id -eq `$PID -or `$_.Parent.Parent.Id -eq `$PID })
} while (`$sleepers.Count -lt $Limit -and [DateTime]::UtcNow -lt `$end)
`$workers = @(Get-Process | Where-Object { `$_.Parent.Id -eq `$PID })
`$clock = [Diagnostics.Stopwatch]::StartNew()
`$shell.Stop()
`$seconds = `$clock.Elapsed.TotalSeconds
`$sleepers.Count
`$seconds
(@(`$sleepers) + `$workers | Where-Object { -not `$_.WaitForExit(2000) }).Count
(Get-EnvironmentText) -ceq `$before
"@
        $run.ErrorIds | Should -BeNullOrEmpty
        $run.Output[0] | Should -Be $Limit
        $run.Output[1] | Should -BeLessThan 1
        $run.Output[2..3] | Should -Be 0, $true
    }
}

Describe 'In place' {
    It 'a block sees variables and functions of the caller, and live objects come out' {
        $run = Invoke-Case @'
$name = 'value'
function local:twice($x) { $x * 2 }
function inner { $deep = 'deep'; $sessions[0] | Invoke-LeappSession { "$name $deep $(twice 4)"; [IO.FileInfo]::new('/x') } }
$all = inner
$all[0]
$all[1].GetType().FullName
'@
        $run.Output | Should -Be 'value deep 8', 'System.IO.FileInfo'
    }

    It 'what comes after it in the pipeline works in the environment of the caller, and may change it' {
        $run = Invoke-Case @'
$sessions[0, 1] | Invoke-LeappSession { 1; $env:OF_BLOCK = 1; 2; "$env:AFTER" } | ForEach-Object { "$_ [$env:AWS_ACCESS_KEY_ID$env:OF_BLOCK]"; $env:AFTER = "set by $_" }
$env:AFTER
$env:OF_BLOCK
'@
        $run.Output | Should -Be '1 []', '2 []', ' []', '1 []', '2 []', 'set by  []', 'set by set by ', $null
    }

    It 'the same live object from two sessions is two objects, each with its own session' {
        $run = Invoke-Case @'
$file = Get-Item /
$made = [pscustomobject]@{ X = 1 }
$sessions[0, 4] | Invoke-LeappSession { $file; $made } | Sort-Object AccountId | ForEach-Object { "$($_.AccountId) $($_.FullName)$($_.X)" }
'@
        $run.Output | Should -Be '000000000001 /', '000000000001 1', '000000000002 /', '000000000002 1'
    }

    It 'objects of the caller stay as they were' {
        $run = Invoke-Case '$own = [pscustomobject]@{ A = 1 }; $null = $sessions[0] | Invoke-LeappSession { $own }; $own | ConvertTo-Json -Compress'
        $run.Output | Should -Be '{"A":1}'
    }

    It 'a second runspace of the process is refused while a block runs, and nothing is left' {
        $run = Invoke-Case @'
$refused = [Threading.ManualResetEventSlim]::new()
$all = $sessions[0..3] | ForEach-Object -Parallel {
    $refused = $using:refused
    try {
        # Until another one has come meanwhile, and some time more.
        $_ | Invoke-LeappSession {
            $given = $LeappSession.Id
            foreach ($n in 1..20) {
                $null = $refused.Wait(60000)
                Start-Sleep -Milliseconds 20
                "$($env:LEAPPSSO_SESSION -eq $given)"
            }
        }
    } catch {
        ($_.FullyQualifiedErrorId -split ',')[0]
        $refused.Set()
    }
}
($all | Sort-Object -Unique) -join ' '
(Get-EnvironmentText) -ceq $before
'@
        $run.Output | Should -Be 'Locked True', $true
    }

    It 'a block that activates or stops a session by variables leaves those of the caller as they were' {
        $run = Invoke-Case @'
$env:AWS_REGION = 'mine'
$sessions[0] | Set-LeappSession -Method Environment -Status Active -Region eu-west-3
$sessions[4] | Invoke-LeappSession { Get-LeappSession -Id acme/000000000001/Developer | Set-LeappSession -Method Environment -Status Active; $env:LEAPPSSO_SESSION }
$env:LEAPPSSO_SESSION
$sessions[0] | Stop-LeappSession
"[$env:LEAPPSSO_SESSION$env:AWS_ACCESS_KEY_ID] $env:AWS_REGION"
'@
        $run.ErrorIds | Should -BeNullOrEmpty -Because ($run.Messages -join ' ')
        $run.Output | Should -Be 'acme/000000000001/Developer', 'acme/000000000001/ReadOnly', '[] mine'
    }

    It 'a block that breaks does not lose the environment' {
        $run = Invoke-Case @'
foreach ($round in 1) { $sessions[0, 1] | Invoke-LeappSession { $env:FOO = 1; break } }
(Get-EnvironmentText) -ceq $before
'@
        $run.Output[-1] | Should -BeTrue
    }
}

Describe 'In workers' {
    It '200 sessions with 8 workers are 200 identities, and nothing leaks from one to another' {
        $run = Invoke-Case @'
$chosen = $sessions | Select-Object -First 200
$all = $chosen | Invoke-LeappSession -ThrottleLimit 8 -Module $env:IDENTITY {
    [pscustomobject]@{ Session = $LeappSession.Id; Arn = Get-Identity; Worker = $PID; Left = "$env:FOO$global:left$($global:PSDefaultParameterValues.Count)$global:ErrorActionPreference"; Folder = "$PWD"; Name = $LeappSession.RoleName }
    $env:FOO = $LeappSession.Id
    $global:left = $LeappSession.Id
    $global:PSDefaultParameterValues['Get-Item:Path'] = 'left'
    $global:ErrorActionPreference = 'Stop'
    $global:StoredAWSCredentials = 'left'
    Set-Location /
    if ($LeappSession.RoleName -eq 'Developer') { throw 'an error' }
} -ErrorAction SilentlyContinue -ErrorVariable told
$all.Count
@($all.Session | Sort-Object -Unique).Count
@($all | Where-Object { $_.Arn -notlike "arn:aws:sts::$($_.AccountId):assumed-role/AWSReservedSSO_$($_.Name)_*" -or $_.Session -ne "acme/$($_.AccountId)/$($_.Name)" }).Count
@($all.Worker | Sort-Object -Unique).Count
@($all | Where-Object { $_.Left -ne '0Continue' -or $_.Folder -ne "$PWD" }).Count
$told.Count -eq @($chosen | Where-Object RoleName -eq Developer).Count
(Get-EnvironmentText) -ceq $before
@(Get-Process | Where-Object { $_.Parent.Id -eq $PID }).Count
'@
        $run.ErrorIds | Should -BeNullOrEmpty -Because ($run.Messages -join ' ')
        $run.Output | Should -Be 200, 200, 0, 8, 0, $true, $true, 0
    }

    It 'a block has the language mode of the caller' {
        $run = Invoke-Case @'
$shell = [powershell]::Create()
$null = $shell.AddScript('$ExecutionContext.SessionState.LanguageMode = "ConstrainedLanguage"').Invoke()
$shell.Commands.Clear()
$null = $shell.AddScript(@"
(Get-LeappSession)[0, 1] | Invoke-LeappSession -ThrottleLimit 2 {
    "`$(`$ExecutionContext.SessionState.LanguageMode) `$env:LEAPPSSO_SESSION"
    try { [Environment]::Exit(1) } catch { "`$_" }
}
"@)
@($shell.Invoke()) | Sort-Object -Unique
$shell.Streams.Error.Count
'@
        $run.Output[1..2] | Should -Be 'ConstrainedLanguage acme/000000000001/AdministratorAccess', 'ConstrainedLanguage acme/000000000001/ReadOnly'
        $run.Output[0] | Should -Match 'language mode'
        $run.Output[3] | Should -Be 0
    }

    It 'a block is not in the way of the next one, whatever it has preferred for the worker' {
        $run = Invoke-Case @'
$sessions[0..5] | Invoke-LeappSession -ThrottleLimit 2 {
    "$($env:AWS_ACCESS_KEY_ID -ne $env:SEEN) $WhatIfPreference $ErrorActionPreference $env:LEFT"
    $env:SEEN = $env:AWS_ACCESS_KEY_ID
    $env:LEFT = 'left'
    Set-StrictMode -Version Latest
    $global:WhatIfPreference = $true
    $global:ConfirmPreference = 'Low'
    $global:ErrorActionPreference = 'SilentlyContinue'
} | Sort-Object -Unique
'@
        $run.ErrorIds | Should -BeNullOrEmpty -Because ($run.Messages -join ' ')
        $run.Output | Should -Be 'True False Continue '
    }

    It 'a worker that ends is told with the session and replaced' {
        $run = Invoke-Case @'
$all = $sessions[0..5] | Invoke-LeappSession -ThrottleLimit 2 { if ($LeappSession.RoleName -eq 'ReadOnly') { [Environment]::Exit(3) }; 'ran' } -ErrorVariable told -ErrorAction SilentlyContinue
$all.Count
$told.Count
($told[0].FullyQualifiedErrorId -split ',')[0]
"$($told[0])"
'@
        $run.Output[0..2] | Should -Be 4, 2, 'WorkerFailed'
        $run.Output[3] | Should -Match 'ReadOnly: The worker ended \(exit code 3\)'
    }

    It 'none is left after Ctrl+C, though its block does not stop' {
        $run = Invoke-Case @'
$shell = [powershell]::Create()
$null = $shell.AddScript('Get-LeappSession | Select-Object -First 2 | Invoke-LeappSession { $PID; [Threading.Thread]::Sleep(300000) } -ThrottleLimit 2')
$output = [Management.Automation.PSDataCollection[psobject]]::new()
$handle = $shell.BeginInvoke([Management.Automation.PSDataCollection[psobject]]::new(), $output)
$end = [DateTime]::UtcNow.AddSeconds(60)
while ($output.Count -lt 2 -and [DateTime]::UtcNow -lt $end) { Start-Sleep -Milliseconds 20 }
$workers = Get-Process -Id $output[0], $output[1]
$shell.Stop()
$workers.Count
@($workers | Where-Object { -not $_.WaitForExit(10000) }).Count
'@
        $run.ErrorIds | Should -BeNullOrEmpty -Because ($run.Messages -join ' ')
        $run.Output | Should -Be 2, 0
    }

    It 'a worker that a block has made useless is replaced' {
        $run = Invoke-Case @'
$all = $sessions[0..5] | Invoke-LeappSession -ThrottleLimit 2 { 'ran'; if ($LeappSession.RoleName -eq 'ReadOnly') { Get-ChildItem Function: | Remove-Item } }
"$all"
$all = $sessions[0..5] | Invoke-LeappSession -ThrottleLimit 2 {
    if ($LeappSession.RoleName -eq 'ReadOnly') { Start-Process echo not-the-protocol -NoNewWindow -Wait }; 'ran'
} -ErrorAction SilentlyContinue -ErrorVariable told
$all.Count -ge 4
@($told | ForEach-Object RoleName | Sort-Object -Unique) -join ' '
'@
        $run.ErrorIds | Should -BeNullOrEmpty -Because ($run.Messages -join ' ')
        $run.Output | Should -Be 'ran ran ran ran ran ran', $true, 'ReadOnly'
    }

    It 'a module that cannot be imported ends the command before any block' {
        $run = Invoke-Case '$sessions[0, 1] | Invoke-LeappSession -ThrottleLimit 2 -Module no-such-module { "ran" }'
        $run.Output | Should -BeNullOrEmpty
        $run.ErrorIds | Should -Be 'WorkerFailed'
        $run.Messages | Should -Match 'no-such-module'
    }

    It 'a block may use the commands of this module, and Invoke-LeappSession itself' {
        $run = Invoke-Case @'
$sessions[0, 1] | Invoke-LeappSession -ThrottleLimit 2 {
    $mine = $env:AWS_ACCESS_KEY_ID
    Get-LeappSession -AccountId 000000000002 -RoleName Developer | Invoke-LeappSession { "inner $env:LEAPPSSO_SESSION" } -ThrottleLimit 2
    "outer $($LeappSession | Get-LeappCredential | ForEach-Object { $_.AccessKeyId -eq $env:AWS_ACCESS_KEY_ID -and $mine -eq $_.AccessKeyId })"
} | Sort-Object
'@
        $run.ErrorIds | Should -BeNullOrEmpty -Because ($run.Messages -join ' ')
        $run.Output | Should -Be 'inner acme/000000000002/Developer', 'inner acme/000000000002/Developer', 'outer True', 'outer True'
    }

    It 'no key is in the arguments or the first environment of a worker' -Skip:(-not $IsLinux) {
        $run = Invoke-Case @'
$sessions[1] | Set-LeappSession -Method Environment -Status Active
$sessions[0] | Invoke-LeappSession -ThrottleLimit 2 {
    $given = (Get-Content -Raw "/proc/$PID/cmdline") + (Get-Content -Raw "/proc/$PID/environ")
    "$($given.Contains('AWS_SECRET_ACCESS_KEY') -or $given.Contains($env:AWS_SECRET_ACCESS_KEY) -or $given.Contains($env:AWS_SESSION_TOKEN) -or $given.Contains($env:AWS_ACCESS_KEY_ID))"
}
'@
        $run.Output | Should -Be 'False'
    }

    It 'counts in a progress bar, and takes it away' {
        $run = Invoke-Case @'
$shell = [powershell]::Create()
$null = $shell.AddScript('Get-LeappSession | Select-Object -First 3 | Invoke-LeappSession { Start-Sleep -Milliseconds 150; Write-Error no } -ThrottleLimit 2').Invoke()
$bars = @($shell.Streams.Progress)
($bars | Where-Object RecordType -eq Processing | Select-Object -Last 1).StatusDescription
"$($bars[-1].RecordType)"
'@
        $run.Output[0] | Should -Match '^\d of 3 sessions, \d with errors$'
        $run.Output[1] | Should -Be Completed
    }
}

Describe 'On another machine' -Tag Sshd {
    BeforeAll { $sshd = Start-Sshd (Join-Path $TestDrive 'sshd') }
    AfterAll { Stop-Sshd $sshd }

    It 'blocks run in remoting sessions over SSH, which stay as they were' {
        $run = Invoke-Case @"
`$remote = @(1, 2 | ForEach-Object { New-PSSession $($sshd.Connection) })
Invoke-Command `$remote { `$env:AWS_PROFILE = 'of the remote user'; `$global:StoredAWSCredentials = 'also'; `$global:own = 'own' }
`$place = Invoke-Command `$remote[0] { "`$PWD" }
`$all = `$sessions[0..5] | Invoke-LeappSession -PSSession (`$remote + `$remote[0]) {
    Set-Location /
    "`$(`$LeappSession.Id) `$env:LEAPPSSO_SESSION `$env:AWS_ACCESS_KEY_ID [`$env:AWS_PROFILE`$StoredAWSCredentials] `$global:own `$env:LEFT `$PID"
    `$env:LEFT = 'left'
    if (`$LeappSession.RoleName -eq 'ReadOnly') { throw 'an error' }
} -ErrorAction SilentlyContinue -ErrorVariable told
`$all | ForEach-Object { `$_ -replace ' \d+$' } | Sort-Object
@(`$all | ForEach-Object { (`$_ -split ' ')[-1] } | Sort-Object -Unique).Count
"`$(`$told.Count) `$(`$told.AccountId | Sort-Object)"
@(`$sessions[0..5] | Get-LeappCredential).AccessKeyId
Invoke-Command `$remote { "`$env:AWS_PROFILE`$env:AWS_ACCESS_KEY_ID`$env:LEFT`$StoredAWSCredentials`$LeappSession `$(@(Get-Command *LeappSso*).Count)" } | Sort-Object -Unique
"`$(`$remote.State) `$(`$place -eq (Invoke-Command `$remote[0] { "`$PWD" }))"
"@
        $run.ErrorIds | Should -BeNullOrEmpty -Because ($run.Messages -join ' ')
        $keys = $run.Output[8..13]
        $ids = foreach ($account in '000000000001', '000000000002') { 'AdministratorAccess', 'Developer', 'ReadOnly' | ForEach-Object { "acme/$account/$_" } }
        # In the order of the portal, ReadOnly comes first.
        $keyOf = @{}
        $order = foreach ($account in '000000000001', '000000000002') { 'ReadOnly', 'AdministratorAccess', 'Developer' | ForEach-Object { "acme/$account/$_" } }
        foreach ($index in 0..5) { $keyOf[$order[$index]] = $keys[$index] }
        $run.Output[0..5] | Should -Be @($ids | ForEach-Object { "$_ $_ $($keyOf[$_]) [] own " })
        $run.Output[6] | Should -Be 2
        $run.Output[7] | Should -Be '2 000000000001 000000000002'
        $run.Output[14] | Should -Be 'of the remote useralso 0'
        $run.Output[15] | Should -Be 'Opened Opened True'
    }

    It 'a session without a region does not work in that of a session there' {
        $run = Invoke-Case @"
`$remote = New-PSSession $($sshd.Connection)
`$show = { "`$env:AWS_REGION `$env:AWS_DEFAULT_REGION `$env:LEAPPSSO_REGION" }
Invoke-Command `$remote { `$env:AWS_REGION = `$env:LEAPPSSO_REGION = 'eu-west-2'; `$env:AWS_DEFAULT_REGION = 'mine' }
`$sessions[1, 0] | Invoke-LeappSession -PSSession `$remote `$show
Invoke-Command `$remote `$show
"@ $regionless
        $run.ErrorIds | Should -BeNullOrEmpty -Because ($run.Messages -join ' ')
        $run.Output | Should -Be ' mine ', 'eu-west-3 eu-west-3 eu-west-3', 'eu-west-2 mine eu-west-2'
    }

    It 'a remoting session that is lost loses its session alone' {
        $run = Invoke-Case @"
`$remote = @(1, 2 | ForEach-Object { New-PSSession $($sshd.Connection) })
`$all = `$sessions[0..8] | Invoke-LeappSession -PSSession `$remote {
    if (`$LeappSession.Id -eq 'acme/000000000001/ReadOnly') { [Environment]::Exit(3) }; 'ran'
} -ErrorAction SilentlyContinue -ErrorVariable told
`$all.Count
@(`$told | ForEach-Object { (`$_.FullyQualifiedErrorId -split ',')[0] } | Sort-Object -Unique) -join ' '
"@
        $run.Output | Should -Be 8, WorkerFailed
    }

    It 'what a remoting session cannot do, the others do' {
        $run = Invoke-Case @"
`$remote = @(1, 2 | ForEach-Object { New-PSSession $($sshd.Connection) })
Invoke-Command `$remote[0] { Set-Item Function:global:Enter-LeappSsoBlock { } -Options Constant }
`$sessions[0..3] | Invoke-LeappSession -PSSession `$remote { 'ran' } -WarningVariable told -WarningAction SilentlyContinue
"`$told"
`$sessions[0..3] | Invoke-LeappSession -PSSession `$remote[0] { 'ran' }
"@
        $run.Output[0..3] | Should -Be ran, ran, ran, ran
        $run.Output[4] | Should -Match '^The remoting session ''.+'' to 127\.0\.0\.1 cannot be used: .*Enter-LeappSsoBlock.*\. The other workers take its sessions\.$'
        $run.ErrorIds | Should -Be WorkerFailed
    }

    It 'a remoting session whose place is gone stays in use' {
        $run = Invoke-Case @"
`$remote = New-PSSession $($sshd.Connection)
`$folder = (New-Item -ItemType Directory '$TestDrive/place').FullName
Invoke-Command `$remote { Set-Location `$using:folder }
`$sessions[0..2] | Invoke-LeappSession -PSSession `$remote {
    Set-Location /
    if (Test-Path `$using:folder) { [IO.Directory]::Delete(`$using:folder) }
    'ran'
} -WarningVariable told
`$told.Count
"@
        $run.ErrorIds | Should -BeNullOrEmpty -Because ($run.Messages -join ' ')
        $run.Output | Should -Be ran, ran, ran, 0
    }

    It 'with the last remoting session the command ends, unless the work is done' {
        $run = Invoke-Case @"
`$block = { if (`$LeappSession.RoleName -eq 'Developer') { [Environment]::Exit(3) }; 'ran' }
`$remote = @(1, 2 | ForEach-Object { New-PSSession $($sshd.Connection) })
`$sessions[0..2] | Invoke-LeappSession -PSSession `$remote[0] `$block
try { `$sessions[0..3] | Invoke-LeappSession -PSSession `$remote[1] `$block -ErrorAction SilentlyContinue } catch { "`$_" }
"@
        $run.ErrorIds | Should -Be WorkerFailed
        $run.Messages | Should -Match '^The worker ended while'
        $run.Output | Should -Be ran, ran, ran, ran, 'Every remoting session has been lost, so the block did not run with the sessions that were left.'
    }

    It 'a remoting session that is closed or not over SSH is refused' {
        $run = Invoke-Case @"
`$remote = New-PSSession $($sshd.Connection)
Remove-PSSession `$remote
`$sessions[0] | Invoke-LeappSession -PSSession `$remote { 'ran' }
`$process = [Management.Automation.Runspaces.PowerShellProcessInstance]::new()
`$runspace = [runspacefactory]::CreateOutOfProcessRunspace(`$null, `$process)
`$runspace.Open()
`$sessions[0] | Invoke-LeappSession -PSSession ([Management.Automation.Runspaces.PSSession]::Create(`$runspace, 'Process', `$null)) { 'ran' }
`$runspace.Dispose()
"@
        $run.Output | Should -BeNullOrEmpty
        $run.ErrorIds | Should -Be 'WorkerFailed', 'WorkerFailed'
        $run.Messages[0] | Should -Match 'must be open and idle'
        $run.Messages[1] | Should -Match 'not over SSH'
    }
}

Describe 'Sessions that come from elsewhere' {
    It 'are taken from a job, and from a login that has just been made' {
        $run = Invoke-Case @'
Start-Job { Get-LeappSession | Select-Object -First 1 } | Receive-Job -Wait | Invoke-LeappSession { $LeappSession.Id }
# Which account answers first is not promised.
Connect-LeappSso acme | Select-Object -First 1 | Tee-Object -Variable first | Invoke-LeappSession { $LeappSession.Id }
$first.Id
Invoke-LeappSession { $LeappSession.Id } -Session acme/000000000001/Developer
'@
        $run.Output | Should -HaveCount 4
        $run.Output[0] | Should -Be 'acme/000000000001/ReadOnly'
        $run.Output[1] | Should -Match '^acme/0000000000\d\d/'
        $run.Output[1] | Should -Be $run.Output[2]
        $run.Output[3] | Should -Be 'acme/000000000001/Developer'
    }
}
