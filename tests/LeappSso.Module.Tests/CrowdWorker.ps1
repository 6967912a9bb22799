<#
.SYNOPSIS
One of a crowd: runs commands in an order of its own until the time is over, and remembers what must be true of what is its own.

.DESCRIPTION
Nobody else changes its sessions (Own, and what is chained to Parent) and its integration; all change Shared. What it ran, what failed, and
what must be true at the end goes into the file Report.
#>
param(
    [Parameter(Mandatory)] [int] $Number,
    [Parameter(Mandatory)] [string] $Own,
    [Parameter(Mandatory)] [string] $Parent,
    [Parameter(Mandatory)] [string] $Shared,
    [Parameter(Mandatory)] [double] $Seconds,
    # The file that lets all begin at once.
    [Parameter(Mandatory)] [string] $Barrier,
    [Parameter(Mandatory)] [string] $Report
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Continue'
$WarningPreference = $ProgressPreference = 'SilentlyContinue'
$ConfirmPreference = 'None'

$random = [Random]::new($Number)
$regions = 'eu-west-1', 'eu-central-1', 'us-east-1', 'ap-south-1'
$alias = "own-$Number"
$role = "crowd$Number"
$account = ($Own -split '/')[1]
$chained = "$(($Parent -split '/')[0..1] -join '/')/role:$role"
$truth = @{ Region = $null; ProfileName = $null; Method = $null; Status = 'Inactive'; Integration = $false; DefaultRegion = $null; Imported = $false; Chained = $false }
$said = @{ Shared = [Collections.Generic.HashSet[string]]::new(); Ran = @{}; Logins = 0; Errors = @(); Lost = @(); WorstCommand = ''; WorstMs = 0.0 }
$imported = Join-Path (Split-Path $Report) "import-$Number"
Set-Content $imported "[sso-session import-$Number]`nsso_start_url = $env:PORTAL`nsso_region = eu-west-1`nsso_registration_scopes = sso:account:access"

function Get-OneOf([object[]] $Choice) { $Choice[$random.Next($Choice.Count)] }

# Runs a command; says whether it did all it was asked for. What it gave is in $script:given.
function Invoke-Measured([string] $Name, [scriptblock] $Command) {
    $clock = [Diagnostics.Stopwatch]::StartNew()
    $failures = @()
    try {
        $all = @(& $Command 2>&1)
        $failures = @($all | Where-Object { $_ -is [Management.Automation.ErrorRecord] })
        $script:given = @($all | Where-Object { $_ -isnot [Management.Automation.ErrorRecord] })
    } catch {
        $failures = @($_)
        $script:given = @()
    }
    $ms = $clock.Elapsed.TotalMilliseconds
    $said.Ran[$Name] = 1 + $said.Ran[$Name]
    if ($ms -gt $said.WorstMs) { $said.WorstMs, $said.WorstCommand = $ms, $Name }
    foreach ($failure in $failures) {
        $said.Errors += @{ Command = $Name; Id = ($failure.FullyQualifiedErrorId -split ',')[0]; Message = $failure.Exception.Message }
    }
    -not $failures
}

# What was set must be there at once, for this worker as for all others.
function Assert-Own {
    if (Invoke-Measured Get-LeappSession { Get-LeappSession -Id $Own }) {
        foreach ($name in 'Region', 'ProfileName', 'Method', 'Status') {
            if ($truth[$name] -and "$($script:given[0].$name)" -ne $truth[$name]) { $said.Lost += "$Own $name is $($script:given[0].$name), not $($truth[$name])" }
        }
    }
}

function Add-Own {
    if (-not $truth.Integration -and (Invoke-Measured Add-LeappSsoIntegration { $null = Add-LeappSsoIntegration $alias $env:PORTAL eu-west-1 })) { $truth.Integration = $true; $truth.DefaultRegion = $null }
}

function Add-Chained {
    if (-not $truth.Chained -and (Invoke-Measured Add-LeappSession { Add-LeappSession $Parent "arn:aws:iam::${account}:role/Crowd" -Name $role })) { $truth.Chained = $true }
}

$actions = @(
    @{ Weight = 8; Do = { $to = Get-OneOf $regions; if (Invoke-Measured Set-LeappSession { Set-LeappSession $Own -Region $to }) { $truth.Region = $to } } }
    @{ Weight = 6; Do = {
            $method = Get-OneOf SsoProfile, CredentialsFile, CredentialProcess
            if (Invoke-Measured Set-LeappSession { Set-LeappSession $Own -Method $method -Status Active }) { $truth.Method = $method; $truth.Status = 'Active' }
        }
    }
    @{ Weight = 4; Do = { if (Invoke-Measured Start-LeappSession { Start-LeappSession $Own }) { $truth.Status = 'Active' } } }
    @{ Weight = 4; Do = { if (Invoke-Measured Stop-LeappSession { Stop-LeappSession $Own }) { $truth.Status = 'Inactive' } } }
    @{ Weight = 4; Do = { $to = "worker$Number-$($random.Next(9))"; if (Invoke-Measured Set-LeappSession { Set-LeappSession $Own -ProfileName $to }) { $truth.ProfileName = $to } } }
    @{ Weight = 4; Do = { $to = Get-OneOf $regions; if (Invoke-Measured Set-LeappSession { Set-LeappSession $Shared -Region $to }) { $null = $said.Shared.Add($to) } } }
    @{ Weight = 2; Do = { $null = Invoke-Measured Start-LeappSession { Start-LeappSession $Shared } } }
    @{ Weight = 2; Do = { $null = Invoke-Measured Stop-LeappSession { Stop-LeappSession $Shared } } }
    @{ Weight = 8; Do = { Assert-Own } }
    @{ Weight = 3; Do = { $null = Invoke-Measured Get-LeappSession { Get-LeappSession -Status Active } } }
    @{ Weight = 3; Do = { $null = Invoke-Measured Get-LeappSsoIntegration { Get-LeappSsoIntegration } } }
    @{ Weight = 5; Do = { if (Invoke-Measured Get-LeappCredential { Get-LeappCredential $Own }) { if ($script:given[0].SessionId -ne $Own) { $said.Lost += "keys of $($script:given[0].SessionId) for $Own" } } } }
    @{ Weight = 3; Do = { $null = Invoke-Measured Get-LeappPrompt { Get-LeappPrompt } } }
    @{ Weight = 3; Do = { Add-Own } }
    @{ Weight = 3; Do = {
            Add-Own
            $to = Get-OneOf $regions
            if ($truth.Integration -and (Invoke-Measured Set-LeappSsoIntegration { Set-LeappSsoIntegration $alias -DefaultRegion $to })) { $truth.DefaultRegion = $to }
        }
    }
    @{ Weight = 2; Do = { Add-Own; if ($truth.Integration -and (Invoke-Measured Remove-LeappSsoIntegration { Remove-LeappSsoIntegration $alias -Confirm:$false })) { $truth.Integration = $false } } }
    @{ Weight = 1; Do = {
            Add-Own
            if ($truth.Integration) {
                if (Invoke-Measured Connect-LeappSso { $null = Connect-LeappSso $alias -LoginMethod Browser | Select-Object -First 1 }) { $said.Logins++ }
                $null = Invoke-Measured Disconnect-LeappSso { Disconnect-LeappSso $alias }
            }
        }
    }
    @{ Weight = 1; Do = { $null = Invoke-Measured Connect-LeappSso { $null = Connect-LeappSso acme } } }
    @{ Weight = 1; Do = { $null = Invoke-Measured Sync-LeappSso { $null = Sync-LeappSso acme } } }
    @{ Weight = 1; Do = { Add-Chained } }
    @{ Weight = 1; Do = { Add-Chained; if ($truth.Chained -and (Invoke-Measured Remove-LeappSession { Remove-LeappSession $chained -Confirm:$false })) { $truth.Chained = $false } } }
    @{ Weight = 1; Do = { $null = Invoke-Measured Select-LeappSession { Select-LeappSession } } }
    @{ Weight = 2; Do = { if ((Invoke-Measured Invoke-LeappSession { Invoke-LeappSession { $env:LEAPPSSO_SESSION } -Session $Own }) -and $script:given[0] -ne $Own) { $said.Lost += "a block with $($script:given[0]) instead of $Own" } } }
    @{ Weight = 1; Do = { $null = Invoke-Measured Open-LeappConsole { Open-LeappConsole $Own -PassThru } } }
    @{ Weight = 1; Do = { if (Invoke-Measured Import-LeappSso { Import-LeappSso AwsConfig -Path $imported }) { $truth.Imported = $true } } }
    @{ Weight = 1; Do = { $null = Invoke-Measured Test-LeappSso { Test-LeappSso -Offline } } }
    @{ Weight = 1; Do = { $null = Invoke-Measured Register-LeappCompleter { Register-LeappCompleter } } }
)
$deck = @(foreach ($action in $actions) { , $action.Do * $action.Weight })

Import-Module LeappSso
$given = @()
[Console]::WriteLine('ready')
while (-not [IO.File]::Exists($Barrier)) { [Threading.Thread]::Sleep(20) }

$clock = [Diagnostics.Stopwatch]::StartNew()
# Two that are another worker's turn too, so that a dozen of workers run all of them however slow the machine is; then as it comes.
foreach ($turn in (2 * $Number), (2 * $Number + 1)) { & $actions[$turn % $actions.Count].Do }
while ($clock.Elapsed.TotalSeconds -lt $Seconds) { & (Get-OneOf $deck) }
Assert-Own

@{ Number = $Number; Own = $Own; Alias = $alias; Chained = $chained; Truth = $truth } + $said | ConvertTo-Json -Depth 5 | Set-Content $Report
