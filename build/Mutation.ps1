<#
.SYNOPSIS
Changes the code of LeappSso.Core in thousands of places, one at a time, and counts the changes that its tests notice.

.DESCRIPTION
Stryker.NET does it, from a copy of the tool in out/mutation-tools, and takes an hour or more, so no other task runs it. The score of each
room goes into docs/reliability.md; out/mutation/reports has every change, and tells what no test noticed.

.PARAMETER Room
The rooms of LeappSso.Core, by their folders. Only all together they are written into the page.

.EXAMPLE
dotnet pwsh build/Mutation.ps1 -Room Login
#>
param(
    [string[]] $Room = @('Login', 'Mapping', 'Profiles'),
    [string] $Configuration = 'Release'
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
$PSNativeCommandUseErrorActionPreference = $true

$root = Split-Path $PSScriptRoot
$tools = Join-Path $root 'out/mutation-tools'
$found = Join-Path $root 'out/mutation'

if (-not (Test-Path $tools)) { dotnet tool install dotnet-stryker --version 5.1.0 --tool-path $tools }
Remove-Item $found -Recurse -Force -ErrorAction Ignore
$null = New-Item -ItemType Directory $found

# Engine has the tests of the rooms together; the others cannot notice a change here, and would only cost time.
$tests = 'Login', 'Mapping', 'Profiles', 'Engine' | ForEach-Object { "FullyQualifiedName~Core.Tests.$_" }
@{
    'stryker-config' = @{
        project             = 'LeappSso.Core.csproj'
        configuration       = $Configuration
        mutate              = @($Room | ForEach-Object { "$_/**/*.cs" })
        'test-case-filter'  = $tests -join '|'
        'coverage-analysis' = 'perTest'
        reporters           = @('json', 'html', 'progress')
    }
} | ConvertTo-Json -Depth 3 | Set-Content (Join-Path $found 'settings.json')

$env:LEAPPSSO_FEW_CASES = '1'
Push-Location (Join-Path $root 'tests/LeappSso.Core.Tests')
try {
    & (Join-Path $tools 'dotnet-stryker') --config-file (Join-Path $found 'settings.json') --output $found
} finally {
    Pop-Location
    Remove-Item Env:LEAPPSSO_FEW_CASES
}

$report = Get-Content (Join-Path $found 'reports/mutation-report.json') -Raw | ConvertFrom-Json -AsHashtable
$mutants = foreach ($file in $report.files.Keys) {
    $folder = Split-Path (Split-Path $file) -Leaf
    foreach ($mutant in $report.files[$file].mutants) { [pscustomobject]@{ Room = $folder; Status = $mutant.status } }
}
$table = @(
    '| room of LeappSso.Core | changes tried | noticed by a test | not noticed | run by no test | score |'
    '| --- | ---: | ---: | ---: | ---: | ---: |'
    foreach ($name in $Room) {
        $count = @{ Killed = 0; Timeout = 0; Survived = 0; NoCoverage = 0 }
        foreach ($status in ($mutants | Where-Object Room -eq $name).Status | Where-Object { $count.ContainsKey($_) }) { $count[$status]++ }
        $noticed = $count.Killed + $count.Timeout
        $all = $noticed + $count.Survived + $count.NoCoverage
        "| ``$name`` | $all | $noticed | $($count.Survived) | $($count.NoCoverage) | $([math]::Floor(100 * $noticed / $all)) % |"
    }
)
$table
if (@(Compare-Object $Room 'Login', 'Mapping', 'Profiles').Count) { return }
$page = Join-Path $root 'out/reliability/mutation.md'
$null = New-Item -ItemType Directory (Split-Path $page) -Force
[IO.File]::WriteAllText($page, ($table -join "`n") + "`n")
& (Join-Path $PSScriptRoot 'ReliabilityPage.ps1') -Root $root
