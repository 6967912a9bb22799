# AWS files and variables of the user that some AWS tool, or the AWS SDK inside, cannot read: they break no command.

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Support.psm1') -Force
    $emulator = Start-Emulator '--accounts', '2', '--roles', '2', '--device-interval', '1'

    # Every command in one fresh pwsh, with a login. Gives what each of them gave: how many objects, and errors with their ids.
    $everything = @'
function Use([string] $Command, [scriptblock] $Script) {
    $gave = @(& $Script 2>&1 3>$null 6>$null)
    $errors = @($gave | Where-Object { $_ -is [Management.Automation.ErrorRecord] })
    [pscustomobject]@{
        Command = $Command; Gave = $gave.Count - $errors.Count
        Errors = @($errors | ForEach-Object { "$($_.FullyQualifiedErrorId): $($_.Exception.Message)" })
    }
}
Use Add { Add-LeappSsoIntegration acme $env:PORTAL eu-west-1 }
Use Connect { Connect-LeappSso acme }
Use Sync { Sync-LeappSso acme }
Use Integration { Get-LeappSsoIntegration }
Use Session { Get-LeappSession | Select-Object -First 1 }
Use Credential { Get-LeappSession | Select-Object -First 1 | Get-LeappCredential }
Use Region { Get-LeappSession | Set-LeappSession -Region us-east-1 -PassThru | Select-Object -First 1 }
foreach ($method in 'SsoProfile', 'CredentialProcess', 'CredentialsFile', 'Environment') {
    Use $method { Get-LeappSession | Select-Object -First 1 | Set-LeappSession -Method $method -Status Active -PassThru }
    Use Active { Get-LeappSession -Status Active }
    Use Stop { Get-LeappSession | Stop-LeappSession -PassThru | Select-Object -First 1 }
}
Use Tab { (TabExpansion2 'Set-LeappSession acme').CompletionMatches | Select-Object -First 1 }
Use Diagnosis { Test-LeappSso | Select-Object -First 1 }
Use Forced { Connect-LeappSso acme -Force -UseDeviceCode | Select-Object -First 1 }
Use Disconnect { Disconnect-LeappSso acme; 1 }
Use Remove { Remove-LeappSsoIntegration acme -Confirm:$false; 1 }
'@
}

AfterAll { Stop-Emulator $emulator }

Describe 'AWS files with <What>' -ForEach @(
    @{ What = 'a region that is none'; Text = "[default]`nregion = Ireland!!`n" }
    @{ What = 'an endpoint that is no address'; Text = "[default]`nendpoint_url = not a url`n" }
    @{ What = 'settings that are none'; Text = "[default]`nretry_mode = sometimes`nmax_attempts = many`nuse_fips_endpoint = perhaps`ndefaults_mode = x`n" }
    @{ What = 'a note behind a header'; Text = "[profile a] # note`nregion = eu-west-1`n" }
    @{ What = 'a stray line'; Text = "[default]`nregion = eu-west-1`nwhat is this`n"; Line = 3 }
    @{ What = 'keys before the first section'; Text = "`nregion = eu-west-1`n[default]`n"; Line = 2 }
    @{ What = 'a section that is there twice'; Text = "[default]`nregion = eu-west-1`n[default]`nregion = eu-west-2`n"; Line = 3 }
    @{ What = 'a key that is there twice'; Text = "[default]`nregion = eu-west-1`nregion = eu-west-2`n"; Line = 3 }
    @{ What = 'a byte order mark'; Text = "`u{FEFF}[default]`nregion = eu-west-1`n"; Line = 1 }
    @{ What = 'bytes of a picture'; Text = [Text.Encoding]::Latin1.GetString([byte[]] (0..255)); Line = 1 }
    @{ What = 'a folder in their place'; Text = $null; Line = $null }
    @{ What = 'nothing of the profile in AWS_PROFILE'; Text = "[default]`nregion = eu-west-1`n"; Name = 'gone' }
    @{ What = 'a profile in AWS_PROFILE whose sso-session is missing'; Text = "[profile a]`nsso_session = gone`nsso_account_id = 000000000001`nsso_role_name = x`n"; Name = 'a' }
    @{ What = 'variables that are wrong'; Text = ''; Variables = @{ AWS_REGION = 'Ireland!!'; AWS_DEFAULT_REGION = ' '; AWS_ENDPOINT_URL = 'not a url'; AWS_RETRY_MODE = 'sometimes'; AWS_MAX_ATTEMPTS = 'many'; AWS_USE_FIPS_ENDPOINT = 'perhaps' } }
) {
    BeforeAll {
        $case = $_
        $place = New-TestHome (Join-Path $TestDrive ($What -replace '\W')) $emulator
        $files = 'config', 'credentials' | ForEach-Object { Join-Path $place.HOME ".aws/$_" }
        $null = New-Item -ItemType Directory (Split-Path $files[0])
        foreach ($file in $files) {
            if ($null -eq $Text) { $null = New-Item -ItemType Directory $file } else { [IO.File]::WriteAllText($file, $Text) }
        }
        $place.AWS_PROFILE = $case['Name']
        $extra = $case['Variables'] ?? @{}
        foreach ($name in $extra.Keys) { $place[$name] = $extra[$name] }
        $before = $null -eq $Text ? $null : (Get-FileHash $files).Hash
        $run = Invoke-FreshPwsh $everything $place
        $writers = 'SsoProfile', 'CredentialProcess', 'CredentialsFile'
    }

    It 'break no command' {
        $run.ErrorIds | Should -BeNullOrEmpty
        $run.Output | Should -HaveCount 24
        $refused = $case.ContainsKey('Line') ? $writers : @()
        $others = $run.Output | Where-Object { $_.Command -notin $refused }
        $others | ForEach-Object { if ($_.Errors) { "$($_.Command): $($_.Errors)" } } | Should -BeNullOrEmpty
        ($others | Where-Object Command -notin Active, Connect).Gave | Sort-Object -Unique | Should -Be 1
        ($run.Output | Where-Object Command -eq Connect).Gave | Should -Be 4
        ($run.Output | Where-Object Command -eq Active).Gave | Should -Be ($refused ? @(0, 0, 0, 1) : @(1, 1, 1, 1))
    }

    It 'are refused with the line where they cannot be changed safely, and are never damaged' {
        if ($case.ContainsKey('Line')) {
            foreach ($writer in $run.Output | Where-Object Command -in $writers) {
                $writer.Errors | Should -HaveCount 1
                $writer.Errors[0] | Should -BeLike ($case.Line ? "AwsFileInvalid*, line $($case.Line): *" : 'AwsFileInvalid* cannot be read*')
            }
        }
        if ($before) { (Get-FileHash $files).Hash | Should -Be $before } else { Get-ChildItem $files -Force | Should -BeNullOrEmpty }
    }
}

