<#
.SYNOPSIS
Functions that tell of which packages of others the staged module holds something. To be dot-sourced.

.DESCRIPTION
A package stands for itself where one of its files is in the module, and the native helper for what is linked into it.
#>

function Read-Asset([string] $Root, [string] $Project) {
    $path = Join-Path $Root "src/$Project/project.assets.json"
    if (Test-Path $path) { Get-Content $path -Raw | ConvertFrom-Json -AsHashtable }
}

function Find-Package($Assets, [string] $Path) {
    $folder = $Assets.packageFolders.Keys | ForEach-Object { Join-Path $_ $Path } | Where-Object { Test-Path $_ } | Select-Object -First 1
    $folder ?? (throw "The package $Path was restored, and is not there any more.")
}

# The packages of a project of which a file is in the module.
function Get-ProjectPackage([string] $Root, [string] $Project, [string[]] $Shipped) {
    $assets = Read-Asset $Root "$Project/obj"
    foreach ($library in $assets.targets.Values.GetEnumerator() | ForEach-Object { $_.GetEnumerator() }) {
        if ($library.Value.type -ne 'package' -or -not $library.Value.ContainsKey('runtime')) { continue }
        if ($library.Value.runtime.Keys | Where-Object { (Split-Path $_ -Leaf) -in $Shipped }) {
            Find-Package $assets $assets.libraries[$library.Key].path
        }
    }
}

# What the native compiler links in: the runtime for ahead-of-time compilation. What is restored is that of one platform at a time.
function Get-LinkedRuntime([string] $Root, [string] $Platform) {
    $name = "Microsoft.NETCore.App.Runtime.NativeAOT.$Platform"
    foreach ($attempt in 1..2) {
        $assets = Read-Asset $Root 'LeappSso.CredentialHelper/obj/native'
        $package = if ($assets) { $assets.project.frameworks.Values.downloadDependencies | Where-Object name -EQ $name | Select-Object -First 1 }
        if ($package) { return Find-Package $assets "$($name.ToLowerInvariant())/$(($package.version -split '[\[,\]]')[1].Trim())" }
        $null = dotnet restore (Join-Path $Root 'src/LeappSso.CredentialHelper') --verbosity quiet "-p:NativeHelper=$Platform"
    }
    throw "The restore for $Platform brings no $name."
}

# The folders of the restored packages, each once.
function Get-StagedPackage([string] $Root, [string] $Staged) {
    $shipped = (Get-ChildItem $Staged -Recurse -File).Name
    @(
        foreach ($project in 'LeappSso.Aws', 'LeappSso.Secrets', 'LeappSso.Terminal') { Get-ProjectPackage $Root $project $shipped }
        foreach ($platform in Get-ChildItem (Join-Path $Staged 'bin/helper') -ErrorAction Ignore) { Get-LinkedRuntime $Root $platform.Name }
    ) | Sort-Object -Unique
}

# What a package says of itself, by name.
function Read-Nuspec([string] $Package) {
    $metadata = ([xml](Get-Content (Get-ChildItem $Package -Filter '*.nuspec').FullName -Raw)).package.metadata
    $values = @{}
    foreach ($node in $metadata.ChildNodes | Where-Object InnerText) { $values[$node.LocalName] = $node.InnerText }
    $values
}
