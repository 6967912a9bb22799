# The program behind credential_process, as AWS tools start it: from anywhere, with nobody before the screen and few variables.

BeforeDiscovery {
    foreach ($name in 'Support.psm1', 'Readers.psm1') { Import-Module (Join-Path $PSScriptRoot $name) -Force }
    $readers = @(Get-Reader)
    $kinds = @(
        if (Get-NativeHelper) { @{ Kind = 'native'; Parts = '*' } }
        @{ Kind = 'a script over PowerShell'; Parts = 'LeappSso.psd1', 'LeappSso.format.ps1xml', 'LeappSso.types.ps1xml', 'LICENSE', 'en-US', 'bin/*.dll', 'bin/aws', 'bin/secrets', 'bin/terminal' }
    )
}

BeforeAll {
    foreach ($name in 'Support.psm1', 'Readers.psm1') { Import-Module (Join-Path $PSScriptRoot $name) -Force }
    $emulator = Start-Emulator '--accounts', '10', '--roles', '2', '--device-interval', '1'

    # A home folder with a nasty name that is logged in, and in which the helper of a module that was removed since serves one session.
    function New-HelperPlace([string] $Name, [string[]] $Parts) {
        $variables = New-TestHome (Join-Path $TestDrive "$Name it's (é) & co") $emulator
        $modules = Join-Path $TestDrive ([guid]::NewGuid())
        $module = Join-Path $modules 'LeappSso'
        foreach ($part in $Parts) {
            $target = Join-Path $module ($part.Contains('/') ? (Split-Path $part) : '')
            $null = New-Item -ItemType Directory -Force $target
            Copy-Item (Join-Path (Get-StagedModule) $part) $target -Recurse
        }
        $variables.PSModulePath = $modules
        $run = Invoke-FreshPwsh @'
$null = Add-LeappSsoIntegration acme $env:PORTAL eu-west-1
$sessions = Connect-LeappSso acme
$sessions[0] | Set-LeappSession -Method CredentialProcess -Status Active
$sessions
'@ $variables
        $run.ErrorIds | Should -BeNullOrEmpty -Because "$($run.Messages)"
        Remove-Item $modules -Recurse
        $variables.PSModulePath = $null
        $mark = Join-Path $TestDrive "$Name-browser"
        $variables.BROWSER = "touch '$mark'"
        [pscustomobject]@{
            Variables = $variables; Sessions = @($run.Output.Id); Profile = $run.Output[0].ProfileName; Owner = "$($run.Output[0].AccountId)/$($run.Output[0].RoleName)"
            Helper = (Get-ChildItem (Join-Path $variables.LEAPPSSO_HOME 'helper') -Filter 'leappsso-credential*').FullName
            Keys = Join-Path $variables.LEAPPSSO_HOME 'role-keys'; Token = Get-TokenFile $variables.HOME acme; Mark = $mark
        }
    }

    # Starts the helper in another folder. The engine must not need more than these variables, and where Bare is, no others are there.
    function Start-Helper($Place, [string[]] $Arguments, [hashtable] $Change = @{}, [switch] $Bare) {
        $start = New-ProcessStart $Place.Helper $Arguments $Place.Variables
        $start.WorkingDirectory = [IO.Path]::GetPathRoot($TestDrive)
        $start.Environment.Remove('LEAPPSSO_HOME') | Out-Null
        if ($Bare) {
            $start.Environment.Clear()
            $start.Environment['HOME'] = $Place.Variables.HOME
            $start.Environment['PATH'] = '/usr/bin:/bin'
        }
        foreach ($name in $Change.Keys) { $start.Environment[$name] = $Change[$name] }
        $process = [Diagnostics.Process]::Start($start)
        $process.StandardInput.Close()
        $process
    }

    function Wait-Helper([Diagnostics.Process] $Process, [int] $Seconds = 60) {
        $output = $Process.StandardOutput.ReadToEndAsync()
        $errors = $Process.StandardError.ReadToEndAsync()
        if (-not $Process.WaitForExit($Seconds * 1000)) { $Process.Kill($true); throw "The helper did not end within $Seconds seconds." }
        [pscustomobject]@{ Output = $output.Result; Errors = $errors.Result; ExitCode = $Process.ExitCode }
    }

    function Invoke-Helper($Place, [string[]] $Arguments, [hashtable] $Change = @{}, [switch] $Bare) {
        Wait-Helper (Start-Helper $Place $Arguments $Change -Bare:$Bare)
    }

    # The keys in an answer that is right in every respect.
    function Read-Answer($Ended) {
        $Ended.Errors | Should -BeNullOrEmpty
        $Ended.ExitCode | Should -Be 0
        $Ended.Output | Should -Match '^\{"Version":1,"AccessKeyId":"ASIA[^"]+","SecretAccessKey":"[^"]+","SessionToken":"[^"]+","Expiration":"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ"\}\r?\n$'
        $Ended.Output | ConvertFrom-Json
    }

    # One line of an error, and nothing else.
    function Assert-Refusal($Ended, [string] $Pattern, [int] $ExitCode = 1) {
        $Ended.Output | Should -BeNullOrEmpty
        $Ended.Errors | Should -Match "^leappsso-credential: $Pattern.*\r?\n$"
        $Ended.Errors.Trim() | Should -Not -Match "`n"
        $Ended.ExitCode | Should -Be $ExitCode
    }

    function Get-Requests { (Get-EmulatorCounters $emulator).totalRequests }
}

