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
$credential = New-Object ([LeappSso.LeappCredential]) @{
    AccessKeyId = 'ASIA1234567890123456'; SecretAccessKey = [LeappSso.LeappSecret]::new('verySecretKey'); SessionToken = [LeappSso.LeappSecret]::new('verySecretToken')
    ExpiresAt = [DateTimeOffset]::UtcNow.AddMinutes(52.5); Region = 'eu-west-1'; ProfileName = 'Production-ReadOnly'; SessionId = 'acme/000000000001/ReadOnly'
}
$plain = $credential.ToPlainText()
$item = New-Object ([LeappSso.LeappImportItem]) @{
    Status = [LeappSso.LeappImportStatus]::NotTaken; Kind = [LeappSso.LeappImportKind]::Session; Name = 'acme/000000000001/ReadOnly'; Detail = 'It has no account.'
}
function Copy-Through([object] $Object) {
    # As it comes back from a job.
    [Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize($Object))
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
    It 'shows every property of a <_>' -ForEach 'LeappSession', 'LeappSsoIntegration', 'LeappSyncResult', 'LeappFinding', 'LeappCredential', 'LeappPlainCredential', 'LeappImportItem' {
        $name = @{
            LeappSession = 'session'; LeappSsoIntegration = 'integration'; LeappSyncResult = 'result'; LeappFinding = 'finding'
            LeappCredential = 'credential'; LeappPlainCredential = 'plain'; LeappImportItem = 'item'
        }[$_]
        $shown, $properties = Get-Screen "`$$name | Format-List | Out-String -Width 120; , [LeappSso.$_].GetProperties().Name"
        @([regex]::Matches($shown, '(?m)^(\w+) +:') | ForEach-Object { $_.Groups[1].Value }) | Should -Be $properties
    }
}

