# What docs/contributing.md, SECURITY.md and the forms for issues name is there.

BeforeDiscovery {
    Import-Module (Join-Path $PSScriptRoot 'Support.psm1') -Force
    $pages = 'docs/contributing.md', 'SECURITY.md', '.github/PULL_REQUEST_TEMPLATE.md'
}

BeforeAll { Import-Module (Join-Path $PSScriptRoot 'Support.psm1') -Force }

Describe 'The page <_>' -ForEach $pages {
    BeforeAll {
        $root = Get-Root
        $text = Get-Content (Join-Path $root $_) -Raw
        $folder = Split-Path (Join-Path $root $_)
    }

    It 'links to files that there are' {
        foreach ($link in [regex]::Matches($text, '\]\((?!https:)([^)#]+)').ForEach({ $_.Groups[1].Value })) { Join-Path $folder $link | Should -Exist }
    }

    It 'names files, folders, types and parameters that there are' {
        $names = foreach ($part in 'src', 'tests') {
            foreach ($pattern in '*.cs', '*.ps1') { [IO.Directory]::GetFiles((Join-Path $root $part), $pattern, 'AllDirectories') | Split-Path -Leaf }
        }
        foreach ($word in [regex]::Matches($text, '(?<![\w/~.<])((src|tests|build|docs|\.ci|\.github)/[\w./-]*[\w])').ForEach({ $_.Value })) {
            Join-Path $root $word | Should -Exist
        }
        foreach ($word in [regex]::Matches($text, '`([A-Z]\w+\.(Tests\.ps1|cs))`').ForEach({ $_.Groups[1].Value })) { $word | Should -BeIn $names }
        foreach ($type in [regex]::Matches($text, '`(Leapp\w+|Check|CheckList|ErrorTable)`').ForEach({ $_.Groups[1].Value })) { "$type.cs" | Should -BeIn $names }
        $parameters = (Get-Command (Join-Path $root 'build.ps1')).Parameters
        $tasks = ($parameters['Task'].Attributes | Where-Object { $_ -is [Management.Automation.ValidateSetAttribute] }).ValidValues
        foreach ($call in [regex]::Matches($text, 'build\.ps1 ([A-Z]\w+)((?: -\w+)?)')) {
            $call.Groups[1].Value | Should -BeIn $tasks
            if ($call.Groups[2].Value) { $parameters.Keys | Should -Contain $call.Groups[2].Value.Trim(' -'.ToCharArray()) }
        }
    }
}

Describe 'The emulator by hand' {
    It 'has the options that contributing.md gives it' {
        $text = Get-Content (Join-Path (Get-Root) 'docs/contributing.md') -Raw
        $patch = Get-Content (Join-Path (Get-Root) 'tests/LeappSso.Emulator/Control/OptionPatch.cs') -Raw
        $options = [regex]::Matches($text, '(?<= serve .*)--([a-z-]+)|(?<=`)--([a-z-]+)(?= \w+`)').ForEach({ $_.Groups[1].Value + $_.Groups[2].Value })
        $options.Count | Should -BeGreaterThan 4
        foreach ($option in $options) {
            $property = -join ($option -split '-' | ForEach-Object { [char]::ToUpperInvariant($_[0]) + $_.Substring(1) })
            $patch | Should -Match "public \S+ $property \{" -Because "--$option"
        }
    }
}

Describe 'The sizes that contributing.md names' {
    It 'are those of the package, within a tenth' {
        $text = (Get-Content (Join-Path (Get-Root) 'docs/contributing.md') -Raw) -replace '\s+', ' '
        $text -match 'one platform has (?<all>[\d.]+) MB, of which the helper is (?<helper>[\d.]+) MB' | Should -BeTrue
        $archive = [IO.Compression.ZipFile]::OpenRead((Join-Path (Get-Root) "out/LeappSso.$(Get-ModuleVersion).nupkg"))
        # Those of other systems have other sizes.
        $platform = & (Join-Path (Get-Root) 'build/Platform.ps1')
        $helpers = @($archive.Entries | Where-Object FullName -Like "bin/helper/$platform/*")
        $rest = ($archive.Entries | Where-Object FullName -NotLike 'bin/helper/*' | Measure-Object CompressedLength -Sum).Sum
        $archive.Dispose()
        $rest / 1e6 | Should -BeLessThan (([double]$Matches.all - [double]$Matches.helper) * 1.1)
        foreach ($helper in $helpers) { [math]::Abs($helper.CompressedLength / 1e6 / [double]$Matches.helper - 1) | Should -BeLessThan 0.1 }
    }
}
