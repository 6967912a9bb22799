<#
.SYNOPSIS
Gives the newest section of a changelog as text, without its headings of the first two levels.
#>
param([Parameter(Mandatory)] [string] $Changelog)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

$text = [IO.File]::ReadAllText($Changelog) -replace '\r\n', "`n"
$section = [regex]::Match($text, '(?ms)^## (?<title>[^\n]+)\n(?<text>.*?)(?=^## |\z)')
if (-not $section.Success -or -not $section.Groups['text'].Value.Trim()) { throw "$Changelog has no section with text." }
# The Gallery shows text as it is, so a heading is a plain line there.
$section.Groups['text'].Value.Trim() -replace '(?m)^### ', ''
