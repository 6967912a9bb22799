# Test-LeappSso, on homes that lie on disk and beside them a portal, and what the unmodified readers make of the same files.

BeforeDiscovery {
    # Files of which one reader or the other can read nothing.
    $files = @(
        @{ Name = 'a good one'; Text = "[profile a]`nregion = eu-west-1`n"; Line = 0; DotNet = $true; Botocore = $true }
        @{ Name = 'a note behind a header'; Text = "[profile a] # work`nregion = eu-west-1`n"; Line = 1; DotNet = $false; Botocore = $true }
        @{ Name = 'a colon'; Text = "[profile a]`nregion: eu-west-1`n"; Line = 2; DotNet = $false; Botocore = $true }
        @{ Name = 'an indented word'; Text = "[profile a]`noutput = json`n  words`n"; Line = 3; DotNet = $false; Botocore = $true }
        @{ Name = 'a note behind a region'; Text = "[profile a]`nregion = eu-west-1 # Ireland`n"; Line = 2; DotNet = $false; Botocore = $true }
        @{ Name = 'a region that is no host'; Text = "[profile a]`nregion = Ireland!`n"; Line = 2; DotNet = $false; Botocore = $true }
        @{ Name = 'a missing sso-session'; Text = "[profile a]`nsso_session = gone`n"; Line = 2; DotNet = $false; Botocore = $true }
        @{ Name = 'an indented header'; Text = "[profile a]`ns3 =`n  [profile b]`n"; Line = 3; DotNet = $true; Botocore = $false }
        @{ Name = 'a byte order mark'; Text = "$([char]0xFEFF)[profile a]`n"; Line = 1; DotNet = $true; Botocore = $false }
        @{ Name = 'a key twice'; Text = "[profile a]`nregion = eu-west-1`nregion = eu-west-2`n"; Line = 3; DotNet = $true; Botocore = $false }
        @{ Name = 'a section twice'; Text = "[profile a]`n[profile a]`n"; Line = 2; DotNet = $true; Botocore = $false }
        @{ Name = 'keys before a header'; Text = "region = eu-west-1`n[profile a]`n"; Line = 1; DotNet = $true; Botocore = $false }
        @{ Name = 'a stray line'; Text = "[profile a]`nwords`n"; Line = 2; DotNet = $false; Botocore = $false }
    )
}

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Support.psm1') -Force

    # A home with these files; its BROWSER and its endpoints would leave a trace.
    function New-Place([string] $Name, [hashtable] $Content) {
        $variables = New-TestHome (Join-Path $TestDrive $Name)
        $variables.LC_ALL = 'en_US.UTF-8'
        $variables.AWS_ENDPOINT_URL_SSO = $variables.AWS_ENDPOINT_URL_SSO_OIDC = 'http://127.0.0.1:1'
        $variables.BROWSER = "touch '$(Join-Path $variables.HOME opened)'"
        foreach ($file in $Content.Keys) {
            $path = Join-Path $variables.HOME $file
            $null = New-Item -ItemType Directory -Force (Split-Path $path)
            [IO.File]::WriteAllText($path, $Content[$file])
            if (-not $IsWindows) { chmod 600 $path }
        }
        $variables
    }

    $nasty = @{
        '.aws/config' = "[profile a] # s3cr3t`nregion = eu-west-1`nregion = eu-west-2`n[profile a]`nwords s3cr3t`n[old]`n# managed by LeappSso`nsso_session = gone`n"
        '.aws/credentials' = "[a]`naws_access_key_id = AKIA`naws_secret_access_key = s3cr3t`naws_session_token: s3cr3t`n"
    }
}

