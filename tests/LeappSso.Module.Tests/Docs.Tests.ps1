# What the pages print is what their commands print: each block of PowerShell is run, and the block of text below it compared; a block that
# has none must run without errors. With LEAPPSSO_WRITE_DOCS the pages that it names ('*', 'docs/guides/*') get the real output instead, and no
# other is run.

BeforeDiscovery {
    Import-Module (Join-Path $PSScriptRoot 'Support.psm1') -Force
    $root = Get-Root
    function Get-Page([string[]] $Paths) {
        Get-Item $Paths | Where-Object { Select-String -Path $_ -Pattern '^```powershell' -List } | ForEach-Object {
            @{
                Name = [IO.Path]::GetRelativePath($root, $_.FullName).Replace('\', '/'); Path = $_.FullName
                Tag = (Select-String -Path $_ -Pattern '^\s*[^#`]*\baws (sts|s3|configure)' -List) ? 'AwsCli' : 'Page'
            }
        } | Where-Object { -not $env:LEAPPSSO_WRITE_DOCS -or $_.Name -like $env:LEAPPSSO_WRITE_DOCS }
    }
    $pages = Get-Page (Join-Path $root README.md), (Join-Path $root 'docs/*.md'), (Join-Path $root 'docs/guides/*.md')
    $commands = Get-Page (Join-Path $root 'docs/commands/*.md')
}

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Support.psm1') -Force
    Import-Module (Join-Path $PSScriptRoot 'Documents.psm1') -Force
    $emulator = Start-Emulator '--accounts', '6', '--roles', '3'

    # What each block of text should be; a block of code that has none must have run without errors.
    function Get-Printed([object[]] $Parts, [object[]] $Printed) {
        $index = -1
        for ($i = 0; $i -lt $Parts.Count; $i++) {
            if ($Parts[$i].Kind -eq 'text') {
                @{ Part = $Parts[$i]; Printed = $Printed[$index].Text }
            } else {
                $index++
                if ($i + 1 -ge $Parts.Count -or $Parts[$i + 1].Kind -ne 'text') { $Printed[$index].Errors | Should -BeNullOrEmpty -Because $Parts[$i].Body }
            }
        }
    }

    function Get-NewHome { Join-Path $TestDrive ([guid]::NewGuid()) }
}

AfterAll { Stop-Emulator $emulator }

# Pages show what is printed on Linux: on Windows ~\.aws\config is printed, a script of the shell cannot stand for the AWS CLI, and each system
# has another id of the machine from which the key of Leapp's workspace is made.
Describe 'The page <Name>' -Skip:(-not $IsLinux) -ForEach $pages -AllowNullOrEmptyForEach {
    It 'prints what its commands print' -Tag $Tag {
        $text = [IO.File]::ReadAllText($Path)
        $parts = @(Read-Document $text)
        $printed = @(Invoke-Document ($parts | Where-Object Kind -ne text).Body $emulator (Get-NewHome))
        $changes = Get-Printed $parts $printed
        if ($env:LEAPPSSO_WRITE_DOCS) {
            [array]::Reverse($changes)
            foreach ($change in $changes) { $text = $text.Remove($change.Part.Index, $change.Part.Length).Insert($change.Part.Index, $change.Printed + "`n") }
            [IO.File]::WriteAllText($Path, $text)
        } else {
            foreach ($change in $changes) { Format-Comparable $change.Part.Body | Should -BeExactly (Format-Comparable $change.Printed) }
        }
    }
}

