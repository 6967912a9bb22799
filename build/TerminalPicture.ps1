# Draws the screen of a terminal as SVG: text that can be searched, in the colours that the terminal showed. Dot-sourced by Pictures.ps1.

# The sixteen colours by number, and the two of the empty screen.
$script:palette = @(
    '#21262d', '#ff7b72', '#3fb950', '#d29922', '#58a6ff', '#bc8cff', '#39c5cf', '#b1bac4'
    '#6e7681', '#ffa198', '#56d364', '#e3b341', '#79c0ff', '#d2a8ff', '#56d4dd', '#f0f6fc')
$script:ink, $script:paper = '#e6edf3', '#0d1117'

# A color of the 256 that terminals number: sixteen, a cube of 6 x 6 x 6, then greys.
function Get-IndexedColor([int] $Index) {
    if ($Index -lt 16) { return $script:palette[$Index] }
    if ($Index -ge 232) { return '#{0:x2}{0:x2}{0:x2}' -f (8 + 10 * ($Index - 232)) }
    $levels = 0, 95, 135, 175, 215, 255
    $cube = $Index - 16
    '#{0:x2}{1:x2}{2:x2}' -f $levels[[math]::Floor($cube / 36)], $levels[[math]::Floor($cube / 6) % 6], $levels[$cube % 6]
}

# What the codes of one escape sequence change in the style.
function Update-Style([hashtable] $Style, [int[]] $Codes) {
    for ($i = 0; $i -lt $Codes.Count; $i++) {
        $code = $Codes[$i]
        if ($code -eq 0) { $Style.Clear() }
        elseif ($code -eq 1) { $Style.Bold = $true }
        elseif ($code -eq 2) { $Style.Dim = $true }
        elseif ($code -eq 3) { $Style.Italic = $true }
        elseif ($code -eq 4) { $Style.Underline = $true }
        elseif ($code -eq 7) { $Style.Inverse = $true }
        elseif ($code -eq 22) { $Style.Remove('Bold'); $Style.Remove('Dim') }
        elseif ($code -eq 27) { $Style.Remove('Inverse') }
        elseif ($code -ge 30 -and $code -le 37) { $Style.Ink = $script:palette[$code - 30] }
        elseif ($code -ge 90 -and $code -le 97) { $Style.Ink = $script:palette[$code - 82] }
        # Black is what the screen is.
        elseif ($code -eq 40) { $Style.Remove('Paper') }
        elseif ($code -ge 40 -and $code -le 47) { $Style.Paper = $script:palette[$code - 40] }
        elseif ($code -ge 100 -and $code -le 107) { $Style.Paper = $script:palette[$code - 92] }
        elseif ($code -eq 39) { $Style.Remove('Ink') }
        elseif ($code -eq 49) { $Style.Remove('Paper') }
        elseif ($code -in 38, 48) {
            $name = $code -eq 38 ? 'Ink' : 'Paper'
            if ($Codes[$i + 1] -eq 5) { $Style[$name] = Get-IndexedColor $Codes[$i + 2]; $i += 2 }
            else { $Style[$name] = '#{0:x2}{1:x2}{2:x2}' -f $Codes[$i + 2], $Codes[$i + 3], $Codes[$i + 4]; $i += 4 }
        }
    }
}

<#
.SYNOPSIS
Makes an SVG of lines as 'tmux capture-pane -e' gives them.
#>
function ConvertTo-TerminalPicture([string[]] $Lines, [int] $Columns, [string] $Title) {
    $wide, $high, $margin, $bar = 8.4, 19, 16, 36
    $width = [math]::Ceiling($Columns * $wide + 2 * $margin)
    $height = $Lines.Count * $high + $bar + $margin
    $number = { ([math]::Round($args[0], 1)).ToString([cultureinfo]::InvariantCulture) }
    $style = @{}
    $shapes = for ($row = 0; $row -lt $Lines.Count; $row++) {
        $column = 0
        foreach ($piece in [regex]::Matches($Lines[$row], "\e\[(?<codes>[\d;]*)m|(?<text>[^\e]+)")) {
            if (-not $piece.Groups['text'].Success) {
                Update-Style $style @($piece.Groups['codes'].Value -split ';' | ForEach-Object { [int]"0$_" })
                continue
            }
            $text = $piece.Value
            $long = ([Globalization.StringInfo]$text).LengthInTextElements
            $x, $y = ($margin + $column * $wide), ($bar + $row * $high)
            $column += $long
            $fore, $back = ($style['Ink'] ?? $script:ink), $style['Paper']
            if ($style['Inverse']) { $fore, $back = ($back ?? $script:paper), $fore }
            if ($back) { "<rect x=`"$(& $number $x)`" y=`"$(& $number $y)`" width=`"$(& $number ($long * $wide))`" height=`"$high`" fill=`"$back`"/>" }
            $marks = @(
                if ($fore -ne $script:ink) { "fill=`"$fore`"" }
                if ($style['Bold']) { 'font-weight="bold"' }
                if ($style['Italic']) { 'font-style="italic"' }
                if ($style['Dim']) { 'opacity="0.6"' }
                if ($style['Underline']) { 'text-decoration="underline"' }
            ) -join ' '
            # Blanks are not drawn; the length holds the columns together in any font.
            foreach ($words in [regex]::Matches($text, '\S+( \S+)*')) {
                $before = ([Globalization.StringInfo]$text.Substring(0, $words.Index)).LengthInTextElements
                $cells = ([Globalization.StringInfo]$words.Value).LengthInTextElements
                "<text x=`"$(& $number ($x + $before * $wide))`" y=`"$(& $number ($y + 14))`" textLength=`"$(& $number ($cells * $wide))`" $marks>" +
                    "$([Security.SecurityElement]::Escape($words.Value))</text>"
            }
        }
    }
    @(
        "<svg xmlns=`"http://www.w3.org/2000/svg`" viewBox=`"0 0 $width $height`" width=`"$width`" height=`"$height`" role=`"img`">"
        "<title>$([Security.SecurityElement]::Escape($Title))</title>"
        "<rect x=`"0.5`" y=`"0.5`" width=`"$($width - 1)`" height=`"$($height - 1)`" rx=`"8`" fill=`"$script:paper`" stroke=`"#30363d`"/>"
        '<circle cx="20" cy="18" r="5.5" fill="#ff5f57"/><circle cx="38" cy="18" r="5.5" fill="#febc2e"/><circle cx="56" cy="18" r="5.5" fill="#28c840"/>'
        "<g font-family=`"ui-monospace,'Cascadia Mono','SF Mono',Menlo,Consolas,'DejaVu Sans Mono',monospace`" font-size=`"14`" fill=`"$script:ink`">"
        $shapes
        '</g></svg>'
    ) -join "`n"
}
