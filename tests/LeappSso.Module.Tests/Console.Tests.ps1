# Open-LeappConsole: by the portal, or signed in with keys.

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Support.psm1') -Force
    $emulator = Start-Emulator '--accounts', '12'
    $variables = New-TestHome (Join-Path $TestDrive 'home') $emulator
    $null = Invoke-FreshPwsh 'Add-LeappSsoIntegration acme $env:PORTAL eu-west-1 -DefaultRegion eu-central-1; Connect-LeappSso acme' $variables

    # A browser that notes the address it is started with, and one that goes there too.
    $opened = Join-Path $TestDrive 'opened.txt'
    $noting = Join-Path $TestDrive 'noting.sh'
    Set-Content $noting "#!/bin/sh`necho `"`$1`" >> '$opened'" -NoNewline
    $visiting = Join-Path $TestDrive 'visiting.sh'
    Set-Content $visiting "#!/bin/sh`necho `"`$1`" >> '$opened'`nexec '$(Get-EmulatorPath)' visit `"`$1`"" -NoNewline
    if (-not $IsWindows) { chmod +x $noting $visiting }
    $variables.BROWSER = "'$noting'"
    $first = 'acme/000000000001/AdministratorAccess'
    $link = "$($emulator.StartUrl)/#/console?account_id=000000000001&role_name=AdministratorAccess"

    # The browser is not waited for, so its note may come a moment after the command.
    function Wait-Opened([int] $Count) {
        $clock = [Diagnostics.Stopwatch]::StartNew()
        do { $lines = @(if (Test-Path $opened) { Get-Content $opened }) } until ($lines.Count -ge $Count -or $clock.Elapsed.TotalSeconds -gt 20)
        $lines
    }
}

AfterAll { Stop-Emulator $emulator }

Describe 'The console by the portal' {
    BeforeEach { Remove-Item $opened -ErrorAction Ignore }

    It 'gives the link, without a login and without network' {
        $away = $variables.Clone()
        $away.AWS_ENDPOINT_URL_SSO = $away.AWS_ENDPOINT_URL_SSO_OIDC = $away.AWS_ENDPOINT_URL_SIGNIN = 'http://127.0.0.1:1'
        $run = Invoke-FreshPwsh "Open-LeappConsole $first -PassThru; Get-LeappSession -Id $first | Open-LeappConsole -Destination s3 -PassThru" $away
        $run.ErrorIds | Should -BeNullOrEmpty
        $run.Output[0] | Should -BeExactly $link
        $run.Output[1] | Should -BeExactly "$link&destination=https%3A%2F%2Fconsole.aws.amazon.com%2Fs3%2Fhome%3Fregion%3Deu-central-1"
        Test-Path $opened | Should -BeFalse
    }

    It 'opens the browser' -Skip:$IsWindows {
        $run = Invoke-FreshPwsh "Open-LeappConsole $first" $variables
        $run.ErrorIds | Should -BeNullOrEmpty
        $run.Output | Should -BeNullOrEmpty
        Wait-Opened 1 | Should -BeExactly $link
    }

    It 'opens nothing with -WhatIf, which names session and host' {
        $run = Invoke-FreshPwsh "Open-LeappConsole $first -WhatIf; Open-LeappConsole $first -Federated -WhatIf" $variables
        $run.Screen | Should -Match "Open the AWS console at 127\.0\.0\.1:\d+`" on target `"$first`""
        $run.Screen | Should -Match "at signin\.aws\.amazon\.com, signed in with the keys of the session`" on target `"$first`""
        Test-Path $opened | Should -BeFalse
    }

    It 'asks before it opens more than ten, unless it is forced' -Skip:$IsWindows {
        $run = Invoke-FreshPwsh 'Get-LeappSession -RoleName AdministratorAccess | Open-LeappConsole' $variables -Switches '-NonInteractive'
        $run.ErrorIds | Should -Not -BeNullOrEmpty
        Test-Path $opened | Should -BeFalse
        $count = (Invoke-FreshPwsh '(Get-LeappSession -RoleName AdministratorAccess).Count; Get-LeappSession -RoleName AdministratorAccess | Open-LeappConsole -Force' $variables).Output[0]
        $count | Should -BeGreaterThan 10
        @(Wait-Opened $count).Count | Should -Be $count
    }

    It 'shows the link where there is no browser' {
        $none = $variables.Clone()
        $none.BROWSER = $null
        $none.SSH_CONNECTION = '10.0.0.1 22'
        $run = Invoke-FreshPwsh "Open-LeappConsole $first 3>&1 | ForEach-Object Message" $none
        $run.Output | Should -Match ([regex]::Escape($link))
    }
}