AfterAll { Stop-Emulator $emulator }

Describe 'The helper, <Kind>, without the module it came from' -ForEach $kinds {
    BeforeAll {
        $place = New-HelperPlace ($Kind -replace '\W') $Parts
        $id = $place.Sessions[0]
    }

    It 'is what the config names, for the owner alone' {
        $line = Select-String -LiteralPath (Join-Path $place.Variables.HOME '.aws/config') -Pattern '^credential_process = (.+)$'
        $line.Matches[0].Groups[1].Value | Should -BeExactly "`"$($place.Helper)`" $id"
        if (-not $IsWindows) {
            [IO.File]::GetUnixFileMode($place.Helper) | Should -Be ([IO.UnixFileMode]'UserRead, UserWrite, UserExecute')
            [IO.File]::GetUnixFileMode((Split-Path $place.Helper)) | Should -Be ([IO.UnixFileMode]'UserRead, UserWrite, UserExecute')
        }
    }

    It 'fetches keys with the login there is, keeps them, and answers from then on without network and with no other variables' {
        $before = Get-EmulatorCounters $emulator
        $fetched = Read-Answer (Invoke-Helper $place $id)
        $requests = Get-Requests
        $kept = Read-Answer (Invoke-Helper $place $id -Bare)
        (Get-EmulatorCounters $emulator).requests.GetRoleCredentials | Should -Be ($before.requests.GetRoleCredentials + 1)
        Get-Requests | Should -Be $requests
        ($kept | ConvertTo-Json) | Should -BeExactly ($fetched | ConvertTo-Json)
        $owner = Invoke-RestMethod "$($emulator.Url)/_emulator/keys?accessKeyId=$($kept.AccessKeyId)"
        "$($owner.accountId)/$($owner.roleName)" | Should -Be $place.Owner
        [DateTime]::Parse($kept.Expiration).ToUniversalTime() | Should -BeGreaterThan ([DateTime]::UtcNow)
    }

    It 'serves a chained session too, and from then on without network' {
        $variables = $place.Variables.Clone()
        $variables.PSModulePath = Split-Path (Split-Path (Get-StagedModule))
        $chained = (Invoke-FreshPwsh "(Add-LeappSession $id arn:aws:iam::444455556666:role/Deploy).Id" $variables).Output[-1]
        $chained | Should -Be acme/444455556666/role:Deploy
        $fetched = Read-Answer (Invoke-Helper $place $chained)
        $requests = Get-Requests
        $kept = Read-Answer (Invoke-Helper $place $chained -Bare)
        Get-Requests | Should -Be $requests
        ($kept | ConvertTo-Json) | Should -BeExactly ($fetched | ConvertTo-Json)
        (Get-KeyOwner $emulator)[$kept.AccessKeyId] | Should -Be '444455556666/role:Deploy'
        Send-Emulator $emulator trust @{ roleArn = 'arn:aws:iam::444455556666:role/Denied'; denied = $true }
        $null = Invoke-FreshPwsh "Add-LeappSession $id arn:aws:iam::444455556666:role/Denied" $variables
        Assert-Refusal (Invoke-Helper $place 'acme/444455556666/role:Denied') "AccessDenied: $([regex]::Escape($id)) may not assume .*role/Denied"
    }

    It 'serves the workspace beside which it lies, whatever LEAPPSSO_HOME says' {
        $null = Read-Answer (Invoke-Helper $place $id -Change @{ LEAPPSSO_HOME = Join-Path $TestDrive 'another' })
    }

    It 'refuses an id that is not known' {
        Assert-Refusal (Invoke-Helper $place 'acme/000000000001/Nothing') 'SessionNotFound: .*acme/000000000001/Nothing'
    }

    It 'refuses the wrong usage with exit code 2: <_>' -ForEach '', '-x', 'a b' {
        Assert-Refusal (Invoke-Helper $place @($_ -split ' ' | Where-Object { $_ })) 'wrong usage.*alias/accountId/roleName' 2
    }

    It 'is not hurt by a config that the AWS SDK cannot parse' {
        $config = Join-Path $TestDrive 'broken-config'
        Set-Content $config "[profile dev] # mine`nregion = Ireland!!`n[default]`nstray words`nregion = x`nregion = y"
        Remove-Item $place.Keys -Recurse
        $null = Read-Answer (Invoke-Helper $place $id -Change @{ AWS_CONFIG_FILE = $config; AWS_PROFILE = 'nothing' })
    }

    It 'renews an expired login in silence' {
        Remove-Item $place.Keys -Recurse
        Set-TokenExpiry $place.Token ([DateTime]::UtcNow.AddHours(-1))
        $before = Get-EmulatorCounters $emulator
        $null = Read-Answer (Invoke-Helper $place $id)
        $after = Get-EmulatorCounters $emulator
        "$($after.refreshes - $before.refreshes) refreshes, $($after.logins - $before.logins) logins" | Should -Be '1 refreshes, 0 logins'
    }

    It 'gives keys that live on when the login has ended, then asks for a login and opens no browser' {
        Send-Emulator $emulator end-portal-session
        Set-TokenExpiry $place.Token ([DateTime]::UtcNow.AddHours(-1))
        $null = Read-Answer (Invoke-Helper $place $id)
        Remove-Item $place.Keys -Recurse
        $logins = (Get-EmulatorCounters $emulator).logins
        Assert-Refusal (Invoke-Helper $place $id) 'NotLoggedIn: .*Connect-LeappSso acme'
        (Get-EmulatorCounters $emulator).logins | Should -Be $logins
        Test-Path $place.Mark | Should -BeFalse
    }
}