Describe 'Test-LeappSso' {
    It 'says of each thing that it is well' {
        $variables = New-Place well @{ '.aws/config' = "[default]`nregion = eu-west-1`n"; '.aws/credentials' = '' }
        $run = Invoke-FreshPwsh 'Test-LeappSso; Test-LeappSso -Quiet' $variables
        $run.ErrorIds | Should -BeNullOrEmpty
        $run.Output[-1] | Should -BeTrue
        $found = @($run.Output | Select-Object -SkipLast 1)
        $found.Status | Sort-Object -Unique | Should -Be 'Note', 'Ok'
        $found[0].Detail | Should -BeExactly "$(Join-Path $variables.HOME .aws/config) (the default place): profiles: 1, of LeappSso: 0."
        $found.Name | Select-Object -Unique | Should -Be @(
            'ConfigFile', 'CredentialsFile', 'Syntax', 'Lines', 'Names', 'Profiles', 'SsoSessions', 'OwnSections', 'Variables', 'Home', 'Proxy', 'Helper'
            'Logins', 'TokenStores', 'Workspace', 'LeftOvers', 'Locks', 'Versions', 'Connection', 'Clock')
    }

    It 'tells every fault with its line, writes nothing, opens nothing and shows no secret' {
        $variables = New-Place nasty $nasty
        $variables.AWS_SESSION_TOKEN = 's3cr3t'
        $list = { Get-ChildItem $variables.HOME -Recurse -Force -File | Where-Object FullName -NotMatch 'powershell' | ForEach-Object { "$($_.FullName) $($_.LastWriteTimeUtc.Ticks)" } }
        $before = & $list
        $run = Invoke-FreshPwsh 'Test-LeappSso -Verbose *>&1; Test-LeappSso | Format-List | Out-String; Test-LeappSso -Quiet' $variables
        $run.ErrorIds | Should -BeNullOrEmpty
        & $list | Should -Be $before
        $run.Output[-1] | Should -BeFalse
        ConvertTo-Json $run -Depth 5 | Should -Not -Match s3cr3t
        $found = @($run.Output | Where-Object { $_.psobject.Properties['Advice'] })
        @($found | Where-Object Name -EQ Syntax).Line | Should -Be 3, 4, 5
        @($found | Where-Object Name -EQ Lines).Line | Should -Be 1, 4
        @($found | Where-Object Name -EQ Names).Line | Should -Be 6
        @($found | Where-Object { "$($_.Status)" -ge 'Warning' -and $_.Name -eq 'Variables' }).Target | Should -Be AWS_SESSION_TOKEN
        @($found | Where-Object { "$($_.Status)" -in 'Warning', 'Error' -and -not $_.Advice }) | Should -BeNullOrEmpty
    }

    It 'looks at what is asked for, by name or wildcard, and knows its names' {
        $variables = New-Place names $nasty
        $run = Invoke-FreshPwsh @'
(Test-LeappSso Logins, log*, He*).Name -join ' '
Test-LeappSso -Name Helper -Quiet
Test-LeappSso -Name Syntax -Quiet
(TabExpansion2 'Test-LeappSso -Name S').CompletionMatches.CompletionText -join ' '
Test-LeappSso nothing -Quiet
Test-LeappSso Nothing*, Helper | ForEach-Object Name
'@ $variables
        $run.Output | Should -Be 'Helper Logins', $true, $false, 'SsoSessions Syntax', 'Helper'
        $run.ErrorIds | Should -Be 'CheckNotFound', 'CheckNotFound'
        $run.Messages[0] | Should -Match "no check 'nothing'.*ConfigFile"
    }

    It 'ends in good order when nobody reads any more' {
        $variables = New-Place streams $nasty
        (Invoke-FreshPwsh 'Test-LeappSso | Select-Object -First 1 | ForEach-Object Name' $variables).Output | Should -Be ConfigFile
    }
}

