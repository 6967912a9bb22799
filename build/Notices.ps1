<#
.SYNOPSIS
Writes the licences of all that the staged module holds of others, from the packages that were restored.

.DESCRIPTION
The text of a licence is the one in the package; where it has none, the one in build/licences by the name of the licence.
#>
param(
    [Parameter(Mandatory)] [string] $Root,
    [Parameter(Mandatory)] [string] $Destination
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
$PSNativeCommandUseErrorActionPreference = $true

. (Join-Path $PSScriptRoot 'ShippedPackages.ps1')

function Read-Text([string] $Path) { [IO.File]::ReadAllText($Path).Replace("`r`n", "`n").Trim() }

function Format-Heading([string[]] $Lines) { (@('=' * 78) + $Lines + @('=' * 78)) -join "`n" }

# What is said of a package, below its name.
function Get-Notice([string] $Package) {
    $metadata = Read-Nuspec $Package
    $files = @(Get-ChildItem $Package -File | Where-Object Name -Match '^(LICEN[CS]E|NOTICE|THIRD-?PARTY-?NOTICES)(\.(txt|md))?$' | Sort-Object Name)
    $licence, $copyright = $metadata['license'], $metadata['copyright']
    if (-not ($files | Where-Object Name -Match '^LICEN[CS]E')) {
        if (-not $copyright -and $licence -eq 'MIT') { throw "$($metadata['id']) names nobody whose copyright the MIT licence could keep." }
        $borrowed[$licence] = $true
        $licence += ', whose text is at the end'
    }
    [pscustomobject]@{
        Name = "$($metadata['id']) $($metadata['version'])"
        About = @($metadata['projectUrl'], "By $($metadata['authors'])", $copyright, "Licence: $licence" | Where-Object { $_ })
        Texts = @($files | ForEach-Object { Read-Text $_.FullName })
    }
}

# Packages of which the same is said stand together.
function Format-Notice($Notices) {
    $groups = [Collections.Specialized.OrderedDictionary]::new()
    foreach ($notice in $Notices) {
        $key = @($notice.About) + @($notice.Texts) -join "`n"
        if ($groups.Contains($key)) { $groups[$key] += $notice } else { $groups[$key] = @($notice) }
    }
    foreach ($group in $groups.Values) {
        Format-Heading (@($group.Name) + $group[0].About)
        foreach ($text in $group[0].Texts) { '', $text }
        ''
    }
}

function Format-Licence([string] $Name) {
    $text = Join-Path $Root "build/licences/$Name.txt"
    if (-not (Test-Path $text)) { throw "A package comes under '$Name'. Put the text of that licence into $text, if the module may ship it." }
    Format-Heading "The text of the licence $Name"
    '', (Read-Text $text), ''
}

$packages = Get-StagedPackage $Root $Destination

# The licences whose text is not in the package itself.
$borrowed = @{}
$lines = @(
    'LeappSso holds parts of the packages below, made from their unchanged sources. Their licences follow.', ''
    Format-Notice ($packages | ForEach-Object { Get-Notice $_ })
    foreach ($name in $borrowed.Keys | Sort-Object) { Format-Licence $name }
)
[IO.File]::WriteAllText((Join-Path $Destination 'THIRD-PARTY-NOTICES.txt'), (($lines | ForEach-Object { $_ }) -join "`n").TrimEnd() + "`n")
