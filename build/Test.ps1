<#
.SYNOPSIS
Runs test suites and counts. The last line is 'N passed, N failed'.

.DESCRIPTION
A suite is a line of the table below. It ends by Add-Count; what its tools are missing for it adds to $notRun.
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

# Dates, numbers and letter case must not depend on where the user lives.
$suites = [ordered]@{
    Core        = {
        Invoke-Xunit Core
        Invoke-Xunit Core-Thai @{ TZ = 'Asia/Tokyo'; LC_ALL = 'th_TH.UTF-8' }
        Invoke-Xunit Core-Turkish @{ TZ = 'Pacific/Kiritimati'; LC_ALL = 'tr_TR.UTF-8' }
    }
    Aws         = { Invoke-Xunit Aws }
    Secrets     = { Invoke-Xunit Secrets }
    Terminal    = { Invoke-Xunit Terminal }
    # In full form only when it is asked for by name: then it also writes docs/reliability.md.
    Reliability = { Invoke-Reliability }
    Module      = { Invoke-Pester Module }
    Browser     = { Invoke-Browser }
}

$results = Join-Path $Root 'out/test-results'
Remove-Item $results -Recurse -Force -ErrorAction Ignore
$null = New-Item -ItemType Directory $results
$count = @{ Passed = 0; Failed = 0; Skipped = 0 }
$notRun = [Collections.Generic.List[string]]::new()
# What not every machine for tests can have.
$extraNotRun = [Collections.Generic.List[string]]::new()

function Add-Count([int] $Passed, [int] $Failed, [int] $Skipped = 0) {
    $count.Passed += $Passed
    $count.Failed += $Failed
    $count.Skipped += $Skipped
}

function Add-Unfinished([string] $Name) {
    Write-Host "$Name did not run to its end."
    Add-Count 0 1
}

