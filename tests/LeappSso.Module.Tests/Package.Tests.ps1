# The package: what is in it, and that people can install it from a repository by both package managers.

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Support.psm1') -Force
    $emulator = Start-Emulator '--accounts', '3'
    $package = Join-Path (Get-Root) "out/LeappSso.$(Get-ModuleVersion).nupkg"
    $repository = Join-Path $TestDrive 'repository'
    $null = New-Item -ItemType Directory $repository
    Copy-Item $package $repository
    $helpers = @(Get-ChildItem (Join-Path (Get-StagedModule) 'bin/helper') -Directory -ErrorAction Ignore)
}

AfterAll { Stop-Emulator $emulator }

Describe 'The package, installed by <Name>' -ForEach @(
    @{ Name = 'Install-PSResource'; Script = @'
Register-PSResourceRepository -Name Local -Uri $env:REPOSITORY -Trusted
Install-PSResource LeappSso -Repository Local
'@ }
    @{ Name = 'Install-Module'; Script = @'
Register-PSRepository -Name Local -SourceLocation $env:REPOSITORY -InstallationPolicy Trusted
Install-Module LeappSso -Repository Local -Scope CurrentUser
'@ }
) {
    It 'runs the main job in a clean pwsh by the names of its commands' {
        $variables = New-TestHome (Join-Path $TestDrive $Name) $emulator
        $variables.REPOSITORY = $repository
        $variables.PSModulePath = $null
        $variables.XDG_DATA_HOME = $variables.XDG_CONFIG_HOME = $variables.XDG_CACHE_HOME = $null

        $installed = Invoke-FreshPwsh $Script $variables
        $installed.ErrorIds | Should -BeNullOrEmpty -Because ($installed.Messages -join ' ')

        $run = Invoke-FreshPwsh @'
$null = Add-LeappSsoIntegration acme $env:PORTAL eu-west-1
Connect-LeappSso | Where-Object RoleName -eq ReadOnly | Select-Object -First 1 | Set-LeappSession -PassThru
Get-LeappSession | Select-Object -First 1 | Set-LeappSession -Method CredentialProcess -Status Active
(Get-Module LeappSso).Path
'@ $variables
        $run.ErrorIds | Should -BeNullOrEmpty -Because ($run.Messages -join ' ')
        "$($run.Output[-2].Status)" | Should -Be Active
        $run.Output[-1] | Should -Match ([regex]::Escape($variables.HOME))
        $helper = @(Get-ChildItem (Join-Path $variables.LEAPPSSO_HOME 'helper') -Filter 'leappsso-credential*')
        $helper.Count | Should -Be 1
        if ($native = Get-NativeHelper) { (Get-FileHash $helper.FullName).Hash | Should -Be (Get-FileHash $native).Hash }
    }
}

Describe 'The package' {
    BeforeAll {
        $unpacked = Join-Path $TestDrive 'unpacked'
        [IO.Compression.ZipFile]::ExtractToDirectory($package, $unpacked)
        $metadata = ([xml](Get-Content (Join-Path $unpacked 'LeappSso.nuspec') -Raw)).package.metadata
    }

    It 'is the same, byte for byte, each time it is made from the same files' {
        $copy = Join-Path $TestDrive 'copy/LeappSso'
        $null = New-Item -ItemType Directory $copy
        # Written later, and in another order.
        $files = Get-ChildItem (Get-StagedModule) -Recurse -File | Sort-Object Length -Descending
        foreach ($file in $files) {
            $target = Join-Path $copy ([IO.Path]::GetRelativePath((Get-StagedModule), $file.FullName))
            $null = New-Item -ItemType Directory -Force (Split-Path $target)
            [IO.File]::WriteAllBytes($target, [IO.File]::ReadAllBytes($file.FullName))
        }
        $again = Join-Path $TestDrive 'again.nupkg'
        $environment = New-TestHome (Join-Path $TestDrive 'packer')
        $environment.PSModulePath = $null
        $environment.TZ = 'Pacific/Kiritimati'
        # There may have been a commit since.
        $archive = [IO.Compression.ZipFile]::OpenRead($package)
        $time = [DateTimeOffset]::new($archive.Entries[0].LastWriteTime.DateTime, [timespan]::Zero)
        $archive.Dispose()
        $environment.SOURCE_DATE_EPOCH = "$($time.ToUnixTimeSeconds())"
        Invoke-BuildScript build/Nupkg.ps1 '-Staged', $copy, '-Package', $again $environment
        (Get-FileHash $again).Hash | Should -Be (Get-FileHash $package).Hash
    }

    It 'holds exactly what is staged' {
        $of = { param($Folder) Get-ChildItem $Folder -Recurse -File | ForEach-Object { "$([IO.Path]::GetRelativePath($Folder, $_.FullName)) $((Get-FileHash -LiteralPath $_.FullName).Hash)" } | Sort-Object }
        & $of $unpacked | Where-Object { $_ -notmatch '^(_rels|package|\[Content_Types\]\.xml|LeappSso\.nuspec)' } | Should -Be (& $of (Get-StagedModule))
    }

    It 'has the addresses and tags that the Gallery shows' {
        $metadata.projectUrl | Should -Match '^https://github\.com/[^/]+/LeappSso$'
        $metadata.licenseUrl | Should -Be "$($metadata.projectUrl)/blob/main/LICENSE"
        $icon = $metadata.iconUrl -replace '^https://raw\.githubusercontent\.com/[^/]+/LeappSso/main/'
        $icon | Should -Not -Be $metadata.iconUrl
        # The header of a PNG: width and height in pixels.
        $header = [byte[]](Get-Content (Join-Path (Get-Root) $icon) -AsByteStream -TotalCount 24)
        $header[16..23] | Should -Be (0, 0, 0, 128, 0, 0, 0, 128)
        $metadata.tags -split ' ' | Should -Contain AWS
        # The limits of the Gallery.
        $metadata.tags.Length | Should -BeLessThan 4000
        $metadata.description.Length | Should -BeLessThan 4000
    }

    It 'names each command in its tags, by which people find a module that has it' {
        $commands = (Import-PowerShellDataFile (Join-Path (Get-StagedModule) 'LeappSso.psd1')).CmdletsToExport
        $commands.Count | Should -BeGreaterThan 20
        $tags = $metadata.tags -split ' '
        $tags -like 'PSIncludes_*' | Should -Be PSIncludes_Cmdlet
        foreach ($kind in 'PSCmdlet', 'PSCommand') { $tags -clike "${kind}_*" -replace '^\w+_' | Should -Be $commands }
        $tags | Select-Object -Unique | Should -HaveCount $tags.Count
    }

    It 'tells what is new, from the newest section of the changelog' {
        $lines = Get-Content (Join-Path (Get-Root) 'CHANGELOG.md')
        $second = ($lines | Select-String '^## ' | Select-Object -Skip 1 -First 1)?.LineNumber ?? ($lines.Count + 1)
        $bullets = @($lines[0..($second - 2)] | Where-Object { $_ -like '- *' })
        $bullets.Count | Should -BeGreaterThan 0
        foreach ($bullet in $bullets) { $metadata.releaseNotes | Should -BeLike "*$([WildcardPattern]::Escape($bullet))*" }
        $metadata.releaseNotes.Length | Should -BeLessThan 35000
    }

    It 'is no larger than its parts should be' {
        (Get-Item $package).Length | Should -BeLessThan (2.5MB + $helpers.Count * 6MB)
    }

    It 'names no path of the machine that made it' -Skip:($env:LEAPPSSO_TEST_CONFIGURATION -eq 'Debug') {
        $root, $home_ = (Get-Root), [Environment]::GetFolderPath('UserProfile')
        foreach ($file in Get-ChildItem $unpacked -Recurse -File) {
            $bytes = [IO.File]::ReadAllBytes($file.FullName)
            foreach ($encoding in [Text.Encoding]::Latin1, [Text.Encoding]::Unicode) {
                $text = $encoding.GetString($bytes)
                foreach ($secret in $root, $root.Replace('\', '/'), "$home_$([IO.Path]::DirectorySeparatorChar)") {
                    $text.Contains($secret, [StringComparison]::OrdinalIgnoreCase) | Should -BeFalse -Because "$($file.Name) must not name $secret"
                }
            }
        }
    }

    It 'holds the licence of each assembly of others, and of what is linked into the helper' {
        $notices = Get-Content (Join-Path $unpacked 'THIRD-PARTY-NOTICES.txt') -Raw
        $others = @(Get-ChildItem (Join-Path $unpacked 'bin') -Recurse -Filter '*.dll' | Where-Object Name -NotLike 'LeappSso.*' | ForEach-Object BaseName)
        $others.Count | Should -BeGreaterThan 5
        foreach ($name in $others) { $notices | Should -Match "(?m)^$([regex]::Escape($name)) \d+\.\d+\S*\n" }
        foreach ($helper in $helpers) { $notices | Should -Match "(?m)^Microsoft\.NETCore\.App\.Runtime\.NativeAOT\.$($helper.Name) \d+\.\d+\S*\n" }
        foreach ($text in 'Version 2\.0, January 2004', 'Permission is hereby granted, free of charge', 'Raffael Herrmann') { $notices | Should -Match $text }
    }

    It 'lists all of these in its bill of materials, with licence and hash' {
        $bom = Get-Content (Join-Path $unpacked 'bom.cdx.json') -Raw | ConvertFrom-Json
        $others = @(Get-ChildItem (Join-Path $unpacked 'bin') -Recurse -Filter '*.dll' | Where-Object Name -NotLike 'LeappSso.*' | ForEach-Object BaseName)
        foreach ($name in $others + @($helpers | ForEach-Object { "Microsoft.NETCore.App.Runtime.NativeAOT.$($_.Name)" })) {
            $component = @($bom.components | Where-Object name -EQ $name)
            $component | Should -HaveCount 1 -Because $name
            $component.purl | Should -BeExactly "pkg:nuget/$name@$($component.version)"
            $component.licenses.license.id | Should -BeIn MIT, Apache-2.0
            $component.hashes.content | Should -Match '^[0-9a-f]{128}$'
            $bom.dependencies[0].dependsOn | Should -Contain $component.purl
        }
        $bom.metadata.component.version | Should -Be (Get-ModuleVersion)
    }

    It 'has a bill of materials that is valid by the schema of CycloneDX' -Tag Lint {
        $bom = Join-Path $unpacked 'bom.cdx.json'
        node (Join-Path (Get-Root) 'build/lint/bom.mjs') $bom | Should -BeNullOrEmpty
        $LASTEXITCODE | Should -Be 0
        $wrong = Join-Path $TestDrive 'wrong.cdx.json'
        Set-Content $wrong ((Get-Content $bom -Raw) -replace '"type": "library"', '"type": "liberty"')
        node (Join-Path (Get-Root) 'build/lint/bom.mjs') $wrong | Should -Match 'liberty|type'
    }

    It 'is published to a repository and found there by its tag, with all that it says of itself' {
        $environment = New-TestHome (Join-Path $TestDrive 'publisher')
        $environment.PSModulePath = $environment.XDG_DATA_HOME = $environment.XDG_CONFIG_HOME = $environment.XDG_CACHE_HOME = $null
        $environment.TARGET = (New-Item -ItemType Directory (Join-Path $TestDrive 'gallery')).FullName
        $run = Invoke-FreshPwsh 'Register-PSResourceRepository -Name Target -Uri $env:TARGET -Trusted' $environment
        $run.ErrorIds | Should -BeNullOrEmpty -Because "$($run.Messages)"
        Invoke-BuildScript build/Publish.ps1 '-Package', $package, '-Repository', 'Target' $environment
        # Where this runs is the folder of the project, and NuGet puts its settings where it runs if it finds no better place.
        Join-Path (Get-Location) NuGet | Should -Not -Exist
        $run = Invoke-FreshPwsh 'Find-PSResource -Tag IAM-Identity-Center -Repository Target | Select-Object Name, Version, ProjectUri, IconUri' $environment
        $run.ErrorIds | Should -BeNullOrEmpty -Because "$($run.Messages)"
        $run.Output.Name | Should -Be LeappSso
        $run.Output.ProjectUri | Should -Be $metadata.projectUrl
        $run.Output.IconUri | Should -Be $metadata.iconUrl

        # So a release that broke off later can be run again.
        $published = (Get-ChildItem $environment.TARGET).FullName
        $time = [IO.File]::GetLastWriteTimeUtc($published)
        Invoke-BuildScript build/Publish.ps1 '-Package', $package, '-Repository', 'Target' $environment
        [IO.File]::GetLastWriteTimeUtc($published) | Should -Be $time
    }

    It 'can be signed before it is packed: each file of ours, and none of others' {
        $listed = Invoke-FreshPwsh "& '$(Join-Path (Get-Root) 'build/Sign.ps1')' -Staged '$(Get-StagedModule)' -WhatIf" (New-TestHome (Join-Path $TestDrive 'signer'))
        $signed = @([regex]::Matches($listed.Screen, 'on target "(.+?)"').ForEach({ Split-Path $_.Groups[1].Value -Leaf }))
        $ours = Get-ChildItem (Get-StagedModule) -Recurse -File | Where-Object Name -Match '^LeappSso\..*\.dll$|\.(ps1xml|psd1)$|^leappsso-credential\.exe$'
        $signed | Sort-Object | Should -Be ($ours.Name | Sort-Object)
    }
}
