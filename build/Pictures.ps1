<#
.SYNOPSIS
Takes the pictures of docs/pictures that show a terminal: each scene is typed into PowerShell in a real terminal (tmux), on the embedded
access portal, and what the screen shows is drawn.

.DESCRIPTION
Needs tmux, and AWS CLI v2 for the scenes that use it. Touches nothing of the user's own files.
#>
param(
    [Parameter(Mandatory)] [string] $Root,
    [Parameter(Mandatory)] [string] $Configuration,
    [Parameter(Mandatory)] [string[]] $Pwsh,
    [string] $Name = '*'
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
$PSNativeCommandUseErrorActionPreference = $true
$env:LEAPPSSO_TEST_CONFIGURATION = $Configuration
. (Join-Path $PSScriptRoot 'TerminalPicture.ps1')
Import-Module (Join-Path $Root 'tests/LeappSso.Module.Tests/Support.psm1') -Force

# Lines are typed and run; a word in angle brackets is a key, after which the line is left as it stands.
$scenes = @(
    @{
        Name = 'terminal-main'; Title = 'Sessions of every account, listed, made usable and run over'; Columns = 108; Rows = 40
        Lines = @(
            'Get-LeappSsoIntegration'
            'Get-LeappSession acme-p*, acme-st*'
            'Get-LeappSession acme-production ReadOnly | Set-LeappSession -PassThru'
            'Get-LeappSession -RoleName ReadOnly | Select-Object -First 4 | Invoke-LeappSession { aws sts get-caller-identity | ConvertFrom-Json } -ThrottleLimit 2 | Format-Table AccountName, AccountId, UserId'
        )
    }
    @{
        Name = 'terminal-tab'; Title = 'Tab shows the names there are, and what each of them is'; Columns = 104; Rows = 16
        Lines = @('Get-LeappSession acme-<Tab>')
    }
    @{
        Name = 'terminal-help'; Title = 'Get-Help shows examples with what they print'; Columns = 104; Rows = 44
        Lines = @('Get-Help Get-LeappSession -Examples')
    }
    @{
        Name = 'terminal-picker'; Title = 'The picker finds sessions by some letters of any of their names'; Columns = 104; Rows = 18
        Lines = @('Get-LeappSession | Select-LeappSession | Set-LeappSession<Enter>', 'prod<Down>')
    }
    @{
        Name = 'terminal-whatif'; Title = 'What would be written, as a difference'; Columns = 104; Rows = 28
        Lines = @('Get-LeappSession sandbox ReadOnly | Select-Object -First 1 | Set-LeappSession -Region us-east-1 -Status Active -WhatIf')
    }
    @{
        Name = 'terminal-errors'; Title = 'Errors say what happened, to what, and what to do'; Columns = 104; Rows = 24
        Lines = @('Get-LeappSession acme-prodution', 'Set-LeappSession acme/000000000002/Reader', 'Add-LeappSsoIntegration globex https://example.com/start eu-west-1')
    }
)

function Invoke-Tmux { tmux -L leappsso-pictures -f /dev/null @args }

# The screen once nothing has changed on it for a while.
function Get-Screen([string] $Until) {
    $last = $null
    for ($i = 0; $i -lt 300; $i++) {
        Start-Sleep -Milliseconds 300
        $now = (Invoke-Tmux capture-pane -p -e -t picture) -join "`n"
        $plain = ($now -replace "\e\[[\d;]*m").TrimEnd()
        if ($now -ceq $last -and $plain -match $Until) { return $now }
        $last = $now
    }
    throw "The terminal does not come to rest:`n$plain"
}

function Send-Line([string] $Line) {
    if ($Line -match '^(?<text>.*)<(?<key>\w+)>$') {
        $text, $key = $Matches.text, $Matches.key
        Invoke-Tmux send-keys -t picture -l $text
        $null = Get-Screen ('(?m)' + [regex]::Escape($text.Substring($text.Length - 4)) + '\s*$')
        Invoke-Tmux send-keys -t picture $key
        return Get-Screen '.'
    }
    Invoke-Tmux send-keys -t picture -l $Line
    $null = Get-Screen '\S$'
    Invoke-Tmux send-keys -t picture Enter
    Get-Screen '(?m)^PS>$'
}

$homeFolder = Join-Path ([IO.Path]::GetTempPath()) "leappsso-pictures-$([guid]::NewGuid())"
$emulator = Start-Emulator '--accounts', '40', '--roles', '3'
try {
    $variables = New-TestHome $homeFolder $emulator
    $variables.TERM = $variables.NO_COLOR = $null
    $variables.COLORTERM = 'truecolor'
    # Where the culture is unknown, PowerShell breaks lines within words.
    $variables.LC_ALL = 'en_US.UTF-8'
    $variables.AWS_PAGER = ''
    Set-ProcessEnvironment $variables
    if ($aws = Find-AwsCli) {
        $null = New-Item -ItemType Directory (Join-Path $homeFolder bin)
        Set-Content (Join-Path $homeFolder bin/aws) "#!/bin/sh`nexec '$aws' --endpoint-url '$($emulator.Url)' `"`$@`""
        chmod 755 (Join-Path $homeFolder bin/aws)
        $env:PATH = (Join-Path $homeFolder bin) + ':' + $env:PATH
    }
    $start = Join-Path $homeFolder start.ps1
    Set-Content $start @'
Set-Location ~
function prompt { 'PS> ' }
Set-PSReadLineOption -PredictionSource None -HistorySaveStyle SaveNothing
Set-PSReadLineKeyHandler -Key Tab -Function MenuComplete
$null = Add-LeappSsoIntegration acme $env:PORTAL eu-west-1 -DefaultRegion eu-central-1
$null = Connect-LeappSso acme
Clear-Host
'@
    foreach ($scene in $scenes | Where-Object Name -Like $Name) {
        Remove-Item (Join-Path $homeFolder leapp), (Join-Path $homeFolder .aws) -Recurse -Force -ErrorAction Ignore
        Invoke-Tmux new-session -d -s picture -x $scene.Columns -y $scene.Rows @Pwsh -NoLogo -NoProfile -NoExit -File $start
        try {
            $screen = Get-Screen '^PS>$'
            foreach ($line in $scene.Lines) { $screen = Send-Line $line }
        } finally {
            Invoke-Tmux kill-session -t picture
        }
        # The portal and the home folder of the pictures have the names that the docs show.
        $lines = $screen.TrimEnd().Replace($emulator.StartUrl, 'https://d-1234567890.awsapps.com/start').Replace($homeFolder, '~') -split "`n"
        if (($lines[-1] -replace "\e\[[\d;]*m").Trim() -eq 'PS>') { $lines = $lines | Select-Object -SkipLast 1 }
        while (-not ($lines[-1] -replace "\e\[[\d;]*m").Trim()) { $lines = $lines | Select-Object -SkipLast 1 }
        [IO.File]::WriteAllText((Join-Path $Root "docs/pictures/$($scene.Name).svg"), (ConvertTo-TerminalPicture $lines $scene.Columns $scene.Title) + "`n")
        Write-Host "Took docs/pictures/$($scene.Name).svg"
    }
} finally {
    Stop-Emulator $emulator
    Remove-Item $homeFolder -Recurse -Force -ErrorAction Ignore
}