# The words of the runner are for the reader, so they stay English whatever the culture of the tests.
function Invoke-Xunit([string] $Name, [hashtable] $Environment = @{}, [string[]] $Option = @()) {
    $project = Join-Path $Root "tests/LeappSso.$(($Name -split '-')[0]).Tests"
    $trx = Join-Path $results "$Name.trx"
    $variables = $Environment + @{ DOTNET_CLI_UI_LANGUAGE = 'en' }
    $before = @{}
    foreach ($variable in $variables.Keys) {
        $before[$variable] = [Environment]::GetEnvironmentVariable($variable)
        [Environment]::SetEnvironmentVariable($variable, $variables[$variable])
    }
    Write-Host "$Name tests"
    try {
        dotnet test $project --no-build --configuration $Configuration --nologo --verbosity minimal --logger "trx;LogFileName=$trx" `
            --blame-hang-timeout 5min --blame-hang-dump-type none @Option |
            Where-Object { $_ -and $_ -notmatch '^(Test run for|A total of|Results File:|Attachments:|Data collector .Blame. message: All tests finished|\s+/.*\.xml$)' } |
            Out-Host
    } finally {
        foreach ($variable in $before.Keys) {
            # A null would come to .NET as an empty text.
            if ($null -eq $before[$variable]) { Remove-Item "Env:$variable" } else { [Environment]::SetEnvironmentVariable($variable, $before[$variable]) }
        }
    }
    if (-not (Test-Path $trx)) { return Add-Unfinished $Name }
    $run = ([xml](Get-Content $trx -Raw)).TestRun
    # A test that is skipped says what is missing for it.
    $skippedFor = $run.SelectNodes("//*[local-name()='UnitTestResult'][@outcome='NotExecuted']//*[local-name()='Message']") | ForEach-Object InnerText
    foreach ($reason in $skippedFor | Where-Object { $_ -notin $notRun } | Select-Object -Unique) { $notRun.Add($reason) }
    $summary = $run.ResultSummary
    $skipped = [int]$summary.Counters.total - [int]$summary.Counters.executed
    Add-Count $summary.Counters.passed ([int]$summary.Counters.executed - [int]$summary.Counters.passed) $skipped
    # The host can die with all results written so far green.
    if ($LASTEXITCODE -and $summary.Counters.failed -eq '0') { Add-Unfinished $Name }
}

function Invoke-Pester([string] $Name, [string[]] $File) {
    $report = Join-Path $results "$Name.json"
    # The module may be tried in an older pwsh than the one that packs.
    $env:LEAPPSSO_BUILD_PWSH = @([Environment]::ProcessPath; if ([Environment]::ProcessPath -match 'dotnet(\.exe)?$') { Join-Path $PSHOME 'pwsh.dll' }) -join "`n"
    $command, $first = $Pwsh[0], @($Pwsh | Select-Object -Skip 1)
    & $command @first -NoLogo -NoProfile -File (Join-Path $Root 'tests/LeappSso.Module.Tests/Run.ps1') -Configuration $Configuration -Report $report -File ($File -join ',') | Out-Host
    if (-not (Test-Path $report)) { return Add-Unfinished $Name }
    $run = Get-Content $report -Raw | ConvertFrom-Json
    Add-Count $run.Passed $run.Failed $run.Skipped
    foreach ($reason in $run.NotRun) { $notRun.Add($reason) }
    foreach ($reason in $run.ExtraNotRun) { $extraNotRun.Add($reason) }
}

# In full form on its own, in short form as a part of everything, where the suite Module has its Pester files.
function Invoke-Reliability {
    if ('Reliability' -notin $Suite) { return Invoke-Xunit Reliability }
    Remove-Item (Join-Path $Root 'out/reliability') -Recurse -Force -ErrorAction Ignore
    Invoke-Xunit Reliability @{ LEAPPSSO_RELIABILITY = 'full' }
    Invoke-Coverage
    $env:LEAPPSSO_RELIABILITY = 'full'
    Invoke-Pester Reliability-Module 'Faults.Tests.ps1', 'Crowd.Tests.ps1'
    Remove-Item Env:LEAPPSSO_RELIABILITY
    if (-not $count.Failed) { & (Join-Path $Root 'build/ReliabilityPage.ps1') -Root $Root }
}

# More than nine tenths of the engine, lines and branches, or the suite fails. What counts the lines changes the assembly, so the tests that
# look at its references stay out.
function Invoke-Coverage {
    $folder = Join-Path $results 'coverage'
    Invoke-Xunit Core-Coverage -Option '--collect', 'Code Coverage;Format=Cobertura', '--results-directory', $folder, '--filter', 'FullyQualifiedName!~ArchitectureTests'
    $report = Get-ChildItem $folder -Recurse -Filter *.cobertura.xml -ErrorAction Ignore | Select-Object -First 1
    if (-not $report) { return $notRun.Add('the coverage of the engine (a platform that Microsoft.CodeCoverage knows)') }
    $share = & (Join-Path $Root 'build/Coverage.ps1') -Root $Root -Report $report.FullName
    Write-Host ('Of the engine its tests run {0:0.0} % of the lines and {1:0.0} % of the branches' -f $share.Lines, $share.Branches)
    $enough = $share.Lines -gt 90 -and $share.Branches -gt 90
    Add-Count ([int]$enough) ([int]-not $enough)
}

# Where the tests look for it too (tests/LeappSso.Browser.Tests/Support/ChromiumProgram.cs).
function Invoke-Browser {
    if ($env:CHROMIUM_PATH -or (Get-Command chromium, chromium-browser, google-chrome -CommandType Application -ErrorAction Ignore)) {
        Invoke-Xunit Browser
    } else {
        $notRun.Add('Chromium clicks through the login pages (install Chromium, on Debian: apt-get install chromium)')
    }
}

foreach ($name in $suites.Keys | Where-Object { 'All' -in $Suite -or $_ -in $Suite }) { & $suites[$name] }

foreach ($reason in @($notRun) + @($extraNotRun)) { Write-Host "not run: $reason" }
if ($RequireAll -and $notRun.Count) { Add-Count 0 $notRun.Count }
Write-Host ("$($count.Passed) passed, $($count.Failed) failed" + ($count.Skipped ? ", $($count.Skipped) skipped" : ''))
exit [int]($count.Failed -gt 0)
