<#
.SYNOPSIS
Publishes a package to a repository of PSResourceGet, unless that version is there. The key is taken from PSGALLERY_API_KEY, so that it stands
in no list of arguments.
#>
param(
    [Parameter(Mandatory)] [string] $Package,
    [Parameter(Mandatory)] [string] $Repository
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

if (-not (Test-Path $Package)) { throw "There is no package $Package. Make it: ./build.ps1 Package" }
# Where a user has no folder for settings yet, NuGet would write its own into the current one.
$null = [Environment]::GetFolderPath('ApplicationData', 'Create')
# A folder takes packages without a key.
$isFolder = (Get-PSResourceRepository $Repository).Uri.IsFile
$key = $isFolder ? @{} : @{ ApiKey = $env:PSGALLERY_API_KEY }
if (-not $isFolder -and -not $env:PSGALLERY_API_KEY) { throw "PSGALLERY_API_KEY is empty. It must hold the key with which to publish to $Repository." }
$name, $version = (Split-Path $Package -LeafBase) -split '\.', 2
if (Find-PSResource $name -Version $version -Repository $Repository -ErrorAction Ignore) {
    Write-Warning "$name $version is in $Repository, which takes a version once. Nothing was published."
    return
}
Publish-PSResource -NupkgPath $Package -Repository $Repository @key
