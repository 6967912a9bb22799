<#
.SYNOPSIS
Makes the help of the commands from their XML docs: MAML for Get-Help, and a page of Markdown for each.

.DESCRIPTION
The texts come from the XML docs: <summary> of a class is the synopsis, <remarks> the description and, in a <list>, the errors; <summary>
of a property is the text of the parameter; <example> is an example, with what it prints in <code language="text">. What PowerShell knows itself (parameter sets, positions, aliases, types, defaults) is asked of the
module. The first related link leads to the page, under the address that the manifest gives, and is what Get-Help -Online opens. Run in a
pwsh of its own, as it loads the module.

.PARAMETER ModulePath
The folder of the staged module.

.PARAMETER XmlDoc
The XML docs that the compiler made beside the assembly of the commands.

.PARAMETER Maml
Where the MAML goes; nowhere if left out.

.PARAMETER Markdown
The folder for the pages. Pages of commands that are gone are removed there.
#>
param(
    [Parameter(Mandatory)] [string] $ModulePath,
    [Parameter(Mandatory)] [string] $XmlDoc,
    [string] $Maml,
    [string] $Markdown
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
foreach ($part in 'XmlDoc', 'Maml', 'Markdown') { . (Join-Path $PSScriptRoot "$part.ps1") }

$docs = Read-XmlDoc $XmlDoc
$common = [Management.Automation.Cmdlet]::CommonParameters
$standard = @{
    WhatIf  = 'Shows what would happen, and changes nothing.'
    Confirm = 'Asks before each change.'
}

# Commands that help names beside each other, as the table of README.md does.
$families = @(
    , @('Add-LeappSsoIntegration', 'Get-LeappSsoIntegration', 'Set-LeappSsoIntegration', 'Remove-LeappSsoIntegration')
    , @('Connect-LeappSso', 'Sync-LeappSso', 'Disconnect-LeappSso')
    , @('Get-LeappSession', 'Select-LeappSession', 'Set-LeappSession', 'Start-LeappSession', 'Stop-LeappSession', 'Add-LeappSession', 'Remove-LeappSession')
    , @('Invoke-LeappSession', 'Get-LeappCredential', 'Open-LeappConsole')
    , @('Import-LeappSso', 'Get-LeappPrompt', 'Register-LeappCompleter', 'Test-LeappSso')
)

# An inherited parameter has its text where it is declared.
function Get-ParameterText($Command, [string] $Name) {
    if ($standard.ContainsKey($Name)) { return $standard[$Name] }
    for ($type = $Command.ImplementingType; $type; $type = $type.BaseType) {
        $text = $docs["P:$($type.FullName).$Name"]
        if ($text) { return $text.Summary }
    }
    throw "$($Command.Name) -$Name has no text."
}

function Get-TypeName([type] $Type) {
    if ($Type.IsArray) { return "$(Get-TypeName $Type.GetElementType())[]" }
    $inner = [Nullable]::GetUnderlyingType($Type) ?? $Type
    # A reference is how a session or its name binds; people pass sessions.
    $inner.Name -replace '^SessionReference$', 'LeappSession'
}

function Get-AllowedValue($Parameter) {
    $set = $Parameter.Attributes | Where-Object { $_ -is [Management.Automation.ValidateSetAttribute] }
    if ($set) { return $set.ValidValues }
    $type = [Nullable]::GetUnderlyingType($Parameter.ParameterType) ?? $Parameter.ParameterType
    if ($type.IsEnum) { [Enum]::GetNames($type) }
}

function Get-DefaultText($Command, $Parameter, $Set) {
    if ($Parameter.SwitchParameter) { return 'False' }
    if ($Set.IsMandatory) { return 'None' }
    $property = $Command.ImplementingType.GetProperty($Parameter.Name)
    $value = $property.GetValue([Activator]::CreateInstance($Command.ImplementingType))
    $null -eq $value -or '' -eq "$value" ? 'None' : "$value"
}

# All that help says about a parameter, apart from the set it is shown in.
function Get-ParameterFact($Command, $Parameter) {
    $set = @($Parameter.ParameterSets.Values)[0]
    $text = Get-ParameterText $Command $Parameter.Name
    $values = @(Get-AllowedValue $Parameter)
    [pscustomobject]@{
        Name      = $Parameter.Name
        Text      = $text
        Type      = Get-TypeName $Parameter.ParameterType
        IsSwitch  = $Parameter.SwitchParameter
        Values    = $values
        # A text that names all of them needs no second list.
        Untold    = @($values | Where-Object { $text -notmatch "\b$_\b" })
        Default   = Get-DefaultText $Command $Parameter $set
        Required  = $set.IsMandatory
        Position  = $set.Position -lt 0 ? 'named' : "$($set.Position)"
        Pipeline  = @(if ($set.ValueFromPipeline) { 'ByValue' }; if ($set.ValueFromPipelineByPropertyName) { 'ByPropertyName' })
        Aliases   = @($Parameter.Aliases)
        Wildcards = [bool]($Parameter.Attributes | Where-Object { $_ -is [Management.Automation.SupportsWildcardsAttribute] })
    }
}

# By position, then as written, then -WhatIf and -Confirm.
function Get-ParameterOrder($Command) {
    $Command.Parameters.Values | Where-Object Name -NotIn $common | Sort-Object -Stable {
        $position = @($_.ParameterSets.Values)[0].Position
        $standard.ContainsKey($_.Name) ? [int]::MaxValue : $position -lt 0 ? [int]::MaxValue - 1 : $position
    }
}

function Get-CommandFact($Command) {
    $doc = $docs["T:$($Command.ImplementingType.FullName)"]
    if (-not $doc) { throw "$($Command.Name) has no text." }
    $family = $families | Where-Object { $Command.Name -in $_ }
    if (-not $family) { throw "$($Command.Name) is in no family of commands." }
    $parameters = @(Get-ParameterOrder $Command | ForEach-Object { Get-ParameterFact $Command $_ })
    [pscustomobject]@{
        Name        = $Command.Name
        Verb        = $Command.Verb
        Noun        = $Command.Noun
        Synopsis    = $doc.Summary
        Description = $doc.Remarks
        Errors      = $doc.Errors
        Examples    = $doc.Examples
        Parameters  = $parameters
        Sets        = @($Command.ParameterSets | Sort-Object IsDefault -Descending -Stable | ForEach-Object {
            $set = $_
            [pscustomobject]@{
                Text       = "$($Command.Name) $set" -replace '\s*\[<CommonParameters>\]'
                Parameters = @($parameters | Where-Object Name -In $set.Parameters.Name)
            }
        })
        Inputs      = @($parameters | Where-Object { 'ByValue' -in $_.Pipeline } | ForEach-Object { $_.Type -replace '\[\]$' })
        Outputs     = @($Command.OutputType | ForEach-Object Name)
        Page        = "$($module.ProjectUri)/blob/main/docs/commands/$($Command.Name).md"
        Related     = @($family -ne $Command.Name)
    }
}

$module = Import-Module (Join-Path (Resolve-Path $ModulePath) 'LeappSso.psd1') -PassThru
$commands = @($module.ExportedCmdlets.Values | Sort-Object Name | ForEach-Object { Get-CommandFact $_ })

if ($Maml) { [IO.File]::WriteAllText($Maml, (ConvertTo-Maml $commands)) }
if ($Markdown) {
    $null = New-Item -ItemType Directory -Force $Markdown
    Get-ChildItem $Markdown -Filter '*-*.md' | Where-Object BaseName -NotIn $commands.Name | Remove-Item
    foreach ($command in $commands) { [IO.File]::WriteAllText((Join-Path $Markdown "$($command.Name).md"), (ConvertTo-Page $command)) }
}
