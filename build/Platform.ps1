<#
.SYNOPSIS
The platform of this process, as src/LeappSso.Cmdlets/Loading/HelperParts.cs names it.
#>
param()

$information = [Runtime.InteropServices.RuntimeInformation]
$libc = $information::RuntimeIdentifier -match 'musl' ? '-musl' : ''
$system = $IsWindows ? 'win' : $IsMacOS ? 'osx' : "linux$libc"
"$system-$("$($information::ProcessArchitecture)".ToLowerInvariant())"
