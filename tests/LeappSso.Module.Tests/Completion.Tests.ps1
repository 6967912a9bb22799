# Tab, and the listing it helps to write, on workspaces that lie on disk: no portal, no network.

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Support.psm1') -Force

    # A home with a workspace of accounts with these names, each with the same roles.
    function New-Workspace([string] $Name, [string[]] $Accounts, [string[]] $Roles = @('Admin')) {
        $variables = New-TestHome (Join-Path $TestDrive $Name)
        $number = 0
        $document = @{
            version = 1
            integrations = @(@{
                alias = 'acme'; portalUrl = 'https://acme.awsapps.com/start'; region = 'eu-west-1'
                accounts = @(foreach ($account in $Accounts) {
                    $id = '{0:000000000000}' -f ++$number
                    @{ id = $id; name = $account; roles = @(foreach ($role in $Roles) { @{ name = $role; profile = "p$number-$role" } }) }
                })
            })
        }
        $null = New-Item -ItemType Directory $variables.LEAPPSSO_HOME
        $document | ConvertTo-Json -Depth 8 | Set-Content (Join-Path $variables.LEAPPSSO_HOME workspace.json)
        $variables
    }

    # One line for each parameter that completes from the workspace.
    $lines = @(
        'Get-LeappSession -AccountName ', 'Get-LeappSession -AccountId ', 'Get-LeappSession -RoleName ', 'Get-LeappSession -ProfileName '
        'Get-LeappSession -Id ', 'Get-LeappSession -Integration ', 'Set-LeappSession ', 'Set-LeappSession -ProfileName ', 'Start-LeappSession '
        'Stop-LeappSession ', 'Remove-LeappSession ', 'Add-LeappSession ', 'Open-LeappConsole ', 'Invoke-LeappSession { } ', 'Get-LeappCredential ', 'Sync-LeappSso ', 'Connect-LeappSso ', 'Disconnect-LeappSso ', 'Get-LeappSsoIntegration ', 'Set-LeappSsoIntegration ', 'Remove-LeappSsoIntegration ')
}

