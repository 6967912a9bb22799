# Reads the XML docs of an assembly into a table by member id. Dot-sourced by ConvertTo-Maml.ps1.

# The text of a node on one line, with code and references as words.
function Get-NodeText([Xml.XmlNode] $Node) {
    $text = foreach ($child in $Node.ChildNodes) {
        switch ($child.Name) {
            'see' { ($child.GetAttribute('cref') -replace '^\w:', '' -split '\.')[-1] }
            'paramref' { $child.GetAttribute('name') }
            default { $child.InnerText }
        }
    }
    (-join $text) -replace '\s+', ' ' | ForEach-Object Trim
}

function Get-Paragraph([Xml.XmlNode] $Node) {
    if ($null -eq $Node) { return }
    $paragraphs = $Node.SelectNodes('para')
    if ($paragraphs.Count) { $paragraphs | ForEach-Object { Get-NodeText $_ } } else { Get-NodeText $Node }
}

# Code keeps its lines; the indentation that they share belongs to the source file.
function Get-CodeText([Xml.XmlNode] $Node) {
    $lines = @($Node.InnerText -split '\r?\n')
    while ($lines.Count -and -not $lines[0].Trim()) { $lines = @($lines | Select-Object -Skip 1) }
    while ($lines.Count -and -not $lines[-1].Trim()) { $lines = @($lines | Select-Object -SkipLast 1) }
    $shared = ($lines | Where-Object { $_.Trim() } | ForEach-Object { $_.Length - $_.TrimStart().Length } | Measure-Object -Minimum).Minimum
    ($lines | ForEach-Object { if ($_.Length -ge $shared) { $_.Substring($shared) } else { $_ } }) -join "`n"
}

function Read-XmlDoc([string] $Path) {
    $table = @{}
    foreach ($member in ([xml](Get-Content $Path -Raw)).doc.members.member) {
        $table[$member.GetAttribute('name')] = @{
            Summary  = (Get-Paragraph $member.SelectSingleNode('summary')) -join ' '
            Remarks  = @(Get-Paragraph $member.SelectSingleNode('remarks'))
            Errors   = @($member.SelectNodes('remarks/list/item') | ForEach-Object {
                @{ Id = Get-NodeText $_.SelectSingleNode('term'); Text = Get-NodeText $_.SelectSingleNode('description') }
            })
            Examples = @($member.SelectNodes('example') | ForEach-Object {
                $code = $_.SelectSingleNode('code[not(@language="text")]')
                $output = $_.SelectSingleNode('code[@language="text"]')
                @{
                    Text     = @($_.SelectNodes('para') | ForEach-Object { Get-NodeText $_ })
                    Code     = Get-CodeText $code
                    # What cannot be run on the emulator is said to be pwsh, and shown only.
                    Language = $code.GetAttribute('language') ? $code.GetAttribute('language') : 'powershell'
                    Output   = $output ? (Get-CodeText $output) : $null
                }
            })
        }
    }
    $table
}
