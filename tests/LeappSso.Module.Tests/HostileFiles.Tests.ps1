# Things that stand where a file should be. To open a named pipe takes until somebody writes into it, so every command here must end by itself.

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Support.psm1') -Force
    $emulator = Start-Emulator '--accounts', '2'
    $everything = @'
$ids = @(Get-LeappSession | ForEach-Object Id)
$null = Get-LeappSsoIntegration
$null = Get-LeappCredential acme/000000000001/ReadOnly
$null = Test-LeappSso
$null = Get-LeappPrompt
$null = Set-LeappSession acme/000000000001/ReadOnly -Status Active
$null = Stop-LeappSession acme/000000000001/ReadOnly
$null = Sync-LeappSso acme
$null = Disconnect-LeappSso acme
'ended'
'@
}

AfterAll { Stop-Emulator $emulator }

Describe 'A named pipe in the place of <File>' -Skip:$IsWindows -ForEach @(
    @{ File = 'config'; Says = 'cannot be read: it is a named pipe, not a file' }
    @{ File = 'credentials'; Says = 'cannot be read: it is a named pipe, not a file' }
    @{ File = 'workspace.json'; Says = 'cannot be read: it is a named pipe, not a file' }
    @{ File = 'registrations.json'; Says = $null }
    @{ File = 'token'; Says = $null }
) {
    It 'keeps no command for ever, is named where it is in the way, and stays' {
        $variables = New-TestHome (Join-Path $TestDrive $File) $emulator
        $first = Invoke-FreshPwsh '$null = Add-LeappSsoIntegration acme $env:PORTAL eu-west-1; $null = Connect-LeappSso acme' $variables
        $first.ErrorIds | Should -BeNullOrEmpty
        $place = switch ($File) {
            { $_ -in 'config', 'credentials' } { Join-Path $variables.HOME ".aws/$File" }
            token { Get-TokenFile $variables.HOME acme }
            default { Join-Path $variables.LEAPPSSO_HOME $File }
        }
        Remove-Item $place -ErrorAction Ignore
        mkfifo $place
        $run = Invoke-FreshPwsh $everything $variables
        $run.Output[-1] | Should -Be ended
        if ($Says) {
            $run.Messages | Where-Object { $_ -match "^$([regex]::Escape($place)) $Says" } | Should -Not -BeNullOrEmpty
            (bash -c "test -p '$place' && echo pipe") | Should -Be pipe
        }
    }
}