Describe 'A browser that is not there' -Skip:$IsWindows {
    BeforeAll {
        $wrong = $variables.Clone()
        $wrong.BROWSER = '/nonexistent/firefox'
    }

    It 'is an error that names it: <_>' -ForEach '', '-Federated' {
        $run = Invoke-FreshPwsh "Open-LeappConsole $first $_" $wrong
        $run.ErrorIds | Should -BeExactly BrowserUnavailable
        $run.Messages[0] | Should -Match "the browser '/nonexistent/firefox' of \`$BROWSER was not found"
    }

    It 'is named in a login that waits for it, and so is one that ends in failure: <Browser>' -ForEach @(
        @{ Browser = '/nonexistent/firefox'; Says = 'was not found' }
        @{ Browser = '/bin/false'; Says = 'ended with the exit code 1' }
    ) {
        $wrong.BROWSER = $Browser
        $run = Invoke-FreshPwsh 'Connect-LeappSso acme -Force -LoginMethod Browser -TimeoutSec 15 -WarningVariable told 3>$null 2>&1 | ForEach-Object FullyQualifiedErrorId; "$told"' $wrong
        $run.Output[-1] | Should -Match "No browser could be opened: the browser '$Browser' of \`$BROWSER $Says\. Open the address by hand"
    }
}

