# The regions, their places and their hosts are those of the AWS SDKs.

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'Support.psm1') -Force
    $variables = New-TestHome (Join-Path $TestDrive home)
    $print = @'
import botocore.loaders, json
file = botocore.loaders.Loader().load_data("partitions")
print(json.dumps([[code, region["description"], part["outputs"]["dnsSuffix"]] for part in file["partitions"] for code, region in part["regions"].items()]))
'@
    # Of the newest botocore here, since an older one lacks regions but none that it has is gone since.
    $python = Find-Python | Sort-Object { [version](& $_ -c 'import botocore; print(botocore.__version__)') } | Select-Object -Last 1
    $rows = if ($python) { (Invoke-Program $python @('-c', $print) $variables).Output | ConvertFrom-Json }
    $theirs = @($rows | Where-Object { $_[0] -notmatch '-global$' } | ForEach-Object { [pscustomobject]@{ Code = $_[0]; Place = $_[1]; Suffix = $_[2] } })
}

Describe 'A region of the AWS SDKs' -Tag Botocore {
    It 'is known by its place, and has the hosts of its partition' {
        $theirs.Count | Should -BeGreaterThan 30
        $codes = $theirs.Code -join "', '"
        $ours = (Invoke-FreshPwsh @"
Import-Module LeappSso
foreach (`$code in '$codes') {
    [pscustomobject]@{ Code = `$code; Place = [LeappSso.Login.AwsRegion]::PlaceOf(`$code); Suffix = [LeappSso.Login.AwsRegion]::DnsSuffix(`$code) }
}
"@ $variables).Output
        for ($i = 0; $i -lt $theirs.Count; $i++) {
            "$($ours[$i].Code) $($ours[$i].Place) $($ours[$i].Suffix)" | Should -Be "$($theirs[$i].Code) $($theirs[$i].Place) $($theirs[$i].Suffix)"
        }
    }
}
