# What the guides print is what their commands print: each block of PowerShell is run, and the block of text below it compared.
# With LEAPPSSO_WRITE_GUIDES=1 the guides get the real output instead.

BeforeDiscovery {
    Import-Module (Join-Path $PSScriptRoot 'Support.psm1') -Force
    $guides = Get-ChildItem (Join-Path (Get-Root) 'docs/guides') -Filter *.md | ForEach-Object {
        @{ Name = $_.BaseName; Path = $_.FullName; NeedsAws = [bool](Select-String -Path $_.FullName -Pattern '^\s*[^#`]*\baws (sts|s3|configure)' -List) }
    }
}

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Support.psm1') -Force
    $emulator = Start-Emulator '--accounts', '6', '--roles', '3'

    # The parts of a guide in their order: what is run, what is run unseen (in a comment), and what is printed.
    function Read-Guide([string] $Path) {
        $text = [IO.File]::ReadAllText($Path)
        [regex]::Matches($text, '(?ms)^```(?<kind>powershell|text)\r?\n(?<body>.*?)^```\r?$|^<!-- run\r?\n(?<unseen>.*?)^-->\r?$') | ForEach-Object {
            $unseen = $_.Groups['unseen']
            [pscustomobject]@{
                Kind = $unseen.Success ? 'unseen' : $_.Groups['kind'].Value
                Body = $unseen.Success ? $unseen.Value : $_.Groups['body'].Value
                Index = $_.Groups['body'].Index
                Length = $_.Groups['body'].Length
            }
        }
    }

    function Invoke-Guide([object[]] $Parts) {
        $variables = New-TestHome (Join-Path $TestDrive ([guid]::NewGuid())) $emulator
        $variables.AWS_ENDPOINT_URL_STS = $emulator.Url
        $variables.TEST_SUPPORT = Join-Path (Get-Root) 'tests/LeappSso.Module.Tests/Support.psm1'
        # Debian's AWS CLI asks no pager, and finds no other before it.
        $variables.AWS_PAGER = ''
        $aws = Find-AwsCli
        if ($aws) {
            # Versions before 2.13 know no variable for the endpoint.
            $shim = Join-Path $variables.HOME 'bin/aws'
            $null = New-Item -ItemType Directory (Split-Path $shim)
            Set-Content $shim "#!/bin/sh`nexec '$aws' --endpoint-url '$($emulator.Url)' `"`$@`""
            chmod 755 $shim
            $variables.PATH = (Split-Path $shim) + [IO.Path]::PathSeparator + $env:PATH
        }
        $run = foreach ($part in $Parts | Where-Object Kind -ne text) {
            $shown = $part.Kind -eq 'unseen' ? '$null = ' : ''
            "$shown. { $($part.Body) } 2>&1 3>&1 | Out-String -Width 118"
            if (-not $shown) { "'@@@@'" }
        }
        $script = "`$PSStyle.OutputRendering = 'PlainText'`nSet-Location ~`n" + ($run -join "`n")
        $ran = Invoke-FreshPwsh $script $variables
        if ($ran.ErrorIds) { throw "$($ran.Messages)" }
        ($ran.Output -join "`n") -split "@@@@`n?" | ForEach-Object {
            $said = $_.Replace($emulator.StartUrl, 'https://acme.awsapps.com/start').Replace($variables.HOME, '~')
            (($said -split "`r?`n").TrimEnd() -join "`n").Trim("`n")
        }
    }
}

AfterAll { Stop-Emulator $emulator }

Describe 'The guide <Name>' -ForEach $guides {
    It 'prints what its commands print' -Tag ($NeedsAws ? 'AwsCli' : 'Guide') {
        $parts = @(Read-Guide $Path)
        $printed = @(Invoke-Guide $parts)
        $text = [IO.File]::ReadAllText($Path)
        $index = -1
        $changes = foreach ($part in $parts) {
            if ($part.Kind -eq 'powershell') { $index++ }
            if ($part.Kind -eq 'text') { @{ Part = $part; Printed = $printed[$index] } }
        }
        $changes | Should -Not -BeNullOrEmpty
        if ($env:LEAPPSSO_WRITE_GUIDES) {
            [array]::Reverse($changes)
            foreach ($change in $changes) {
                $text = $text.Remove($change.Part.Index, $change.Part.Length).Insert($change.Part.Index, $change.Printed + "`n")
            }
            [IO.File]::WriteAllText($Path, $text)
        } else {
            foreach ($change in $changes) { $change.Part.Body.TrimEnd() | Should -BeExactly $change.Printed }
        }
    }
}