Describe 'The console with keys' {
    BeforeEach {
        Remove-Item $opened -ErrorAction Ignore
        Send-Emulator $emulator faults @()
    }

    It 'is signed in as the role, for the time that was asked for' {
        $run = Invoke-FreshPwsh "Open-LeappConsole $first -Federated -Destination ec2 -Duration 4:00:00 -PassThru" $variables
        $run.ErrorIds | Should -BeNullOrEmpty
        $page = (Invoke-WebRequest $run.Output[0]).Content
        $page | Should -Match '<span id="account">000000000001</span> as <span id="role">AdministratorAccess</span>, for 14400 seconds'
        $page | Should -Match ([regex]::Escape('https://console.aws.amazon.com/ec2/home?region=eu-central-1'))
    }

    It 'reaches the browser, whose command line has an address of this machine alone' -Skip:$IsWindows {
        $before = (Get-EmulatorCounters $emulator).requests.consoleLogin
        $visit = $variables.Clone()
        $visit.BROWSER = "'$visiting'"
        $run = Invoke-FreshPwsh "Open-LeappConsole $first -Federated; 'ended'" $visit
        $run.ErrorIds | Should -BeNullOrEmpty
        $run.Output | Should -Be 'ended'
        Wait-Opened 1 | Should -Match '^http://127\.0\.0\.1:\d+/[0-9A-F]{32}$'
        $clock = [Diagnostics.Stopwatch]::StartNew()
        do { $after = (Get-EmulatorCounters $emulator).requests.consoleLogin } until ($after -gt $before -or $clock.Elapsed.TotalSeconds -gt 20)
        $after | Should -Be ($before + 1)
    }

    It 'is signed in at the host of AWS, through a proxy with a certificate of its own' -Skip:(-not $IsLinux) {
        # .NET looks at SSL_CERT_FILE only on Linux.
        $secure = Start-Emulator '--accounts', '2', '--device-interval', '1', '--proxy'
        try {
            $proxied = New-TestHome (Join-Path $TestDrive 'proxied') $secure
            $proxied.AWS_ENDPOINT_URL_SSO = $proxied.AWS_ENDPOINT_URL_SSO_OIDC = $proxied.AWS_ENDPOINT_URL_SIGNIN = $proxied.NO_PROXY = $null
            $proxied.HTTPS_PROXY = $secure.Proxy
            $proxied.SSL_CERT_FILE = $secure.CertificatePath
            $run = Invoke-FreshPwsh 'Add-LeappSsoIntegration acme https://d-1234567890.awsapps.com/start eu-west-1; Connect-LeappSso acme -UseDeviceCode | Select-Object -First 1 | Open-LeappConsole -Federated -PassThru' $proxied
            $run.ErrorIds | Should -BeNullOrEmpty
            $run.Output[-1] | Should -Match '^https://signin\.aws\.amazon\.com/federation\?Action=login&.*&SigninToken=signin-'
            (Get-EmulatorCounters $secure).requests.getSigninToken | Should -Be 1
        } finally {
            Stop-Emulator $secure
        }
    }

    It '<Script> is <Id>' -ForEach @(
        @{ Script = 'Open-LeappConsole acme/000000000001/Nothing'; Id = 'SessionNotFound'; Says = 'Get-LeappSession' }
        @{ Script = 'Open-LeappConsole $first -Destination https://evil.example/'; Id = 'InvalidDestination'; Says = 'console.aws.amazon.com' }
        @{ Script = 'Open-LeappConsole $first "e c 2"'; Id = 'InvalidDestination'; Says = 'such as ec2' }
        @{ Script = 'Open-LeappConsole $first -Federated -Duration 60'; Id = 'InvalidDuration'; Says = '15 minutes to 12 hours' }
        @{ Script = 'Open-LeappConsole $first -Duration 1:00:00'; Id = 'InvalidDuration'; Says = '-Federated' }
        @{ Script = '$env:BROWSER = $null; $env:SSH_TTY = "x"; Open-LeappConsole $first -Federated'; Id = 'BrowserUnavailable'; Says = '-PassThru' }
    ) {
        $run = Invoke-FreshPwsh "`$first = '$first'; $Script" $variables
        $run.ErrorIds | Should -BeExactly $Id
        $run.Messages[0] | Should -Match ([regex]::Escape($Says))
        Test-Path $opened | Should -BeFalse
    }

    It 'a sign-in that answers <Kind> <Status> is <Id>' -ForEach @(
        @{ Kind = 'error'; Status = 400; Id = 'AccessDenied' }
        @{ Kind = 'html'; Status = 200; Id = 'NotAnAwsAnswer' }
        @{ Kind = 'error'; Status = 503; Id = 'PortalUnavailable' }
        @{ Kind = 'raw'; Status = 200; Id = 'CredentialsInvalid' }
    ) {
        Send-Emulator $emulator faults @{ kind = $Kind; status = $Status; body = '{}'; operation = 'getSigninToken' }
        $run = Invoke-FreshPwsh "Open-LeappConsole $first -Federated -PassThru" $variables
        $run.ErrorIds | Should -BeExactly $Id
        $run.Output | Should -BeNullOrEmpty
    }

    It 'needs a login, which it does not begin' {
        $out = $variables.Clone()
        $out.HOME = $out.USERPROFILE = (New-Item -ItemType Directory (Join-Path $TestDrive 'out')).FullName
        $out.LEAPPSSO_HOME = Join-Path $out.HOME 'leapp'
        $null = New-Item -ItemType Directory $out.LEAPPSSO_HOME
        Copy-Item (Join-Path $variables.LEAPPSSO_HOME 'workspace.json') $out.LEAPPSSO_HOME
        $run = Invoke-FreshPwsh "Open-LeappConsole $first -Federated" $out
        $run.ErrorIds | Should -BeExactly NotLoggedIn
        Test-Path $opened | Should -BeFalse
    }
}
