<#
.SYNOPSIS
Runs the Pester tests on the staged module. To be started in a fresh pwsh.
#>
param(
    [Parameter(Mandatory)] [string] $Configuration,
    [Parameter(Mandatory)] [string] $Report,
    [string] $Path = $PSScriptRoot,
    # Names of files in this folder, with commas, instead of all.
    [string] $File
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

$env:LEAPPSSO_TEST_CONFIGURATION = $Configuration
Import-Module (Join-Path $PSScriptRoot 'Support.psm1') -Force
Import-Module (Get-PackagePath pester)

$missing = @(Get-MissingTool)
$pester = New-PesterConfiguration
$pester.Run.Path = $File ? @($File -split ',' | ForEach-Object { Join-Path $PSScriptRoot $_ }) : $Path
$pester.Run.PassThru = $true
$pester.Output.Verbosity = 'Normal'
$pester.Output.RenderMode = 'Plaintext'
$pester.Filter.ExcludeTag = @($missing | ForEach-Object Tag)
$run = Pester\Invoke-Pester -Configuration $pester

@{
    Passed = $run.PassedCount
    Failed = $run.FailedCount + $run.FailedBlocksCount + $run.FailedContainersCount
    Skipped = $run.SkippedCount
    NotRun = @($missing | Where-Object { -not $_['Extra'] } | ForEach-Object { "$($_.What) ($($_.Advice))" })
    ExtraNotRun = @($missing | Where-Object { $_['Extra'] } | ForEach-Object { "$($_.What) ($($_.Advice))" })
} | ConvertTo-Json | Set-Content $Report
