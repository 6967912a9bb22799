BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Support.psm1') -Force
    $path = Join-Path (Get-StagedModule) 'LeappSso.psd1'
    $manifest = Test-ModuleManifest $path -WarningVariable warnings -WarningAction SilentlyContinue
    $variables = New-TestHome (Join-Path $TestDrive 'home')

    # What the commands are by reflection, in a process that has the module.
    $facts = (Invoke-FreshPwsh @'
Import-Module LeappSso
$assembly = (Get-Command Connect-LeappSso).ImplementingType.Assembly
$types = $assembly.GetTypes() | Where-Object { $_.GetCustomAttributes([Management.Automation.CmdletAttribute], $false) }
foreach ($type in $types) {
    $attribute = $type.GetCustomAttributes([Management.Automation.CmdletAttribute], $false)[0]
    $bound = foreach ($property in $type.GetProperties()) {
        $parameters = $property.GetCustomAttributes([Management.Automation.ParameterAttribute], $true)
        if ($parameters.ValueFromPipeline -contains $true -or $parameters.ValueFromPipelineByPropertyName -contains $true) { $property.Name }
    }
    [pscustomobject]@{
        Name = "$($attribute.VerbName)-$($attribute.NounName)"
        Parameters = @($type.GetProperties().Name)
        Bound = @($bound | Sort-Object)
        SupportsShouldProcess = $attribute.SupportsShouldProcess
        ConfirmImpact = $attribute.ConfirmImpact
    }
}
'@ $variables).Output
}

Describe 'The manifest' {
    It 'is valid without a warning' {
        $warnings | Should -BeNullOrEmpty
        $manifest.Version | Should -Be (Get-ModuleVersion)
        $manifest.PowerShellVersion | Should -Be '7.4'
        $manifest.RequiredModules | Should -BeNullOrEmpty
    }

    It 'names every command one by one, and nothing else' {
        $data = Import-PowerShellDataFile $path
        $data.CmdletsToExport | Sort-Object | Should -Be ($facts.Name | Sort-Object)
        $manifest.ExportedCommands.Keys | Sort-Object | Should -Be ($facts.Name | Sort-Object)
        foreach ($list in 'FunctionsToExport', 'AliasesToExport', 'VariablesToExport') { $data[$list].Count | Should -Be 0 -Because $list }
    }

    It 'has approved verbs only' {
        $facts.Name | ForEach-Object { ($_ -split '-')[0] } | Should -BeIn (Get-Verb).Verb
    }

    It 'ships the files that are needed, and no second Core' {
        # Where there is no linker the native helper is left out; a release has those of several platforms.
        $native = @(Get-ChildItem (Join-Path (Get-StagedModule) 'bin/helper') -File -Recurse -ErrorAction Ignore |
            ForEach-Object { [IO.Path]::GetRelativePath((Get-StagedModule), $_.FullName) -replace '\\', '/' })
        foreach ($file in $native) { $file | Should -Match '^bin/helper/(linux|linux-musl|osx|win)-(x64|arm64)/leappsso-credential(\.exe)?$' }
        Get-ChildItem (Get-StagedModule) -Recurse -File | ForEach-Object { [IO.Path]::GetRelativePath((Get-StagedModule), $_.FullName) -replace '\\', '/' } |
            Sort-Object | Should -Be (@(
                'LICENSE', 'THIRD-PARTY-NOTICES.txt', 'LeappSso.format.ps1xml', 'LeappSso.psd1', 'LeappSso.types.ps1xml', 'bom.cdx.json', 'bin/LeappSso.Cmdlets.dll', 'bin/LeappSso.Core.dll'
                'bin/aws/AWSSDK.Core.dll', 'bin/aws/AWSSDK.Extensions.Numerics.dll', 'bin/aws/AWSSDK.SSO.dll', 'bin/aws/AWSSDK.SSOOIDC.dll'
                'bin/aws/AWSSDK.SecurityToken.dll', 'bin/aws/LeappSso.Aws.dll', 'bin/aws/System.IO.Hashing.dll', 'bin/secrets/LeappSso.Secrets.dll', 'bin/secrets/System.IO.Pipelines.dll', 'bin/secrets/System.Security.Cryptography.ProtectedData.dll'
                'bin/secrets/Tmds.DBus.Protocol.dll', 'bin/terminal/LeappSso.Terminal.dll', 'bin/terminal/QRCoder.dll', 'bin/terminal/Spectre.Console.Ansi.dll', 'bin/terminal/Spectre.Console.dll'
                'en-US/LeappSso.Cmdlets.dll-Help.xml', 'en-US/about_LeappSso.help.txt') + $native | Sort-Object)
    }
}

Describe 'The commands' {
    It 'have -WhatIf and -Confirm where they change something' {
        $facts | Where-Object { $_.Name -notmatch '^(Get|Test|Select)-' -and -not $_.SupportsShouldProcess } | ForEach-Object Name | Should -BeNullOrEmpty
    }

    It 'ask before an integration is removed' {
        ($facts | Where-Object Name -EQ Remove-LeappSsoIntegration).ConfirmImpact | Should -Be High
    }

    It 'take from the pipeline what identifies a thing, and never a setting' {
        # A setting that binds would let a piped inactive session deactivate itself. What Add- takes is the description of a new thing.
        foreach ($command in $facts | Where-Object Name -NE Add-LeappSsoIntegration) {
            $identity = 'Session', 'Parent', 'Alias', 'Integration' | Where-Object { $_ -in $command.Parameters } | Select-Object -First 1
            $command.Bound | Should -Be $identity -Because $command.Name
        }
    }
}
