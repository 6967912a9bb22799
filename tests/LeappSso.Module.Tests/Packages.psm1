# Other versions of the module, made from the staged one, and repositories that hold them.

Import-Module (Join-Path $PSScriptRoot 'Support.psm1')

<#
.SYNOPSIS
Gives assemblies another version, in what they say of each other too, and an identity of their own. Every other byte stays.
#>
function Set-AssemblyVersion([string[]] $Path, [version] $Version) {
    $names = $Path | ForEach-Object { [IO.Path]::GetFileNameWithoutExtension($_) }
    $words = [byte[]]@($Version.Major, $Version.Minor, $Version.Build, 0 | ForEach-Object { [BitConverter]::GetBytes([uint16]$_) })
    foreach ($file in $Path) {
        $bytes = [IO.File]::ReadAllBytes($file)
        $portable = [Reflection.PortableExecutable.PEReader]::new([IO.MemoryStream]::new($bytes))
        $metadata = [Reflection.Metadata.PEReaderExtensions]::GetMetadataReader($portable)
        $tables = [Reflection.Metadata.Ecma335.MetadataReaderExtensions]
        $start = { param($Table) $portable.PEHeaders.MetadataStartOffset + $tables::GetTableMetadataOffset($metadata, $Table) }
        # ECMA-335 II.22.2: the algorithm of the hash comes before the version.
        $offsets = @((& $start Assembly) + 4)
        # ECMA-335 II.22.5: a reference begins with the version.
        $row = 0
        foreach ($handle in $metadata.AssemblyReferences) {
            $name = $metadata.GetString($metadata.GetAssemblyReference($handle).Name)
            if ($name -in $names) { $offsets += (& $start AssemblyRef) + $row * $tables::GetTableRowSize($metadata, 'AssemblyRef') }
            $row++
        }
        foreach ($offset in $offsets) { $words.CopyTo($bytes, $offset) }
        # .NET takes assemblies of one name and one module version id (ECMA-335 II.22.30) for the same.
        $identity = $metadata.GetGuid($metadata.GetModuleDefinition().Mvid).ToByteArray()
        $heap = $portable.PEHeaders.MetadataStartOffset + $tables::GetHeapMetadataOffset($metadata, 'Guid')
        if ([Linq.Enumerable]::SequenceEqual([byte[]]$bytes[$heap..($heap + 15)], $identity) -eq $false) { throw "$file has another identity first." }
        [guid]::NewGuid().ToByteArray().CopyTo($bytes, $heap)
        [IO.File]::WriteAllBytes($file, $bytes)
    }
}

<#
.SYNOPSIS
Puts the staged module under another version into a folder. With -Assemblies its assemblies are of that version too; the native helper, which
would tell another, is left out then.
#>
function New-OtherVersion([string] $Folder, [version] $Version, [switch] $Assemblies) {
    $module = Join-Path $Folder "LeappSso/$Version"
    $null = New-Item -ItemType Directory -Force (Split-Path $module)
    Copy-Item (Get-StagedModule) $module -Recurse
    $manifest = Join-Path $module 'LeappSso.psd1'
    $text = [IO.File]::ReadAllText($manifest)
    [IO.File]::WriteAllText($manifest, ($text -replace "(?m)^(\s*ModuleVersion\s*=\s*)'[^']+'", "`$1'$Version'"))
    if ($Assemblies) {
        Remove-Item (Join-Path $module 'bin/helper') -Recurse -ErrorAction Ignore
        Set-AssemblyVersion (Get-ChildItem $module -Filter 'LeappSso.*.dll' -Recurse).FullName $Version
    }
    $module
}

<#
.SYNOPSIS
The module under another version as a package in a folder that is a repository.
#>
function New-OtherPackage([string] $Repository, [version] $Version) {
    $folder = Join-Path ([IO.Path]::GetTempPath()) "leappsso-$([guid]::NewGuid())"
    try {
        Invoke-BuildScript build/Nupkg.ps1 '-Staged', (New-OtherVersion $folder $Version), '-Package', (Join-Path $Repository "LeappSso.$Version.nupkg")
    } finally {
        Remove-Item $folder -Recurse
    }
}

Export-ModuleMember -Function *
