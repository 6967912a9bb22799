<#
.SYNOPSIS
Signs the files of the staged module that are ours, before it is packed. Those of others stay as they were made.

.DESCRIPTION
The assemblies, the manifest, the views and the helper for Windows get a signature with a time stamp. Set-AuthenticodeSignature works on
Windows only. -WhatIf lists the files, everywhere.

.EXAMPLE
./build/Sign.ps1 -Staged out/LeappSso/0.1.0 -Certificate (Get-Item Cert:\CurrentUser\My\<thumbprint>); ./build.ps1 Package -Staged
#>
[CmdletBinding(SupportsShouldProcess)]
param(
    [Parameter(Mandatory)] [string] $Staged,
    [Security.Cryptography.X509Certificates.X509Certificate2] $Certificate,
    [string] $TimestampServer = 'http://timestamp.digicert.com'
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

$files = Get-ChildItem $Staged -Recurse -File -Include 'LeappSso.*.dll', '*.psd1', '*.psm1', '*.ps1', '*.ps1xml', 'leappsso-credential.exe'
foreach ($file in $files | Sort-Object FullName) {
    if (-not $PSCmdlet.ShouldProcess($file.FullName, 'Sign')) { continue }
    if (-not $Certificate) { throw 'A certificate is needed to sign.' }
    $signed = Set-AuthenticodeSignature $file.FullName -Certificate $Certificate -HashAlgorithm SHA256 -IncludeChain NotRoot -TimestampServer $TimestampServer
    if ($signed.Status -ne 'Valid') { throw "$($file.FullName) could not be signed: $($signed.StatusMessage)" }
}