Describe 'What stands between here and AWS' {
    BeforeAll {
        $emulator = Start-Emulator '--accounts', '3'
        $place = New-TestHome (Join-Path $TestDrive 'between') $emulator
        $null = Invoke-FreshPwsh '$null = Add-LeappSsoIntegration acme $env:PORTAL eu-west-1' $place

        function Get-Finding([string] $Name, [string] $Arguments = '') {
            (Invoke-FreshPwsh "Test-LeappSso -Name $Name $Arguments" $place).Output
        }
        function Get-Count { (Get-EmulatorCounters $emulator).totalRequests }
    }

    AfterEach { Send-Emulator $emulator options @{ clockOffsetSec = 0 }; Send-Emulator $emulator faults @() }
    AfterAll { Stop-Emulator $emulator }

    It 'is nothing where all is well, which takes one call for both checks' {
        $before = Get-Count
        $found = Get-Finding 'Connection, Clock'
        $found.Status | Should -Be Ok, Ok
        $found[0].Detail | Should -Be "$(([uri]$emulator.Url).Authority) answers (acme)."
        Get-Count | Should -Be ($before + 1)
        (Get-EmulatorCounters $emulator).malformedReasons | Should -BeNullOrEmpty
    }

    It 'is not looked at with -Offline' {
        $before = Get-Count
        $run = Invoke-FreshPwsh 'Test-LeappSso -Offline' $place
        $run.ErrorIds | Should -BeNullOrEmpty
        @($run.Output | Where-Object Name -In Connection, Clock).Status | Should -Be Note, Note
        Get-Count | Should -Be $before
    }

    It 'is a clock that is wrong' {
        Send-Emulator $emulator options @{ clockOffsetSec = 3600 }
        $found = Get-Finding Clock
        $found.Status | Should -Be Warning
        $found.Detail | Should -Match 'is (1 hour|59 minutes) behind the clock of AWS'
    }

    It 'is a page instead of an answer' {
        Send-Emulator $emulator faults @(@{ kind = 'html'; status = 200; operation = 'createToken' })
        $found = Get-Finding Connection
        $found.Status, $found.Advice -join ' ' | Should -Match '^Error .*Wi-Fi login page'
    }

    It 'is a proxy that refuses, and its password is not shown' {
        $listener = [Net.Sockets.TcpListener]::new([Net.IPAddress]::Loopback, 0)
        $listener.Start()
        $port = $listener.LocalEndpoint.Port
        $proxied = $place.Clone()
        $proxied.AWS_ENDPOINT_URL_SSO_OIDC = $null
        $proxied.HTTPS_PROXY = "http://jane:s3cr3t@127.0.0.1:$port"
        $proxied.NO_PROXY = $null
        $refusing = Start-ThreadJob -ArgumentList $listener {
            param($listener)
            while ($true) {
                $client = $listener.AcceptTcpClient()
                $stream = $client.GetStream()
                $null = $stream.Read([byte[]]::new(4096), 0, 4096)
                $stream.Write([Text.Encoding]::ASCII.GetBytes("HTTP/1.1 403 Forbidden`r`nContent-Length: 0`r`nConnection: close`r`n`r`n"))
                $client.Dispose()
            }
        }
        try {
            $run = Invoke-FreshPwsh 'Test-LeappSso Connection, Proxy | Format-List * -Force | Out-String -Width 1000; Connect-LeappSso acme -UseDeviceCode -NoBrowser' $proxied
        } finally {
            $listener.Stop()
            $refusing | Remove-Job -Force
        }
        $run.Output[0] | Should -Match "The proxy 127\.0\.0\.1:$port does not let through to oidc\.eu-west-1\.amazonaws\.com"
        $run.ErrorIds | Should -Be PortalUnavailable
        ConvertTo-Json $run -Depth 5 | Should -Not -Match 's3cr3t'
    }

    It 'is a certificate that is not trusted, behind a proxy that reads TLS' {
        $reading = Start-Emulator '--accounts', '1', '--proxy'
        try {
            $proxied = $place.Clone()
            $proxied.AWS_ENDPOINT_URL_SSO_OIDC = $null
            $proxied.HTTPS_PROXY = $reading.Proxy
            $proxied.NO_PROXY = $proxied.SSL_CERT_FILE = $null
            $untrusted = (Invoke-FreshPwsh 'Test-LeappSso Connection' $proxied).Output
            $proxied.SSL_CERT_FILE = $reading.CertificatePath
            $trusted = (Invoke-FreshPwsh 'Test-LeappSso Connection' $proxied).Output
        } finally {
            Stop-Emulator $reading
        }
        $untrusted.Status, $untrusted.Detail -join ' ' | Should -Match '^Error There is no trusted connection to oidc\.eu-west-1\.amazonaws\.com through the proxy 127\.0\.0\.1:\d+: .*certificate'
        if ($IsLinux) {
            $untrusted.Advice | Should -Match 'SSL_CERT_FILE'
            $trusted.Status | Should -Be Ok -Because 'the advice is true'
        }
    }
}