Describe 'The native helper' -Tag NativeHelper {
    BeforeAll {
        $place = New-HelperPlace 'onlynative' '*'
        $id = $place.Sessions[0]
    }

    It 'started 30 times at once with an expired login renews it once, and all get their keys' {
        Send-Emulator $emulator expire-tokens
        Set-TokenExpiry $place.Token ([DateTime]::UtcNow.AddHours(-1))
        Remove-Item $place.Keys -Recurse -ErrorAction Ignore
        $before = Get-EmulatorCounters $emulator
        $running = foreach ($number in 1..30) { Start-Helper $place $place.Sessions[$number % $place.Sessions.Count] }
        foreach ($process in $running) { $null = Read-Answer (Wait-Helper $process) }
        $after = Get-EmulatorCounters $emulator
        $after.refreshes - $before.refreshes | Should -Be 1
        $after.logins | Should -Be $before.logins
        $after.requests.GetRoleCredentials - $before.requests.GetRoleCredentials | Should -Be $place.Sessions.Count
    }

    It 'ends within a second by <Signal> while it waits for the network, and prints nothing' -Skip:$IsWindows -ForEach @(
        @{ Signal = 'SIGINT'; ExitCode = 130 }, @{ Signal = 'SIGTERM'; ExitCode = 143 }
    ) {
        Remove-Item $place.Keys -Recurse -ErrorAction Ignore
        Send-Emulator $emulator options @{ operationLatencyMs = @{ GetRoleCredentials = 20000 } }
        try {
            $arrived = (Get-EmulatorCounters $emulator).requests.GetRoleCredentials
            $process = Start-Helper $place $id
            while ((Get-EmulatorCounters $emulator).requests.GetRoleCredentials -eq $arrived -and -not $process.HasExited) { }
            $clock = [Diagnostics.Stopwatch]::StartNew()
            /bin/kill "-$($Signal.Substring(3))" $process.Id
            $ended = Wait-Helper $process
            $clock.Elapsed.TotalSeconds | Should -BeLessThan 1
        } finally {
            Send-Emulator $emulator options @{ operationLatencyMs = @{ GetRoleCredentials = 0 } }
        }
        $ended.ExitCode | Should -Be $ExitCode
        $ended.Output + $ended.Errors | Should -BeNullOrEmpty
    }

    It 'leaves a damaged workspace where it is, for a command to tell' {
        $workspace = Join-Path $place.Variables.LEAPPSSO_HOME 'workspace.json'
        $whole = [IO.File]::ReadAllBytes($workspace)
        try {
            Set-Content $workspace '{'
            Assert-Refusal (Invoke-Helper $place $id) 'WorkspaceInvalid: .*workspace\.json is damaged'
            Get-Content $workspace | Should -BeExactly '{'
        } finally {
            [IO.File]::WriteAllBytes($workspace, $whole)
        }
    }

    It 'warns on the standard error alone' {
        [IO.File]::WriteAllText($place.Token, '{')
        $ended = Invoke-Helper $place $place.Sessions[1]
        $ended.Output | Should -BeNullOrEmpty
        $ended.Errors | Should -Match '^leappsso-credential: warning: .+\r?\nleappsso-credential: NotLoggedIn: .+\r?\n$'
    }
}

