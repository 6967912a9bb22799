# A parameter that is given without a value, as a list that came out empty or a column with a typing error, is an error: it means neither "everything" nor "not given".

BeforeDiscovery {
    $refused = @(
        'Get-LeappSession -Id $empty'
        'Get-LeappSession -Id $row.Idd'
        "Get-LeappSession -Id ''"
        'Get-LeappSession -Id $first, $null'
        'Get-LeappSession -AccountId $row.Acount'
        'Get-LeappSession $empty'
        'Get-LeappSession acme-management $row.Rool'
        'Get-LeappSession -Integration $empty'
        'Get-LeappSession -Alias $row.Alais'
        'Get-LeappSession -ProfileName $empty'
        'Get-LeappSession -Status $row.Staus'
        '[pscustomobject]@{ Integration = $null } | Get-LeappSession'
        '[pscustomobject]@{ Alias = @() } | Get-LeappSession'
        'Get-LeappSsoIntegration $empty'
        'Get-LeappSsoIntegration -Alias $row.Alais'
        'Get-LeappSsoIntegration acme, $null'
        '$row.Alais | Get-LeappSsoIntegration'
        '[pscustomobject]@{ Alias = $null } | Get-LeappSsoIntegration'
        'Set-LeappSession $first -PassThru -Region $row.Regoin'
        'Set-LeappSession $first -PassThru -Region ($empty | ForEach-Object Region)'
        'Set-LeappSession $first -PassThru -Region $row.Regoin -ProfileName other'
        'Set-LeappSession $first -PassThru -ProfileName $row.Profil'
        'Set-LeappSession $first -PassThru -Method $row.Methd'
        'Set-LeappSession $first -PassThru -Status $row.Staus'
        'Set-LeappSsoIntegration acme -PassThru -DefaultRegion $row.Regoin -ProfileNameTemplate ""'
        'Set-LeappSsoIntegration acme -PassThru -ProfileNameTemplate $row.Tempalte -DefaultRegion us-east-1'
        'Set-LeappSsoIntegration acme -PassThru -Method $row.Methd -DefaultRegion us-east-1'
        'Set-LeappSsoIntegration acme -PassThru -LoginMethod $row.Logn -DefaultRegion us-east-1'
        'Set-LeappSsoIntegration acme -PassThru -TokenStore $row.Stoer -DefaultRegion us-east-1'
        'Set-LeappSsoIntegration acme -PassThru -PortalUrl $row.Protal -DefaultRegion us-east-1'
        'Set-LeappSsoIntegration acme -PassThru -Region $row.Regoin -DefaultRegion us-east-1'
    )
}

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Support.psm1') -Force
    $emulator = Start-Emulator '--accounts', '2', '--device-interval', '1'
    $variables = New-TestHome (Join-Path $TestDrive 'home') $emulator
    $null = Invoke-FreshPwsh 'Add-LeappSsoIntegration acme $env:PORTAL eu-west-1; Connect-LeappSso acme' $variables
    $opening = '$ErrorActionPreference = "Continue"; $empty = @(); $row = [pscustomobject]@{ Region = "eu-west-1" }; $first = "acme/000000000001/ReadOnly"; '
}

AfterAll { Stop-Emulator $emulator }

Describe 'A parameter given without a value' -ForEach @(, @{ Scripts = $refused }) {
    BeforeAll {
        # In one PowerShell, since each takes its time to start.
        $tries = @($Scripts | ForEach-Object { "[pscustomobject]@{ Script = '$($_ -replace "'", "''")'; Gives = @(try { & { $_ } 2>&1 | ForEach-Object { `$_ -is [Management.Automation.ErrorRecord] ? (`$_.FullyQualifiedErrorId -split ',')[0] : 'output' } } catch { (`$_.FullyQualifiedErrorId -split ',')[0] }) }" }) -join "`n"
        $tried = (Invoke-FreshPwsh ($opening + $tries) $variables).Output
    }

    It 'is an error and gives nothing: <_>' -ForEach $refused {
        $script = $_
        ($tried | Where-Object Script -CEQ $script).Gives | Should -BeExactly ParameterArgumentValidationError
    }

    It 'has changed nothing by all that' {
        $run = Invoke-FreshPwsh '@(Get-LeappSession -Status Active).Count; (Get-LeappSsoIntegration).DefaultRegion; Test-Path ~/.aws/config' $variables
        $run.Output | Should -Be 0, $null, $false
    }

    It 'is refused by every filter and every setting that the commands will ever have' {
        $run = Invoke-FreshPwsh @'
$common = [Management.Automation.PSCmdlet]::CommonParameters + [Management.Automation.PSCmdlet]::OptionalCommonParameters
foreach ($command in Get-Command -Module (Import-Module LeappSso -PassThru) -Name Get-LeappSession, Get-LeappSsoIntegration, Set-LeappSession, Set-LeappSsoIntegration, Test-LeappSso) {
    foreach ($parameter in $command.Parameters.Values | Where-Object { -not $_.SwitchParameter -and $_.Name -notin $common }) {
        "$($command.Name) $($parameter.Name) $(@($parameter.Attributes | Where-Object { $_ -is [Management.Automation.ValidateArgumentsAttribute] }).Count -gt 0)"
    }
}
'@ $variables
        $run.ErrorIds | Should -BeNullOrEmpty
        $run.Output | Should -HaveCount 22
        $run.Output | Where-Object { $_ -notlike '* True' } | Should -BeNullOrEmpty
    }
}

Describe 'What is not there' {
    It 'is no error, and nothing happens, where nothing comes through the pipeline' {
        $run = Invoke-FreshPwsh ($opening + '$empty | Get-LeappSession; $empty | Get-LeappSsoIntegration; $empty | Set-LeappSession; Get-LeappSsoIntegration b* | Get-LeappSession') $variables
        $run.ErrorIds | Should -BeNullOrEmpty
        $run.Output | Should -BeNullOrEmpty
    }

    It 'is taken away by an empty text, where a setting can be' {
        $run = Invoke-FreshPwsh ($opening + @'
(Set-LeappSession $first -Region eu-north-1 -PassThru).Region
$changed = Set-LeappSession $first -Region '' -PassThru
"[$($changed.Region)] $($changed.Status)"
(Set-LeappSsoIntegration acme -DefaultRegion eu-north-1 -PassThru).DefaultRegion
"[$((Set-LeappSsoIntegration acme -DefaultRegion '' -ProfileNameTemplate '' -PassThru).DefaultRegion)]"
'@) $variables
        $run.ErrorIds | Should -BeNullOrEmpty
        $run.Output | Should -Be 'eu-north-1', '[] Inactive', 'eu-north-1', '[]'
    }
}
