# A terminal with a pwsh in it, for what only shows there: tmux draws the screen and presses the keys.

Import-Module (Join-Path $PSScriptRoot 'Support.psm1')

<#
.SYNOPSIS
Starts a pwsh in a terminal of its own, with these variables. End it with Stop-Terminal.
#>
function Start-Terminal([hashtable] $Environment, [int] $Width = 80, [int] $Height = 24) {
    $variables = $Environment.Clone()
    # What tells that no person is there.
    $variables.CI = $variables.NO_COLOR = $variables.TMUX = $null
    $variables.TERM = 'xterm-256color'
    $variables.LC_ALL = 'C.UTF-8'
    $program, $first = Get-PwshCommand
    # A socket has a short path.
    $terminal = [pscustomobject]@{ Socket = Join-Path ([IO.Path]::GetTempPath()) "leappsso-$([guid]::NewGuid().ToString('N').Substring(0, 8))"; Variables = $variables }
    $words = @($program) + @($first) + '-NoLogo', '-NoProfile' | Where-Object { $_ }
    $started = Invoke-Program tmux (@('-S', $terminal.Socket, '-f', '/dev/null', 'new-session', '-d', '-x', $Width, '-y', $Height) + $words) $variables
    if ($started.ExitCode) { throw "tmux does not start: $($started.Errors)" }
    Wait-Screen $terminal '^PS '
    $terminal
}

function Stop-Terminal($Terminal) {
    if ($Terminal) {
        tmux -S $Terminal.Socket kill-server
        Remove-Item $Terminal.Socket -ErrorAction Ignore
    }
}

<#
.SYNOPSIS
Types a text, then presses keys by the names that tmux has for them.
#>
function Send-Key($Terminal, [string] $Text, [string[]] $Key) {
    if ($Text) { tmux -S $Terminal.Socket send-keys -l $Text }
    foreach ($name in $Key) { tmux -S $Terminal.Socket send-keys $name }
}

<#
.SYNOPSIS
The lines of the screen, down to the last that is not empty.
#>
function Get-Screen($Terminal) { (tmux -S $Terminal.Socket capture-pane -p) -join "`n" -replace '\s+$' -split "`n" }

function Test-Cursor($Terminal) { (tmux -S $Terminal.Socket display-message -p '#{cursor_flag}') -eq '1' }

<#
.SYNOPSIS
Waits until the screen shows what matches a pattern; fails after some time.
#>
function Wait-Screen($Terminal, [string] $Pattern, [int] $TimeoutSec = 30) {
    $clock = [Diagnostics.Stopwatch]::StartNew()
    while (($screen = (Get-Screen $Terminal) -join "`n") -notmatch "(?m)$Pattern") {
        if ($clock.Elapsed.TotalSeconds -gt $TimeoutSec) { throw "The screen does not show '$Pattern', but:`n$screen" }
    }
}

Export-ModuleMember -Function *
