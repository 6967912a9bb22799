# GNOME Keyring on a session bus of its own, unlocked, as behind a desktop that somebody has logged in to.

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

<#
.SYNOPSIS
Starts both. Address is that of the bus; end them with Stop-Keyring. The keyring's own files lie in the folder that is named.
#>
function Start-Keyring([string] $Folder) {
    $null = New-Item -ItemType Directory -Force $Folder
    $config = Join-Path $Folder 'bus.conf'
    Set-Content $config @"
<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN" "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:tmpdir=/tmp</listen>
  <policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy>
</busconfig>
"@
    $bus = [Diagnostics.Process]::Start((New-ProcessStart 'dbus-daemon' @('--nofork', '--print-address=1', "--config-file=$config") @{}))
    $address = $bus.StandardOutput.ReadLine()
    $variables = @{ DBUS_SESSION_BUS_ADDRESS = $address; HOME = $Folder; XDG_DATA_HOME = $Folder; XDG_RUNTIME_DIR = $Folder; DISPLAY = $null; WAYLAND_DISPLAY = $null }
    $start = New-ProcessStart 'gnome-keyring-daemon' @('--foreground', '--components=secrets', '--unlock', "--control-directory=$Folder") $variables
    $keyring = [Diagnostics.Process]::Start($start)
    # The password of the keyring, which is empty.
    $keyring.StandardInput.Write("`n")
    $keyring.StandardInput.Close()
    # It says where its control socket is once it has its name on the bus.
    $null = $keyring.StandardOutput.ReadLine()
    [pscustomobject]@{ Address = $address; Processes = $keyring, $bus }
}

<#
.SYNOPSIS
The items of this module in it, as the Secret Service names them.
#>
function Get-KeptSecret($Keyring) {
    $arguments = '--session', '--print-reply', '--dest=org.freedesktop.secrets', '/org/freedesktop/secrets'
    $search = 'org.freedesktop.Secret.Service.SearchItems', 'dict:string:string:application,LeappSso'
    $ended = Invoke-Program 'dbus-send' ($arguments + $search) @{ DBUS_SESSION_BUS_ADDRESS = $Keyring.Address }
    if ($ended.ExitCode) { throw $ended.Errors }
    [regex]::Matches($ended.Output, 'object path "([^"]+)"') | ForEach-Object { $_.Groups[1].Value }
}

function Stop-Keyring($Keyring) {
    if ($Keyring) {
        foreach ($process in $Keyring.Processes) {
            $process.Kill($true)
            $process.WaitForExit()
            $process.Dispose()
        }
    }
}

Export-ModuleMember -Function Start-Keyring, Stop-Keyring, Get-KeptSecret
