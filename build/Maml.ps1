# Commands as MAML, the format that Get-Help reads. Dot-sourced by ConvertTo-Maml.ps1.
# https://learn.microsoft.com/powershell/scripting/developer/help/how-to-create-the-cmdlet-help-topic

function Format-Xml([string] $Text) { [Security.SecurityElement]::Escape($Text) }

function Format-Flag([bool] $Value) { "$Value".ToLowerInvariant() }

function Format-Paragraph([string[]] $Paragraphs) { foreach ($text in $Paragraphs) { "<maml:para>$(Format-Xml $text)</maml:para>" } }

function Format-Parameter($Parameter, [bool] $InSyntax) {
    $pipeline = $Parameter.Pipeline ? "True ($($Parameter.Pipeline -join ', '))" : 'False'
    $aliases = $Parameter.Aliases ? ($Parameter.Aliases -join ', ') : 'none'
    "<command:parameter required=`"$(Format-Flag $Parameter.Required)`" globbing=`"$(Format-Flag $Parameter.Wildcards)`"" +
        " pipelineInput=`"$pipeline`" position=`"$($Parameter.Position)`" aliases=`"$aliases`">"
    "<maml:name>$($Parameter.Name)</maml:name>"
    '<maml:description>'
    Format-Paragraph $Parameter.Text
    if ($Parameter.Untold) { Format-Paragraph "Values: $($Parameter.Values -join ', ')." }
    '</maml:description>'
    if ($InSyntax -and $Parameter.Values) {
        '<command:parameterValueGroup>'
        foreach ($value in $Parameter.Values) { "<command:parameterValue required=`"false`" variableLength=`"false`">$value</command:parameterValue>" }
        '</command:parameterValueGroup>'
    } elseif (-not $Parameter.IsSwitch) {
        "<command:parameterValue required=`"true`" variableLength=`"$(Format-Flag $Parameter.Type.EndsWith('[]'))`">$($Parameter.Type)</command:parameterValue>"
    }
    "<dev:type><maml:name>$($Parameter.Type)</maml:name></dev:type>"
    "<dev:defaultValue>$(Format-Xml $Parameter.Default)</dev:defaultValue>"
    '</command:parameter>'
}

function Format-Example($Example, [int] $Number) {
    $rule = '-' * 26
    "<command:example><maml:title>$rule Example $Number $rule</maml:title>"
    "<dev:code>$(Format-Xml $Example.Code)</dev:code>"
    # The empty paragraph parts it from the next example.
    $output = $Example.Output ? "<maml:para>$(Format-Xml $Example.Output)</maml:para>" : ''
    "<dev:remarks>$(-join (Format-Paragraph $Example.Text))$output<maml:para></maml:para></dev:remarks></command:example>"
}

function Format-Type([string] $Group, [string] $Item, [string[]] $Types) {
    "<command:$Group>"
    foreach ($type in $Types ? $Types : 'None') { "<command:$Item><dev:type><maml:name>$type</maml:name></dev:type></command:$Item>" }
    "</command:$Group>"
}

function Format-Link([string] $Text, [string] $Uri) {
    "<maml:navigationLink><maml:linkText>$Text</maml:linkText><maml:uri>$(Format-Xml $Uri)</maml:uri></maml:navigationLink>"
}

function Format-Command($Command) {
    '<command:command>'
    "<command:details><command:name>$($Command.Name)</command:name><command:verb>$($Command.Verb)</command:verb>"
    "<command:noun>$($Command.Noun)</command:noun><maml:description>$(Format-Paragraph $Command.Synopsis)</maml:description></command:details>"
    '<maml:description>'
    Format-Paragraph $Command.Description
    '</maml:description><command:syntax>'
    foreach ($set in $Command.Sets) {
        "<command:syntaxItem><maml:name>$($Command.Name)</maml:name>"
        foreach ($parameter in $set.Parameters) { Format-Parameter $parameter $true }
        '</command:syntaxItem>'
    }
    '</command:syntax><command:parameters>'
    foreach ($parameter in $Command.Parameters) { Format-Parameter $parameter $false }
    '</command:parameters>'
    Format-Type inputTypes inputType $Command.Inputs
    Format-Type returnValues returnValue $Command.Outputs
    if ($Command.Errors) {
        '<maml:alertSet><maml:title>Errors</maml:title><maml:alert>'
        Format-Paragraph ($Command.Errors | ForEach-Object { "$($_.Id): $($_.Text)" })
        '</maml:alert></maml:alertSet>'
    }
    '<command:examples>'
    for ($i = 0; $i -lt $Command.Examples.Count; $i++) { Format-Example $Command.Examples[$i] ($i + 1) }
    '</command:examples>'
    '<command:relatedLinks>'
    # Get-Help -Online opens the first link that has an address.
    Format-Link 'Online Version:' $Command.Page
    foreach ($name in $Command.Related + 'about_LeappSso') { Format-Link $name }
    '</command:relatedLinks>'
    '</command:command>'
}

function ConvertTo-Maml($Commands) {
    $lines = @(
        '<?xml version="1.0" encoding="utf-8"?>'
        '<helpItems schema="maml" xmlns="http://msh" xmlns:maml="http://schemas.microsoft.com/maml/2004/10"' +
            ' xmlns:command="http://schemas.microsoft.com/maml/dev/command/2004/10" xmlns:dev="http://schemas.microsoft.com/maml/dev/2004/10">'
        foreach ($command in $Commands) { Format-Command $command }
        '</helpItems>'
    )
    ($lines -join "`n") + "`n"
}
