BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Support.psm1') -Force
    $variables = New-TestHome (Join-Path $TestDrive 'home')
    # Where the culture is unknown, help is not broken at words.
    $variables.LC_ALL = 'en_US.UTF-8'
}

Describe 'Help' {
    BeforeAll {
        $pages = (Invoke-FreshPwsh @'
Import-Module LeappSso
foreach ($command in Get-Command -Module LeappSso) {
    $help = Get-Help $command.Name -Full
    $parameters = @($command.Parameters.Keys | Where-Object { $_ -notin [Management.Automation.Cmdlet]::CommonParameters })
    [pscustomobject]@{
        Name = $command.Name
        Synopsis = $help.Synopsis
        Description = $help.Description.Text -join ' '
        Examples = @($help.examples.example | ForEach-Object { "$($_.code)" })
        Words = @($help.examples.example | ForEach-Object { "$($_.remarks.Text -join '')" })
        Silent = @($parameters | Where-Object { -not (Get-Help $command.Name -Parameter $_ -ErrorAction Ignore).description.Text })
        Missing = @(Compare-Object $parameters @($help.parameters.parameter.name) | ForEach-Object InputObject)
        Sets = @($help.syntax.syntaxItem).Count - $command.ParameterSets.Count
    }
}
'@ $variables).Output
    }

    It 'is there for every command' {
        $pages.Count | Should -Be (Test-ModuleManifest (Join-Path (Get-StagedModule) 'LeappSso.psd1')).ExportedCommands.Count
    }

    It 'says of every command what it does, in a sentence and in full' {
        foreach ($page in $pages) {
            $page.Synopsis | Should -Match '^[A-Z].*\.$' -Because $page.Name
            $page.Description.Length | Should -BeGreaterThan 60 -Because $page.Name
        }
    }

    It 'has words for exactly the parameters there are' {
        foreach ($page in $pages) {
            $page.Silent | Should -BeNullOrEmpty -Because $page.Name
            $page.Missing | Should -BeNullOrEmpty -Because $page.Name
            $page.Sets | Should -Be 0 -Because $page.Name
        }
    }

    It 'shows two examples of every command, or one of several lines, each with words' {
        foreach ($page in $pages) {
            @($page.Examples | ForEach-Object { $_ -split '\n' }).Count | Should -BeGreaterThan 1 -Because $page.Name
            $page.Words | Should -Not -Contain '' -Because $page.Name
        }
    }

    It 'has examples that parse, and name only parameters there are' {
        $wrong = (Invoke-FreshPwsh @'
Import-Module LeappSso
foreach ($command in Get-Command -Module LeappSso) {
    foreach ($example in (Get-Help $command.Name -Full).examples.example) {
        $errors = $null
        $tree = [Management.Automation.Language.Parser]::ParseInput($example.code, [ref]$null, [ref]$errors)
        if ($errors) { "$($command.Name): $errors" }
        foreach ($call in $tree.FindAll({ $args[0] -is [Management.Automation.Language.CommandAst] }, $true)) {
            $called = Get-Command $call.GetCommandName() -ErrorAction Ignore
            if ($called.ModuleName -ne 'LeappSso') { continue }
            $call.CommandElements | Where-Object { $_ -is [Management.Automation.Language.CommandParameterAst] -and -not $called.Parameters.ContainsKey($_.ParameterName) } |
                ForEach-Object { "$($command.Name): $_" }
        }
    }
}
'@ $variables).Output
        $wrong | Should -BeNullOrEmpty
    }

    It 'is broken at words, and shows values and defaults' {
        $text = (Invoke-FreshPwsh 'Get-Help Connect-LeappSso -Full | Out-String -Width 80' $variables).Output[0]
        $text | Should -Match '\[-LoginMethod\s+\{Auto\s+\|\s+Browser\s+\|\s+DeviceCode\}\]'
        $text | Should -Match 'Default value +600'
        $text | Should -Match '-+ Example 3 -+'
    }

    It 'names every check that Test-LeappSso makes' {
        # As the command itself lists them, in its order.
        $checks = (Invoke-FreshPwsh 'Test-LeappSso nothing' $variables).Messages[0] -replace '^.*There are: |\.$' -split ', '
        $description = ($pages | Where-Object Name -EQ Test-LeappSso).Description
        $checks.Count | Should -BeGreaterThan 10
        $description | Should -BeLike "*The checks are $(@($checks | Select-Object -SkipLast 1) -join ', ') and $($checks[-1]).*"
    }

    It 'leads from the page of concepts to every command' {
        $text = (Invoke-FreshPwsh 'Get-Help about_LeappSso | Out-String -Width 80' $variables).Output[0]
        $named = @(($text -split 'SEE ALSO')[-1] -split '\s+' | Where-Object { $_ })
        $named | Sort-Object | Should -Be ((Test-ModuleManifest (Join-Path (Get-StagedModule) 'LeappSso.psd1')).ExportedCommands.Keys | Sort-Object)
    }

    It 'leads to its page in the repository, and to the commands that stand beside it in the README' {
        $links = (Invoke-FreshPwsh @'
foreach ($command in (Import-Module LeappSso -PassThru).ExportedCmdlets.Values) {
    $links = @((Get-Help $command.Name -Full).relatedLinks.navigationLink)
    [pscustomobject]@{ Name = $command.Name; First = $links[0].uri; Related = @($links.linkText | Select-Object -Skip 1) }
}
'@ $variables).Output
        $links.Count | Should -BeGreaterThan 20
        $project = (Import-PowerShellDataFile (Join-Path (Get-Root) LeappSso.psd1)).PrivateData.PSData.ProjectUri
        $table = Get-Content (Join-Path (Get-Root) README.md) | Where-Object { $_ -match '^\| .*docs/commands/' }
        foreach ($link in $links) {
            $page = "docs/commands/$($link.Name).md"
            $link.First | Should -BeExactly "$project/blob/main/$page"
            Join-Path (Get-Root) $page | Should -Exist
            $row = $table | Where-Object { $_ -match "\[$($link.Name)\]" }
            $beside = [regex]::Matches($row, '\[(.+?)\]').ForEach({ $_.Groups[1].Value }) -ne $link.Name
            $link.Related | Should -Be ($beside + 'about_LeappSso') -Because $link.Name
        }
    }

    # What opens an address elsewhere cannot be replaced by a script in PATH.
    It 'is opened in a browser by -Online' -Skip:(-not $IsLinux) {
        $bin, $opened = (Join-Path $TestDrive bin), (Join-Path $TestDrive opened)
        $null = New-Item -ItemType Directory $bin
        Set-Content (Join-Path $bin xdg-open) '#!/bin/sh', 'echo "$1" > "$OPENED.part" && mv "$OPENED.part" "$OPENED"'
        chmod 755 (Join-Path $bin xdg-open)
        $run = Invoke-FreshPwsh @"
Import-Module LeappSso
Get-Help Connect-LeappSso -Online
`$end = [DateTime]::UtcNow.AddSeconds(30)
while (-not (Test-Path `$env:OPENED) -and [DateTime]::UtcNow -lt `$end) { Start-Sleep -Milliseconds 20 }
"@ ($variables + @{ PATH = $bin + [IO.Path]::PathSeparator + $env:PATH; OPENED = $opened })
        $run.ErrorIds | Should -BeNullOrEmpty -Because "$($run.Messages)"
        Get-Content $opened | Should -BeExactly 'https://github.com/leappsso/LeappSso/blob/main/docs/commands/Connect-LeappSso.md'
    }

    It 'has a page of concepts' {
        $text = (Invoke-FreshPwsh 'Get-Help about_LeappSso | Out-String -Width 80' $variables).Output[0]
        $text | Should -Match 'one role in\s+one account'
        ($text -split '\r?\n' | Measure-Object Length -Maximum).Maximum | Should -BeLessOrEqual 80
    }
}

Describe 'The pages under docs/commands' {
    It 'are current' {
        $fresh = Join-Path $TestDrive pages
        $script = Join-Path (Get-Root) 'build/ConvertTo-Maml.ps1'
        $xmlDoc = Join-Path (Get-Root) "src/LeappSso.Cmdlets/bin/$($env:LEAPPSSO_TEST_CONFIGURATION)/net8.0/LeappSso.Cmdlets.xml"
        $run = Invoke-FreshPwsh "& '$script' -ModulePath '$(Get-StagedModule)' -XmlDoc '$xmlDoc' -Markdown '$fresh'" $variables
        $run.ErrorIds | Should -BeNullOrEmpty
        $committed = Join-Path (Get-Root) 'docs/commands'
        (Get-ChildItem $fresh).Name | Sort-Object | Should -Be ((Get-ChildItem $committed -Filter '*-*.md').Name | Sort-Object)
        foreach ($page in Get-ChildItem $fresh) {
            [IO.File]::ReadAllText((Join-Path $committed $page.Name)) | Should -BeExactly ([IO.File]::ReadAllText($page.FullName)) -Because 'build.ps1 Build writes them anew'
        }
    }
}
