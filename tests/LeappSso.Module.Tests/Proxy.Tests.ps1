# A company network: a real proxy program that asks for a password, and behind it one that reads TLS with a certificate authority of its own
# and answers for the hosts of AWS.

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Support.psm1') -Force
    Import-Module (Join-Path $PSScriptRoot 'Readers.psm1') -Force
    $emulator = Start-Emulator '--accounts', '2', '--device-interval', '1', '--proxy'

    # The address of a port that nobody listens at.
    function Get-FreePort {
        $listener = [Net.Sockets.TcpListener]::new([Net.IPAddress]::Loopback, 0)
        $listener.Start()
        $listener.LocalEndpoint.Port
        $listener.Stop()
    }

    $port = Get-FreePort
    $log = Join-Path $TestDrive 'proxy.log'
    $settings = Join-Path $TestDrive 'tinyproxy.conf'
    Set-Content $settings @(
        "Port $port", 'Listen 127.0.0.1', 'Allow 127.0.0.1', 'Timeout 60', 'MaxClients 50', 'ConnectPort 443', 'BasicAuth jane pr0xyPassw0rd'
        "LogFile `"$log`"", 'LogLevel Connect', "Upstream http $(([uri]$emulator.Proxy).Authority)"
    )
    $program = Get-Command tinyproxy -CommandType Application -ErrorAction Ignore | Select-Object -First 1 -ExpandProperty Source
    if ($program) {
        $proxy = [Diagnostics.Process]::Start([Diagnostics.ProcessStartInfo]::new($program, [string[]]('-d', '-c', $settings)))
        $deadline = [DateTime]::UtcNow.AddSeconds(20)
        $client = $null
        while (-not $client -and [DateTime]::UtcNow -lt $deadline) {
            try { $client = [Net.Sockets.TcpClient]::new('127.0.0.1', $port) } catch { if ($proxy.HasExited) { throw 'tinyproxy ended.' } }
        }
        $client.Dispose()
    }

    # What the module sees: no address of the emulator, only the proxy.
    function New-Office([string] $Name, [string] $Proxy) {
        $variables = (New-Place (Join-Path $TestDrive $Name) $emulator).Proxied
        $variables.HTTPS_PROXY = $Proxy
        $variables
    }

    # The hosts to which the proxy was asked to lead, since so many lines of its log.
    function Get-AskedHost([int] $After = 0) {
        @(Get-Content $log | Select-Object -Skip $After | Where-Object { $_ -match 'Request .*CONNECT (\S+) ' } | ForEach-Object { [regex]::Match($_, 'CONNECT (\S+) ').Groups[1].Value } | Sort-Object -Unique)
    }

    $work = @'
$null = Add-LeappSsoIntegration acme https://d-1234567890.awsapps.com/start eu-west-1
$null = Connect-LeappSso acme -UseDeviceCode
(Get-LeappCredential acme/000000000002/ReadOnly).AccessKeyId
Disconnect-LeappSso acme
'@
}

AfterAll {
    if ($program) { $proxy.Kill(); $proxy.Dispose() }
    Stop-Emulator $emulator
}

# .NET looks at SSL_CERT_FILE only on Linux.
Describe 'A proxy that asks for a password' -Tag Tinyproxy -Skip:(-not $IsLinux) {
    It 'lets the whole work through, to the hosts of AWS and no other' {
        $run = Invoke-FreshPwsh $work (New-Office good "http://jane:pr0xyPassw0rd@127.0.0.1:$port")
        $run.ErrorIds | Should -BeNullOrEmpty -Because ($run.Messages -join ' ')
        $run.Output | Should -Match '^ASIA'
        Get-AskedHost | Should -Be 'oidc.eu-west-1.amazonaws.com:443', 'portal.sso.eu-west-1.amazonaws.com:443'
    }

    It 'is named when the password is wrong, and the password is not' {
        $run = Invoke-FreshPwsh $work (New-Office wrong "http://jane:wr0ngPassw0rd@127.0.0.1:$port")
        $run.Output | Should -BeNullOrEmpty
        $run.ErrorIds[0] | Should -Be PortalUnavailable
        $run.Messages[0] | Should -Match "127\.0\.0\.1:$port" -Because 'the proxy is at fault'
        ConvertTo-Json $run -Depth 5 | Should -Not -Match 'wr0ngPassw0rd'
    }

    It 'is named when nothing listens there' {
        $closed = Get-FreePort
        $run = Invoke-FreshPwsh $work (New-Office closed "http://jane:pr0xyPassw0rd@127.0.0.1:$closed")
        $run.Output | Should -BeNullOrEmpty
        $run.ErrorIds[0] | Should -Be PortalUnavailable
        $run.Messages[0] | Should -Match "127\.0\.0\.1:$closed"
        ConvertTo-Json $run -Depth 5 | Should -Not -Match 'pr0xyPassw0rd'
    }

    It 'is not asked for what NO_PROXY names' {
        $variables = New-Office direct "http://jane:pr0xyPassw0rd@127.0.0.1:$port"
        $variables.NO_PROXY = 'example.com,.amazonaws.com'
        $before = @(Get-Content $log).Count
        $run = Invoke-FreshPwsh 'Test-LeappSso Proxy | ForEach-Object Detail; $null = Add-LeappSsoIntegration acme https://d-1234567890.awsapps.com/start eu-west-1; Connect-LeappSso acme -UseDeviceCode' $variables
        $run.ErrorIds | Should -Be PortalUnavailable
        Get-AskedHost $before | Should -BeNullOrEmpty
    }

    It 'leads to a certificate that is not trusted where its authority is not named' {
        $variables = New-Office untrusted "http://jane:pr0xyPassw0rd@127.0.0.1:$port"
        $variables.SSL_CERT_FILE = $null
        $run = Invoke-FreshPwsh $work $variables
        $run.Output | Should -BeNullOrEmpty
        $run.ErrorIds[0] | Should -Be PortalUnavailable
        $run.Messages[0] | Should -Match 'certificate'
    }
}
