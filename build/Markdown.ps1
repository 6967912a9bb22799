# A command as a page of Markdown. Dot-sourced by ConvertTo-Maml.ps1.

# A star or an angle bracket in a sentence is meant as such.
function Format-Sentence([string] $Text) { $Text -replace '([*<])', '\$1' }

function Format-Fact($Parameter) {
    $facts = @("Type: $($Parameter.Type)")
    if ($Parameter.Untold) { $facts += "values: $($Parameter.Values -join ', ')" }
    if ($Parameter.Required) { $facts += 'required' }
    if ($Parameter.Default -notin 'None', 'False') { $facts += "default: $($Parameter.Default)" }
    if ($Parameter.Position -ne 'named') { $facts += "position $($Parameter.Position)" }
    if ($Parameter.Pipeline) { $facts += "from the pipeline: $($Parameter.Pipeline -join ', ')" }
    if ($Parameter.Wildcards) { $facts += 'wildcards' }
    if ($Parameter.Aliases) { $facts += "aliases: $($Parameter.Aliases -join ', ')" }
    $facts -join '; '
}

function ConvertTo-Page($Command) {
    $lines = @(
        "# $($Command.Name)", '', (Format-Sentence $Command.Synopsis), ''
        '## Syntax', '', '```', $Command.Sets.Text, '```', ''
        '## Description', ''
        foreach ($paragraph in $Command.Description) { (Format-Sentence $paragraph), '' }
        '## Examples', ''
        foreach ($example in $Command.Examples) {
            foreach ($paragraph in $example.Text) { (Format-Sentence $paragraph), '' }
            "``````$($example.Language)", $example.Code, '```', ''
            if ($example.Output) { '```text', $example.Output, '```', '' }
        }
        '## Parameters', ''
        foreach ($parameter in $Command.Parameters) { "### -$($parameter.Name)", '', (Format-Sentence $parameter.Text), '', (Format-Fact $parameter), '' }
        if ($Command.Errors) { '## Errors', '', '| id | what it says |', '| --- | --- |' }
        foreach ($e in $Command.Errors) { "| [``$($e.Id)``](../troubleshooting.md#$($e.Id.ToLowerInvariant())) | $(Format-Sentence $e.Text) |" }
        if ($Command.Errors) { '' }
        if ($Command.Inputs) { '## Input', '', ($Command.Inputs -join ', '), '' }
        if ($Command.Outputs) { '## Output', '', ($Command.Outputs -join ', '), '' }
    )
    # Nested lists of lines become one.
    (($lines | ForEach-Object { $_ }) -join "`n").TrimEnd() + "`n"
}
