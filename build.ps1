<#
.SYNOPSIS
Builds, tests, shows and packages LeappSso. The only entry to the project.

.DESCRIPTION
Needs the .NET 10 SDK; everything else comes by 'dotnet tool restore' and from NuGet.

Build    compiles all, stages the module into out/LeappSso/<version>, and writes the pages under docs/commands.
Test     builds, then runs every suite whose tools are there, lists the others as 'not run', and ends with 'N passed, N failed'.
Demo     builds, then shows the main job on the embedded access portal.
Bench    builds, then measures LeappSso beside its peers and prints a table. A whole run writes it into docs/benchmarks.md, with the
         picture; a part of it, or one without peers, into out/benchmarks.md.
Package  builds, then makes out/LeappSso.<version>.nupkg, as the PowerShell Gallery takes it.
Clean    removes everything that a build makes.

.PARAMETER Task
What to do. The default is Build.

.PARAMETER Configuration
Release or Debug. The default is Release, which is what Package is for.

.PARAMETER Suite
The suites that Test runs: one or more of those that build/Test.ps1 has in its table, or All, which is the default.

.PARAMETER RequireAll
Lets Test fail where something could not be run.

.PARAMETER Interactive
Lets Demo open your own browser, in which you click Allow yourself.

.PARAMETER Scenario
The scenarios that Bench runs, by their names in tests/LeappSso.Benchmarks/Scenarios/ScenarioTable.cs, with wildcards and commas. The
default is all.

.PARAMETER NoPeers
Lets Bench leave the other tools out.

.PARAMETER Fraction
Lets Bench run with this part of the accounts, to try out the benchmarks themselves.

.EXAMPLE
dotnet tool restore && dotnet pwsh build.ps1 Demo

Shows the main job, on a machine with only the .NET 10 SDK.

.EXAMPLE
dotnet tool restore && dotnet pwsh build.ps1 Test

Runs the tests.

.EXAMPLE
./build.ps1 Test -Suite Core

.EXAMPLE
dotnet pwsh build.ps1 Bench -Scenario 'throttle-*,falling-rate' -NoPeers
#>
[CmdletBinding()]
param(
    [Parameter(Position = 0)]
    [ValidateSet('Build', 'Test', 'Demo', 'Bench', 'Package', 'Clean')]
    [string] $Task = 'Build',

    [ValidateSet('Release', 'Debug')]
    [string] $Configuration = 'Release',

    [ValidateSet('All', 'Core', 'Aws', 'Terminal', 'Crash', 'Module', 'Browser')]
    [string[]] $Suite = 'All',

    [switch] $RequireAll,

    [switch] $Interactive,

    [string[]] $Scenario = '*',

    [switch] $NoPeers,

    [ValidateRange(0.001, 1)]
    [double] $Fraction = 1
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
$PSNativeCommandUseErrorActionPreference = $true

$root = $PSScriptRoot
$version = (Import-PowerShellDataFile (Join-Path $root 'LeappSso.psd1')).ModuleVersion
$staged = Join-Path $root "out/LeappSso/$version"

# The pwsh that runs this script, also where it is a dotnet tool.
$pwsh = if ([Environment]::ProcessPath -match 'dotnet(\.exe)?$') {
    @([Environment]::ProcessPath, (Join-Path $PSHOME 'pwsh.dll'))
} else {
    @([Environment]::ProcessPath)
}

function Invoke-Pwsh {
    $command, $first = $pwsh[0], @($pwsh | Select-Object -Skip 1)
    & $command @first -NoLogo -NoProfile @args
}

function Invoke-Build {
    # In CI the lock files rule, so that the same packages are built everywhere.
    [string[]] $locked = if ($env:CI) { @('-p:RestoreLockedMode=true') } else { @() }
    dotnet build (Join-Path $root 'LeappSso.sln') --configuration $Configuration --verbosity quiet --nologo @locked
    & (Join-Path $root 'build/Stage.ps1') -Root $root -Configuration $Configuration -Destination $staged
    & (Join-Path $root 'build/NativeHelper.ps1') -Root $root -Configuration $Configuration -Destination $staged
    & (Join-Path $root 'build/Notices.ps1') -Root $root -Destination $staged
    # In CI the pages stay as they were committed, and a test tells whether they are current.
    $pages = Join-Path $root ($env:CI ? 'out/docs' : 'docs/commands')
    $xmlDoc = Join-Path $root "src/LeappSso.Cmdlets/bin/$Configuration/net8.0/LeappSso.Cmdlets.xml"
    Invoke-Pwsh -File (Join-Path $root 'build/ConvertTo-Maml.ps1') -ModulePath $staged -XmlDoc $xmlDoc -Markdown $pages -Maml (
        Join-Path $staged 'en-US/LeappSso.Cmdlets.dll-Help.xml')
    Write-Host "Staged $staged"
}

function Invoke-Bench {
    # From outside PowerShell a list comes as one text. A bare * would be taken for all files here; it is the default anyway.
    [string[]] $options = $Scenario -split ',' | Where-Object { $_.Trim() -ne '*' } | ForEach-Object { '--scenario', $_.Trim() }
    if ($NoPeers) { $options += '--no-peers' }
    $options += '--fraction', $Fraction.ToString([cultureinfo]::InvariantCulture)
    dotnet (Join-Path $root "tests/LeappSso.Benchmarks/bin/$Configuration/net10.0/LeappSso.Benchmarks.dll") $root @options '--' @pwsh
}

function Invoke-Package {
    $package = Join-Path $root "out/LeappSso.$version.nupkg"
    & (Join-Path $root 'build/Nupkg.ps1') -Staged $staged -Package $package
    Write-Host "Made $package, $([math]::Round((Get-Item $package).Length / 1KB)) KB"
}

function Invoke-Clean {
    Remove-Item (Join-Path $root 'out') -Recurse -Force -ErrorAction Ignore
    Get-ChildItem (Join-Path $root 'src'), (Join-Path $root 'tests') -Directory |
        ForEach-Object { Join-Path $_ 'bin'; Join-Path $_ 'obj' } |
        Where-Object { Test-Path $_ } |
        Remove-Item -Recurse -Force
}

if ($Task -eq 'Clean') {
    Invoke-Clean
    return
}

Invoke-Build
switch ($Task) {
    'Test' {
        Invoke-Package
        & (Join-Path $root 'build/Test.ps1') -Root $root -Configuration $Configuration -Suite $Suite -RequireAll:$RequireAll -Pwsh $pwsh
        exit $LASTEXITCODE
    }
    'Demo' { & (Join-Path $root 'build/Demo.ps1') -Root $root -Configuration $Configuration -Pwsh $pwsh -Interactive:$Interactive }
    'Bench' { Invoke-Bench }
    'Package' { Invoke-Package }
}