Describe 'A command that writes' -Tag NativeHelper {
    It 'leaves a helper of a newer module, and renews one of an older' {
        $place = New-HelperPlace 'versions' '*'
        $note = Join-Path (Split-Path $place.Helper) 'helper.json'
        $variables = $place.Variables.Clone()
        $variables.PSModulePath = Split-Path (Split-Path (Get-StagedModule))
        $mine = (Get-FileHash $place.Helper).Hash
        foreach ($case in @{ Version = '99.0.0'; Stays = $true }, @{ Version = '0.0.1'; Stays = $false }) {
            [IO.File]::WriteAllText($place.Helper, '#!/bin/sh')
            $data = Get-Content $note -Raw | ConvertFrom-Json
            $data.version, $data.length = $case.Version, 9
            $data | ConvertTo-Json | Set-Content $note
            (Invoke-FreshPwsh 'Sync-LeappSso acme' $variables).ErrorIds | Should -BeNullOrEmpty
            (Get-FileHash $place.Helper).Hash -ne $mine | Should -Be $case.Stays -Because $case.Version
        }
    }
}

Describe 'A profile that the helper serves, <Kind>' -ForEach $kinds {
    BeforeAll { $place = New-HelperPlace "read$($Kind -replace '\W')" $Parts }

    foreach ($one in $readers) {
        It 'is read by <Tool>' -Tag $one.Tag -ForEach $one {
            $shown = (Read-Profile $_ $place.Variables $place.Profile).($place.Profile)
            $shown.Error | Should -BeNullOrEmpty
            (Get-KeyOwner $emulator).($shown.Key) | Should -Be $place.Owner
        }
    }

    foreach ($one in $readers | Where-Object Tag -EQ Botocore) {
        It 'tells <Tool> why there are no keys' -Tag Botocore -ForEach $one {
            Remove-Item $place.Keys, $place.Token -Recurse -ErrorAction Ignore
            (Read-Profile $_ $place.Variables $place.Profile).($place.Profile).Error | Should -Match 'leappsso-credential: NotLoggedIn: '
        }
    }
}

Describe 'The native helper over TLS' -Tag NativeHelper -Skip:(-not $IsLinux) {
    It 'fetches keys through a proxy with a certificate of its own' {
        # .NET looks at SSL_CERT_FILE only on Linux.
        $secure = Start-Emulator '--accounts', '2', '--device-interval', '1', '--proxy'
        try {
            $variables = New-TestHome (Join-Path $TestDrive 'tls') $secure
            $variables.AWS_ENDPOINT_URL_SSO = $variables.AWS_ENDPOINT_URL_SSO_OIDC = $variables.NO_PROXY = $null
            $variables.HTTPS_PROXY = $secure.Proxy
            $variables.SSL_CERT_FILE = $secure.CertificatePath
            $run = Invoke-FreshPwsh @'
$null = Add-LeappSsoIntegration acme https://d-1234567890.awsapps.com/start eu-west-1
$session = Connect-LeappSso acme -UseDeviceCode | Select-Object -First 1
$session | Set-LeappSession -Method CredentialProcess -Status Active
$session.Id
'@ $variables
            $run.ErrorIds | Should -BeNullOrEmpty -Because "$($run.Messages)"
            $ended = Invoke-Program (Join-Path $variables.LEAPPSSO_HOME 'helper/leappsso-credential') $run.Output[-1] $variables
            $ended.ExitCode | Should -Be 0 -Because $ended.Errors
            $ended.Output | Should -Match '"AccessKeyId":"ASIA'
        } finally {
            Stop-Emulator $secure
        }
    }
}