Describe 'The table of integrations' {
    It 'shows alias, status, time left, sessions, region and portal at 80 columns, and all of the address at 120' {
        $narrow, $wide = Get-Screen '80, 120 | ForEach-Object { $integration | Out-String -Width $_ }'
        Get-Headers $narrow | Should -Be 'Alias', 'Status', 'TimeLeft', 'Sessions', 'Region', 'PortalUrl'
        @($narrow.Trim() -split '\r?\n')[2].Trim() -split ' +' | Should -Be 'acme', 'Expired', '1234', 'eu-west-1', 'https://acme.awsapps…'
        @($wide.Trim() -split '\r?\n')[2] | Should -Match ' https://acme\.awsapps\.com/start *$'
    }

    It 'says of a login that is <Login> <Words>' -ForEach @(
        @{ Login = 'valid'; Status = 'Online'; Minutes = 442.5; Words = '7 h 22 min' }
        @{ Login = 'over, and renewed without a person'; Status = 'Online'; Minutes = -5; Words = 'renewable' }
        @{ Login = 'over'; Status = 'Expired'; Minutes = -200; Words = '3 h ago' }
    ) {
        $screens = Get-Screen @"
`$login = New-Object ([LeappSso.LeappSsoIntegration]) @{
    Alias = 'acme'; PortalUrl = 'https://acme.awsapps.com/start'; Region = 'eu-west-1'; Status = [LeappSso.LeappIntegrationStatus]::$Status
    TokenExpiresAt = [DateTimeOffset]::UtcNow.AddMinutes($Minutes)
}
`$login | Out-String -Width 120
Copy-Through `$login | Out-String -Width 120
"@
        $screens[0] | Should -Match "acme +$Status +$Words +0 eu-west-1"
        $screens[1] | Should -Be $screens[0]
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

Describe 'The tables of credentials' {
    It 'say how long the keys live, and show no secret, plain or not' {
        foreach ($text in Get-Screen '$credential, $plain | ForEach-Object { $_ | Format-Table | Out-String -Width 80; Copy-Through $_ | Format-Table | Out-String -Width 80 }') {
            Get-Headers $text | Should -Be 'SessionId', 'AccessKeyId', 'TimeLeft'
            @($text.Trim() -split '\r?\n')[2].Trim() | Should -Match '^acme/000000000001/ReadOnly +ASIA1234567890123456 52 min$'
        }
    }

    It 'are not what is shown of plain text, which was asked for' {
        $list, $hidden = Get-Screen '$plain | Out-String -Width 80; $credential | Format-List | Out-String -Width 80'
        $list | Should -Match 'SecretAccessKey : verySecretKey'
        $list | Should -Match '(?m)^ExpiresAt       : \d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ \(52 min\)\s*$'
        $hidden | Should -Not -Match 'verySecret'
    }
}

Describe 'Every table' {
    It 'is no wider than the screen at any width, and only its last column is ever narrower than its header' {
        $lines = Get-Screen @'
$rows = $session, $integration, $result, $finding, $credential, $plain, $item
foreach ($width in 40..200) {
    foreach ($row in $rows) {
        $text = $row | Format-Table | Out-String -Width $width
        foreach ($line in $text -split '\r?\n') { if ($line.Length -gt $width) { "$($row.GetType().Name) at ${width}: a line of $($line.Length)" } }
        # The row of dashes ends the header: where a header does not fit, it goes on in a second line.
        $head = [regex]::Split($text.Trim(), '\r?\n(?=-+)')[0]
        $first = @($head -split '\r?\n')[0].Trim() -split ' +'
        $known = 'AccountName', 'AccountId', 'RoleName', 'Region', 'Status', 'ProfileName', 'Integration', 'Alias', 'TimeLeft', 'Sessions', 'PortalUrl', 'Added', 'Removed',
            'Changed', 'Unchanged', 'Failed', 'Accounts', 'Duration', 'Name', 'Kind', 'Detail', 'SessionId', 'AccessKeyId'
        foreach ($cut in $first | Select-Object -SkipLast 1 | Where-Object { $_ -notin $known }) { "$($row.GetType().Name) at ${width}: $cut" }
        if ($width -in 80, 100, 118, 120 + 121..200 -and $first[-1] -notin $known) { "$($row.GetType().Name) at ${width}: $($first[-1])" }
    }
}
'looked'
'@
        $lines | Should -Be 'looked'
    }

    It 'keeps its columns in line whatever the names: <Name>' -ForEach @(
        @{ Name = 'wide characters'; Account = '生産アカウント' }
        @{ Name = 'wide characters that are cut'; Account = '生産アカウント・とても長い名前です。もっと' }
        @{ Name = 'an emoji'; Account = 'rocket 🚀 ship' }
        @{ Name = 'accents of their own'; Account = 'café' }
        @{ Name = 'letters from right to left'; Account = 'مرحبا' }
    ) {
        $account = [regex]::Replace($Account, '\\[uU]([0-9a-fA-F]{8}|[0-9a-fA-F]{4})', { [char]::ConvertFromUtf32([Convert]::ToInt32($args[0].Groups[1].Value, 16)) })
        $text = @(Get-Screen @"
`$other = New-Object ([LeappSso.LeappSession]) @{ Integration = 'acme'; AccountId = '000000000002'; AccountName = '$account'; RoleName = 'ReadOnly'; ProfileName = 'p' }
`$session, `$other | Out-String -Width 80
"@)[0]
        $lines = $text.Trim() -split '\r?\n'
        $before = $lines[3].Substring(0, $lines[3].IndexOf('000000000002'))
        # East Asian characters take two columns; an emoji outside of the first plane is two UTF-16 characters and two columns.
        $columns = $before.Length + @($before.ToCharArray() | Where-Object { [int]$_ -ge 0x3000 -and [int]$_ -le 0x9fff }).Count
        $columns | Should -Be $lines[2].IndexOf('000000000001')
        $before.IsNormalized() | Should -BeTrue
    }

    It 'writes out what in a name would steer the terminal, and leaves the object as it is' {
        $screens = Get-Screen @'
$PSStyle.OutputRendering = 'Ansi'
$name = "red`e[31m`e]0;title`a`nline$([char]0x202e)"
$other = New-Object ([LeappSso.LeappSession]) @{ Integration = 'acme'; AccountId = '000000000002'; AccountName = $name; RoleName = $name; ProfileName = 'p'; AccountEmail = $name }
$other | Out-String -Width 80
$other | Format-List | Out-String -Width 200
$finding = New-Object ([LeappSso.LeappFinding]) @{ Name = 'Lines'; Status = [LeappSso.LeappFindingStatus]::Ok; Detail = $name; Advice = 'x'; Target = $name; Line = 1 }
$finding | Out-String -Width 200
$finding | Format-List | Out-String -Width 200
($other.AccountName -ceq $name) -and (($other | ConvertTo-Json | ConvertFrom-Json).AccountName -ceq $name)
'@
        $screens[-1] | Should -BeTrue
        foreach ($screen in $screens | Select-Object -SkipLast 1) {
            $screen | Should -Match ([regex]::Escape('red\u001b[31m\u001b]'))
            ($screen -replace '\e\[[0-9;]*m') | Should -Not -Match "[\e\a$([char]0x202e)]"
            $screen | Should -Not -Match '\e\[31m'
        }
        @($screens[0].Trim() -split '\r?\n').Count | Should -Be 3
    }

    It 'groups where it is asked to' {
        $text = @(Get-Screen @'
$other = New-Object ([LeappSso.LeappSession]) @{ Integration = 'other'; AccountId = '000000000002'; AccountName = 'Sandbox'; RoleName = 'ReadOnly'; ProfileName = 'p' }
$other, $session | Sort-Object AccountName | Format-Table -GroupBy Integration | Out-String -Width 80
'@)[0]
        $text -replace '\r' -replace ' +\n', "`n" | Should -Match '(?s)^\s*Integration: acme\n\nAccountName .*\nProduction .*\n\s*Integration: other\n\nAccountName .*\nSandbox '
    }
}

Describe 'Colours' {
    It 'tell a status by $PSStyle where the host shows them, here and after a job, in strict mode, and keep the columns' {
        $screens = Get-Screen @'
Set-StrictMode -Version Latest
$PSStyle.Formatting.Warning = "`e[38;5;208m"
$active = New-Object ([LeappSso.LeappSession]) @{ Integration = 'acme'; AccountId = '1'; AccountName = 'A'; RoleName = 'R'; ProfileName = 'p'; Status = [LeappSso.LeappSessionStatus]::Active }
$expired = New-Object ([LeappSso.LeappSession]) @{ Integration = 'acme'; AccountId = '1'; AccountName = 'A'; RoleName = 'R'; ProfileName = 'p'; Status = [LeappSso.LeappSessionStatus]::Expired }
$rows = $session, $active, $expired
$coloured = foreach ($all in $rows, @($rows | ForEach-Object { Copy-Through $_ })) { $PSStyle.OutputRendering = 'Ansi'; $all | Out-String -Width 120 }
$PSStyle.OutputRendering = 'PlainText'
$coloured
$rows | Out-String -Width 120
$PSStyle.OutputRendering = 'Ansi'
foreach ($one in $finding, $integration, $item) { $one | Out-String -Width 120 }
'@
        $screens[0] | Should -Match ' Inactive '
        $screens[0] | Should -Match ' \e\[32mActive\e\[0m   p'
        $screens[0] | Should -Match ' \e\[38;5;208mExpired\e\[0m  p'
        $screens[1] | Should -Be $screens[0]
        $screens[2] | Should -Not -Match '\e'
        ($screens[0] -replace '\e\[[0-9;]*m') | Should -Be $screens[2]
        $screens[3] | Should -Match '\e\[31;1mError\e\[0m'
        $screens[4] | Should -Match '\e\[38;5;208mExpired\e\[0m'
        $screens[5] | Should -Match '\e\[38;5;208mNotTaken\e\[0m'
    }

    It 'stay out of text, files and what <Variable>=<Value> forbids' -ForEach @(
        @{ Variable = 'NO_COLOR'; Value = '1'; Terminal = 'xterm-256color' }
        @{ Variable = 'TERM'; Value = 'dumb'; Terminal = 'dumb' }
        @{ Variable = 'nothing'; Value = 'set'; Terminal = 'xterm-256color' }
    ) {
        $own = $variables.Clone()
        $own.NO_COLOR = $Variable -eq 'NO_COLOR' ? $Value : $null
        $own.TERM = $Terminal
        $run = Invoke-FreshPwsh ($setUp + @'
$expired = New-Object ([LeappSso.LeappSession]) @{ Integration = 'acme'; AccountId = '1'; AccountName = 'A'; RoleName = 'R'; ProfileName = 'p'; Status = [LeappSso.LeappSessionStatus]::Expired }
$expired | Out-String
$file = New-TemporaryFile
$expired | Out-File $file.FullName
Get-Content $file.FullName -Raw
$expired | Tee-Object $file.FullName | Out-Host
Get-Content $file.FullName -Raw
Remove-Item $file.FullName
'@) $own
        $run.Output.Count | Should -Be 3
        foreach ($text in $run.Output) {
            $text | Should -Match 'Expired'
            $text | Should -Not -Match '\e'
        }
        # The output of this process goes into a pipe; how PowerShell shows its headers there is its own affair.
        $run.Screen | Should -Match '(?m) Expired *\r?$'
    }
}

Describe 'Values' {
    It 'are clean in CSV and JSON for every type, in every culture' {
        $out = Get-Screen @'
[cultureinfo]::CurrentCulture = 'th-TH'
foreach ($one in $session, $integration, $result, $finding, $credential, $item) {
    $csv = $one | ConvertTo-Csv | Out-String
    $json = $one | ConvertTo-Json -EnumsAsStrings
    $back = $json | ConvertFrom-Json
    foreach ($text in $csv, $json) { if ($text -match 'System\.|LeappSso\.|verySecret|@\{') { "$($one.GetType().Name): $text" } }
    if ($one.psobject.Properties['Status'] -and ($back.Status -isnot [string] -or $csv -notmatch "`"$($back.Status)`"")) { "$($one.GetType().Name): $($back.Status)" }
}
($credential | ConvertTo-Json | ConvertFrom-Json).ExpiresAt.ToUniversalTime().Ticks -eq $credential.ExpiresAt.UtcTicks
'@
        $out | Should -Be $true
    }

    It 'of the columns of a table are plain where they are selected' {
        $json = @(Get-Screen '$PSStyle.OutputRendering = "Ansi"; $session | Select-Object AccountName, AccountId, RoleName, Region, Status | ConvertTo-Json -EnumsAsStrings -Compress')[0]
        $json | Should -BeExactly '{"AccountName":"Production","AccountId":"000000000001","RoleName":"AdministratorAccess","Region":"ap-southeast-1","Status":"Inactive"}'
    }

    It 'are all that an object has, here and after a job: what is made for the views is hidden' {
        $out = Get-Screen @'
foreach ($one in $session, $integration, $result, $finding, $credential, $plain, $item) {
    $type = $one.GetType()
    $own = @($type.GetProperties().Name | Sort-Object) -join ' '
    $copy = Copy-Through $one
    foreach ($shown in @{
        Members = ($one | Get-Member -MemberType Properties).Name
        Select = ($one | Select-Object *).psobject.Properties.Name
        Json = ($one | ConvertTo-Json | ConvertFrom-Json).psobject.Properties.Name
        Copy = ($copy | ConvertTo-Json | ConvertFrom-Json).psobject.Properties.Name
        CopyOfCopy = (Copy-Through $copy).psobject.Properties.Name
    }.GetEnumerator()) {
        $names = @($shown.Value | Sort-Object) -join ' '
        if ($names -ne $own) { "$($type.Name), $($shown.Key): $names" }
    }
    $type.Name
}
'@
        $out | Should -Be LeappSession, LeappSsoIntegration, LeappSyncResult, LeappFinding, LeappCredential, LeappPlainCredential, LeappImportItem
    }
}

Describe 'Where the language is constrained' {
    It 'tables and lists are the same' {
        $out = Get-Screen @'
$objects = $session, $integration, $result, $finding, $credential, $item
$draw = { param($Objects) foreach ($one in $Objects) { $one | Format-Table | Out-String -Width 120; $one | Format-List | Out-String -Width 120 } }
$shell = [powershell]::Create()
$null = $shell.AddScript('Import-Module LeappSso; $ExecutionContext.SessionState.LanguageMode = "ConstrainedLanguage"').Invoke()
$shell.Commands.Clear()
$constrained = $shell.AddScript($draw).AddArgument($objects).Invoke()
$shell.Commands.Clear()
$null = $shell.AddScript('[LeappSso.Views.CellText]::Of("called")').Invoke()
$shell.Streams.Error.FullyQualifiedErrorId
$constrained.Count
Compare-Object (& $draw $objects) $constrained
'@
        $out | Should -Be MethodInvocationNotSupportedInConstrainedLanguage, 12
    }
}
