<#
.SYNOPSIS
Makes the help of the commands from their XML docs: MAML for Get-Help, and a page of Markdown for each.

.DESCRIPTION
The texts come from the XML docs: <summary> of a class is the synopsis, <remarks> the description, <summary> of a property the text of
the parameter, <example> an example. What PowerShell knows itself (parameter sets, positions, aliases, types) is asked of the module.
Run in a pwsh of its own, as it loads the module.
#>
param(
    [Parameter(Mandatory)] [string] $ModulePath,
    [Parameter(Mandatory)] [string] $XmlDoc,
    [Parameter(Mandatory)] [string] $Markdown
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
. (Join-Path $PSScriptRoot 'XmlDoc.ps1')

$docs = Read-XmlDoc $XmlDoc
$module = Import-Module (Join-Path $ModulePath 'LeappSso.psd1') -PassThru
$common = [Management.Automation.Cmdlet]::CommonParameters + [Management.Automation.Cmdlet]::OptionalCommonParameters
$standard = @{
    WhatIf  = 'Shows what would happen, and changes nothing.'
    Confirm = 'Asks before each change.'
}

function Get-ParameterText($Command, $Parameter) {
    if ($standard.ContainsKey($Parameter.Name)) { return $standard[$Parameter.Name] }
    for ($type = $Command.ImplementingType; $type; $type = $type.BaseType) {
        $text = $docs["P:$($type.FullName).$($Parameter.Name)"]
        if ($text) { return $text.Summary }
    }
    throw "$($Command.Name) -$($Parameter.Name) has no text."
}

# Parameters as help shows them: by position, then as written, then -WhatIf and -Confirm.
function Get-HelpParameter($Command) {
    $Command.Parameters.Values | Where-Object Name -NotIn $common | Sort-Object -Stable {
        $position = @($_.ParameterSets.Values)[0].Position
        $position -lt 0 ? [int]::MaxValue : $position
    }
    $Command.Parameters.Values | Where-Object { $standard.ContainsKey($_.Name) }
}

function Get-TypeName([type] $Type) {
    if ($Type.IsArray) { return "$(Get-TypeName $Type.GetElementType())[]" }
    $inner = [Nullable]::GetUnderlyingType($Type)
    if ($inner) { return Get-TypeName $inner }
    switch ($Type.Name) { 'SessionReference' { 'LeappSession' } default { $_ } }
}

function Get-PipelineText($Set) {
    $ways = @()
    if ($Set.ValueFromPipeline) { $ways += 'ByValue' }
    if ($Set.ValueFromPipelineByPropertyName) { $ways += 'ByPropertyName' }
    if ($ways) { "True ($($ways -join ', '))" } else { 'False' }
}

function Get-PositionText($Set) { if ($Set.Position -lt 0) { 'named' } else { "$($Set.Position)" } }

$maml = [Text.StringBuilder]::new()
function Out-Maml([string] $Line) { $null = $maml.Append($Line).Append("`n") }
function Format-Xml([string] $Text) { [Security.SecurityElement]::Escape($Text) }
function Out-Paragraph([string[]] $Paragraphs) { foreach ($p in $Paragraphs) { Out-Maml "<maml:para>$(Format-Xml $p)</maml:para>" } }

function Out-Parameter($Command, $Parameter, $Set, [bool] $WithText) {
    $attribute = $Parameter.Attributes
    $globbing = [bool]($attribute | Where-Object { $_ -is [Management.Automation.SupportsWildcardsAttribute] })
    $aliases = if ($Parameter.Aliases.Count) { $Parameter.Aliases -join ', ' } else { 'none' }
    Out-Maml "<command:parameter required=`"$("$($Set.IsMandatory)".ToLowerInvariant())`" variableLength=`"true`" globbing=`"$("$globbing".ToLowerInvariant())`" pipelineInput=`"$(Get-PipelineText $Set)`" position=`"$(Get-PositionText $Set)`" aliases=`"$aliases`">"
    Out-Maml "<maml:name>$($Parameter.Name)</maml:name>"
    if ($WithText) {
        Out-Maml '<maml:description>'
        Out-Paragraph (Get-ParameterText $Command $Parameter)
        Out-Maml '</maml:description>'
    }
    $type = Get-TypeName $Parameter.ParameterType
    if (-not $Parameter.SwitchParameter) { Out-Maml "<command:parameterValue required=`"true`" variableLength=`"false`">$type</command:parameterValue>" }
    Out-Maml "<dev:type><maml:name>$type</maml:name></dev:type>"
    Out-Maml '<dev:defaultValue>None</dev:defaultValue>'
    Out-Maml '</command:parameter>'
}

function Out-Command($Command, $Doc) {
    Out-Maml '<command:command>'
    Out-Maml "<command:details><command:name>$($Command.Name)</command:name><command:verb>$($Command.Verb)</command:verb><command:noun>$($Command.Noun)</command:noun><maml:description>"
    Out-Paragraph $Doc.Summary
    Out-Maml '</maml:description></command:details><maml:description>'
    Out-Paragraph $Doc.Remarks
    Out-Maml '</maml:description><command:syntax>'
    $shown = @(Get-HelpParameter $Command).Name
    foreach ($set in $Command.ParameterSets) {
        Out-Maml "<command:syntaxItem><maml:name>$($Command.Name)</maml:name>"
        foreach ($name in $shown) {
            $inSet = $set.Parameters | Where-Object Name -EQ $name
            if ($inSet) { Out-Parameter $Command $Command.Parameters[$name] $inSet $false }
        }
        Out-Maml '</command:syntaxItem>'
    }
    Out-Maml '</command:syntax><command:parameters>'
    foreach ($parameter in Get-HelpParameter $Command) {
        Out-Parameter $Command $parameter @($parameter.ParameterSets.Values)[0] $true
    }
    Out-Maml '</command:parameters><command:inputTypes/><command:returnValues>'
    foreach ($type in $Command.OutputType) { Out-Maml "<command:returnValue><dev:type><maml:name>$($type.Name)</maml:name></dev:type></command:returnValue>" }
    Out-Maml '</command:returnValues><command:examples>'
    $number = 0
    foreach ($example in $Doc.Examples) {
        $number++
        Out-Maml "<command:example><maml:title>Example $number</maml:title><dev:code>$(Format-Xml $example.Code)</dev:code><dev:remarks>"
        Out-Paragraph $example.Text
        Out-Maml '</dev:remarks></command:example>'
    }
    Out-Maml '</command:examples><command:relatedLinks/></command:command>'
}

function Format-Page($Command, $Doc) {
    "# $($Command.Name)", '', $Doc.Summary, '', '## Syntax', '', '```powershell'
    foreach ($set in $Command.ParameterSets) { "$($Command.Name) $($set.ToString())" -replace '\s*\[<CommonParameters>\]' }
    '```', ''
    '## Description', ''
    foreach ($paragraph in $Doc.Remarks) { $paragraph, '' }
    '## Examples', ''
    foreach ($example in $Doc.Examples) {
        foreach ($paragraph in $example.Text) { $paragraph, '' }
        '```powershell', $example.Code, '```', ''
    }
    '## Parameters', ''
    foreach ($parameter in Get-HelpParameter $Command) {
        $set = @($parameter.ParameterSets.Values)[0]
        $facts = @("Type: $(Get-TypeName $parameter.ParameterType)")
        if ($set.IsMandatory) { $facts += 'required' }
        if ($set.Position -ge 0) { $facts += "position $($set.Position)" }
        if ($set.ValueFromPipeline -or $set.ValueFromPipelineByPropertyName) { $facts += "from the pipeline: $(Get-PipelineText $set)" -replace 'True \((.*)\)', '$1' }
        if ($parameter.Aliases.Count) { $facts += "aliases: $($parameter.Aliases -join ', ')" }
        "### -$($parameter.Name)", '', (Get-ParameterText $Command $parameter), '', ($facts -join '; '), ''
    }
    if ($Command.OutputType) { '## Output', '', ($Command.OutputType.Name -join ', '), '' }
}

Out-Maml '<?xml version="1.0" encoding="utf-8"?>'
Out-Maml '<helpItems schema="maml" xmlns="http://msh" xmlns:maml="http://schemas.microsoft.com/maml/2004/10" xmlns:command="http://schemas.microsoft.com/maml/dev/command/2004/10" xmlns:dev="http://schemas.microsoft.com/maml/dev/2004/10">'
$null = New-Item -ItemType Directory -Force $Markdown
$utf8 = [Text.UTF8Encoding]::new($false)
foreach ($command in $module.ExportedCmdlets.Values | Sort-Object Name) {
    $doc = $docs["T:$($command.ImplementingType.FullName)"]
    Out-Command $command $doc
    $page = ((Format-Page $command $doc) -join "`n").TrimEnd() + "`n"
    [IO.File]::WriteAllText((Join-Path $Markdown "$($command.Name).md"), $page, $utf8)
}
Out-Maml '</helpItems>'
$help = Join-Path $ModulePath 'en-US/LeappSso.Cmdlets.dll-Help.xml'
[IO.File]::WriteAllText($help, $maml.ToString(), $utf8)
