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
Pictures builds, then types the scenes of build/Pictures.ps1 into a real terminal (tmux) and draws them into docs/pictures.
Helper   makes the native helper of this platform only, in out/helper, for a package that is put together elsewhere.
Clean    removes everything that a build makes.

.PARAMETER Task
What to do. The default is Build.

.PARAMETER Configuration
Release or Debug. The default is Release, which is what Package is for.

.PARAMETER Suite
The suites that Test runs: one or more of those that build/Test.ps1 has in its table, or All, which is the default. Reliability by its
name is the full form, a quarter of an hour, and writes the tables of docs/reliability.md; All has a short form of it.

.PARAMETER RequireAll
Lets Test fail where something could not be run, apart from what only the PowerShell Gallery has.

.PARAMETER Interactive
Lets Demo open your own browser, in which you click Allow yourself.

.PARAMETER Scenario
The scenarios that Bench runs, by their names in tests/LeappSso.Benchmarks/Scenarios/ScenarioTable.cs, with wildcards and commas. The
default is all.

.PARAMETER NoPeers
Lets Bench leave the other tools out.

.PARAMETER Helper
A folder with native helpers that were made on other machines by the task Helper, a folder for each platform. They go into the module, and
none is made here.

.PARAMETER Staged
Lets Package build nothing: it packs the module as it is staged, for instance after it was signed.

.PARAMETER TestPwsh
The pwsh in which Test tries the module; that of this script if left out. What builds the module stays that of this script.

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
dotnet pwsh build.ps1 Test -Suite Module -TestPwsh /opt/microsoft/powershell/7.4/pwsh

Tries the module in another PowerShell than the one that builds it.

.EXAMPLE
dotnet pwsh build.ps1 Bench -Scenario 'throttle-*,falling-rate' -NoPeers
#>
[CmdletBinding()]
param(
    [Parameter(Position = 0)]
    [ValidateSet('Build', 'Test', 'Demo', 'Bench', 'Pictures', 'Package', 'Helper', 'Clean')]
    [string] $Task = 'Build',

    [ValidateSet('Release', 'Debug')]
    [string] $Configuration = 'Release',

    [ValidateSet('All', 'Core', 'Aws', 'Secrets', 'Terminal', 'Reliability', 'Module', 'Browser')]
    [string[]] $Suite = 'All',

    [switch] $RequireAll,

    [switch] $Interactive,

    [string[]] $Scenario = '*',

    [switch] $NoPeers,

    [string] $Helper,

    [switch] $Staged,

    [string] $TestPwsh,

    [ValidateRange(0.001, 1)]
    [double] $Fraction = 1
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
$PSNativeCommandUseErrorActionPreference = $true

$root = $PSScriptRoot
$version = (Import-PowerShellDataFile (Join-Path $root 'LeappSso.psd1')).ModuleVersion
$module = Join-Path $root "out/LeappSso/$version"

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
    & (Join-Path $root 'build/Stage.ps1') -Root $root -Configuration $Configuration -Destination $module
    $helpers = Join-Path $module 'bin/helper'
    if ($Helper) {
        Copy-Item $Helper $helpers -Recurse
    } else {
        & (Join-Path $root 'build/NativeHelper.ps1') -Root $root -Configuration $Configuration -Destination $helpers
    }
    & (Join-Path $root 'build/Notices.ps1') -Root $root -Destination $module
    & (Join-Path $root 'build/Sbom.ps1') -Root $root -Destination $module
    # In CI the pages stay as they were committed, and a test tells whether they are current.
    $pages = Join-Path $root ($env:CI ? 'out/docs' : 'docs/commands')
    $xmlDoc = Join-Path $root "src/LeappSso.Cmdlets/bin/$Configuration/net8.0/LeappSso.Cmdlets.xml"
    Invoke-Pwsh -File (Join-Path $root 'build/ConvertTo-Maml.ps1') -ModulePath $module -XmlDoc $xmlDoc -Markdown $pages -Maml (
        Join-Path $module 'en-US/LeappSso.Cmdlets.dll-Help.xml')
    Write-Host "Staged $module"
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
    & (Join-Path $root 'build/Nupkg.ps1') -Staged $module -Package $package
    Write-Host "Made $package, $([math]::Round((Get-Item $package).Length / 1KB)) KB"
}

function Invoke-Clean {
    Remove-Item (Join-Path $root 'out') -Recurse -Force -ErrorAction Ignore
    Get-ChildItem (Join-Path $root 'src'), (Join-Path $root 'tests') -Directory |
        ForEach-Object { Join-Path $_ 'bin'; Join-Path $_ 'obj' } |
        Where-Object { Test-Path $_ } |
        Remove-Item -Recurse -Force
}

# Which pwsh tries the module: the words that start it.
function Get-TestPwsh {
    if (-not $TestPwsh) { return $pwsh }
    (Get-Command $TestPwsh -CommandType Application | Select-Object -First 1).Source
}

if ($Task -eq 'Clean') {
    Invoke-Clean
    return
}

if ($Task -eq 'Helper') {
    $helpers = Join-Path $root 'out/helper'
    Remove-Item $helpers -Recurse -Force -ErrorAction Ignore
    & (Join-Path $root 'build/NativeHelper.ps1') -Root $root -Configuration $Configuration -Destination $helpers
    if (-not (Test-Path $helpers)) { throw 'There is no native helper for this platform.' }
    return
}

if ($Task -ne 'Package' -or -not $Staged) { Invoke-Build }
switch ($Task) {
    'Test' {
        Invoke-Package
        & (Join-Path $root 'build/Test.ps1') -Root $root -Configuration $Configuration -Suite $Suite -RequireAll:$RequireAll -Pwsh (Get-TestPwsh)
        exit $LASTEXITCODE
    }
    'Demo' { & (Join-Path $root 'build/Demo.ps1') -Root $root -Configuration $Configuration -Pwsh $pwsh -Interactive:$Interactive }
    'Bench' { Invoke-Bench }
    'Pictures' { & (Join-Path $root 'build/Pictures.ps1') -Root $root -Configuration $Configuration -Pwsh $pwsh }
    'Package' { Invoke-Package }
}
