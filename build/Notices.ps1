<#
.SYNOPSIS
Writes the licences of all that the staged module holds of others, from the packages that were restored.

.DESCRIPTION
A package stands for itself where one of its files is in the module, and the native helper for what is linked into it. The text of a
licence is the one in the package; where it has none, the one in build/licences by the name of the licence.
#>
param(
    [Parameter(Mandatory)] [string] $Root,
    [Parameter(Mandatory)] [string] $Destination
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
$PSNativeCommandUseErrorActionPreference = $true

function Read-Asset([string] $Project) {
    $path = Join-Path $Root "src/$Project/project.assets.json"
    if (Test-Path $path) { Get-Content $path -Raw | ConvertFrom-Json -AsHashtable }
}

function Find-Package($Assets, [string] $Path) {
    $folder = $Assets.packageFolders.Keys | ForEach-Object { Join-Path $_ $Path } | Where-Object { Test-Path $_ } | Select-Object -First 1
    $folder ?? (throw "The package $Path was restored, and is not there any more.")
}

# The packages of a project of which a file is in the module.
function Get-ShippedPackage([string] $Project, [string[]] $Shipped) {
    $assets = Read-Asset "$Project/obj"
    foreach ($library in $assets.targets.Values.GetEnumerator() | ForEach-Object { $_.GetEnumerator() }) {
        if ($library.Value.type -ne 'package' -or -not $library.Value.ContainsKey('runtime')) { continue }
        if ($library.Value.runtime.Keys | Where-Object { (Split-Path $_ -Leaf) -in $Shipped }) {
            Find-Package $assets $assets.libraries[$library.Key].path
        }
    }
}

# What the native compiler links in: the runtime for ahead-of-time compilation. What is restored is that of one platform at a time.
function Get-LinkedRuntime([string] $Platform) {
    $name = "Microsoft.NETCore.App.Runtime.NativeAOT.$Platform"
    foreach ($attempt in 1..2) {
        $assets = Read-Asset 'LeappSso.CredentialHelper/obj/native'
        $package = if ($assets) { $assets.project.frameworks.Values.downloadDependencies | Where-Object name -EQ $name | Select-Object -First 1 }
        if ($package) { return Find-Package $assets "$($name.ToLowerInvariant())/$(($package.version -split '[\[,\]]')[1].Trim())" }
        $null = dotnet restore (Join-Path $Root 'src/LeappSso.CredentialHelper') --verbosity quiet "-p:NativeHelper=$Platform"
    }
    throw "The restore for $Platform brings no $name."
}

function Read-Text([string] $Path) { [IO.File]::ReadAllText($Path).Replace("`r`n", "`n").Trim() }

function Format-Heading([string[]] $Lines) { (@('=' * 78) + $Lines + @('=' * 78)) -join "`n" }

# What is said of a package, below its name.
function Get-Notice([string] $Package) {
    $metadata = ([xml](Get-Content (Get-ChildItem $Package -Filter '*.nuspec').FullName -Raw)).package.metadata
    $get = { param($Name) $node = $metadata.SelectSingleNode("*[local-name()='$Name']"); if ($node) { $node.InnerText } }
    $files = @(Get-ChildItem $Package -File | Where-Object Name -Match '^(LICEN[CS]E|NOTICE|THIRD-?PARTY-?NOTICES)(\.(txt|md))?$' | Sort-Object Name)
    $licence, $copyright = (& $get license), (& $get copyright)
    if (-not ($files | Where-Object Name -Match '^LICEN[CS]E')) {
        if (-not $copyright -and $licence -eq 'MIT') { throw "$($metadata.id) names nobody whose copyright the MIT licence could keep." }
        $borrowed[$licence] = $true
        $licence += ', whose text is at the end'
    }
    [pscustomobject]@{
        Name = "$($metadata.id) $($metadata.version)"
        About = @(& $get projectUrl; "By $(& $get authors)"; $copyright; "Licence: $licence" | Where-Object { $_ })
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

$shipped = (Get-ChildItem $Destination -Recurse -File).Name
$packages = @(
    foreach ($project in 'LeappSso.Aws', 'LeappSso.Secrets', 'LeappSso.Terminal') { Get-ShippedPackage $project $shipped }
    foreach ($platform in Get-ChildItem (Join-Path $Destination 'bin/helper') -ErrorAction Ignore) { Get-LinkedRuntime $platform.Name }
) | Sort-Object -Unique

# The licences whose text is not in the package itself.
$borrowed = @{}
$lines = @(
    'LeappSso holds parts of the packages below, made from their unchanged sources. Their licences follow.', ''
    Format-Notice ($packages | ForEach-Object { Get-Notice $_ })
    foreach ($name in $borrowed.Keys | Sort-Object) { Format-Licence $name }
)
[IO.File]::WriteAllText((Join-Path $Destination 'THIRD-PARTY-NOTICES.txt'), (($lines | ForEach-Object { $_ }) -join "`n").TrimEnd() + "`n")
