# Script analysis: what every script of the project keeps to. PSScriptAnalyzer, where it is installed, looks further.

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Support.psm1') -Force
    $extensions = '.ps1', '.psm1', '.psd1'
    $files = @(
        Get-ChildItem (Get-Root) -File
        foreach ($part in 'build', 'src', 'tests') { Get-ChildItem (Join-Path (Get-Root) $part) -Recurse -File }
    ) | Where-Object { $_.Extension -in $extensions -and $_.FullName -notmatch '[\\/](bin|obj|node_modules)[\\/]' }
    $scripts = foreach ($file in $files) {
        $tokens = $errors = $null
        $ast = [Management.Automation.Language.Parser]::ParseFile($file.FullName, [ref]$tokens, [ref]$errors)
        [pscustomobject]@{
            Name = [IO.Path]::GetRelativePath((Get-Root), $file.FullName) -replace '\\', '/'; Path = $file.FullName; Ast = $ast; Tokens = $tokens; Errors = $errors
            # Every node by its kind, from one walk.
            Nodes = $ast.FindAll({ $true }, $true) | Group-Object { $_.GetType().Name } -AsHashTable
        }
    }

    function Get-Node($Script, [string] $Kind) { if ($Script.Nodes.ContainsKey($Kind)) { $Script.Nodes[$Kind] } }
    function Format-Finding($Script, $Node) { "$($Script.Name):$($Node.Extent.StartLineNumber) $($Node.Extent.Text -replace '\n.*')" }

    # The variables that are set by a node: those on its left, but not an object of which a member or an element is set.
    function Get-Target($Assignment) {
        $Assignment.Left.FindAll({ $args[0] -is [Management.Automation.Language.VariableExpressionAst] }, $true) |
            Where-Object { $_.Parent.GetType().Name -notin 'MemberExpressionAst', 'IndexExpressionAst' -and -not $_.VariablePath.DriveName }
    }
}

Describe 'The scripts of the project' {
    It 'can be read by PowerShell' {
        $scripts.Count | Should -BeGreaterThan 40
        $scripts | Where-Object Errors | ForEach-Object { "$($_.Name): $($_.Errors)" } | Should -BeNullOrEmpty
    }

    It 'call commands by their names, never by aliases' {
        $aliases = (Get-Alias | Where-Object Source -NotLike 'LeappSso*').Name
        $(foreach ($script in $scripts) {
            Get-Node $script CommandAst | Where-Object { $_.GetCommandName() -in $aliases } | ForEach-Object { Format-Finding $script $_ }
        }) | Should -BeNullOrEmpty
    }

    It 'run no text as code, ask for no secret as text, and write to the host in builds only' {
        $(foreach ($script in $scripts) {
            $unwanted = $script.Name -match '^build(\.ps1$|/)' ? @('Invoke-Expression') : @('Invoke-Expression', 'Write-Host')
            Get-Node $script CommandAst | Where-Object { $_.GetCommandName() -in $unwanted } | ForEach-Object { Format-Finding $script $_ }
            Get-Node $script ParameterAst |
                Where-Object { $_.Name.VariablePath.UserPath -match 'password|secret|apikey' -and $_.StaticType -in [string], [object] } |
                ForEach-Object { Format-Finding $script $_ }
        }) | Should -BeNullOrEmpty
    }

    It 'name their functions with approved verbs' {
        $verbs = (Get-Verb).Verb
        $(foreach ($script in $scripts) {
            Get-Node $script FunctionDefinitionAst | Where-Object { $_.Name -match '^(\w+)-' -and $Matches[1] -notin $verbs } | ForEach-Object { Format-Finding $script $_ }
        }) | Should -BeNullOrEmpty
    }

    It 'swallow no error' {
        $(foreach ($script in $scripts) {
            Get-Node $script CatchClauseAst | Where-Object { -not $_.Body.Statements.Count } | ForEach-Object { Format-Finding $script $_ }
        }) | Should -BeNullOrEmpty
    }

    It 'use every variable that they set' {
        # Those that PowerShell itself reads.
        $known = 'null', 'ErrorActionPreference', 'WarningPreference', 'ConfirmPreference', 'ProgressPreference', 'PSNativeCommandUseErrorActionPreference', 'LASTEXITCODE'
        $(foreach ($script in $scripts) {
            $targets = [Collections.Generic.HashSet[object]]::new([object[]]@(Get-Node $script AssignmentStatementAst | ForEach-Object { Get-Target $_ }))
            $read = @(Get-Node $script VariableExpressionAst | Where-Object { -not $targets.Contains($_) } | ForEach-Object { $_.VariablePath.UserPath -replace '^script:' })
            $targets | Where-Object { ($_.VariablePath.UserPath -replace '^script:') -notin $read + $known } | ForEach-Object { Format-Finding $script $_ }
        }) | Should -BeNullOrEmpty
    }

    It 'are UTF-8 without a mark, with LF, without tabs and blanks at the ends of lines, and end with a line end' {
        $(foreach ($script in $scripts) {
            $text = [Text.UTF8Encoding]::new($false, $true).GetString([IO.File]::ReadAllBytes($script.Path))
            if ($text -match "^\uFEFF|\r|\t| \n|\n\n\z|[^\n]\z") { $script.Name }
        }) | Should -BeNullOrEmpty
    }

    It 'are indented by four blanks' {
        $(foreach ($script in $scripts) {
            # The later lines of a text are what they are.
            $texts = [Collections.Generic.HashSet[int]]::new()
            foreach ($token in $script.Tokens | Where-Object { $_.Kind -match 'String|Comment' -and $_.Extent.EndLineNumber -gt $_.Extent.StartLineNumber }) {
                $texts.UnionWith([int[]](($token.Extent.StartLineNumber + 1)..$token.Extent.EndLineNumber))
            }
            $number = 0
            foreach ($line in [IO.File]::ReadAllLines($script.Path)) {
                $number++
                if (($line.Length - $line.TrimStart().Length) % 4 -and -not $texts.Contains($number)) { "$($script.Name):$number" }
            }
        }) | Should -BeNullOrEmpty
    }
}

Describe 'PSScriptAnalyzer' -Tag ScriptAnalyzer {
    It 'finds nothing' {
        Import-Module PSScriptAnalyzer
        $settings = Join-Path (Get-Root) 'PSScriptAnalyzerSettings.psd1'
        $(foreach ($script in $scripts) { Invoke-ScriptAnalyzer $script.Path -Settings $settings }) |
            ForEach-Object { "$($_.ScriptName):$($_.Line) $($_.RuleName): $($_.Message)" } | Should -BeNullOrEmpty
    }
}
