<#
.SYNOPSIS
Runs the Pester tests on the staged module. To be started in a fresh pwsh.
#>
param(
    [Parameter(Mandatory)] [string] $Configuration,
    [Parameter(Mandatory)] [string] $Report,
    [string[]] $Path = $PSScriptRoot
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

$env:LEAPPSSO_TEST_CONFIGURATION = $Configuration
Import-Module (Join-Path $PSScriptRoot 'Support.psm1') -Force
Import-Module (Get-PackagePath pester)

$missing = @(Get-MissingTool)
$configuration = New-PesterConfiguration
$configuration.Run.Path = $Path
$configuration.Run.PassThru = $true
$configuration.Output.Verbosity = 'Normal'
$configuration.Output.RenderMode = 'Plaintext'
$configuration.Filter.ExcludeTag = @($missing | ForEach-Object Tag)
$run = Invoke-Pester -Configuration $configuration

@{
    Passed = $run.PassedCount
    Failed = $run.FailedCount + $run.FailedBlocksCount + $run.FailedContainersCount
    NotRun = @($missing | ForEach-Object { "$($_.What) ($($_.Advice))" })
} | ConvertTo-Json | Set-Content $Report