Describe 'The table of findings' {
    It 'shows status, name, detail and advice at 80 columns, broken at words, here and after a job' {
        $variables = New-Place table $nasty
        $screens = (Invoke-FreshPwsh @'
$found = Test-LeappSso Syntax
$found | Out-String -Width 80
[Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize($found)) | Out-String -Width 80
'@ $variables).Output
        $lines = $screens[0].Trim() -split '\r?\n'
        $lines[0].Trim() -split ' +' | Should -Be 'Status', 'Name', 'Detail'
        $lines[2] | Should -Match '^Error   Syntax  '
        $screens[0] | Should -Match '-> Remove one of the two lines\.'
        $screens[0] -replace '\s+', ' ' | Should -Match 'LeappSso does not change the file until this is mended\.'
        ($screens[0] -split '\r?\n' | Measure-Object Length -Maximum).Maximum | Should -BeLessOrEqual 80
        $screens[1] | Should -Be $screens[0]
    }
}

Describe 'A config' -ForEach @{ Files = $files } {
    BeforeAll {
        $folder = (New-Item -ItemType Directory (Join-Path $TestDrive 'readers')).FullName
        $variables = New-Place 'readers home' @{ '.aws/credentials' = "[good]`naws_access_key_id = AKIAGOOD`naws_secret_access_key = hidden`n" }
        foreach ($file in $Files) { [IO.File]::WriteAllText((Join-Path $folder $file.Name), $file.Text) }
        $variables.FILES = $folder
        $found = (Invoke-FreshPwsh @'
foreach ($file in Get-ChildItem $env:FILES) {
    $env:AWS_CONFIG_FILE = $file.FullName
    Test-LeappSso -Name Syntax, Lines, Profiles, SsoSessions | Where-Object Status -EQ Error
}
'@ $variables).Output

        function Get-Reading([string] $Name, [string] $Program, [string[]] $Arguments) {
            $one = $variables.Clone()
            $one.AWS_CONFIG_FILE = Join-Path $folder $Name
            Invoke-Program $Program $Arguments $one
        }
    }

    It 'with <Name> is told as it is' -ForEach $Files {
        $told = @($found | Where-Object Target -EQ (Join-Path $folder $Name))
        @($told | ForEach-Object Line) | Should -Be @($Line | Where-Object { $_ })
        if ($told -and -not $DotNet) { $told[0].Detail | Should -Match 'SDK for \.NET|no AWS tool' }
        if ($told -and -not $Botocore) { $told[0].Detail | Should -Match 'AWS CLI|no AWS tool|differently or not at all' }
    }

    It 'with <Name> is read so by the AWS SDK for .NET' -ForEach $Files {
        $reader = Join-Path (Get-Root) "tests/LeappSso.Readers/bin/$($env:LEAPPSSO_TEST_CONFIGURATION)/net10.0/LeappSso.Readers.dll"
        # Some faults let it find a profile, and list none.
        $ended = Get-Reading $Name 'dotnet' $reader, '--sections'
        $ended.Output -match '(?m)^good\t' | Should -Be $DotNet -Because "$($ended.Output) $($ended.Errors)"
    }

    It 'with <Name> is read so by botocore' -Tag Botocore -ForEach $Files {
        $reader = Join-Path (Get-Root) 'tests/LeappSso.Readers/botocore_reader.py'
        $ended = Get-Reading $Name @(Find-Python)[0] $reader, 'good'
        $ended.Output -match '^good\tAKIAGOOD\b' | Should -Be $Botocore -Because "$($ended.Output) $($ended.Errors)"
    }
}
