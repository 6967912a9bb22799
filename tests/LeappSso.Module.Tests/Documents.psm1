# Pages of Markdown as scripts: what they show is run on the emulator, and what they print is compared with what was printed.

Import-Module (Join-Path $PSScriptRoot 'Support.psm1')

# The address that the pages show, and the emulator has another.
$script:Shown = 'd-1234567890.awsapps.com/start'

<#
.SYNOPSIS
The parts of a page in their order: a block of PowerShell, what is run unseen (in a comment), and the text that the block before prints.
#>
function Read-Document([string] $Text) {
    [regex]::Matches($Text, '(?ms)^```(?<kind>powershell|text)\r?\n(?<body>.*?)^```\r?$|^<!-- run\r?\n(?<unseen>.*?)^-->\r?$') | ForEach-Object {
        $unseen = $_.Groups['unseen']
        [pscustomobject]@{
            Kind = $unseen.Success ? 'unseen' : $_.Groups['kind'].Value
            Body = $unseen.Success ? $unseen.Value : $_.Groups['body'].Value
            Index = $_.Groups['body'].Index
            Length = $_.Groups['body'].Length
        }
    }
}

<#
.SYNOPSIS
Runs blocks one after the other in one fresh pwsh with a home of its own, and gives for each what it printed (Text) and its errors (Errors).
#>
function Invoke-Document([string[]] $Blocks, $Emulator, [string] $HomePath, [int] $Width = 118) {
    $variables = New-TestHome $HomePath $Emulator
    $variables.TEST_SUPPORT = Join-Path (Get-Root) 'tests/LeappSso.Module.Tests/Support.psm1'
    # Where the culture is unknown, PowerShell breaks lines within words.
    $variables.LC_ALL = 'en_US.UTF-8'
    # Debian's AWS CLI asks no pager, and finds no other before it.
    $variables.AWS_PAGER = ''
    $aws = Find-AwsCli
    if ($aws) {
        # Versions before 2.13 know no variable for the endpoint.
        $shim = Join-Path $variables.HOME 'bin/aws'
        $null = New-Item -ItemType Directory (Split-Path $shim)
        Set-Content $shim "#!/bin/sh`nexec '$aws' --endpoint-url '$($Emulator.Url)' `"`$@`""
        chmod 755 $shim
        $variables.PATH = (Split-Path $shim) + [IO.Path]::PathSeparator + $env:PATH
    }
    $run = foreach ($block in $Blocks) {
        $here = $block -replace "(https://)?$([regex]::Escape($script:Shown))(#/)?", $Emulator.StartUrl
        "Write-Host '@@@@'; `$said = @(. { $here } 2>&1 3>&1)"
        "[pscustomobject]@{ Text = `$said | Out-String -Width $Width; Errors = @(`$said | Where-Object { `$_ -is [Management.Automation.ErrorRecord] } | ForEach-Object { `"`$_`" }) }"
    }
    $ran = Invoke-FreshPwsh ("`$PSStyle.OutputRendering = 'PlainText'`nSet-Location ~`n" + ($run -join "`n")) $variables
    if ($ran.ErrorIds) { throw "$($ran.Messages)" }
    $screens = $ran.Screen -split '@@@@\r?\n?'
    for ($i = 0; $i -lt $Blocks.Count; $i++) {
        $output = $ran.Output[$i]
        # What -WhatIf says goes to the screen past all streams.
        $whatIf = $Blocks[$i] -match '-WhatIf' ? $screens[$i + 1].TrimEnd() + "`n`n" : ''
        $text = ($whatIf + $output.Text).Replace($Emulator.StartUrl, "https://$script:Shown").Replace($variables.HOME, '~')
        [pscustomobject]@{ Text = (($text -split "`r?`n").TrimEnd() -join "`n").Trim("`n"); Errors = @($output.Errors) }
    }
}

<#
.SYNOPSIS
A text with those parts made equal that are others at each run, and are as long: keys, times and how long something took.
#>
function Format-Comparable([string] $Text) {
    $Text.TrimEnd() -replace 'ASIA[A-Z0-9]{16}', 'ASIA................' -replace '\d\d:\d\d:\d\d(\.\d+)?', '00:00:00' -replace '\b5\d min\b', '59 min' -replace '\b20\d\d-\d\d-\d\d\b', '2030-01-01'
}

Export-ModuleMember -Function *
