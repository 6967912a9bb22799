<#
.SYNOPSIS
Makes the package of the staged module, byte for byte the same from the same files.

.DESCRIPTION
PSResourceGet makes it, so that it is what the PowerShell Gallery takes. It puts in random names and the time of the day; here the entries
get one order, names that follow from their content, and one time: SOURCE_DATE_EPOCH, else that of the commit, else the first day of ZIP.
#>
param(
    [Parameter(Mandatory)] [string] $Staged,
    [Parameter(Mandatory)] [string] $Package
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

function Get-EntryTime {
    $seconds = $env:SOURCE_DATE_EPOCH
    if (-not $seconds -and (Get-Command git -CommandType Application -ErrorAction Ignore)) {
        $PSNativeCommandUseErrorActionPreference = $false
        $seconds = git -C $PSScriptRoot log -1 --format=%ct 2>$null
    }
    # ZIP knows no time zone and no odd second.
    $seconds ? [DateTimeOffset]::FromUnixTimeSeconds($seconds) : [DateTimeOffset]::new(1980, 1, 1, 0, 0, 0, [timespan]::Zero)
}

# Find-PSResource -CommandName and the pages of the Gallery know commands by these tags. Publish-Module adds them; Compress-PSResource does not.
function Add-CommandTag([hashtable] $Parts) {
    $commands = (Import-PowerShellDataFile (Join-Path $Staged 'LeappSso.psd1')).CmdletsToExport
    $tags = @('PSIncludes_Cmdlet') + ($commands -replace '^', 'PSCmdlet_') + ($commands -replace '^', 'PSCommand_') -join ' '
    foreach ($name in @($Parts.Keys -like '*.nuspec') + @($Parts.Keys -like '*.psmdcp')) {
        $text = [Text.Encoding]::UTF8.GetString($Parts[$name])
        $tagged = $text -replace '(?<=<(?<name>tags|keywords)>)[^<]*(?=</\k<name>>)', "`$0 $tags"
        if ($tagged -ceq $text) { throw "$name has no place for tags." }
        $Parts[$name] = [Text.Encoding]::UTF8.GetBytes($tagged)
    }
}

# Gives what PSResourceGet names, numbers and orders by chance names and numbers that follow from the content, and one order.
function Resolve-Part([hashtable] $Parts) {
    $random = @($Parts.Keys | Where-Object { $_ -like '*.psmdcp' })[0]
    # It names the system that packs, down to its kernel.
    $metadata = [Text.Encoding]::UTF8.GetString($Parts[$random]) -replace '(?<=<lastModifiedBy>)[^<]*', 'NuGet.Packaging'
    $Parts[$random] = [Text.Encoding]::UTF8.GetBytes($metadata)
    $hash = [Convert]::ToHexString([Security.Cryptography.SHA256]::HashData($Parts[$random]), 0, 16).ToLowerInvariant()
    $settled = "package/services/metadata/core-properties/$hash.psmdcp"
    $Parts[$settled] = $Parts[$random]
    if ($settled -ne $random) { $Parts.Remove($random) }

    $relations = [Text.Encoding]::UTF8.GetString($Parts['_rels/.rels']).Replace($random, $settled)
    $number = 0
    foreach ($id in [regex]::Matches($relations, ' Id="[^"]*"').Value) { $relations = $relations.Replace($id, " Id=`"R$(($number++))`"") }
    $Parts['_rels/.rels'] = [Text.Encoding]::UTF8.GetBytes($relations)

    # The order of the content types follows that of the files on disk.
    $lines = [Text.Encoding]::UTF8.GetString($Parts['[Content_Types].xml']) -split '\r?\n'
    $types = @($lines | Where-Object { $_ -match '^\s*<(Default|Override) ' })
    [Array]::Sort($types, [StringComparer]::Ordinal)
    $text = @($lines | Select-Object -First 2) + $types + '</Types>'
    $Parts['[Content_Types].xml'] = [Text.Encoding]::UTF8.GetBytes($text -join "`n")
}

function Read-Package([string] $Path) {
    $parts = @{}
    $archive = [IO.Compression.ZipFile]::OpenRead($Path)
    try {
        foreach ($entry in $archive.Entries) {
            $memory = [IO.MemoryStream]::new()
            $stream = $entry.Open()
            $stream.CopyTo($memory)
            $stream.Dispose()
            $parts[$entry.FullName] = $memory.ToArray()
        }
    } finally {
        $archive.Dispose()
    }
    $parts
}

function Write-Package([string] $Path, [hashtable] $Parts, [DateTimeOffset] $Time) {
    $names = [string[]]@($Parts.Keys)
    [Array]::Sort($names, [StringComparer]::Ordinal)
    $archive = [IO.Compression.ZipFile]::Open($Path, [IO.Compression.ZipArchiveMode]::Create)
    try {
        foreach ($name in $names) {
            $entry = $archive.CreateEntry($name, [IO.Compression.CompressionLevel]::SmallestSize)
            $entry.LastWriteTime = $Time
            # Read by everybody, written by the owner, on every system that packs.
            $entry.ExternalAttributes = 0x81a4 -shl 16
            $stream = $entry.Open()
            $stream.Write($Parts[$name])
            $stream.Dispose()
        }
    } finally {
        $archive.Dispose()
    }
}

$raw = Join-Path ([IO.Path]::GetTempPath()) "leappsso-pack-$([guid]::NewGuid())"
$null = New-Item -ItemType Directory $raw
try {
    Compress-PSResource -Path $Staged -DestinationPath $raw
    $parts = Read-Package (Get-ChildItem $raw -Filter '*.nupkg').FullName
} finally {
    Remove-Item $raw -Recurse
}
Add-CommandTag $parts
Resolve-Part $parts
Remove-Item $Package -ErrorAction Ignore
Write-Package $Package $parts (Get-EntryTime)
