<#
.SYNOPSIS
Throws where the tag of a release, the version in the manifest and the newest section of the changelog do not agree.
#>
param(
    # The tag, for instance v1.2.3.
    [Parameter(Mandatory)] [string] $Tag,
    [string] $Root = (Split-Path $PSScriptRoot)
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

$version = (Import-PowerShellDataFile (Join-Path $Root 'LeappSso.psd1')).ModuleVersion
if ($Tag -cne "v$version") { throw "The tag is $Tag, and LeappSso.psd1 says $version. The tag must be v$version." }

$changelog = Join-Path $Root 'CHANGELOG.md'
$newest = (Select-String $changelog -Pattern '^## (.+)$' | Select-Object -First 1).Matches.Groups[1].Value
if ($newest -notmatch "^$([regex]::Escape($version)) - \d{4}-\d\d-\d\d$") {
    throw "The newest section of CHANGELOG.md is '$newest'. It must be '$version - <the day, as yyyy-mm-dd>'."
}
"$Tag is ready."
