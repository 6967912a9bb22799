# The story of the demo, in a pwsh whose home is a temporary folder and whose AWS is the embedded access portal.

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

function Show([string] $Words, [string] $Command) {
    Write-Host ''
    Write-Host "# $Words" -ForegroundColor Green
    Write-Host "PS> $Command" -ForegroundColor Cyan
    . ([scriptblock]::Create($Command)) | Out-Host
}

Show 'Add the access portal. Its region serves the login only.' "Add-LeappSsoIntegration -Alias acme -PortalUrl $env:PORTAL -Region eu-west-1 -DefaultRegion eu-central-1"
Show 'Log in once. Every account and role becomes a session, as soon as it is known.' 'Connect-LeappSso acme | Select-Object -Property AccountName, AccountId, RoleName -First 6 | Format-Table'
Show 'The rest of the listing, with the login there is.' '(Connect-LeappSso acme).Count'
Show 'The sessions stay known: no network is needed to find one.' "Get-LeappSession | Where-Object RoleName -like 'Read*' | Select-Object -First 5"
Show 'Make one usable for every AWS tool.' 'Get-LeappSession *production ReadOnly | Select-Object -First 1 | Set-LeappSession -PassThru'
Show 'What was written: a profile, and no key.' 'Get-Content ~/.aws/config'
Show 'Use it: this is any program that uses an AWS SDK, asking who it is.' 'dotnet $env:DEMO_PROGRAM'
Show 'Log out. The profile goes, the sessions stay known.' 'Disconnect-LeappSso acme; Get-LeappSsoIntegration'
Write-Host ''
