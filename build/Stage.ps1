<#
.SYNOPSIS
Puts the built module together as it is installed: exactly the files it needs, in a fresh folder.
#>
param(
    [Parameter(Mandatory)] [string] $Root,
    [Parameter(Mandatory)] [string] $Configuration,
    [Parameter(Mandatory)] [string] $Destination
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

$cmdlets = Join-Path $Root 'src/LeappSso.Cmdlets'

Remove-Item (Split-Path $Destination) -Recurse -Force -ErrorAction Ignore
$null = New-Item -ItemType Directory -Path (Join-Path $Destination 'bin/aws'), (Join-Path $Destination 'bin/secrets'), (Join-Path $Destination 'bin/terminal'), (Join-Path $Destination 'en-US')

Copy-Item (Join-Path $Root 'LICENSE'), (Join-Path $cmdlets 'LeappSso.format.ps1xml'), (Join-Path $cmdlets 'LeappSso.types.ps1xml') $Destination
Copy-Item (Join-Path $cmdlets 'Help/about_LeappSso.help.txt') (Join-Path $Destination 'en-US')
foreach ($assembly in 'LeappSso.Cmdlets.dll', 'LeappSso.Core.dll') {
    Copy-Item (Join-Path $cmdlets "bin/$Configuration/net8.0/$assembly") (Join-Path $Destination 'bin')
}

# Each folder is served by a load context of its own.
foreach ($isolated in 'Aws', 'Secrets', 'Terminal') {
    $built = Join-Path $Root "src/LeappSso.$isolated/bin/$Configuration/net8.0"
    # A second Core beside it would be another assembly to the runtime, and no cast to its interfaces would succeed.
    if (Test-Path (Join-Path $built 'LeappSso.Core.dll')) { throw "$built holds LeappSso.Core.dll, which comes from the default load context." }
    Copy-Item (Join-Path $built '*.dll') (Join-Path $Destination "bin/$($isolated.ToLowerInvariant())")
}

# The Gallery shows the release notes of the manifest.
$manifest = [IO.File]::ReadAllText((Join-Path $Root 'LeappSso.psd1'))
$notes = & (Join-Path $PSScriptRoot 'ReleaseNotes.ps1') -Changelog (Join-Path $Root 'CHANGELOG.md')
$filled = $manifest -replace "(?m)^(\s*ReleaseNotes\s*=\s*)''", "`$1'$($notes.Replace("'", "''").Replace('$', '$$'))'"
if ($filled -ceq $manifest) { throw 'LeappSso.psd1 has no empty ReleaseNotes to be filled.' }
[IO.File]::WriteAllText((Join-Path $Destination 'LeappSso.psd1'), $filled)
