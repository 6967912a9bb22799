<#
.SYNOPSIS
Counts how much of LeappSso.Core its own tests run, and writes it by rooms into out/reliability. Gives the two shares.

.DESCRIPTION
Code that a generator of the SDK writes (JSON, regular expressions) does not count: nobody wrote it here. A line counts once, whatever
methods the compiler made of it.

.PARAMETER Report
What the collector of the test run has written, in the format of Cobertura.
#>
param(
    [Parameter(Mandatory)] [string] $Root,
    [Parameter(Mandatory)] [string] $Report
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

class Share {
    [Collections.Generic.Dictionary[string, bool]] $Lines = [Collections.Generic.Dictionary[string, bool]]::new()
    [int] $Branches
    [int] $BranchesRun

    [void] Add([string] $File, [Xml.XmlElement] $Line) {
        $key = "${File}:$($Line.number)"
        $this.Lines[$key] = $this.Lines.ContainsKey($key) -and $this.Lines[$key] -or [long]$Line.hits -gt 0
        if ($Line.GetAttribute('condition-coverage') -match '\((\d+)/(\d+)\)') {
            $this.BranchesRun += $Matches[1]
            $this.Branches += $Matches[2]
        }
    }

    [double] OfLines() { return 100 * $this.Lines.Values.Where({ $_ }).Count / $this.Lines.Count }
    [double] OfBranches() { return $this.Branches ? 100 * $this.BranchesRun / $this.Branches : 100 }

    # Rounded down, so that 90 is 90.
    [string] Row([string] $Name) {
        return "| $Name | $($this.Lines.Count) | $([math]::Floor($this.OfLines())) % | $($this.Branches) | $([math]::Floor($this.OfBranches())) % |"
    }
}

# Our assemblies name their files from /_/ on.
$sources = '/_/src/LeappSso.Core/'
$generated = "${sources}obj/"
$rooms = [Collections.Generic.SortedDictionary[string, Share]]::new([StringComparer]::Ordinal)
$all = [Share]::new()

$document = [xml]::new()
$document.Load($Report)
foreach ($class in $document.SelectNodes('/coverage/packages/package[@name="LeappSso.Core"]/classes/class')) {
    $file = $class.filename.Replace('\', '/')
    if (-not $file.StartsWith($sources) -or $file.StartsWith($generated)) { continue }
    $room = $file.Substring($sources.Length).Split('/')[0]
    if (-not $rooms.ContainsKey($room)) { $rooms[$room] = [Share]::new() }
    foreach ($line in $class.SelectNodes('lines/line')) {
        $rooms[$room].Add($file, $line)
        $all.Add($file, $line)
    }
}
if (-not $all.Lines.Count) { throw "$Report says nothing about LeappSso.Core." }

$table = @(
    '| room of LeappSso.Core | lines | run by its tests | branches | taken |'
    '| --- | ---: | ---: | ---: | ---: |'
    foreach ($room in $rooms.Keys) { $rooms[$room].Row("``$room``") }
    $all.Row('**all**')
)
$page = Join-Path $Root 'out/reliability/coverage.md'
$null = New-Item -ItemType Directory (Split-Path $page) -Force
[IO.File]::WriteAllText($page, ($table -join "`n") + "`n")
[pscustomobject]@{ Lines = $all.OfLines(); Branches = $all.OfBranches() }