Describe 'Completion' {
    It 'gives a word that names exactly what was chosen, however it was begun' {
        $names = @(
            'plain', 'two words', "O'Neill & Co", 'say "hi"', 'cost$center', '$(throw)', 'tick`tock', 'team [blue]', 'all*stars', 'why?', '*', '?', '-dash', '@at', '#hash'
            '50%', '%', 'a;b', 'a,b', '{x}', '(y)', '1234', '1KB', 'x|y', 'new>file', 'a=b', '~', '~/x', 'a`b', "curly $([char]0x201C)x$([char]0x201D) $([char]0x2018)y$([char]0x2019)"
            "$([char]0x201C)begin", "$([char]0x2018)begin", "dash $([char]0x2013) dash", "$([char]0x2013)dash", 'Zürich', '本番', '🚀 team', "e$([char]0x0301)")
        $variables = New-Workspace names $names
        $run = Invoke-FreshPwsh @'
foreach ($name in (Get-LeappSession).AccountName) {
    $single = $name -replace "['\u2018\u2019\u201a\u201b]", '$0$0'
    $double = $name -replace '[`$"\u201c\u201d\u201e]', '`$0'
    $bare = -join ($name.ToCharArray() | ForEach-Object { "``$_" })
    # Half a name is typed, in each kind of quotes and in none; a surrogate pair stays whole.
    $half = [math]::Max(1, [math]::Floor($name.Length / 2))
    if ([char]::IsHighSurrogate($name[$half - 1])) { $half++ }
    $starts = @("'$single", "'$single'", "`"$double", "`"$double`"")
    if ($name -cmatch '^[A-Za-z]') { $starts += $name.Substring(0, 1) }
    foreach ($start in $starts) {
        $line = "Get-LeappSession -AccountName $start"
        $texts = @((TabExpansion2 $line).CompletionMatches | Where-Object ListItemText -CEQ $name | ForEach-Object CompletionText)
        $found = @($texts | ForEach-Object { (Invoke-Expression "Get-LeappSession -AccountName $_").AccountName })
        if ($texts.Count -ne 1 -or $found -cnotcontains $name) { "$line -> $texts -> $found" }
    }
}
'@ $variables
        $run.ErrorIds | Should -BeNullOrEmpty -Because ($run.Messages -join ' ')
        $run.Output | Should -BeNullOrEmpty
    }

    It 'gives each name once and in order' {
        $variables = New-Workspace order 'b', 'a', 'C', 'b' 'Admin', 'ReadOnly'
        (Invoke-FreshPwsh @'
(TabExpansion2 'Get-LeappSession -AccountName ').CompletionMatches.CompletionText -join ' '
(TabExpansion2 'Get-LeappSession -RoleName ').CompletionMatches.CompletionText -join ' '
(TabExpansion2 'Set-LeappSession acme/000000000002/').CompletionMatches.CompletionText -join ' '
'@ $variables).Output | Should -Be 'a b C', 'Admin ReadOnly', 'acme/000000000002/Admin acme/000000000002/ReadOnly'
    }

    It 'offers what begins as typed, and only where nothing does, what contains the words' {
        $variables = New-Workspace inside 'production', 'prod-eu', 'sandbox', "O'Neill" 'Admin', 'ReadOnly'
        (Invoke-FreshPwsh @'
function texts($line) { "$((TabExpansion2 $line).CompletionMatches.CompletionText)" }
texts 'Get-LeappSession prod'
texts 'Get-LeappSession duct'
texts 'Get-LeappSession -AccountName *eu'
texts 'Get-LeappSession -AccountName sandbox,pro*t'
texts 'Get-LeappSession -RoleName Admin,Re'
texts 'Set-LeappSession p1-'
texts 'Set-LeappSession sandbox'
texts 'Set-LeappSession "eill adm'
texts 'Set-LeappSession x -Region frankf'
'@ $variables).Output | Should -Be @(
            'prod-eu production', 'production', 'prod-eu', 'production', 'ReadOnly', 'p1-Admin p1-ReadOnly'
            "acme/000000000003/Admin acme/000000000003/ReadOnly  sandbox", '"acme/000000000004/Admin"', 'eu-central-1')
    }

    It 'keeps what was typed where several contain it, for a Tab that inserts what all of them begin with' {
        $variables = New-Workspace kept 'management', 'sandbox' 'Admin'
        (Invoke-FreshPwsh @'
function show($line) { foreach ($match in (TabExpansion2 $line).CompletionMatches) { "<$($match.CompletionText)> <$($match.ListItemText)>" } }
show 'Set-LeappSession admin'
show "Set-LeappSession 'adm"
show 'Get-LeappSession an'
'@ $variables).Output | Should -Be @(
            '<acme/000000000001/Admin> <acme/000000000001/Admin>', '<acme/000000000002/Admin> <acme/000000000002/Admin>', '< admin> <...admin...>'
            "<'acme/000000000001/Admin'> <acme/000000000001/Admin>", "<'acme/000000000002/Admin'> <acme/000000000002/Admin>", "< 'adm'> <...adm...>"
            '<management> <management>', '<sandbox> <sandbox>', '< an> <...an...>')
    }

    It 'offers what the other parameters on the line leave' {
        $variables = New-Workspace context 'production', 'sandbox' 'Admin'
        $path = Join-Path $variables.LEAPPSSO_HOME workspace.json
        $document = Get-Content $path -Raw | ConvertFrom-Json -AsHashtable
        $document.integrations[0].accounts[0].roles += @{ name = 'Billing'; profile = 'b' }
        $document.integrations += @{
            alias = 'globex'; portalUrl = 'https://globex.awsapps.com/start'; region = 'eu-west-1'
            accounts = @(@{ id = '000000000009'; name = 'other'; roles = @(@{ name = 'Audit'; profile = 'a' }) })
        }
        $document | ConvertTo-Json -Depth 8 | Set-Content $path
        (Invoke-FreshPwsh @'
function texts($line) { "$((TabExpansion2 $line).CompletionMatches | Where-Object ResultType -EQ ParameterValue | ForEach-Object CompletionText)" }
texts 'Get-LeappSession production '
texts 'Get-LeappSession -AccountName sandbox -RoleName '
texts 'Get-LeappSession -AccountName sandbox, oth* -RoleName '
texts 'LeappSso\Get-LeappSession -AccountId 9 -RoleName '
texts 'Get-LeappSession -Integration globex -AccountName '
texts 'Get-LeappSession -RoleName Billing -AccountId '
texts 'Get-LeappSession -RoleName Audit -Id '
texts 'Get-LeappSession -AccountName $unknown -RoleName B'
texts 'Get-LeappSession -AccountName no-such -RoleName '
# A new name, and no filter.
texts 'Set-LeappSession -ProfileName b -Session globex/'
texts 'Remove-LeappSession '
'@ $variables).Output | Should -Be @(
            'Admin Billing', 'Admin', 'Admin Audit', 'Audit', 'other', "'000000000001'", 'globex/000000000009/Audit', 'Billing', '', 'globex/000000000009/Audit', '')
    }

    It 'tells in a tooltip what a name stands for' {
        $variables = New-Workspace tooltips 'production' 'Admin', 'ReadOnly'
        $run = Invoke-FreshPwsh @'
function tip($line) { (TabExpansion2 $line).CompletionMatches[0].ToolTip }
tip 'Get-LeappSession -AccountName '
tip 'Get-LeappSession -AccountId '
tip 'Get-LeappSession -RoleName '
tip 'Get-LeappSession -ProfileName '
tip 'Set-LeappSession '
tip 'Connect-LeappSso '
tip 'Set-LeappSession x -Region eu-central-1'
tip 'Test-LeappSso Clock'
tip 'Add-LeappSsoIntegration -ProfileNameTemplate ''x-{Acc'
tip 'Open-LeappConsole x ec2'
'@ $variables
        $run.Output | Should -Be @(
            '000000000001, 2 roles', 'production, 2 roles', 'in production (000000000001)', 'production (000000000001), Admin', 'production, Admin, profile p1-Admin'
            'https://acme.awsapps.com/start, Offline', 'Europe (Frankfurt)', 'the clock of this machine beside that of AWS (calls the login services)'
            'the 12 digits of the account', '/ec2/home')
    }

    It 'is there for every parameter that takes a name, by position too' {
        $variables = New-Workspace every 'production' 'Admin'
        # New names, addresses and secrets, files (which PowerShell completes), and what only scripts or other modules know.
        $variables.NOTHING = 'Add-LeappSsoIntegration:Alias PortalUrl;Set-LeappSsoIntegration:PortalUrl;Add-LeappSession:RoleArn Name ExternalId ProfileName;' +
            'Import-LeappSso:Path MachineId;Invoke-LeappSession:Module'
        (Invoke-FreshPwsh @'
Import-Module LeappSso
$none = $env:NOTHING -split ';' | ForEach-Object { $command, $names = $_ -split '[: ]'; $names | ForEach-Object { "$command $_" } }
$common = [Management.Automation.PSCmdlet]::CommonParameters + [Management.Automation.PSCmdlet]::OptionalCommonParameters
$checked = 0
foreach ($command in Get-Command -Module LeappSso) {
    foreach ($parameter in $command.Parameters.Values | Where-Object Name -NotIn $common) {
        $type = $parameter.ParameterType
        if ($type.IsArray) { $type = $type.GetElementType() }
        $type = [Nullable]::GetUnderlyingType($type) ?? $type
        if ($type -ne [string] -and -not $type.IsEnum -and $type.Name -ne 'SessionReference') { continue }
        $line = "$command -$($parameter.Name) "
        if ($line.TrimEnd() -replace ' -', ' ' -in $none) { continue }
        $checked++
        $found = (TabExpansion2 $line).CompletionMatches | Where-Object ResultType -EQ ParameterValue
        # Of the workspace at hand none is chained.
        if (-not $found -and $line -ne 'Remove-LeappSession -Session ') { $line }
    }
}
$checked -gt 40
foreach ($line in 'Get-LeappSession production ', 'Add-LeappSession acme', 'Add-LeappSsoIntegration a b eu-c', 'Open-LeappConsole x ec', 'Import-LeappSso L',
    'Invoke-LeappSession { } acme', 'Test-LeappSso Cl', 'Set-LeappSsoIntegration a', 'Remove-LeappSsoIntegration a') {
    if ((TabExpansion2 $line).CompletionMatches[0].ResultType -ne 'ParameterValue') { $line }
}
'@ $variables).Output | Should -BeTrue
    }

    It 'knows the properties of what commands give' {
        $variables = New-Workspace typed 'production'
        (Invoke-FreshPwsh @'
foreach ($line in 'Get-LeappSession | Where-Object RoleN', '(Get-LeappSession).RoleN', 'Get-LeappSession -Status Active | Select-Object RoleN', 'Connect-LeappSso acme | Where-Object RoleN',
    'Set-LeappSession x -PassThru | Sort-Object RoleN', 'Get-LeappSsoIntegration | Where-Object PortalU', 'Sync-LeappSso | Select-Object Unch', 'Test-LeappSso | Where-Object Adv',
    'Get-LeappCredential x | Select-Object AccessKeyI', 'Import-LeappSso Leapp | Where-Object Detai', 'Add-LeappSession x y | ForEach-Object RoleN') {
    "$((TabExpansion2 $line).CompletionMatches.CompletionText)"
}
'@ $variables).Output | Should -Be @(@('RoleName') * 5 + 'PortalUrl', 'Unchanged', 'Advice', 'AccessKeyId', 'Detail', 'RoleName')
    }

    It 'stays quiet and changes nothing where the workspace is <What>' -ForEach @(
        @{ What = 'missing'; Prepare = 'Remove-Item $path' }
        @{ What = 'empty'; Prepare = '[IO.File]::WriteAllText($path, "")' }
        @{ What = 'cut off'; Prepare = '[IO.File]::WriteAllText($path, [IO.File]::ReadAllText($path).Substring(0, 200))' }
        @{ What = 'no JSON'; Prepare = '[IO.File]::WriteAllBytes($path, (1..255))' }
        @{ What = 'of another shape'; Prepare = '[IO.File]::WriteAllText($path, "[1,2]")' }
        @{ What = 'a folder'; Prepare = 'Remove-Item $path; $null = New-Item -ItemType Directory $path' }
        @{ What = 'locked'; Prepare = '$lock = [IO.File]::Open($path, "Open", "ReadWrite", "None")' }
        @{ What = 'nowhere'; Prepare = '$env:LEAPPSSO_HOME = "$path/no/such"' }
    ) {
        $variables = New-Workspace "quiet $What" 'prod'
        $variables.LINES = $lines -join "`n"
        $run = Invoke-FreshPwsh @"
`$path = Join-Path `$env:LEAPPSSO_HOME workspace.json
$Prepare
`$before = @(Get-ChildItem `$env:HOME -Recurse -File -Force | Where-Object FullName -NotMatch powershell | ForEach-Object FullName)
foreach (`$line in `$env:LINES -split "``n") {
    `$Error.Clear()
    # Where nothing of ours completes, PowerShell offers files.
    `$ours = (TabExpansion2 `$line).CompletionMatches | Where-Object ResultType -EQ ParameterValue
    if (`$ours -or `$Error) { "`$line -> `$(`$ours.CompletionText) `$Error" }
}
Compare-Object `$before @(Get-ChildItem `$env:HOME -Recurse -File -Force | Where-Object FullName -NotMatch powershell | ForEach-Object FullName) | ForEach-Object InputObject
"@ $variables
        $run.ErrorIds | Should -BeNullOrEmpty -Because ($run.Messages -join ' ')
        $run.Output | Should -BeNullOrEmpty
    }
}

Describe 'Register-LeappCompleter' {
    BeforeAll {
        $variables = New-Workspace tools 'production', 'sandbox'
        $null = New-Item -ItemType Directory (Join-Path $variables.HOME '.aws')
        Set-Content (Join-Path $variables.HOME '.aws/config') "[default]`nregion = x`n[profile p1-Admin]`nsso_account_id = 000000000001`n[profile mine]`n[sso-session acme]`n[profile 'two words']"
        Set-Content (Join-Path $variables.HOME '.aws/credentials') "[old]`naws_access_key_id = x"
        # As AWS Tools are: a function or cmdlet of a module of that name, which loads by itself.
        foreach ($module in 'AWS.Tools.S3', 'Another') {
            $folder = New-Item -ItemType Directory (Join-Path $variables.HOME "modules/$module")
            $noun = $module -replace '.*\.'
            Set-Content (Join-Path $folder "$module.psm1") "function Get-$($noun)Bucket { param([ArgumentCompleter({ 'of-its-own' })] [string] `$ProfileName) }"
            New-ModuleManifest (Join-Path $folder "$module.psd1") -RootModule "$module.psm1" -FunctionsToExport "Get-$($noun)Bucket"
        }
        $variables.PSModulePath += [IO.Path]::PathSeparator + (Join-Path $variables.HOME modules)
        $texts = 'function texts($line) { "$((TabExpansion2 $line).CompletionMatches.CompletionText)" }' + "`n"
    }

    It 'completes -ProfileName of AWS Tools with what is in the AWS files, as often as it is called, and in strict mode' {
        $run = Invoke-FreshPwsh ($texts + @'
texts 'Get-S3Bucket -ProfileName '
Register-LeappCompleter -WhatIf
texts 'Get-S3Bucket -ProfileName '
Register-LeappCompleter
Register-LeappCompleter
Set-StrictMode -Version Latest
texts 'Get-S3Bucket -ProfileName '
texts 'Get-S3Bucket -ProfileName "two'
Set-Alias bucket Get-S3Bucket
texts 'bucket -ProfileName p'
(TabExpansion2 'Get-S3Bucket -ProfileName p1').CompletionMatches.ToolTip
(TabExpansion2 'Get-S3Bucket -ProfileName ol').CompletionMatches.ToolTip
'@) $variables
        $run.ErrorIds | Should -BeNullOrEmpty -Because ($run.Messages -join ' ')
        $run.Output | Should -Be 'of-its-own', 'of-its-own', "default mine old p1-Admin 'two words'", '"two words"', 'p1-Admin', 'production (000000000001), Admin', 'in the AWS files'
    }

    It 'leaves the commands of other modules and our own as they are' {
        $run = Invoke-FreshPwsh ($texts + @'
Register-LeappCompleter
texts 'Get-AnotherBucket -ProfileName '
texts 'Get-LeappSession -ProfileName '
$Error.Count
'@) $variables
        $run.Output | Should -Be 'of-its-own', 'p1-Admin p2-Admin', 0
    }
}

Describe 'Completion from the workspace of a newer version' {
    It 'offers what it understands' {
        $variables = New-Workspace newer 'production'
        $path = Join-Path $variables.LEAPPSSO_HOME workspace.json
        Set-Content $path ((Get-Content $path -Raw) -replace '"version": *1', '"version": 99, "moods": [{ "of": "today" }]')
        $run = Invoke-FreshPwsh '(TabExpansion2 "Get-LeappSession ").CompletionMatches.CompletionText' $variables
        $run.ErrorIds | Should -BeNullOrEmpty
        $run.Output | Should -Be production
    }
}

Describe 'Get-LeappSession' {
    BeforeAll { $variables = New-Workspace listing @(1..300 | ForEach-Object { "account-$_" }) 'Admin', 'ReadOnly', 'Team [blue]' }

    It 'finds by its parameters what Where-Object finds' {
        (Invoke-FreshPwsh @'
$all = Get-LeappSession
$all.Count
foreach ($pair in @(
        @{ Given = @{ AccountName = 'ACCOUNT-17' }; Where = { $_.AccountName -eq 'account-17' } }
        @{ Given = @{ AccountName = 'account-1?', 'account-30*' }; Where = { $_.AccountName -like 'account-1?' -or $_.AccountName -like 'account-30*' } }
        @{ Given = @{ AccountId = 17 }; Where = { $_.AccountId -eq '000000000017' } }
        @{ Given = @{ RoleName = 'Team [blue]' }; Where = { $_.RoleName -eq 'Team [blue]' } }
        @{ Given = @{ RoleName = 'Team `[*' }; Where = { $_.RoleName -eq 'Team [blue]' } }
        @{ Given = @{ ProfileName = 'P17-ReadOnly' }; Where = { $_.ProfileName -eq 'p17-ReadOnly' } }
        @{ Given = @{ Id = 'ACME/000000000017/admin', 'acme/000000000018/Team [blue]' }; Where = { $_.Id -in 'acme/000000000017/Admin', 'acme/000000000018/Team [blue]' } }
        @{ Given = @{ Id = 'acme/000000000017/Admin'; AccountId = '*018' }; Where = { $false } }
        @{ Given = @{ Id = 'acme/*17/Admin' }; Where = { $_.Id -like 'acme/*17/Admin' } }
        @{ Given = @{ Integration = 'acme'; RoleName = 'Admin', 'readonly'; AccountName = '*9' }; Where = { $_.RoleName -in 'Admin', 'ReadOnly' -and $_.AccountName -like '*9' } }
        @{ Given = @{ Status = 'Active' }; Where = { $_.Status -eq 'Active' } })) {
    $given = $pair.Given
    "$(@(Get-LeappSession @given -ErrorAction Ignore).Id)" -ceq "$(@($all | Where-Object $pair.Where).Id)"
}
'@ $variables).Output | Should -Be (@(900) + @($true) * 11)
    }

    It 'takes a name with a single bracket, which is no wildcard, as it is' {
        $run = Invoke-FreshPwsh 'Get-LeappSession -AccountName "Acme [prod"; Get-LeappSession -RoleName "R[", * | Select-Object -First 1 | ForEach-Object { "found" }' $variables
        $run.ErrorIds | Should -BeExactly SessionNotFound
        $run.Output | Should -BeExactly found
    }

    It 'gives one object after the other' {
        $run = Invoke-FreshPwsh @'
Get-LeappSession | Select-Object -First 1 | ForEach-Object Id
Get-LeappSession -OutVariable kept -PipelineVariable current | Where-Object RoleName -eq Admin | ForEach-Object { if ($current.Id -ne $_.Id) { 'another' } }
$kept.Count
Get-LeappSession | ForEach-Object { $_.GetType().Name } | Sort-Object -Unique
'@ $variables
        $run.ErrorIds | Should -BeNullOrEmpty
        $run.Output | Should -Be 'acme/000000000001/Admin', 900, 'LeappSession'
    }
}
