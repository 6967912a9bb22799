# Several versions of the module on one machine: update, uninstall, and two of them at once.

BeforeAll {
    foreach ($name in 'Support.psm1', 'Packages.psm1') { Import-Module (Join-Path $PSScriptRoot $name) -Force }
    $emulator = Start-Emulator '--accounts', '4', '--roles', '2'

    function Invoke-Clean([string] $Script, [hashtable] $Variables) {
        $run = Invoke-FreshPwsh $Script $Variables
        $run.ErrorIds | Should -BeNullOrEmpty -Because "$($run.Messages)"
        $run.Output
    }

    # What an AWS tool does with credential_process: the command of the profile, by the shell, from anywhere. Gives the key.
    function Invoke-Profile([string] $Profile, [hashtable] $Variables) {
        $config = Get-Content (Join-Path $Variables.HOME '.aws/config') -Raw
        $command = [regex]::Match($config, "(?ms)^\[profile $([regex]::Escape($Profile))\].*?^credential_process = (.+?)`$").Groups[1].Value
        $command | Should -Not -BeNullOrEmpty
        $ended = $IsWindows ? (Invoke-Program cmd @('/c', $command) $Variables) : (Invoke-Program sh @('-c', $command) $Variables)
        $ended.Errors | Should -BeNullOrEmpty
        ($ended.Output | ConvertFrom-Json).AccessKeyId | Should -Match '^ASIA'
    }
}

AfterAll { Stop-Emulator $emulator }

