# The unmodified readers of what the module writes, and homes in which each of them reaches the emulator.

Import-Module (Join-Path $PSScriptRoot 'Support.psm1')
$script:Folder = Join-Path (Get-Root) 'tests/LeappSso.Readers'

<#
.SYNOPSIS
The readers of this machine. Those that know no endpoint variables go through the proxy. Tag names what Get-MissingTool misses. Version 3
of the SDK for .NET comes without its part for SSO.
#>
function Get-Reader {
    foreach ($version in 2, 1) {
        if ($cli = Find-AwsCli $version) {
            @{ Tool = "AWS CLI v$version"; Tag = $version -eq 2 ? 'AwsCli' : 'AwsCli1'; Way = 'Proxied'; Program = $cli; Arguments = @() }
        }
    }
    foreach ($python in Find-Python | Group-Object { & $_ -c 'import botocore; print(botocore.__version__)' }) {
        @{
            Tool = "botocore $($python.Name)"; Tag = 'Botocore'; Way = 'Proxied'; Program = $python.Group[0]
            Arguments = , (Join-Path $script:Folder 'botocore_reader.py')
        }
    }
    foreach ($project in @{ Name = 'LeappSso.Readers'; Tag = 'DotNet'; Version = '' }, @{ Name = 'LeappSso.Readers.Sdk3'; Tag = 'DotNet3'; Version = ' 3' }) {
        $built = Join-Path (Get-Root) "tests/$($project.Name)/bin/$($env:LEAPPSSO_TEST_CONFIGURATION)/net10.0/$($project.Name).dll"
        @{ Tool = "AWS SDK for .NET$($project.Version)"; Tag = $project.Tag; Way = 'Direct'; Program = 'dotnet'; Arguments = , $built }
    }
    if (Test-NodeReader) {
        @{ Tool = 'AWS SDK for JavaScript'; Tag = 'Node'; Way = 'Direct'; Program = 'node'; Arguments = , (Join-Path $script:Folder 'js/reader.mjs') }
    }
}

<#
.SYNOPSIS
A home folder of its own, and the variables of a process that lives in it: with the hosts of AWS through the proxy, or with the emulator as endpoint.
#>
function New-Place([string] $Path, $Emulator) {
    $direct = New-TestHome $Path $Emulator
    # Who finds no keys would look for those of a virtual machine.
    $direct.AWS_EC2_METADATA_DISABLED = 'true'
    $proxied = $direct.Clone()
    $proxied.AWS_ENDPOINT_URL_SSO = $proxied.AWS_ENDPOINT_URL_SSO_OIDC = $proxied.AWS_ENDPOINT_URL_STS = $proxied.NO_PROXY = $null
    $proxied.HTTPS_PROXY = $Emulator.Proxy
    $proxied.AWS_CA_BUNDLE = $proxied.SSL_CERT_FILE = $Emulator.CertificatePath
    $null = New-Item -ItemType Directory (Join-Path $direct.HOME '.aws')
    [pscustomobject]@{
        Direct = $direct; Proxied = $proxied
        # .NET looks at SSL_CERT_FILE only on Linux.
        Module = $IsLinux ? $proxied : $direct
        Config = Join-Path $direct.HOME '.aws/config'
        Credentials = Join-Path $direct.HOME '.aws/credentials'
    }
}

<#
.SYNOPSIS
Runs commands of the module in a fresh pwsh; they must not fail.
#>
function Invoke-Module($Place, [string] $Script) {
    $run = Invoke-FreshPwsh $Script $Place.Module
    if ($run.ErrorIds) { throw "$($run.ErrorIds): $($run.Messages)" }
    $run.Output
}

<#
.SYNOPSIS
Runs a program that must not fail; gives what it printed.
#>
function Invoke-Tool([string] $Program, [string[]] $Arguments, [hashtable] $Environment) {
    $ended = Invoke-Program $Program $Arguments $Environment
    if ($ended.ExitCode) { throw "$Program $Arguments ended with $($ended.ExitCode): $($ended.Errors) $($ended.Output)" }
    $ended.Output
}

<#
.SYNOPSIS
What a reader makes of profiles: by name an object with Key, Region and Error. '-' stands for no profile.
#>
function Read-Profile([hashtable] $Reader, [hashtable] $Environment, [string[]] $Name) {
    $found = @{}
    if ($Reader.Tag -like 'AwsCli*') {
        # The CLI takes one profile; its start is most of the time.
        $support = Join-Path $PSScriptRoot 'Readers.psm1'
        $Name | ForEach-Object -ThrottleLimit 4 -Parallel {
            Import-Module $using:support
            [pscustomobject]@{ Name = $_; Shown = Read-CliProfile $using:Reader.Program $using:Environment $_ }
        } | ForEach-Object { $found[$_.Name] = $_.Shown }
        return $found
    }
    foreach ($line in (Invoke-Tool $Reader.Program ($Reader.Arguments + $Name) $Environment) -split '\r?\n') {
        $profileName, $key, $region = $line -split "`t"
        $found[$profileName] = $key -eq 'error' ? @{ Key = $null; Region = $null; Error = $region } : @{ Key = $key; Region = "$region"; Error = $null }
    }
    $found
}

<#
.SYNOPSIS
What AWS CLI shows of a profile. Of the keys it shows the ends, which together are the Key.
#>
function Read-CliProfile([string] $Program, [hashtable] $Environment, [string] $Name) {
    $ended = Invoke-Program $Program (@('configure', 'list') + ($Name -eq '-' ? @() : @('--profile', $Name))) $Environment
    if ($ended.ExitCode) { return @{ Key = $null; Region = $null; Error = $ended.Errors } }
    $shown = @{}
    foreach ($word in 'access_key', 'secret_key', 'region') {
        $shown[$word] = $ended.Output -match "(?m)^\s*$word\s*:?\s+\**(\S+)" -and $Matches[1] -notin '<not', 'None' ? $Matches[1] : ''
    }
    if (-not $shown.access_key) { return @{ Key = $null; Region = $null; Error = "The CLI finds no keys. $($ended.Output)" } }
    @{ Key = "$($shown.access_key) $($shown.secret_key)"; Region = $shown.region; Error = $null }
}

<#
.SYNOPSIS
Every section that a reader reads, with what is in it: one line for each.
#>
function Read-Section([hashtable] $Reader, [hashtable] $Environment) {
    $text = switch ($Reader.Tag) {
        AwsCli { Invoke-Tool $Reader.Program 'configure', 'list-profiles' $Environment }
        AwsCli1 { '' } # It lists no profiles.
        default { Invoke-Tool $Reader.Program ($Reader.Arguments + '--sections') $Environment }
    }
    $text -split '\r?\n'
}

<#
.SYNOPSIS
Whose keys those are that the emulator handed out, by each Key that readers show: 'account/role', or 'account/role:name' where STS gave them.
#>
function Get-KeyOwner($Emulator) {
    $owners = @{}
    foreach ($keys in Invoke-RestMethod "$($Emulator.Url)/_emulator/keys" | ForEach-Object { $_ }) {
        $owner = "$($keys.accountId)/$($keys.sessionName ? 'role:' : '')$($keys.roleName)"
        $owners[$keys.accessKeyId] = $owner
        $owners["$($keys.accessKeyId[-4..-1] -join '') $($keys.secretAccessKey[-4..-1] -join '')"] = $owner
    }
    $owners
}

Export-ModuleMember -Function *