# In a home with a portal one is logged in to; what else the examples of a command count on is here.
Describe 'The examples on <Name>' -Skip:(-not $IsLinux) -ForEach $commands -AllowNullOrEmptyForEach {
    BeforeAll {
        $ready = "`$null = Add-LeappSsoIntegration acme `$env:PORTAL eu-west-1 -DefaultRegion eu-central-1; `$null = Connect-LeappSso acme`n"
        # The address of the emulator would be cut, and has another port each time.
        $wide = 'Add-LeappSsoIntegration', 'Get-LeappSsoIntegration', 'Disconnect-LeappSso'
        $before = @{
            'Add-LeappSsoIntegration' = "Remove-LeappSsoIntegration acme -Confirm:`$false`n"
            'Connect-LeappSso' = "Disconnect-LeappSso acme`n"
            'Remove-LeappSession' = "`$null = Add-LeappSession acme/000000000001/AdministratorAccess arn:aws:iam::444455556666:role/Deploy`n"
            'Stop-LeappSession' = "Get-LeappSession acme-production ReadOnly | Start-LeappSession`n"
            'Import-LeappSso' = @'
Remove-LeappSsoIntegration acme -Confirm:$false
$null = New-Item ~/.aws -ItemType Directory -Force
Set-Content ~/.aws/config @"
[sso-session acme]
sso_start_url = $env:PORTAL
sso_region = eu-west-1
sso_registration_scopes = sso:account:access

[profile prod]
sso_session = acme
sso_account_id = 000000000002
sso_role_name = ReadOnly
region = eu-central-1
"@
'@
        }
    }

    It 'print what they print' -Tag $Tag {
        $command = [IO.Path]::GetFileNameWithoutExtension($Path)
        $text = [IO.File]::ReadAllText($Path)
        $start = $text.IndexOf('## Examples')
        $parts = @(Read-Document $text.Substring($start, $text.IndexOf('## Parameters') - $start))
        $parts.Count | Should -BeGreaterThan 0
        $printed = @(Invoke-Document (@($ready + $before[$command]) + ($parts | Where-Object Kind -eq powershell).Body) $emulator (Get-NewHome) -Width ($command -in $wide ? 100 : 80))
        $printed[0].Errors | Should -BeNullOrEmpty
        $changes = Get-Printed $parts ($printed | Select-Object -Skip 1)
        if ($env:LEAPPSSO_WRITE_DOCS) {
            # The pages are made from the source.
            $source = Join-Path (Get-Root) "src/LeappSso.Cmdlets/Commands/$($command.Replace('-', ''))Command.cs"
            $count = -1
            $text = [regex]::Replace([IO.File]::ReadAllText($source), '(?ms)(?<=^/// <code language="text">\r?\n).*?(?=^/// </code>)', {
                $count = (Get-Variable count -Scope 1).Value + 1
                Set-Variable count $count -Scope 1
                (([Security.SecurityElement]::Escape(@($changes)[$count].Printed) -replace '&apos;', "'" -replace '&quot;', '"') -split "`n" |
                    ForEach-Object { "/// $_".TrimEnd() + "`n" }) -join ''
            })
            [IO.File]::WriteAllText($source, $text)
        } else {
            foreach ($change in $changes) { Format-Comparable $change.Part.Body | Should -BeExactly (Format-Comparable $change.Printed) }
        }
    }
}

Describe 'The code on every page' {
    It 'parses, and names only commands and parameters there are' {
        $files = Get-ChildItem (Join-Path (Get-Root) 'docs') -Filter *.md -Recurse
        $code = foreach ($file in @(Get-Item (Join-Path (Get-Root) README.md)) + $files) {
            [regex]::Matches([IO.File]::ReadAllText($file), '(?ms)^```(?:powershell|pwsh)\r?\n(.*?)^```\r?$') |
                ForEach-Object { @{ Page = $file.Name; Code = $_.Groups[1].Value } }
        }
        $code.Count | Should -BeGreaterThan 60
        $list = Join-Path $TestDrive code.json
        $code | ConvertTo-Json | Set-Content $list
        $wrong = (Invoke-FreshPwsh @"
Import-Module LeappSso
foreach (`$block in Get-Content '$list' -Raw | ConvertFrom-Json) {
    `$errors = `$null
    `$tree = [Management.Automation.Language.Parser]::ParseInput(`$block.Code, [ref]`$null, [ref]`$errors)
    if (`$errors) { "`$(`$block.Page): `$errors" }
    foreach (`$call in `$tree.FindAll({ `$args[0] -is [Management.Automation.Language.CommandAst] }, `$true)) {
        `$name = `$call.GetCommandName()
        `$called = Get-Command "`$name" -ErrorAction Ignore
        if (-not `$called -and `$name -match 'Leapp') { "`$(`$block.Page): there is no `$name" }
        if (`$called.ModuleName -ne 'LeappSso') { continue }
        `$call.CommandElements | Where-Object { `$_ -is [Management.Automation.Language.CommandParameterAst] -and -not `$called.Parameters.ContainsKey(`$_.ParameterName) } |
            ForEach-Object { "`$(`$block.Page): `$name `$_" }
    }
}
"@ (New-TestHome (Get-NewHome))).Output
        $wrong | Should -BeNullOrEmpty
    }
}

Describe 'The page of troubleshooting' {
    It 'has a section for every error id, and the help names no other' {
        $ids, $named = (Invoke-FreshPwsh @'
Import-Module LeappSso
, [Enum]::GetNames([LeappSso.LeappErrorCode])
, @(Get-Command -Module LeappSso | ForEach-Object { (Get-Help $_.Name -Full).alertSet.alert.Text } | ForEach-Object { $_ -split '\r?\n' } | ForEach-Object { ($_ -split ':')[0] } | Where-Object { $_ } | Sort-Object -Unique)
'@ (New-TestHome (Get-NewHome))).Output
        $sections = Select-String -Path (Join-Path (Get-Root) docs/troubleshooting.md) -Pattern '^### (\w+)$' | ForEach-Object { $_.Matches[0].Groups[1].Value }
        Compare-Object $ids $sections | ForEach-Object { "$($_.SideIndicator) $($_.InputObject)" } | Should -BeNullOrEmpty
        $named.Count | Should -BeGreaterThan 20
        $named | Where-Object { $_ -notin $ids } | Should -BeNullOrEmpty
    }
}