Describe 'A profile by credential_process, from install to the end' {
    BeforeAll {
        $repository = Join-Path $TestDrive 'repository'
        $null = New-Item -ItemType Directory $repository
        New-OtherPackage $repository 0.0.9
        $variables = New-TestHome (Join-Path $TestDrive 'life') $emulator
        $variables.REPOSITORY = $repository
        $variables.PSModulePath = $variables.XDG_DATA_HOME = $variables.XDG_CONFIG_HOME = $variables.XDG_CACHE_HOME = $null
        # What a person had before LeappSso came.
        $aws = New-Item -ItemType Directory (Join-Path $variables.HOME '.aws')
        $before = "# mine`n[default]`nregion = eu-north-1`n"
        [IO.File]::WriteAllText((Join-Path $aws 'config'), $before)

        $profileName = Invoke-Clean @'
Register-PSResourceRepository -Name Local -Uri $env:REPOSITORY -Trusted
Install-PSResource LeappSso -Repository Local
$null = Add-LeappSsoIntegration acme $env:PORTAL eu-west-1
$session = Connect-LeappSso acme | Select-Object -First 1 | Set-LeappSession -Method CredentialProcess -Status Active -PassThru
$session.ProfileName
'@ $variables
        Copy-Item (Join-Path (Get-Root) "out/LeappSso.$(Get-ModuleVersion).nupkg") $repository
        $roleKeys = Join-Path $variables.LEAPPSSO_HOME 'role-keys'
    }

    It 'works before the update' { Invoke-Profile $profileName $variables }

    It 'works while Update-PSResource runs, each time a tool asks' {
        $update = [Diagnostics.Process]::Start((Get-PwshStart '-Command', 'Update-PSResource LeappSso -Repository Local' $variables))
        $update.StandardInput.Close()
        $output, $errors = $update.StandardOutput.ReadToEndAsync(), $update.StandardError.ReadToEndAsync()
        $asked = 0
        while (-not $update.HasExited) {
            # Without kept keys each call goes the whole way.
            Remove-Item $roleKeys -Recurse -ErrorAction Ignore
            Invoke-Profile $profileName $variables
            $asked++
        }
        $asked | Should -BeGreaterThan 3
        "$($output.Result)$($errors.Result)" | Should -BeNullOrEmpty
    }

    It 'works after it, and after the newer version has written' {
        Invoke-Profile $profileName $variables
        Invoke-Clean '(Get-Module LeappSso -ListAvailable).Version | ForEach-Object ToString' $variables | Should -Be (Get-ModuleVersion), '0.0.9'
        Invoke-Clean "Start-LeappSession (Get-LeappSession -ProfileName $profileName)[0]; (Get-Module LeappSso).Version.ToString()" $variables |
            Should -Be (Get-ModuleVersion)
        Invoke-Profile $profileName $variables
    }

    It 'works on when all versions are uninstalled, and nothing of the user is touched' {
        Invoke-Clean 'Uninstall-PSResource LeappSso; @(Get-Module LeappSso -ListAvailable).Count' $variables | Should -Be 0
        Remove-Item $roleKeys -Recurse -ErrorAction Ignore
        Invoke-Profile $profileName $variables
        [IO.File]::ReadAllText((Join-Path $aws 'config')).StartsWith($before) | Should -BeTrue
    }

    It 'goes with all that is ours, by the commands that the guide names' {
        Invoke-Clean @'
Install-PSResource LeappSso -Repository Local
Get-LeappSession -Status Active | Stop-LeappSession
Get-LeappSsoIntegration | Remove-LeappSsoIntegration -Confirm:$false
Uninstall-PSResource LeappSso
Remove-Item $env:LEAPPSSO_HOME -Recurse
Remove-Item ~/.aws/*.leappsso-*.bak
'@ $variables
        [IO.File]::ReadAllText((Join-Path $aws 'config')) | Should -BeExactly $before
        Get-ChildItem $aws -Recurse -File -Force | Where-Object FullName -NotLike '*config' | ForEach-Object FullName | Should -BeNullOrEmpty
        Test-Path $variables.LEAPPSSO_HOME | Should -BeFalse
    }
}

Describe 'Two versions side by side' {
    BeforeAll {
        $modules = Join-Path $TestDrive 'modules'
        $null = New-OtherVersion $modules 0.0.9 -Assemblies
        $null = New-OtherVersion $modules (Get-ModuleVersion)
        $variables = New-TestHome (Join-Path $TestDrive 'both') $emulator
        $variables.PSModulePath = $modules
        $loaded = '"$((Get-Module LeappSso).Version) $((Get-Command Get-LeappSession).ImplementingType.Assembly.GetName().Version.ToString(3))"'
        $null = Invoke-Clean 'Add-LeappSsoIntegration acme $env:PORTAL eu-west-1; Connect-LeappSso acme' $variables
    }

    It 'are each had by -RequiredVersion, and the newest by name' {
        Invoke-Clean "Import-Module LeappSso -RequiredVersion 0.0.9; $loaded" $variables | Should -Be '0.0.9 0.0.9'
        Invoke-Clean "Import-Module LeappSso; $loaded" $variables | Should -Be "$(Get-ModuleVersion) $(Get-ModuleVersion)"
    }

    It 'work at once, in two processes, on one workspace, and lose no session of each other' {
        $script = @'
Import-Module LeappSso -RequiredVersion {0}
foreach ($session in Get-LeappSession -RoleName {1}) { $session | Set-LeappSession -Method {2} -Status Active }
(Get-LeappSession -RoleName {1} -Status Active).Count
'@
        $roles = Invoke-Clean '(Get-LeappSession).RoleName | Sort-Object -Unique' $variables
        $ends = 0, 1 | ForEach-Object {
            $text = $script.Replace('{0}', ('0.0.9', (Get-ModuleVersion))[$_]).Replace('{1}', $roles[$_]).Replace('{2}', ('SsoProfile', 'CredentialProcess')[$_])
            $process = [Diagnostics.Process]::Start((Get-PwshStart '-Command', $text $variables))
            $process.StandardInput.Close()
            [pscustomobject]@{ Process = $process; Output = $process.StandardOutput.ReadToEndAsync(); Errors = $process.StandardError.ReadToEndAsync() }
        }
        foreach ($end in $ends) {
            $end.Process.WaitForExit(120000) | Should -BeTrue
            $end.Errors.Result | Should -BeNullOrEmpty
            $end.Output.Result.Trim() | Should -Be '4'
        }
        $sessions = Invoke-Clean 'Get-LeappSession' $variables
        $sessions.Count | Should -Be 8
        $sessions.Status | Sort-Object -Unique | Should -Be Active
        @($sessions | Group-Object Method | Sort-Object Name | ForEach-Object { "$($_.Name) $($_.Count)" }) | Should -Be 'CredentialProcess 4', 'SsoProfile 4'
        Invoke-Profile ($sessions | Where-Object Method -EQ CredentialProcess)[0].ProfileName $variables
    }

    It 'cannot both be in one process: PowerShell refuses <Case>, and what was imported first works on' -ForEach @(
        @{ Case = 'a newer one'; Newer = $true }, @{ Case = 'an older one'; Newer = $false }
    ) {
        $first, $second = ($Newer ? '0.0.9' : (Get-ModuleVersion)), ($Newer ? (Get-ModuleVersion) : '0.0.9')
        $run = Invoke-FreshPwsh @"
Import-Module LeappSso -RequiredVersion $first
try { Import-Module LeappSso -RequiredVersion $second -Force } catch { "`$_" }
$loaded
Import-Module LeappSso -RequiredVersion $first -Force
$loaded
(Get-LeappSession).Count
"@ $variables
        # .NET has two ways to say it; no code of ours has run by then.
        $run.Output[0] | Should -Match 'LeappSso\.Cmdlets.*(already loaded|does not match the assembly reference)'
        $run.Output[1, 2] | Should -Be "$first $first", "$first $first"
        $run.Output[3] | Should -Be 8
    }

    It 'are told apart by Test-LeappSso, with what to do' {
        $findings = Invoke-Clean 'Import-Module LeappSso -RequiredVersion 0.0.9; Test-LeappSso -Offline' $variables
        $finding = $findings | Where-Object Detail -Match "LeappSso $([regex]::Escape((Get-ModuleVersion))) is in .* but this PowerShell has loaded 0\.0\.9"
        "$($finding.Advice)" | Should -Match 'Start a new PowerShell'
    }
}

Describe 'A module folder' {
    It 'may have blanks and letters beyond ASCII in its path' {
        $modules = Join-Path $TestDrive "mes modules à l'école 模块"
        $null = New-OtherVersion $modules (Get-ModuleVersion)
        $variables = New-TestHome (Join-Path $TestDrive 'blanks ü') $emulator
        $variables.PSModulePath = $modules
        $run = Invoke-Clean @'
$null = Add-LeappSsoIntegration acme $env:PORTAL eu-west-1
Connect-LeappSso acme | Select-Object -First 1 | Set-LeappSession -Method CredentialProcess -Status Active -PassThru
(Get-Help Connect-LeappSso).Synopsis
'@ $variables
        Invoke-Profile $run[0].ProfileName $variables
        $run[1] | Should -Match '^Logs in'
    }

    It 'may be read-only' -Skip:$IsWindows {
        $modules = Join-Path $TestDrive 'readonly'
        $module = New-OtherVersion $modules (Get-ModuleVersion)
        $variables = New-TestHome (Join-Path $TestDrive 'readonlyhome') $emulator
        $variables.PSModulePath = $modules
        $stamp = { Get-ChildItem $module -Recurse -Force | ForEach-Object { "$($_.FullName) $($_.LastWriteTimeUtc.Ticks)" } }
        $before = & $stamp
        chmod -R a-w $module
        try {
            $run = Invoke-Clean @'
$null = Add-LeappSsoIntegration acme $env:PORTAL eu-west-1
Connect-LeappSso acme | Select-Object -First 1 | Set-LeappSession -Method CredentialProcess -Status Active -PassThru
'@ $variables
            Invoke-Profile $run[0].ProfileName $variables
        } finally {
            chmod -R u+w $module
        }
        # Whoever runs the tests as root could write all the same.
        & $stamp | Should -Be $before
    }
}
