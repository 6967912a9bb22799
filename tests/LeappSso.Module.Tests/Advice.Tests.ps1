# What a person is told who expects something else than the command does.

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Support.psm1') -Force
    $emulator = Start-Emulator '--accounts', '3', '--roles', '2'
    $base = New-TestHome (Join-Path $TestDrive 'base') $emulator
    $null = Invoke-FreshPwsh @'
Add-LeappSsoIntegration acme $env:PORTAL eu-west-1 -DefaultRegion eu-central-1
Connect-LeappSso acme
'@ $base
    $first, $second = (Invoke-FreshPwsh '(Get-LeappSession | Select-Object -First 2).Id' $base).Output

    # A home that is logged in.
    function New-Home([string] $Name) {
        $variables = New-TestHome (Join-Path $TestDrive $Name) $emulator
        foreach ($folder in 'leapp', '.aws') { Copy-Item (Join-Path $base.HOME $folder) $variables.HOME -Recurse -Force }
        $variables
    }

    function Get-WhatIf($Run) { @($Run.Screen -split "`n" -match 'What if:') }
}

AfterAll { Stop-Emulator $emulator }

Describe 'A method that is only stored' {
    It 'is told, with the way to use it' {
        $variables = New-Home stored
        "$((Invoke-FreshPwsh "Set-LeappSession $first -Method Environment *>&1" $variables).Output)" |
            Should -Match 'The method of 1 session is stored; it stays inactive: add -Status Active\.'
        "$((Invoke-FreshPwsh "Set-LeappSession $first, $second -Method CredentialProcess *>&1" $variables).Output)" |
            Should -Match 'The method of 2 sessions is stored; they stay inactive: add -Status Active\.'
    }

    It 'is not told after: Set-LeappSession <_>' -ForEach '-Method CredentialProcess -PassThru', '-Method CredentialProcess -Status Inactive', '-Method CredentialProcess -Status Active', '-Region eu-west-1' {
        "$((Invoke-FreshPwsh "Set-LeappSession $first $_ *>&1" (New-Home ([guid]::NewGuid()))).Output)" | Should -Not -Match 'is stored'
    }

    It 'is not told of a session that is active' {
        "$((Invoke-FreshPwsh "Start-LeappSession $first; Set-LeappSession $first -Method CredentialProcess *>&1" (New-Home active)).Output)" | Should -Not -Match 'is stored'
    }
}

Describe '-WhatIf promises nothing of what is refused:' {
    It '<Script>' -ForEach @(
        @{ Script = 'Remove-LeappSession {0} -WhatIf'; Id = 'SessionOfPortal' }
        @{ Script = 'Remove-LeappSession acme/000000000001/Nothing -WhatIf'; Id = 'SessionNotFound' }
        @{ Script = 'Invoke-LeappSession {{ 1 }} acme/000000000001/Nothing -WhatIf'; Id = 'SessionNotFound' }
        @{ Script = 'Set-LeappSession acme/000000000001/Nothing -WhatIf'; Id = 'SessionNotFound' }
        @{ Script = 'Start-LeappSession acme/000000000001/Nothing -WhatIf'; Id = 'SessionNotFound' }
        @{ Script = 'Stop-LeappSession acme/000000000001/Nothing -WhatIf'; Id = 'SessionNotFound' }
        @{ Script = 'Get-LeappSession | Set-LeappSession -Method Environment -Status Active -WhatIf'; Id = 'SessionAmbiguous' }
    ) {
        $run = Invoke-FreshPwsh ($Script -f $first) $base
        $run.ErrorIds | Should -BeExactly $Id
        Get-WhatIf $run | Should -BeNullOrEmpty
    }

    It 'of several names, those that are known are told' {
        $run = Invoke-FreshPwsh "Start-LeappSession acme/000000000001/Nothing, $first -WhatIf" $base
        $run.ErrorIds | Should -BeExactly SessionNotFound
        Get-WhatIf $run | Should -BeLike "*$first*"
    }
}

Describe 'What is asked and told before a change' {
    It 'says of <Method> what it writes' -ForEach @(
        @{ Method = 'SsoProfile'; On = 'Activate and write its profile'; Off = 'Stop and remove its profile' }
        @{ Method = 'CredentialProcess'; On = 'Activate and write its profile'; Off = 'Stop and remove its profile' }
        @{ Method = 'CredentialsFile'; On = 'Activate and write its keys into the credentials file'; Off = 'Stop and take its keys out of the credentials file' }
        @{ Method = 'Environment'; On = 'Activate and put its keys into the variables of this process'; Off = 'Stop and take its keys out of the variables of this process' }
    ) {
        $run = Invoke-FreshPwsh "Set-LeappSession $first -Method $Method -Status Inactive; Start-LeappSession $first -WhatIf; Set-LeappSession $first -WhatIf; Stop-LeappSession $first -WhatIf" (New-Home $Method)
        Get-WhatIf $run | ForEach-Object { ($_ -split '"')[1] } | Should -BeExactly $On, $On, $Off
    }
}

Describe 'Sessions that are piped to a command of portals' {
    It 'name each portal once: <_>' -ForEach 'Disconnect-LeappSso', 'Remove-LeappSsoIntegration' {
        $variables = New-Home $_
        @(Get-WhatIf (Invoke-FreshPwsh "Get-LeappSession | $_ -WhatIf" $variables)).Count | Should -Be 1
        (Invoke-FreshPwsh "Get-LeappSession | $_ -Confirm:`$false" $variables).ErrorIds | Should -BeNullOrEmpty
    }
}

