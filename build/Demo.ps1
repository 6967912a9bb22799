<#
.SYNOPSIS
Shows the main job on the embedded access portal: each command, and what it really prints. Touches nothing of the user's own files.
#>
param(
    [Parameter(Mandatory)] [string] $Root,
    [Parameter(Mandatory)] [string] $Configuration,
    [Parameter(Mandatory)] [string[]] $Pwsh,
    [switch] $Interactive
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
$env:LEAPPSSO_TEST_CONFIGURATION = $Configuration
Import-Module (Join-Path $Root 'tests/LeappSso.Module.Tests/Support.psm1') -Force

$homeFolder = Join-Path ([IO.Path]::GetTempPath()) "leappsso-demo-$([guid]::NewGuid())"
$emulator = Start-Emulator @('--accounts', '40', '--roles', '3', '--latency-ms', '20', '--approval', ($Interactive ? 'manual' : 'automatic'))
try {
    $variables = New-TestHome $homeFolder $emulator
    $variables.AWS_ENDPOINT_URL_STS = $emulator.Url
    $variables.NO_COLOR = $env:NO_COLOR
    $variables.TERM = $env:TERM
    $variables.DEMO_PROGRAM = Join-Path $Root "tests/LeappSso.Readers/bin/$Configuration/net10.0/LeappSso.Readers.dll"
    if ($Interactive) {
        foreach ($name in 'BROWSER', 'DISPLAY', 'WAYLAND_DISPLAY', 'SSH_CONNECTION', 'SSH_CLIENT', 'SSH_TTY') {
            $variables[$name] = [Environment]::GetEnvironmentVariable($name)
        }
    }
    # The child writes to this terminal itself, so that its progress and colours are seen as they are.
    Set-ProcessEnvironment $variables
    $command, $first = $Pwsh[0], @($Pwsh | Select-Object -Skip 1)
    & $command @first -NoLogo -NoProfile -File (Join-Path $Root 'build/Story.ps1')
    if ($LASTEXITCODE) { throw 'The demo failed.' }
} finally {
    Stop-Emulator $emulator
    Remove-Item $homeFolder -Recurse -Force -ErrorAction Ignore
}
