# The text for the prompt in a real process: what it says after each command, and what it costs nobody.

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Support.psm1') -Force
    $emulator = Start-Emulator '--accounts', '3', '--roles', '2'
    $variables = New-TestHome (Join-Path $TestDrive 'home') $emulator
    $null = Invoke-FreshPwsh '$null = Add-LeappSsoIntegration acme $env:PORTAL eu-west-1 -DefaultRegion eu-central-1; $null = Connect-LeappSso acme' $variables
}

AfterAll { Stop-Emulator $emulator }

Describe 'Get-LeappPrompt' {
    It 'says nothing where no session is in use, and the session from the moment that it is' {
        $run = Invoke-FreshPwsh @'
@(Get-LeappPrompt).Count
$session = (Get-LeappSession)[0]
"$($session.AccountName)/$($session.RoleName)"
$session | Set-LeappSession
Get-LeappPrompt
$session | Stop-LeappSession
@(Get-LeappPrompt).Count
'@ $variables
        $run.ErrorIds | Should -BeNullOrEmpty
        $run.Output.Count | Should -Be 4
        $run.Output[0] | Should -Be 0
        $run.Output[2] | Should -BeExactly $run.Output[1]
        $run.Output[3] | Should -Be 0
    }

    It 'says how long the keys in the variables live, here, in a process started from here, and in a block' {
        $program, $first = (Get-PwshCommand)
        $run = Invoke-FreshPwsh @"
(Get-LeappSession)[0] | Set-LeappSession -Method Environment -Status Active
Get-LeappPrompt '{TimeLeft}'
& '$program' $(if ($first) { "'$first'" }) -NoProfile -Command "Get-LeappPrompt '{TimeLeft}'"
(Get-LeappSession)[1] | Invoke-LeappSession { "`$(Get-LeappPrompt '{ProfileName} {TimeLeft}')" }
(Get-LeappSession)[1].ProfileName
`$env:AWS_CREDENTIAL_EXPIRATION = '2020-01-01T00:00:00Z'
Get-LeappPrompt -Format '{AccountId} {TimeLeft}'
(Get-LeappSession)[0].AccountId
"@ $variables
        $run.ErrorIds | Should -BeNullOrEmpty
        $run.Output.Count | Should -Be 6
        $run.Output[0..1] | ForEach-Object { $_ | Should -Match '^(59m|1h|\d+h(\d+m)?)$' }
        "$($run.Output[2])" | Should -Match "^$([regex]::Escape($run.Output[3])) (59m|\d+h(\d+m)?)$"
        $run.Output[4] | Should -BeExactly "$($run.Output[5]) expired"
    }

    It 'is silent, changes nothing and calls nobody, whatever is wrong with the files' {
        $place = $variables.Clone()
        $place.HOME = $place.USERPROFILE = Join-Path $TestDrive 'broken'
        $place.LEAPPSSO_HOME = Join-Path $place.HOME 'leapp'
        $place.AWS_PROFILE = 'anything'
        $place.AWS_ENDPOINT_URL_SSO = $place.AWS_ENDPOINT_URL_SSO_OIDC = 'http://127.0.0.1:1'
        $null = New-Item -ItemType Directory $place.LEAPPSSO_HOME, (Join-Path $place.HOME '.aws/config')
        $damaged = Join-Path $place.LEAPPSSO_HOME 'workspace.json'
        Set-Content $damaged '{ "version": 1, "integrations": [' -NoNewline
        $run = Invoke-FreshPwsh 'Set-StrictMode -Version Latest; $ErrorActionPreference = "Stop"; @(Get-LeappPrompt -Verbose 4>&1 3>&1).Count; $?' $place
        $run.ErrorIds | Should -BeNullOrEmpty
        $run.Output | Should -Be 0, $true
        Get-Content $damaged -Raw | Should -BeExactly '{ "version": 1, "integrations": ['
        Get-ChildItem $place.LEAPPSSO_HOME | ForEach-Object Name | Should -Be 'workspace.json'
    }

    It 'leaves the exit code of the last program to the prompt' {
        $run = Invoke-FreshPwsh '& { $global:LASTEXITCODE = 7; $null = Get-LeappPrompt; $LASTEXITCODE }' $variables
        $run.Output | Should -Be 7
    }
}
