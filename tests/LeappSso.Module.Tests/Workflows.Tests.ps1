# The workflows of GitHub Actions, which run nowhere here: what can be said of them by reading.

BeforeDiscovery {
    Import-Module (Join-Path $PSScriptRoot 'Support.psm1') -Force
    $workflows = Get-ChildItem (Join-Path (Get-Root) '.github/workflows') -Filter '*.yml' | ForEach-Object { @{ Name = $_.Name; Path = $_.FullName } }
}

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Support.psm1') -Force

    # The commands of each step: what stands behind 'run:', or in the deeper lines below 'run: |'.
    function Get-StepScript([string] $Text) {
        foreach ($match in [regex]::Matches($Text, '(?m)^(?<indent> *)(?:- )?run: (?<first>.*)\n(?<rest>(?:\k<indent> {2,}.*\n|\n)*)')) {
            $match.Groups['first'].Value -eq '|' ? $match.Groups['rest'].Value : $match.Groups['first'].Value
        }
    }
}

Describe 'The workflows' {
    It 'are linted by actionlint without a finding' -Tag Lint {
        $root = Get-Root
        $files = (Get-ChildItem (Join-Path $root '.github/workflows') -Filter '*.yml').FullName
        $files.Count | Should -Be 2
        node (Join-Path $root 'build/lint/workflows.mjs') @files | Should -BeNullOrEmpty
        $LASTEXITCODE | Should -Be 0
        $wrong = Join-Path $TestDrive 'wrong.yml'
        Set-Content $wrong ((Get-Content $files[0] -Raw) -replace 'runs-on: \S+.*', 'runs-on: ubuntu-oldest')
        node (Join-Path $root 'build/lint/workflows.mjs') $wrong | Should -Match 'ubuntu-oldest'
    }

    It 'test each PowerShell that the module is for, on each system' {
        $text = Get-Content (Join-Path (Get-Root) '.github/workflows/ci.yml') -Raw
        $text | Should -Match 'os: \[ubuntu-latest, windows-latest, macos-latest\]'
        $text | Should -Match "powershell: \['7\.4', '7\.5', '7\.6'\]"
        # The oldest of them is the one that the manifest asks for, the newest the one that builds.
        (Import-PowerShellDataFile (Join-Path (Get-Root) 'LeappSso.psd1')).PowerShellVersion | Should -Be 7.4
        (Get-Content (Join-Path (Get-Root) '.config/dotnet-tools.json') -Raw | ConvertFrom-Json).tools.powershell.version | Should -Match '^7\.6\.'
    }

    It 'run all tests on one Linux at least, with the tools that .ci/run installs too' {
        $text = Get-Content (Join-Path (Get-Root) '.github/workflows/ci.yml') -Raw
        $text | Should -Match "REQUIRE_ALL: \`$\{\{ runner\.os == 'Linux' && matrix\.powershell == '7\.6' \}\}"
        $text | Should -Match "\{ '-RequireAll' \}"
        (Get-Command (Join-Path (Get-Root) build.ps1)).Parameters.Keys | Should -Contain RequireAll
        $installed = [regex]::Match($text, 'apt-get install (.+)').Groups[1].Value -split ' '
        $missing = [regex]::Matches((Get-Content (Join-Path (Get-Root) '.ci/run') -Raw), 'missing\+=\((.+?)\)').ForEach({ $_.Groups[1].Value -split ' ' })
        $missing.Count | Should -BeGreaterThan 5
        # The machines of GitHub come with the others: https://github.com/actions/runner-images
        $missing | Where-Object { $_ -notin $installed } | Should -Be awscli, chromium, openssh-client, gcc, libc6-dev, nodejs, npm
    }

    It 'release only what passed the tests on each system, and publish to the Gallery what is drafted already' {
        $text = Get-Content (Join-Path (Get-Root) '.github/workflows/release.yml') -Raw
        $text | Should -Match '(?m)^  test:\r?\n(    .+\r?\n)*    uses: \./\.github/workflows/ci\.yml\r?$'
        $text | Should -Match '(?m)^  helper:\r?\n(    .+\r?\n)*    needs: \[check, test\]\r?$'
        Get-Content (Join-Path (Get-Root) '.github/workflows/ci.yml') -Raw | Should -Match '(?m)^  workflow_call:\r?$'
        # A gallery takes a version once.
        $text | Should -Match '(?s)gh release create .+--draft .+build/Publish\.ps1.+gh release edit \S+ --draft=false'
    }

    It 'make a helper for each platform for which a release promises one' {
        $text = Get-Content (Join-Path (Get-Root) '.github/workflows/release.yml') -Raw
        $text | Should -Match 'os: \[ubuntu-22\.04, ubuntu-22\.04-arm, windows-latest, windows-11-arm, macos-latest, macos-15-intel\]'
    }
}

