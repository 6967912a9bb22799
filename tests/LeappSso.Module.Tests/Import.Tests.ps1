BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Support.psm1') -Force
    $variables = New-TestHome (Join-Path $TestDrive 'home')
}

Describe 'Import' {
    It 'loads nothing of AWS, writes no file and sets no variable' {
        $run = Invoke-FreshPwsh @'
$before = Get-ChildItem Env: | ForEach-Object { "$($_.Name)=$($_.Value)" }
Import-Module LeappSso
Get-LeappSession
Get-LeappSsoIntegration
[AppDomain]::CurrentDomain.GetAssemblies() | ForEach-Object { $_.GetName().Name } | Where-Object { $_ -match '^AWSSDK|^LeappSso\.Aws' }
Compare-Object $before (Get-ChildItem Env: | ForEach-Object { "$($_.Name)=$($_.Value)" }) | ForEach-Object InputObject
Test-Path $env:LEAPPSSO_HOME
Test-Path ~/.aws
'@ $variables
        $run.ErrorIds | Should -BeNullOrEmpty
        $run.Output | Should -Be $false, $false
    }

    It 'is not needed: a command brings its module' {
        (Invoke-FreshPwsh '(Get-Command Connect-LeappSso).ModuleName; Get-LeappSsoIntegration; (Get-Module LeappSso).Name' $variables).Output |
            Should -Be 'LeappSso', 'LeappSso'
    }

    It 'can be done again by force, and the commands stay' {
        $run = Invoke-FreshPwsh 'Import-Module LeappSso; Import-Module LeappSso -Force; @(Get-Command -Module LeappSso).Count; [LeappSso.LeappSession].Name' $variables
        $run.ErrorIds | Should -BeNullOrEmpty
        $run.Output[0] | Should -Be 9
        $run.Output[1] | Should -Be LeappSession
    }
}

Describe 'Another AWSSDK in the process' {
    It 'lives beside ours when it came <Order>' -ForEach @(
        @{ Order = 'before'; First = 'other'; Second = 'ours' }
        @{ Order = 'after'; First = 'ours'; Second = 'other' }
    ) {
        $other = Get-PackagePath otherSdkCore
        $run = Invoke-FreshPwsh @"
`$env:AWS_ENDPOINT_URL = 'http://127.0.0.1:1'
`$null = Add-LeappSsoIntegration acme acme.awsapps.com eu-west-1
function other { [Reflection.Assembly]::LoadFrom('$other').GetType('Amazon.RegionEndpoint').GetField('EUWest1').GetValue(`$null).SystemName }
function ours { try { Connect-LeappSso acme -UseDeviceCode } catch { (`$_.FullyQualifiedErrorId -split ',')[0] } }
$First
$Second
[AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { `$_.GetName().Name -eq 'AWSSDK.Core' } | ForEach-Object {
    '{0} {1}' -f [Runtime.Loader.AssemblyLoadContext]::GetLoadContext(`$_).Name, [Diagnostics.FileVersionInfo]::GetVersionInfo(`$_.Location).FileVersion
} | Sort-Object
"@ $variables
        $run.Output | Should -Contain 'eu-west-1'
        $run.Output | Should -Contain 'PortalUnavailable'
        $run.Output[-2..-1] | Should -Be 'Default 4.0.3.3', 'LeappSso.Aws 4.1.0.0'
    }
}
