namespace LeappSso.Cmdlets.Running;

/// <summary>What runs in a worker around a block. Functions, because PowerShell compiles them once and script at each use.</summary>
internal static class WorkerScript
{
    internal const string Begin = "Enter-LeappSsoBlock";

    internal const string End = "Exit-LeappSsoBlock";

    internal const string Renew = """
        param([string[]] $Names, [string[]] $Values)
        for ($i = 0; $i -lt $Names.Count; $i++) { Set-Item -LiteralPath "Env:$($Names[$i])" -Value $Values[$i] }
        """;

    /// <summary>
    /// The functions. The one puts the variables of a session into the environment, the other makes it as it was before, whatever the
    /// block has set. What AWS Tools for PowerShell keeps in variables of its own would win over the environment.
    /// </summary>
    internal const string Define = $$"""
        function global:{{Begin}} {
            param([string[]] $Names, [string[]] $Values, [string[]] $Rivals, [string] $Location, $Session)
            $global:LeappSsoEnvironment = @(foreach ($entry in Get-ChildItem -LiteralPath Env:) {
                "$($entry.Name)=$($entry.Value)"
                if ($Rivals -contains $entry.Name) { Remove-Item -LiteralPath "Env:$($entry.Name)" }
            })
            for ($i = 0; $i -lt $Names.Count; $i++) { Set-Item -LiteralPath "Env:$($Names[$i])" -Value $Values[$i] }
            if ($Location) { Set-Location -LiteralPath $Location }
            $global:LeappSsoTools = $global:StoredAWSCredentials, $global:StoredAWSRegion
            $global:StoredAWSCredentials = $null
            if ($Names -contains 'AWS_REGION') { $global:StoredAWSRegion = $null }
            $global:LeappSession = $Session
        }
        function global:{{End}} {
            $now = @(foreach ($entry in Get-ChildItem -LiteralPath Env:) { "$($entry.Name)=$($entry.Value)" })
            $global:StoredAWSCredentials, $global:StoredAWSRegion = $global:LeappSsoTools
            $changes = Compare-Object $global:LeappSsoEnvironment $now -CaseSensitive
            foreach ($change in $changes | Sort-Object SideIndicator -Descending) {
                $name, $value = $change.InputObject -split '=', 2
                if ($change.SideIndicator -eq '=>') { Remove-Item -LiteralPath "Env:$name" } else { Set-Item -LiteralPath "Env:$name" -Value $value }
            }
        }
        """;

    /// <summary>Leaves nothing of ours where the worker goes on without us.</summary>
    internal const string Forget = $$"""
        Remove-Variable -Name LeappSession, LeappSsoEnvironment, LeappSsoTools -Scope Global -Force -ErrorAction Ignore
        Remove-Item -LiteralPath Function:{{Begin}}, Function:{{End}} -ErrorAction Ignore
        """;

    /// <summary>Brings modules in.</summary>
    internal const string Import = """
        param([string[]] $Module)
        Import-Module -Name $Module -ErrorAction Stop
        """;

    /// <summary>Restricts a worker as its owner is restricted.</summary>
    internal const string Restrict = """
        param([string] $Mode)
        $ExecutionContext.SessionState.LanguageMode = $Mode
        """;
}
