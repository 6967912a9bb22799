<#
.SYNOPSIS
Looks for inputs that take new ways through the readers of LeappSso.Core, and keeps them for the tests.

.DESCRIPTION
Builds tests/LeappSso.Fuzz, lets SharpFuzz instrument a copy of LeappSso.Core.dll in out/fuzz, and runs every target for a while. What it
finds goes into tests/LeappSso.Reliability.Tests/Fuzzing/Corpus, from where the suite Reliability takes it. An input on which something
does not hold ends the run and is printed, as small as it was to be had.

.PARAMETER Seconds
How long each target is tried.

.PARAMETER Target
The targets, by the names they have in the table of docs/reliability.md. All if left out.

.EXAMPLE
dotnet pwsh build/Fuzz.ps1 -Seconds 300 -Target 'AWS config', 'workspace'
#>
param(
    [double] $Seconds = 60,
    [string[]] $Target = @(),
    [string] $Configuration = 'Release'
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
$PSNativeCommandUseErrorActionPreference = $true

$root = Split-Path $PSScriptRoot
$copy = Join-Path $root 'out/fuzz'
$tools = Join-Path $root 'out/fuzz-tools'
$corpus = Join-Path $root 'tests/LeappSso.Reliability.Tests/Fuzzing/Corpus'

dotnet build (Join-Path $root 'tests/LeappSso.Fuzz') --configuration $Configuration --verbosity quiet --nologo
if (-not (Test-Path $tools)) { dotnet tool install SharpFuzz.CommandLine --version 2.3.0 --tool-path $tools }
Remove-Item $copy -Recurse -Force -ErrorAction Ignore
Copy-Item (Join-Path $root "tests/LeappSso.Fuzz/bin/$Configuration/net10.0") $copy -Recurse
& (Join-Path $tools 'sharpfuzz') (Join-Path $copy 'LeappSso.Core.dll')
Get-ChildItem $tools -Recurse -Force -Filter SharpFuzz.Common.dll | Select-Object -First 1 | Copy-Item -Destination $copy
# It does not know of that library, and without it the folder counts.
Remove-Item (Join-Path $copy 'LeappSso.Fuzz.deps.json')
$null = New-Item -ItemType Directory $corpus -Force
dotnet (Join-Path $copy 'LeappSso.Fuzz.dll') $corpus $Seconds.ToString([cultureinfo]::InvariantCulture) @Target
