BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Support.psm1') -Force
    $variables = New-TestHome (Join-Path $TestDrive 'home')
    $commands = (Test-ModuleManifest (Join-Path (Get-StagedModule) 'LeappSso.psd1')).ExportedCommands.Count
}

Describe 'Import' {
    It 'loads nothing of AWS or of the terminal, writes no file and sets no variable, and nor do the commands that show what is known' {
        $run = Invoke-FreshPwsh @'
function Get-State { @(Get-ChildItem Env: | ForEach-Object { "$($_.Name)=$($_.Value)" }) + @(Get-Variable -Scope Global | ForEach-Object Name) }
$known = $state = $null
$known = Get-State
Import-Module LeappSso
Get-LeappSession
Get-LeappSsoIntegration
[AppDomain]::CurrentDomain.GetAssemblies() | ForEach-Object { $_.GetName().Name } | Where-Object { $_ -match '^AWSSDK|^LeappSso\.(Aws|Terminal)|^Spectre|^QRCoder' }
Compare-Object $known (Get-State) | ForEach-Object InputObject
'@ $variables
        $run.ErrorIds | Should -BeNullOrEmpty
        $run.Output | Should -BeNullOrEmpty
        # PowerShell itself keeps files there.
        Get-ChildItem $variables.HOME -Recurse -File -Force | Where-Object FullName -NotMatch 'powershell' | Should -BeNullOrEmpty
        Join-Path $variables.HOME '.aws' | Should -Not -Exist
        $variables.LEAPPSSO_HOME | Should -Not -Exist
    }

    It 'is not needed: a command brings its module' {
        (Invoke-FreshPwsh '@(Get-Command -Module LeappSso).Count; Get-LeappSsoIntegration; (Get-Module LeappSso).Name' $variables).Output |
            Should -Be $commands, 'LeappSso'
    }

    It 'can be done again by force, and the commands stay' {
        $run = Invoke-FreshPwsh 'Import-Module LeappSso; Import-Module LeappSso -Force; @(Get-Command -Module LeappSso).Count; Get-LeappSession; [LeappSso.LeappSession].Name' $variables
        $run.ErrorIds | Should -BeNullOrEmpty
        $run.Output | Should -Be $commands, 'LeappSession'
    }
}
