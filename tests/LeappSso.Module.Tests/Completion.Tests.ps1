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
        'Stop-LeappSession ', 'Get-LeappCredential ', 'Connect-LeappSso ', 'Disconnect-LeappSso ', 'Get-LeappSsoIntegration ', 'Set-LeappSsoIntegration ', 'Remove-LeappSsoIntegration ')
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
