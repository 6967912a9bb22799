<#
.SYNOPSIS
Puts what the suite Reliability has found into docs/reliability.md, between the marks of each table.
#>
param([Parameter(Mandatory)] [string] $Root)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

$page = Join-Path $Root 'docs/reliability.md'
$text = [IO.File]::ReadAllText($page)
foreach ($table in Get-ChildItem (Join-Path $Root 'out/reliability') -Filter *.md) {
    $begin, $end = "<!-- $($table.BaseName) -->`n", "<!-- /$($table.BaseName) -->"
    $from, $to = $text.IndexOf($begin), $text.IndexOf($end)
    if ($from -lt 0 -or $to -lt $from) { throw "$page has no place for the table $($table.BaseName)." }
    $text = $text.Substring(0, $from + $begin.Length) + [IO.File]::ReadAllText($table.FullName).Replace("`r`n", "`n") + $text.Substring($to)
}
[IO.File]::WriteAllText($page, $text)
Write-Host "Wrote $page"
