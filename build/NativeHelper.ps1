<#
.SYNOPSIS
Makes the native helper for credential_process for this platform, and puts it into a folder of its own in the one that is named. Where it
cannot be made it is left out, and one line says why; the module does with a script then.
#>
param(
    [Parameter(Mandatory)] [string] $Root,
    [Parameter(Mandatory)] [string] $Configuration,
    [Parameter(Mandatory)] [string] $Destination
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
$PSNativeCommandUseErrorActionPreference = $false

function Skip([string] $Reason) { Write-Host "Left out the native helper: $Reason" }

$platform = & (Join-Path $PSScriptRoot 'Platform.ps1')

# On Windows the SDK finds the linker of Visual Studio, or says so.
if (-not $IsWindows -and -not (Get-Command clang, gcc -CommandType Application -ErrorAction Ignore)) {
    return Skip 'there is no linker; install clang or gcc'
}

$project = Join-Path $Root 'src/LeappSso.CredentialHelper'
$output = dotnet publish $project --configuration $Configuration --verbosity quiet --nologo "-p:NativeHelper=$platform" 2>&1
if ($LASTEXITCODE) {
    $failure = $output | Select-String ': error (?<code>\w*)\s*: (?<text>.+?)( \[[^\]]+\])?$' | Select-Object -First 1
    return Skip ($failure ? $failure.Matches[0].Groups['text'].Value : "dotnet publish ended with $LASTEXITCODE")
}

$folder = Join-Path $Destination $platform
$null = New-Item -ItemType Directory $folder
$name = $IsWindows ? 'leappsso-credential.exe' : 'leappsso-credential'
Copy-Item (Join-Path $project "bin/native/$Configuration/net10.0/$platform/publish/$name") $folder