Describe '<Name>' -ForEach $workflows {
    BeforeAll {
        $text = (Get-Content $Path -Raw) -replace '\r\n', "`n"
        $jobs = [regex]::Matches(($text -split '(?m)^jobs:\n')[1], '(?m)^  (?<name>[\w-]+):\n(?<body>(?:    .*\n|\n|  +#.*\n)+)')
    }

    It 'may read the repository, and no more but where a job says so' {
        $text | Should -Match '(?m)^permissions:\n  contents: read\n'
        $writing = @($jobs | Where-Object { $_.Value -match ': write' } | ForEach-Object { $_.Groups['name'].Value })
        $writing | Should -Be ($Name -eq 'release.yml' ? @('publish') : @())
    }

    It 'limits the time of each job, and runs one of a kind' {
        $jobs.Count | Should -BeGreaterThan 0
        # A job that is another workflow has the limits of that.
        $own = $jobs | Where-Object { $_.Value -notmatch '(?m)^    uses: ' }
        foreach ($job in $own) { $job.Value | Should -Match '(?m)^    timeout-minutes: \d+$' -Because $job.Groups['name'].Value }
        $text | Should -Match '(?m)^concurrency:\n  group: '
    }

    It 'uses actions by the commit, with their version beside it' {
        $uses = [regex]::Matches($text, '(?m)uses: (.+)$')
        $uses.Count | Should -BeGreaterThan 0
        foreach ($use in $uses.ForEach({ $_.Groups[1].Value })) {
            if ($use -like './*') { Join-Path (Get-Root) $use | Should -Exist; continue }
            $use | Should -Match '^actions/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$'
        }
    }

    It 'gives secrets to steps by variables only, and only where an environment guards them' {
        foreach ($line in $text -split '\n' -match 'secrets\.') { $line | Should -Match '^ {10}[A-Z_]+: \$\{\{ secrets\.[A-Z_]+ \}\}$' }
        foreach ($job in $jobs | Where-Object { $_.Value -match 'secrets\.' }) { $job.Value | Should -Match '(?m)^    environment: ' }
        # What others may have written, as the name of a branch, is never put into the text of a script.
        foreach ($script in Get-StepScript $text) { $script | Should -Not -Match '\$\{\{' }
    }

    It 'calls scripts, tasks and parameters that there are' {
        $scripts = @(Get-StepScript $text)
        $scripts.Count | Should -BeGreaterThan 0
        $called = @(foreach ($script in $scripts) { [regex]::Matches($script, '(?<file>(build/\w+|build)\.ps1)(?<rest>[^\n]*)') })
        foreach ($call in $called) {
            $command = Get-Command (Join-Path (Get-Root) $call.Groups['file'].Value)
            # What stands in brackets is a command of its own.
            $rest = $call.Groups['rest'].Value -replace '\([^)]*\)'
            foreach ($parameter in [regex]::Matches($rest, '(?<= )-(\w+)').ForEach({ $_.Groups[1].Value })) { $command.Parameters.Keys | Should -Contain $parameter }
            if ($call.Groups['file'].Value -eq 'build.ps1') {
                $tasks = ($command.Parameters['Task'].Attributes | Where-Object { $_ -is [Management.Automation.ValidateSetAttribute] }).ValidValues
                ($rest.Trim() -split ' ')[0] | Should -BeIn $tasks
            }
        }
        $called.Count | Should -BeGreaterThan 0
    }

    It 'fails where any of its programs fails' {
        # A step ends with what its last program says.
        foreach ($script in Get-StepScript $text | Where-Object { $_ -notmatch 'apt-get' }) {
            if ([regex]::Count($script, '(?m)(^ *|= )(dotnet|npm|gh|git|node) ') -gt 1) {
                ($script.Trim() -split '\n')[0] | Should -BeExactly '$PSNativeCommandUseErrorActionPreference = $true' -Because $script
            }
        }
    }

    It 'has scripts that PowerShell can read' {
        foreach ($script in Get-StepScript $text | Where-Object { $_ -notmatch 'apt-get' }) {
            $errors = $null
            $null = [Management.Automation.Language.Parser]::ParseInput($script, [ref]$null, [ref]$errors)
            $errors | Should -BeNullOrEmpty -Because $script
        }
    }
}

Describe 'The check before a release' {
    BeforeAll {
        # A root with a version and a newest section of the changelog.
        function New-Root([string] $Version, [string] $Section) {
            $root = New-Item -ItemType Directory (Join-Path $TestDrive ([guid]::NewGuid()))
            Set-Content (Join-Path $root 'LeappSso.psd1') "@{ ModuleVersion = '$Version' }"
            Set-Content (Join-Path $root 'CHANGELOG.md') "# Changelog`n`n## $Section`n`n- text`n`n## 0.0.1 - 2026-01-01`n"
            $root.FullName
        }
        $check = Join-Path (Get-Root) 'build/ReleaseCheck.ps1'
    }

    It 'passes when tag, manifest and changelog agree' {
        & $check -Tag v1.2.3 -Root (New-Root 1.2.3 '1.2.3 - 2026-12-01') | Should -Be 'v1.2.3 is ready.'
    }

    It 'refuses <Case>' -ForEach @(
        @{ Case = 'another tag'; Tag = 'v1.2.4'; Section = '1.2.3 - 2026-12-01'; Pattern = '*must be v1.2.3*' }
        @{ Case = 'a tag without v'; Tag = '1.2.3'; Section = '1.2.3 - 2026-12-01'; Pattern = '*must be v1.2.3*' }
        @{ Case = 'a changelog that is not settled'; Tag = 'v1.2.3'; Section = 'Unreleased'; Pattern = "*'Unreleased'*must be '1.2.3 - *" }
        @{ Case = 'a section without a day'; Tag = 'v1.2.3'; Section = '1.2.3'; Pattern = "*must be '1.2.3 - *" }
    ) {
        $root = New-Root 1.2.3 $Section
        { & $check -Tag $Tag -Root $root } | Should -Throw $Pattern
    }
}