Describe 'Sections of the user that are taken over' {
    BeforeAll {
        $place = New-TestHome (Join-Path $TestDrive 'taken') $emulator
        $null = New-Item -ItemType Directory (Join-Path $place.HOME .aws)
        $run = Invoke-FreshPwsh @'
Add-LeappSsoIntegration acme $env:PORTAL eu-west-1 | Out-Null
$one, $two, $three = Connect-LeappSso acme -UseDeviceCode 6> $null | Select-Object -First 3
$aws = Join-Path $HOME .aws
$files = "$aws/config", "$aws/credentials"
[IO.File]::WriteAllText($files[0], "[profile $($one.ProfileName)]`nregion = us-west-2`noutput = json`n`n[profile $($two.ProfileName)]`n  role_arn = arn:aws:iam::1:role/x`n  source_profile = mine # by hand`n")
[IO.File]::WriteAllText($files[1], "[$($three.ProfileName)]`r`naws_access_key_id = AKIAMINE`r`naws_secret_access_key=mine`r`nregion = sa-east-1`r`n")
$before = $files | ForEach-Object { [IO.File]::ReadAllText($_) }
$one, $two | Set-LeappSession -Force
$three | Set-LeappSession -Force -Method CredentialsFile -Status Active
Set-LeappSession $one
$during = $files | ForEach-Object { [IO.File]::ReadAllText($_) }
$active = @(Get-LeappSession -Status Active).Count
$three | Stop-LeappSession -WhatIf
$one, $two, $three | Stop-LeappSession -WarningVariable told 3> $null
$after = $files | ForEach-Object { [IO.File]::ReadAllText($_) }
[pscustomobject]@{ Before = $before; During = $during; Active = $active; After = $after; Told = @($told | ForEach-Object { "$_" }) }
'@ $place
        $seen = $run.Output[-1]
    }

    It 'say what the session needs, and keep the region where it has none' {
        $run.ErrorIds | Should -BeNullOrEmpty
        $seen.Active | Should -Be 3
        $seen.During[0] | Should -Match '(?m)^region = us-west-2$'
        $seen.During[0] | Should -Not -Match '(?m)^\s*role_arn'
        $seen.During[1] | Should -Not -Match '(?m)^aws_secret_access_key ?= ?mine'
        $seen.During[1] | Should -Match '(?m)^region = sa-east-1'
    }

    It 'are again as they were when the sessions are stopped, to the byte' {
        $seen.After[0] | Should -BeExactly $seen.Before[0]
        $seen.After[1] | Should -BeExactly $seen.Before[1]
        $seen.Told | Should -HaveCount 3
        $seen.Told | Should -BeLike '*is again as it was before LeappSso took it over*'
    }

    It 'show none of their keys in a preview' {
        $run.Screen | Should -Match '-aws_secret_access_key = \*\*\*\*'
        $run.Screen | Should -Not -Match 'mine|AKIA'
    }
}

Describe 'An AWS file that cannot be read' {
    It 'is told once by a command' {
        $run = Invoke-FreshPwsh @'
$null = Add-LeappSsoIntegration acme $env:PORTAL eu-west-1
$null = Connect-LeappSso acme
$null = New-Item -ItemType Directory $HOME/.aws/credentials
$session = Get-LeappSession 3>$null | Select-Object -First 1
foreach ($script in { Set-LeappSession $session }, { Set-LeappSession $session -Region eu-west-2 -WhatIf }, { Stop-LeappSession $session }, { Disconnect-LeappSso acme }) {
    @(& $script 3>&1 6>$null | Where-Object { $_ -like '*it is a folder, not a file*' }).Count
}
'@ (New-TestHome (Join-Path $TestDrive folder) $emulator)
        $run.Output | Should -Be 1, 1, 1, 1
    }
}
