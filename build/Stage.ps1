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
$adapter = Join-Path $Root "src/LeappSso.Aws/bin/$Configuration/net8.0"

Remove-Item (Split-Path $Destination) -Recurse -Force -ErrorAction Ignore
$null = New-Item -ItemType Directory -Path (Join-Path $Destination 'bin/aws'), (Join-Path $Destination 'en-US')

Copy-Item (Join-Path $Root 'LeappSso.psd1'), (Join-Path $Root 'LICENSE'), (Join-Path $cmdlets 'LeappSso.format.ps1xml') $Destination
Copy-Item (Join-Path $cmdlets 'Help/about_LeappSso.help.txt') (Join-Path $Destination 'en-US')
foreach ($assembly in 'LeappSso.Cmdlets.dll', 'LeappSso.Core.dll') {
    Copy-Item (Join-Path $cmdlets "bin/$Configuration/net8.0/$assembly") (Join-Path $Destination 'bin')
}

# A second Core beside the adapter would be another assembly to the runtime, and no cast to its interfaces would succeed.
if (Test-Path (Join-Path $adapter 'LeappSso.Core.dll')) { throw "$adapter holds LeappSso.Core.dll, which comes from the default load context." }
Copy-Item (Join-Path $adapter '*.dll') (Join-Path $Destination 'bin/aws')
