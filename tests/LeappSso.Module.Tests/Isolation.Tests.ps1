# AWS Tools for PowerShell put an AWSSDK of the same assembly version into the default load context. Here a pinned one plays that part.

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Support.psm1') -Force
    $variables = New-TestHome (Join-Path $TestDrive 'home')
    $variables.AWS_ENDPOINT_URL_SSO_OIDC = $variables.AWS_ENDPOINT_URL_SSO = 'http://127.0.0.1:1'
    $variables.OTHER_CORE = Get-PackagePath otherSdkCore
    $variables.OTHER_SSO = Get-PackagePath otherSdkSso

    $ourAssemblies = 'LeappSso.Aws AWSSDK.Core 4.1.0.0', 'LeappSso.Aws AWSSDK.SSOOIDC 4.0.100.25'

    $setUp = @'
$null = Add-LeappSsoIntegration acme acme.awsapps.com eu-west-1
# The other SDK as AWS Tools use it: from the default context, with a client that is used.
function other {
    Add-Type -Path $env:OTHER_CORE, $env:OTHER_SSO
    $client = [Amazon.SSO.AmazonSSOClient]::new([Amazon.Runtime.AnonymousAWSCredentials]::new(), [Amazon.RegionEndpoint]::EUWest1)
    $client.DetermineServiceOperationEndpoint([Amazon.SSO.Model.ListAccountsRequest]::new()).URL
}
# A command that reaches the network by ours.
function ours { try { Connect-LeappSso acme -UseDeviceCode } catch { ($_.FullyQualifiedErrorId -split ',')[0] } }
function loaded {
    [AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { $_.GetName().Name -match '^AWSSDK' } | ForEach-Object {
        $version = [Diagnostics.FileVersionInfo]::GetVersionInfo($_.Location).FileVersion
        '{0} {1} {2}' -f [Runtime.Loader.AssemblyLoadContext]::GetLoadContext($_).Name, $_.GetName().Name, $version
    } | Sort-Object
}

'@
}

Describe 'Another AWSSDK in the process' {
    It 'lives beside ours when it came <Order>' -ForEach @(
        @{ Order = 'before'; Calls = "other`nours`nother`nloaded" }
        @{ Order = 'after'; Calls = "ours`nother`nours`nloaded" }
    ) {
        $run = Invoke-FreshPwsh ($setUp + $Calls) $variables
        $run.ErrorIds | Should -BeNullOrEmpty -Because ($run.Messages -join ' ')
        $run.Output[0..2] | Should -Be @($Calls -split "`n" | Select-Object -First 3 | ForEach-Object { @{ other = 'http://127.0.0.1:1/'; ours = 'PortalUnavailable' }[$_] })
        $run.Output | Select-Object -Skip 3 | Should -Be (@('Default AWSSDK.Core 4.0.3.3', 'Default AWSSDK.SSO 4.0.2.5') + $ourAssemblies)
    }

    It 'is not there because of us' {
        (Invoke-FreshPwsh ($setUp + "ours`nloaded") $variables).Output |
            Should -Be (@('PortalUnavailable') + $ourAssemblies)
    }
}
