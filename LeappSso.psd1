@{
    RootModule             = 'bin/LeappSso.Cmdlets.dll'
    ModuleVersion          = '0.1.0'
    GUID                   = '6d0d2f0e-9a4b-4c7e-9b5e-5f2f0a9d7c31'
    Author                 = 'LeappSso contributors'
    CompanyName            = 'LeappSso contributors'
    Copyright              = '(c) LeappSso contributors. MIT licence.'
    Description            = 'Log in to an AWS access portal (IAM Identity Center) once, get every account and role as a session in the pipeline, and use any of them with AWS CLI, the SDKs, Terraform and AWS Tools for PowerShell.'
    PowerShellVersion      = '7.4'
    CompatiblePSEditions   = @('Core')
    # Before the types, so that a second version in one process fails by its assembly, in one sentence.
    RequiredAssemblies     = @('bin/LeappSso.Cmdlets.dll')
    FormatsToProcess       = @('LeappSso.format.ps1xml')
    TypesToProcess         = @('LeappSso.types.ps1xml')
    CmdletsToExport        = @(
        'Add-LeappSsoIntegration'
        'Get-LeappSsoIntegration'
        'Set-LeappSsoIntegration'
        'Remove-LeappSsoIntegration'
        'Connect-LeappSso'
        'Sync-LeappSso'
        'Disconnect-LeappSso'
        'Get-LeappSession'
        'Set-LeappSession'
        'Start-LeappSession'
        'Stop-LeappSession'
        'Select-LeappSession'
        'Invoke-LeappSession'
        'Add-LeappSession'
        'Remove-LeappSession'
        'Get-LeappPrompt'
        'Get-LeappCredential'
        'Open-LeappConsole'
        'Import-LeappSso'
        'Test-LeappSso'
        'Register-LeappCompleter'
    )
    FunctionsToExport      = @()
    AliasesToExport        = @()
    VariablesToExport      = @()
    PrivateData            = @{
        PSData = @{
            Tags         = @('AWS', 'SSO', 'IAM-Identity-Center', 'Leapp', 'Credentials', 'PSEdition_Core', 'Windows', 'Linux', 'MacOS')
            ProjectUri   = 'https://github.com/leappsso/LeappSso'
            LicenseUri   = 'https://github.com/leappsso/LeappSso/blob/main/LICENSE'
            IconUri      = 'https://raw.githubusercontent.com/leappsso/LeappSso/main/docs/pictures/icon.png'
            # The newest section of CHANGELOG.md goes in when the module is staged.
            ReleaseNotes = ''
        }
    }
}
