<#
.SYNOPSIS
Runs the test suites and counts. The last line is 'N passed, N failed'.
#>
param(
    [Parameter(Mandatory)] [string] $Root,
    [Parameter(Mandatory)] [string] $Configuration,
    [Parameter(Mandatory)] [string[]] $Suite,
    [Parameter(Mandatory)] [string[]] $Pwsh,
    [switch] $RequireAll
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
$PSNativeCommandUseErrorActionPreference = $false

$results = Join-Path $Root 'out/test-results'
Remove-Item $results -Recurse -Force -ErrorAction Ignore
$null = New-Item -ItemType Directory $results
$count = @{ Passed = 0; Failed = 0 }
$notRun = [Collections.Generic.List[string]]::new()

function Add-Count([int] $Passed, [int] $Failed) {
    $count.Passed += $Passed
    $count.Failed += $Failed
}

function Invoke-Xunit([string] $Name, [hashtable] $Environment = @{}) {
    $trx = Join-Path $results "$Name.trx"
    $before = @{}
    foreach ($variable in $Environment.Keys) {
        $before[$variable] = [Environment]::GetEnvironmentVariable($variable)
        [Environment]::SetEnvironmentVariable($variable, $Environment[$variable])
    }
    try {
        dotnet test (Join-Path $Root "tests/LeappSso.$(($Name -split '-')[0]).Tests") --no-build --configuration $Configuration --nologo `
            --verbosity quiet --logger "trx;LogFileName=$trx" | Out-Host
    } finally {
        foreach ($variable in $before.Keys) { [Environment]::SetEnvironmentVariable($variable, $before[$variable]) }
    }
    if (-not (Test-Path $trx)) {
        Write-Host "$Name did not run to its end."
        Add-Count 0 1
        return
    }
    $counters = ([xml](Get-Content $trx -Raw)).TestRun.ResultSummary.Counters
    Add-Count $counters.passed ([int]$counters.total - [int]$counters.passed)
}

function Invoke-Pester {
    $report = Join-Path $results 'Module.json'
    $command, $first = $Pwsh[0], @($Pwsh | Select-Object -Skip 1)
    & $command @first -NoLogo -NoProfile -File (Join-Path $Root 'tests/LeappSso.Module.Tests/Run.ps1') -Configuration $Configuration -Report $report | Out-Host
    if (-not (Test-Path $report)) {
        Write-Host 'Module did not run to its end.'
        Add-Count 0 1
        return
    }
    $run = Get-Content $report -Raw | ConvertFrom-Json
    Add-Count $run.Passed $run.Failed
    foreach ($reason in $run.NotRun) { $notRun.Add($reason) }
}

if ('Core' -in $Suite) {
    Invoke-Xunit Core
    # Dates, numbers and letter case must not depend on where the user lives.
    Invoke-Xunit Core-Thai @{ TZ = 'Asia/Tokyo'; LC_ALL = 'th_TH.UTF-8' }
    Invoke-Xunit Core-Turkish @{ TZ = 'Pacific/Kiritimati'; LC_ALL = 'tr_TR.UTF-8' }
}
if ('Aws' -in $Suite) { Invoke-Xunit Aws }
if ('Module' -in $Suite) { Invoke-Pester }

foreach ($reason in $notRun) { Write-Host "not run: $reason" }
if ($RequireAll -and $notRun.Count) { Add-Count 0 $notRun.Count }
Write-Host "$($count.Passed) passed, $($count.Failed) failed"
exit [int]($count.Failed -gt 0)
