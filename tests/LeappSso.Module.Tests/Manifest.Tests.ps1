BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Support.psm1') -Force
    $manifest = Test-ModuleManifest (Join-Path (Get-StagedModule) 'LeappSso.psd1')
    $variables = New-TestHome (Join-Path $TestDrive 'home')
}

Describe 'The manifest' {
    It 'names every command, and nothing else' {
        $inAssembly = (Invoke-FreshPwsh @'
Import-Module LeappSso
[LeappSso.Cmdlets.Pipeline.LeappCmdlet].Assembly.GetTypes() | ForEach-Object {
    $attribute = $_.GetCustomAttributes([Management.Automation.CmdletAttribute], $false)
    if ($attribute) { "$($attribute.VerbName)-$($attribute.NounName)" }
}
'@ $variables).Output
        $manifest.ExportedCmdlets.Keys | Sort-Object | Should -Be ($inAssembly | Sort-Object)
        $manifest.ExportedFunctions.Count + $manifest.ExportedAliases.Count + $manifest.ExportedVariables.Count | Should -Be 0
        $manifest.RequiredModules | Should -BeNullOrEmpty
    }

    It 'has approved verbs only' {
        $manifest.ExportedCmdlets.Values | ForEach-Object { ($_.Name -split '-')[0] } | Should -BeIn (Get-Verb).Verb
    }

    It 'ships the files that are needed, and no second Core' {
        Get-ChildItem (Get-StagedModule) -Recurse -File | ForEach-Object { [IO.Path]::GetRelativePath((Get-StagedModule), $_.FullName) -replace '\\', '/' } |
            Sort-Object | Should -Be (@(
                'LICENSE', 'LeappSso.format.ps1xml', 'LeappSso.psd1', 'bin/LeappSso.Cmdlets.dll', 'bin/LeappSso.Core.dll'
                'bin/aws/AWSSDK.Core.dll', 'bin/aws/AWSSDK.Extensions.Numerics.dll', 'bin/aws/AWSSDK.SSO.dll', 'bin/aws/AWSSDK.SSOOIDC.dll'
                'bin/aws/LeappSso.Aws.dll', 'bin/aws/System.IO.Hashing.dll'
                'en-US/LeappSso.Cmdlets.dll-Help.xml', 'en-US/about_LeappSso.help.txt') | Sort-Object)
    }
}

Describe 'The commands' {
    BeforeAll {
        $facts = (Invoke-FreshPwsh @'
Import-Module LeappSso
foreach ($command in Get-Command -Module LeappSso) {
    $bound = foreach ($parameter in $command.Parameters.Values) {
        $attributes = $parameter.Attributes | Where-Object { $_ -is [Management.Automation.ParameterAttribute] }
        if ($attributes.ValueFromPipeline -contains $true -or $attributes.ValueFromPipelineByPropertyName -contains $true) { $parameter.Name }
    }
    [pscustomobject]@{ Name = $command.Name; Bound = @($bound); Parameters = @($command.Parameters.Keys) }
}
'@ $variables).Output
    }

    It 'that change something have -WhatIf and -Confirm' {
        $facts | Where-Object { $_.Name -notlike 'Get-*' -and 'WhatIf' -notin $_.Parameters } | ForEach-Object Name | Should -BeNullOrEmpty
    }

    It 'that change sessions take from the pipeline what identifies one, and never a setting' {
        foreach ($command in $facts | Where-Object Name -in 'Set-LeappSession', 'Start-LeappSession', 'Stop-LeappSession') {
            $command.Bound | Should -Be 'Session'
        }
        foreach ($command in $facts | Where-Object Name -in 'Connect-LeappSso', 'Disconnect-LeappSso', 'Remove-LeappSsoIntegration') {
            $command.Bound | Should -Be 'Alias'
        }
    }
}

Describe 'Help' {
    BeforeAll {
        $pages = (Invoke-FreshPwsh @'
Import-Module LeappSso
foreach ($command in Get-Command -Module LeappSso) {
    $help = Get-Help $command.Name -Full
    [pscustomobject]@{
        Name = $command.Name
        Synopsis = $help.Synopsis
        Description = ($help.Description.Text -join ' ')
        Examples = @($help.examples.example | ForEach-Object { $_.code }).Count
        Silent = @($command.Parameters.Keys | Where-Object {
            $_ -notin [Management.Automation.Cmdlet]::CommonParameters -and
            -not (Get-Help $command.Name -Parameter $_ -ErrorAction Ignore).description.Text })
    }
}
'@ $variables).Output
    }

    It 'has words for every command, parameter and at least two examples where there is a choice' {
        $pages.Count | Should -Be 9
        foreach ($page in $pages) {
            $page.Synopsis | Should -Match '\.$' -Because $page.Name
            $page.Description.Length | Should -BeGreaterThan 60 -Because $page.Name
            $page.Examples | Should -BeGreaterThan 0 -Because $page.Name
            $page.Silent | Should -BeNullOrEmpty -Because $page.Name
        }
    }

    It 'has a page of concepts' {
        (Invoke-FreshPwsh 'Get-Help about_LeappSso | Out-String' $variables).Output[0] | Should -Match 'one role in\s+one account'
    }
}

Describe 'The views' {
    BeforeAll {
        $json = '{"Integration":"acme","AccountId":"000000000001","AccountName":"Production","RoleName":"AdministratorAccess","Region":"ap-southeast-1","ProfileName":"Production-AdministratorAccess","Status":"Inactive"}'
        $script = "Import-Module LeappSso; `$s = '$json' | ConvertFrom-Json; `$s.psobject.TypeNames.Insert(0, 'LeappSso.LeappSession'); `$s | Out-String -Width "
    }

    It 'show name, id, role, region and status at 80 columns' {
        $text = (Invoke-FreshPwsh ($script + 80) $variables).Output[0]
        foreach ($word in 'AccountName', 'AccountId', 'RoleName', 'Region', 'Status', '000000000001', 'AdministratorAccess', 'ap-southeast-1', 'Inactive') { $text | Should -Match $word }
        ($text -split '\r?\n' | Measure-Object Length -Maximum).Maximum | Should -BeLessOrEqual 80
        @($text.Trim() -split '\r?\n').Count | Should -Be 3 -Because 'no column is squeezed into the rest of the line'
    }

    It 'show profile and integration too at 120' {
        $text = (Invoke-FreshPwsh ($script + 120) $variables).Output[0]
        foreach ($word in 'ProfileName', 'Integration', 'acme', 'Production-Administrator') { $text | Should -Match $word }
    }
}
