<#
.SYNOPSIS
Changes the code of LeappSso.Core in thousands of places, one at a time, and counts the changes that its tests notice.

.DESCRIPTION
Stryker.NET does it, from a copy of the tool in out/mutation-tools, and takes hours, so no other task runs it. The score of each room goes
into docs/reliability.md; out/mutation/<part>/reports has every change, and tells what no test noticed.

.PARAMETER Part
The parts that are tried: Login, Mapping, Profiles, Pace (of Mapping, how fast calls are sent). The page is written once each has been tried.

.EXAMPLE
dotnet pwsh build/Mutation.ps1 -Part Login
#>
param(
    [string[]] $Part = @('Login', 'Mapping', 'Profiles', 'Pace'),
    [string] $Configuration = 'Release'
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
$PSNativeCommandUseErrorActionPreference = $true

$root = Split-Path $PSScriptRoot
$tools = Join-Path $root 'out/mutation-tools'
$found = Join-Path $root 'out/mutation'

# Which tests are run for a change in which files. The table of regions is no code; a test compares it with that of botocore.
$login = 'PersonLogin', 'Renewal', 'BrowserAddress', 'CompanyDomain', 'Meanwhile', 'Connection', 'Credential' | ForEach-Object { "Engine.$_" }
$mapping = 'Sync', 'Resume', 'Connection', 'ListingSequence' | ForEach-Object { "Engine.$_" }
$parts = @{
    Login    = @{ Files = @('Login/**/*.cs', '!Login/RegionPlaces.cs'); Tests = @('Login') + $login }
    Mapping  = @{ Files = @('Mapping/**/*.cs', '!Mapping/SendingPace.cs', '!Mapping/BucketBelief.cs'); Tests = @('Mapping') + $mapping }
    Pace     = @{ Files = @('Mapping/SendingPace.cs', 'Mapping/BucketBelief.cs'); Tests = 'SendingWindow', 'RefusedCalls', 'BucketBelief' | ForEach-Object { "Mapping.$_" } }
    Profiles = @{ Files = @('Profiles/**/*.cs'); Tests = @('Profiles') }
}

# Tests that take seconds, the simulations of limits for some: each would be run for hundreds of changes. What only they notice counts as not noticed.
$slow = 'SendingPaceTests', 'Python_reads', 'keeps_for_itself', 'holds_the', 'lock_for_ever', 'One_429', 'waits_for_is_told', 'clock_that_is_hours',
    'What_does_not_serve', 'is_throttled_for_good', 'both_stay', 'takes_longer'

# From outside PowerShell a list comes as one text.
$Part = @($Part -split ',' | ForEach-Object Trim)
if ($unknown = $Part | Where-Object { -not $parts.ContainsKey($_) }) { throw "There is no part $($unknown -join ', ')." }

function Invoke-Stryker([string] $Name) {
    $of = $parts[$Name]
    $tests = '(' + (($of.Tests | ForEach-Object { "FullyQualifiedName~Core.Tests.$_" }) -join '|') + ')'
    $tests += -join ($slow | ForEach-Object { "&DisplayName!~$_" })
    $place = Join-Path $found $Name
    Remove-Item $place -Recurse -Force -ErrorAction Ignore
    $null = New-Item -ItemType Directory $place
    $settings = Join-Path $place 'settings.json'
    @{
        'stryker-config' = @{
            project             = 'LeappSso.Core.csproj'
            configuration       = $Configuration
            mutate              = $of.Files
            'test-case-filter'  = $tests
            'coverage-analysis' = 'perTest'
            concurrency         = 2
            # A change that makes the tests last this many milliseconds longer than they should is taken for one that never ends.
            'additional-timeout' = 20000
            reporters           = @('json', 'html', 'dots')
        }
    } | ConvertTo-Json -Depth 3 | Set-Content $settings
    & (Join-Path $tools 'dotnet-stryker') --config-file $settings --output $place
}

function Add-Report([string] $Name, [hashtable] $Count) {
    $report = Get-Content (Join-Path $found $Name 'reports/mutation-report.json') -Raw | ConvertFrom-Json -AsHashtable
    foreach ($file in $report.files.Values) {
        foreach ($mutant in $file.mutants) { $Count[$mutant.status] += 1 }
    }
}

if (-not (Test-Path $tools)) { dotnet tool install dotnet-stryker --version 5.1.0 --tool-path $tools }
$env:LEAPPSSO_FEW_CASES = '1'
$memory = '/dev/shm'
$temporary = $env:TMPDIR
# The tests write thousands of files, and wait until each is on the disk.
if (Test-Path $memory) { $env:TMPDIR = $memory }
Push-Location (Join-Path $root 'tests/LeappSso.Core.Tests')
try {
    foreach ($name in $Part) { Invoke-Stryker $name }
} finally {
    Pop-Location
    Remove-Item Env:LEAPPSSO_FEW_CASES
    $env:TMPDIR = $temporary
}

$tried = @('Login', 'Mapping', 'Profiles', 'Pace' | Where-Object { Test-Path (Join-Path $found $_ 'reports/mutation-report.json') })
$rooms = [ordered]@{}
foreach ($name in $tried) {
    $rooms[$name] = @{ Killed = 0; Timeout = 0; Survived = 0; NoCoverage = 0 }
    Add-Report $name $rooms[$name]
}
$table = @(
    '| part of LeappSso.Core | changes tried | failed a test | ended by the time limit | not noticed | run by no test | score without and with the time limit |'
    '| --- | ---: | ---: | ---: | ---: | ---: | ---: |'
    foreach ($room in $rooms.Keys) {
        $of = $rooms[$room]
        $all = $of.Killed + $of.Timeout + $of.Survived + $of.NoCoverage
        $scores = $of.Killed, ($of.Killed + $of.Timeout) | ForEach-Object { "$([math]::Floor(100 * $_ / $all)) %" }
        "| ``$room`` | $all | $($of.Killed) | $($of.Timeout) | $($of.Survived) | $($of.NoCoverage) | $($scores -join ', ') |"
    }
)
$table
if ($tried.Count -lt $parts.Count) { return }
$page = Join-Path $root 'out/reliability/mutation.md'
$null = New-Item -ItemType Directory (Split-Path $page) -Force
[IO.File]::WriteAllText($page, ($table -join "`n") + "`n")
& (Join-Path $PSScriptRoot 'ReliabilityPage.ps1') -Root $root
