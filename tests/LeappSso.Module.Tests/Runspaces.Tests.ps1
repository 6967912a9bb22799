# Sessions and integrations on their way through jobs, runspaces and files, and the commands at work inside them.

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Support.psm1') -Force
    $emulator = Start-Emulator '--accounts', '8', '--roles', '2', '--device-interval', '1'
    $origin = New-TestHome (Join-Path $TestDrive 'origin') $emulator
    $null = Invoke-FreshPwsh '$null = Add-LeappSsoIntegration acme $env:PORTAL eu-west-1 -DefaultRegion ap-south-1; $null = Connect-LeappSso acme' $origin

    # A home like that one, for a test to change.
    function New-Place {
        $variables = $origin.Clone()
        $variables.HOME = $variables.USERPROFILE = Join-Path $TestDrive ([guid]::NewGuid())
        $variables.LEAPPSSO_HOME = Join-Path $variables.HOME 'leapp'
        Copy-Item $origin.HOME $variables.HOME -Recurse -Force
        $variables
    }

    function Get-Config($Variables) { [IO.File]::ReadAllText((Join-Path $Variables.HOME '.aws/config')) }
}

AfterAll { Stop-Emulator $emulator }

# $session holds a session and $integration an integration that have come this way.
Describe 'What has come through <Way>' -ForEach @(
    @{ Way = 'a thread job'; Bring = '$session = Start-ThreadJob { (Get-LeappSession)[0] } | Receive-Job -Wait -AutoRemoveJob; $integration = Start-ThreadJob { Get-LeappSsoIntegration } | Receive-Job -Wait -AutoRemoveJob' }
    @{ Way = 'ForEach-Object -Parallel'; Bring = '$session = (Get-LeappSession)[0] | ForEach-Object -Parallel { $_ }; $integration = Get-LeappSsoIntegration | ForEach-Object -Parallel { $_ }' }
    @{ Way = 'a job'; Bring = '$session = Start-Job { (Get-LeappSession)[0] } | Receive-Job -Wait -AutoRemoveJob; $integration = Start-Job { Get-LeappSsoIntegration } | Receive-Job -Wait -AutoRemoveJob' }
    @{ Way = 'a file'; Bring = '(Get-LeappSession)[0] | Export-Clixml ~/session.xml; Get-LeappSsoIntegration | Export-Clixml ~/integration.xml; $session = Import-Clixml ~/session.xml; $integration = Import-Clixml ~/integration.xml' }
    @{ Way = 'JSON'; Bring = '$session = (Get-LeappSession)[0] | ConvertTo-Json | ConvertFrom-Json; $integration = Get-LeappSsoIntegration | ConvertTo-Json | ConvertFrom-Json' }
    @{ Way = 'CSV'; Bring = '(Get-LeappSession)[0] | Export-Csv ~/session.csv; Get-LeappSsoIntegration | Export-Csv ~/integration.csv; $session = Import-Csv ~/session.csv; $integration = Import-Csv ~/integration.csv' }
    @{ Way = 'the wire of remoting'; Bring = '$session, $integration = foreach ($one in (Get-LeappSession)[0], (Get-LeappSsoIntegration)) { $wire = [Management.Automation.PSSerializer]::Serialize($one, 1); [Management.Automation.PSSerializer]::Deserialize($wire) }' }
) {
    It 'is still the session and the integration to every command' {
        $case = $_
        $run = Invoke-FreshPwsh @"
# A login of its own, as it is ended here.
`$null = Connect-LeappSso acme -Force
$($case['Bring'])
`$id = (Get-LeappSession)[0].Id
`$said = @(
    `$session.Id -eq `$id
    (`$session | Get-LeappCredential).SessionId -eq `$id
    (Get-LeappCredential `$session -AsPlainText).SessionId -eq `$id
    (Get-LeappSession -Id `$session.Id).Id -eq `$id
    (`$session | Set-LeappSession -Region us-east-1 -PassThru).Status -eq 'Inactive'
    (`$session | Set-LeappSession -PassThru).Region -eq 'us-east-1'
    (`$session | Stop-LeappSession -PassThru).Status -eq 'Inactive'
    (Start-LeappSession `$session -PassThru).Status -eq 'Active'
    (`$integration | Get-LeappSsoIntegration).Alias -eq 'acme'
    (`$session | Get-LeappSsoIntegration).Alias -eq 'acme'
    (`$integration | Set-LeappSsoIntegration -LoginMethod DeviceCode -PassThru).LoginMethod -eq 'DeviceCode'
    (`$integration | Sync-LeappSso).Unchanged -eq 16
    @(`$integration | Connect-LeappSso).Count -eq 16
    (`$integration | Disconnect-LeappSso) -eq `$null
    (Get-LeappSsoIntegration).Status -eq 'Offline'
)
`$said -join ' '
"@ (New-Place)
        $run.ErrorIds | Should -BeNullOrEmpty
        $run.Output | Should -Be ((@('True') * 15) -join ' ')
    }
}

Describe 'The commands in runspaces side by side' {
    It 'lose nothing when 8 of them activate sessions at once' {
        $variables = New-Place
        $run = Invoke-FreshPwsh @'
$sessions = Get-LeappSession
$done = $sessions | ForEach-Object -Parallel { $_ | Set-LeappSession -PassThru } -ThrottleLimit 8
@($done).Count
@($done | Where-Object Status -EQ Active).Count
@(Get-LeappSession -Status Active).Count
'@ $variables
        $run.ErrorIds | Should -BeNullOrEmpty
        $run.Output | Should -Be 16, 16, 16
        [regex]::Matches((Get-Config $variables), '(?m)^\[profile ').Count | Should -Be 16
        [regex]::Matches((Get-Config $variables), '(?m)^\[sso-session acme\]').Count | Should -Be 1
    }

    It 'lose nothing when half of them stop what the others start, by keys in the credentials file' {
        $variables = New-Place
        $run = Invoke-FreshPwsh @'
$half = (Get-LeappSession)[0..7]
$half | Set-LeappSession -Method CredentialsFile -Status Active
Get-LeappSession | ForEach-Object -Parallel {
    if ($_.Method -eq 'CredentialsFile') { $_ | Stop-LeappSession } else { $_ | Set-LeappSession -Method CredentialsFile -Status Active }
} -ThrottleLimit 8
(Get-LeappSession -Status Active).Id -join ' '
(Get-LeappSession)[8..15].Id -join ' '
'@ $variables
        $run.ErrorIds | Should -BeNullOrEmpty
        $run.Output[0] | Should -Be $run.Output[1]
        [regex]::Matches([IO.File]::ReadAllText((Join-Path $variables.HOME '.aws/credentials')), 'aws_session_token').Count | Should -Be 8
    }

    It 'settle what jobs, thread jobs and this one set of the same session, one after the other' {
        $run = Invoke-FreshPwsh @'
$id = (Get-LeappSession)[0].Id
$jobs = @(
    1..4 | ForEach-Object { Start-ThreadJob -ArgumentList $id, $_ { param($id, $number) Set-LeappSession $id -Region "us-east-$number" -Status Active } }
    1..2 | ForEach-Object { Start-Job -ArgumentList $id, $_ { param($id, $number) Set-LeappSession $id -Region "us-west-$number" -Status Active } }
)
$jobs | Receive-Job -Wait -AutoRemoveJob
$now = Get-LeappSession -Id $id
$now.Status
$now.Region -match '^us-(east|west)-\d$'
(Select-String -Path ~/.aws/config -Pattern "^region = $($now.Region)$").Count
'@ (New-Place)
        $run.ErrorIds | Should -BeNullOrEmpty
        $run.Output | Should -Be 'Active', $true, 1
    }

    It 'get keys by one renewal of an expired login' {
        $variables = New-Place
        Set-TokenExpiry (Get-TokenFile $variables.HOME acme) ([DateTime]::UtcNow.AddHours(-1))
        $before = Get-EmulatorCounters $emulator
        $run = Invoke-FreshPwsh 'Get-LeappSession | ForEach-Object -Parallel { ($_ | Get-LeappCredential).SessionId } -ThrottleLimit 8 | Sort-Object -Unique | Measure-Object | ForEach-Object Count' $variables
        $run.ErrorIds | Should -BeNullOrEmpty
        $run.Output | Should -Be 16
        $after = Get-EmulatorCounters $emulator
        $after.refreshes - $before.refreshes | Should -Be 1
        $after.logins | Should -Be $before.logins
    }

    It 'let an error of one be an error of one' {
        $run = Invoke-FreshPwsh '"acme/000000000001/Nothing", (Get-LeappSession)[0].Id | ForEach-Object -Parallel { $_ | Get-LeappCredential } | ForEach-Object SessionId; (Get-LeappSession)[0].Id' (New-Place)
        $run.ErrorIds | Should -BeExactly SessionNotFound
        $run.Output[0] | Should -Be $run.Output[1]
    }
}

Describe 'The variables of a process' {
    It 'are one set for all its runspaces, and a job has its own' {
        $run = Invoke-FreshPwsh @'
$first, $second = (Get-LeappSession)[0, 1]
Start-ThreadJob -ArgumentList $first.Id { Set-LeappSession $args[0] } | Receive-Job -Wait -AutoRemoveJob
$env:AWS_PROFILE -eq $first.ProfileName
Start-Job -ArgumentList $second.Id { Set-LeappSession $args[0]; $env:AWS_PROFILE } | Receive-Job -Wait -AutoRemoveJob | ForEach-Object { $_ -eq $second.ProfileName }
$env:AWS_PROFILE -eq $first.ProfileName
Start-ThreadJob -ArgumentList $second.Id { Set-LeappSession $args[0] -Method Environment -Status Active } | Receive-Job -Wait -AutoRemoveJob
$env:LEAPPSSO_SESSION -eq $second.Id
$null -eq $env:AWS_PROFILE
(Get-LeappSession -Id $second.Id).Status
Start-Job { $env:LEAPPSSO_SESSION; "$((Get-LeappSession -Id $env:LEAPPSSO_SESSION).Status)"; Stop-LeappSession $env:LEAPPSSO_SESSION; "$env:AWS_ACCESS_KEY_ID" } |
    Receive-Job -Wait -AutoRemoveJob | ForEach-Object { "$_" -replace [regex]::Escape($second.Id), 'second' }
(Get-LeappSession -Id $second.Id).Status
Stop-LeappSession $second.Id
$null -eq $env:AWS_ACCESS_KEY_ID
'@ (New-Place)
        $run.ErrorIds | Should -BeNullOrEmpty
        $run.Output | Should -Be $true, $true, $true, $true, $true, 'Active', 'second', 'Active', '', 'Active', $true
    }

    It 'hold the keys of one session, whichever runspace of many came last' {
        $run = Invoke-FreshPwsh @'
Get-LeappSession | ForEach-Object -Parallel { $_ | Set-LeappSession -Method Environment -Status Active } -ThrottleLimit 8
$active = @(Get-LeappSession -Status Active)
$active.Count
$active[0].Id -eq $env:LEAPPSSO_SESSION
(Get-LeappCredential $active[0]).AccessKeyId -eq $env:AWS_ACCESS_KEY_ID
'@ (New-Place)
        $run.ErrorIds | Should -BeNullOrEmpty
        $run.Output | Should -Be 1, $true, $true
    }
}

Describe 'A login' {
    It 'is not begun where nobody is: in a job, and asked for with words in a thread job' {
        $variables = New-Place
        Remove-Item (Get-TokenFile $variables.HOME acme)
        $before = (Get-EmulatorCounters $emulator).logins
        $run = Invoke-FreshPwsh @'
Start-Job { Connect-LeappSso acme } | Receive-Job -Wait -AutoRemoveJob
Start-ThreadJob { Connect-LeappSso acme } | Receive-Job -Wait -AutoRemoveJob
1 | ForEach-Object -Parallel { Connect-LeappSso acme -Force }
'@ $variables
        $run.ErrorIds | Should -BeExactly NotLoggedIn, NotLoggedIn, NotLoggedIn
        $run.Messages | Should -BeLike '*nobody can be asked here (a job, *'
        (Get-EmulatorCounters $emulator).logins | Should -Be $before
        $run = Invoke-FreshPwsh '@(Start-ThreadJob { Connect-LeappSso acme -LoginMethod Browser } | Receive-Job -Wait -AutoRemoveJob).Count; (Get-LeappSsoIntegration).Status' $variables
        $run.ErrorIds | Should -BeNullOrEmpty
        $run.Output | Should -Be 16, 'Online'
        (Get-EmulatorCounters $emulator).logins | Should -Be ($before + 1)
    }
}
