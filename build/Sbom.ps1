<#
.SYNOPSIS
Writes the software bill of materials of the staged module, bom.cdx.json (CycloneDX 1.6): which packages of others it holds, with licence and hash.

.DESCRIPTION
The tools for this describe what a project restores; the module holds only some of that, and a native helper besides, so it is made from the
list of which the licences are made too. There is no time and no random number in it: the same files give the same bytes.
#>
param(
    [Parameter(Mandatory)] [string] $Root,
    [Parameter(Mandatory)] [string] $Destination
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
$PSNativeCommandUseErrorActionPreference = $true

. (Join-Path $PSScriptRoot 'ShippedPackages.ps1')

function Get-Component([string] $Package) {
    $metadata = Read-Nuspec $Package
    $address = "pkg:nuget/$($metadata['id'])@$($metadata['version'])"
    $hash = [Convert]::FromBase64String([IO.File]::ReadAllText((Get-ChildItem $Package -Filter '*.nupkg.sha512').FullName).Trim())
    $component = [ordered]@{
        type = 'library'
        'bom-ref' = $address
        authors = @([ordered]@{ name = $metadata['authors'] })
        name = $metadata['id']
        version = $metadata['version']
        hashes = @([ordered]@{ alg = 'SHA-512'; content = [Convert]::ToHexString($hash).ToLowerInvariant() })
        licenses = @([ordered]@{ license = [ordered]@{ id = $metadata['license'] } })
    }
    if ($metadata['copyright']) { $component.copyright = $metadata['copyright'] }
    $component.purl = $address
    if ($metadata['projectUrl']) { $component.externalReferences = @([ordered]@{ type = 'website'; url = $metadata['projectUrl'] }) }
    $component
}

$manifest = Import-PowerShellDataFile (Join-Path $Root 'LeappSso.psd1')
$self = "pkg:nuget/LeappSso@$($manifest.ModuleVersion)?repository_url=https://www.powershellgallery.com/api/v2"
$components = @(Get-StagedPackage $Root $Destination | ForEach-Object { Get-Component $_ } | Sort-Object { $_['bom-ref'] })
$bom = [ordered]@{
    '$schema' = 'http://cyclonedx.org/schema/bom-1.6.schema.json'
    bomFormat = 'CycloneDX'
    specVersion = '1.6'
    version = 1
    metadata = [ordered]@{
        component = [ordered]@{
            type = 'library'
            'bom-ref' = $self
            name = 'LeappSso'
            version = $manifest.ModuleVersion
            description = $manifest.Description
            licenses = @([ordered]@{ license = [ordered]@{ id = 'MIT' } })
            purl = $self
        }
    }
    components = $components
    dependencies = @([ordered]@{ ref = $self; dependsOn = @($components | ForEach-Object { $_['bom-ref'] }) })
}
$text = ($bom | ConvertTo-Json -Depth 8).Replace("`r`n", "`n") + "`n"
[IO.File]::WriteAllText((Join-Path $Destination 'bom.cdx.json'), $text)
