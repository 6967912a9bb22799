# The package as people install it: from a repository, by both package managers, into a clean home.

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Support.psm1') -Force
    $emulator = Start-Emulator '--accounts', '3'
    $repository = Join-Path $TestDrive 'repository'
    $null = New-Item -ItemType Directory $repository
    Copy-Item (Join-Path (Get-Root) "out/LeappSso.$(Get-ModuleVersion).nupkg") $repository
}

AfterAll { Stop-Emulator $emulator }

Describe 'The package, installed by <Name>' -ForEach @(
    @{ Name = 'Install-PSResource'; Script = @'
Register-PSResourceRepository -Name Local -Uri $env:REPOSITORY -Trusted
Install-PSResource LeappSso -Repository Local
'@ }
    @{ Name = 'Install-Module'; Script = @'
Register-PSRepository -Name Local -SourceLocation $env:REPOSITORY -InstallationPolicy Trusted
Install-Module LeappSso -Repository Local -Scope CurrentUser
'@ }
) {
    It 'runs the main job in a clean pwsh by the names of its commands' {
        $variables = New-TestHome (Join-Path $TestDrive $Name) $emulator
        $variables.REPOSITORY = $repository
        $variables.PSModulePath = $null
        $variables.XDG_DATA_HOME = $variables.XDG_CONFIG_HOME = $variables.XDG_CACHE_HOME = $null

        $installed = Invoke-FreshPwsh $Script $variables
        $installed.ErrorIds | Should -BeNullOrEmpty -Because ($installed.Messages -join ' ')

        $run = Invoke-FreshPwsh @'
$null = Add-LeappSsoIntegration acme $env:PORTAL eu-west-1
Connect-LeappSso | Where-Object RoleName -eq ReadOnly | Select-Object -First 1 | Set-LeappSession -PassThru
Get-LeappSession | Select-Object -First 1 | Set-LeappSession -Method CredentialProcess -Status Active
(Get-Module LeappSso).Path
'@ $variables
        $run.ErrorIds | Should -BeNullOrEmpty -Because ($run.Messages -join ' ')
        "$($run.Output[-2].Status)" | Should -Be Active
        $run.Output[-1] | Should -Match ([regex]::Escape($variables.HOME))
        $helper = @(Get-ChildItem (Join-Path $variables.LEAPPSSO_HOME 'helper') -Filter 'leappsso-credential*')
        $helper.Count | Should -Be 1
        if ($native = Get-NativeHelper) { (Get-FileHash $helper.FullName).Hash | Should -Be (Get-FileHash $native).Hash }
    }
}
