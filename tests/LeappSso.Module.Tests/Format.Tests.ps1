BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Support.psm1') -Force
    $variables = New-TestHome (Join-Path $TestDrive 'home')

    # Each case writes what the screen would show, at the width it names.
    $setUp = @'
Import-Module LeappSso
function New-Object([type] $Type, [hashtable] $Values) {
    $object = [Activator]::CreateInstance($Type)
    foreach ($name in $Values.Keys) { $Type.GetProperty($name).SetValue($object, $Values[$name]) }
    $object
}
$session = New-Object ([LeappSso.LeappSession]) @{
    Integration = 'acme'; AccountId = '000000000001'; AccountName = 'Production'; AccountEmail = 'production@example.com'
    RoleName = 'AdministratorAccess'; Region = 'ap-southeast-1'; ProfileName = 'Production-AdministratorAccess'
    Status = [LeappSso.LeappSessionStatus]::Inactive; ConsoleUrl = 'https://acme.awsapps.com/start/#/console?account_id=000000000001'
}
$integration = New-Object ([LeappSso.LeappSsoIntegration]) @{
    Alias = 'acme'; PortalUrl = 'https://acme.awsapps.com/start'; Region = 'eu-west-1'; Status = [LeappSso.LeappIntegrationStatus]::Expired
    SessionCount = 1234; ProfileNameTemplate = '{AccountName}-{RoleName}'
}
$result = New-Object ([LeappSso.LeappSyncResult]) @{
    Integration = 'acme'; Added = 12345; Removed = 1; Changed = 22; Unchanged = 50000; Failed = 3; Accounts = 5000; Duration = [TimeSpan]::FromSeconds(247.46)
}
$finding = New-Object ([LeappSso.LeappFinding]) @{
    Name = 'Lines'; Status = [LeappSso.LeappFindingStatus]::Error; Detail = 'config, line 1: text'; Advice = 'Remove it.'; Target = 'config'; Line = 1
}

'@
    function Get-Screen([string] $Script) { (Invoke-FreshPwsh ($setUp + $Script) $variables).Output }
    function Get-Headers([string] $Text) { ($Text.Trim() -split '\r?\n')[0].Trim() -split ' +' }
}

Describe 'The table of sessions' {
    It 'shows name, id, role, region and status at 80 columns, each in full' {
        $text = @(Get-Screen '$session | Out-String -Width 80')[0]
        Get-Headers $text | Should -Be 'AccountName', 'AccountId', 'RoleName', 'Region', 'Status'
        @($text.Trim() -split '\r?\n')[2].Trim() -split ' +' | Should -Be 'Production', '000000000001', 'AdministratorAccess', 'ap-southeast-1', 'Inactive'
        ($text -split '\r?\n' | Measure-Object Length -Maximum).Maximum | Should -BeLessOrEqual 80
    }

    It 'shows profile and integration too at 120' {
        $text = @(Get-Screen '$session | Out-String -Width 120')[0]
        Get-Headers $text | Should -Be 'AccountName', 'AccountId', 'RoleName', 'Region', 'Status', 'ProfileName', 'Integration'
        $text | Should -Match 'Production-Administrator'
        $text | Should -Match 'acme'
    }

    It 'keeps its columns whatever the length of a name, and does not group' {
        $text = @(Get-Screen @'
$long = New-Object ([LeappSso.LeappSession]) @{ Integration = 'other'; AccountId = '000000000002'; AccountName = 'A' * 50; RoleName = 'R' * 60; ProfileName = 'P' * 110; ConsoleUrl = '' }
$session, $long, $session | Out-String -Width 80
'@)[0]
        $lines = $text.Trim() -split '\r?\n'
        $lines.Count | Should -Be 5
        $lines[3].IndexOf('000000000002') | Should -Be $lines[2].IndexOf('000000000001')
        $lines[3] | Should -Match 'Inactive\s*$'
    }

    It 'is the same for sessions that come back from a job or from JSON' {
        $screens = Get-Screen @'
$session | Out-String -Width 120
[Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize($session)) | Out-String -Width 120
$json = $session | ConvertTo-Json -EnumsAsStrings | ConvertFrom-Json
$json.psobject.TypeNames.Insert(0, 'LeappSso.LeappSession')
$json | Out-String -Width 120
'@
        $screens[1] | Should -Be $screens[0]
        $screens[2] | Should -Be $screens[0]
    }
}

Describe 'The list' {
    It 'shows every property of a <_>' -ForEach 'LeappSession', 'LeappSsoIntegration', 'LeappSyncResult', 'LeappFinding' {
        $name = @{ LeappSession = 'session'; LeappSsoIntegration = 'integration'; LeappSyncResult = 'result'; LeappFinding = 'finding' }[$_]
        $shown, $properties = Get-Screen "`$$name | Format-List | Out-String -Width 120; , [LeappSso.$_].GetProperties().Name"
        @([regex]::Matches($shown, '(?m)^(\w+) +:') | ForEach-Object { $_.Groups[1].Value }) | Should -Be $properties
    }
}

Describe 'The table of integrations' {
    It 'shows alias, status, sessions, region and portal at 80 columns' {
        $text = @(Get-Screen '$integration | Out-String -Width 80')[0]
        Get-Headers $text | Should -Be 'Alias', 'Status', 'Sessions', 'Region', 'PortalUrl'
        @($text.Trim() -split '\r?\n')[2].Trim() -split ' +' | Should -Be 'acme', 'Expired', '1234', 'eu-west-1', 'https://acme.awsapps.com/start'
    }
}

Describe 'The table of results' {
    It 'shows every count at 80 columns, here and after a job' {
        $screens = Get-Screen @'
$result | Out-String -Width 80
[Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize($result)) | Out-String -Width 80
'@
        Get-Headers $screens[0] | Should -Be 'Integration', 'Added', 'Removed', 'Changed', 'Unchanged', 'Failed', 'Accounts', 'Duration'
        @($screens[0].Trim() -split '\r?\n')[2].Trim() -split ' +' | Should -Be 'acme', '12345', '1', '22', '50000', '3', '5000', '00:04:07.4'
        ($screens[0] -split '\r?\n' | Measure-Object Length -Maximum).Maximum | Should -BeLessOrEqual 80
        $screens[1] | Should -Be $screens[0]
    }
}