Describe 'A region that this version does not know' {
    It 'is told by <Script>, and not of the login' -ForEach @(
        @{ Script = 'Set-LeappSession {0} -Region mars-north-1' }
        @{ Script = 'Set-LeappSession {0} -Region mars-north-1 -WhatIf' }
        @{ Script = 'Set-LeappSsoIntegration acme -DefaultRegion mars-north-1' }
    ) {
        $run = Invoke-FreshPwsh "$($Script -f $first) 3>&1" (New-Home ([guid]::NewGuid()))
        $run.ErrorIds | Should -BeNullOrEmpty
        $told = @($run.Output -match 'not among those')
        $told.Count | Should -Be 1
        $told | Should -BeLike '*region mars-north-1 is not among those*If AWS tools find no host, look for a typing error*'
    }
}

Describe 'A session that is activated without any region' {
    It 'is told with -Verbose, and one with a region is not' {
        $variables = New-Home bare
        $run = Invoke-FreshPwsh "Set-LeappSsoIntegration acme -DefaultRegion ''; Start-LeappSession $first, $second -Verbose *>&1 | ForEach-Object { `$_.ToString() }" $variables
        "$($run.Output)" | Should -Match 'Active without a region: 2, .*-DefaultRegion'
        "$((Invoke-FreshPwsh "Set-LeappSession $first -Region eu-west-1 -Status Active -Verbose *>&1 | ForEach-Object { `$_.ToString() }" $variables).Output)" | Should -Not -Match 'without a region'
    }
}

Describe 'A name that nothing has' {
    It '<Script> says <Says>' -ForEach @(
        @{ Script = 'Get-LeappSession * ReadOlny'; Says = "No session has the role 'ReadOlny'.*" }
        @{ Script = 'Get-LeappSession acme-management, nix'; Says = "No session has the account name 'nix'.*Get-LeappSession shows all*" }
        @{ Script = 'Get-LeappSession * -AccountId 12'; Says = "No session has the account id '12'.*" }
        @{ Script = 'Get-LeappSession -Integration zz'; Says = "No session has the integration 'zz'.*" }
        @{ Script = 'Set-LeappSession *prod*'; Says = "*taken literally*Get-LeappSession -ProfileName '[*]prod[*]'*" }
        @{ Script = 'Stop-LeappSession acme/*/ReadOnly'; Says = "*taken literally*Get-LeappSession -Id 'acme/[*]/ReadOnly'*" }
    ) {
        $run = Invoke-FreshPwsh $Script $base
        $run.ErrorIds | Should -BeExactly SessionNotFound
        $run.Messages[0] | Should -BeLike $Says
    }

    It 'as a pattern, or beside one, is no error where each name is there: <_>' -ForEach 'Get-LeappSession nix*', 'Get-LeappSession nix* ReadOnly' {
        (Invoke-FreshPwsh $_ $base).ErrorIds | Should -BeNullOrEmpty
    }

    It 'does not keep back what other names have' {
        @((Invoke-FreshPwsh '(Get-LeappSession acme-management, nix).Count' $base).Output)[0] | Should -Be 2
    }

    It 'says that aliases are taken literally: <_>' -ForEach 'Connect-LeappSso a*', 'Remove-LeappSsoIntegration a* -Confirm:$false' {
        $run = Invoke-FreshPwsh $_ $base
        $run.ErrorIds | Should -BeExactly IntegrationNotFound
        $run.Messages[0] | Should -BeLike "*taken literally*Get-LeappSsoIntegration 'a[*]'*"
    }

    It 'advises no Sync-LeappSso where there is no portal' {
        $run = Invoke-FreshPwsh 'Get-LeappSession nix; Set-LeappSession nix' (New-TestHome (Join-Path $TestDrive 'none') $emulator)
        $run.ErrorIds | Should -BeExactly SessionNotFound, SessionNotFound
        "$($run.Messages)" | Should -Not -Match 'Sync-LeappSso'
        $run.Messages[0] | Should -Match 'Add-LeappSsoIntegration'
    }

    It 'and is empty is told without names of types: <_>' -ForEach "Set-LeappSession ''", "'' | Stop-LeappSession", "Invoke-LeappSession { 1 } ' '" {
        $run = Invoke-FreshPwsh $_ $base
        $run.Messages[0] | Should -BeLike '*name of a session is empty*Get-LeappSession*'
        $run.Messages[0] | Should -Not -Match 'SessionReference'
    }
}

Describe 'Who is asked to log in' {
    It 'reads the time in seconds where it is short, and of no browser with -NoBrowser' {
        # First once unseen: of that second, the first login of a process may need much to load what it needs.
        $run = Invoke-FreshPwsh @'
$login = { Connect-LeappSso acme -Force -LoginMethod Browser -NoBrowser -TimeoutSec 1 }
& $login *>$null
& $login
'@ (New-Home brief)
        $run.ErrorIds | Should -BeExactly LoginTimeout
        $run.Screen | Should -Match "open this address in a browser of this machine and allow the request \(there is 1 second\)"
        $run.Screen | Should -Not -Match 'If none opens'
    }
}

Describe 'One profile name for several sessions' {
    It 'is refused with what to do instead, which works' {
        $told = (Invoke-FreshPwsh 'Get-LeappSession | Set-LeappSession -ProfileName same' $base).Messages[0]
        $told | Should -Match 'Give one session, or each a name of its own: \.\.\. \| (ForEach-Object .+)$'
        $advice = $told.Substring($told.IndexOf('ForEach-Object'))

        $names = (Invoke-FreshPwsh "Get-LeappSession | $advice; (Get-LeappSession).ProfileName" (New-Home named)).Output

        $names.Count | Should -Be 6
        $names | Should -Match '^my-\d{12}-\w+$'
    }
}
