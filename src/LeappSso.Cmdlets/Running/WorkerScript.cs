namespace LeappSso.Cmdlets.Running;

/// <summary>
/// What runs in a worker around a block. Only what PowerShell allows in every language mode that runs script: no methods of .NET.
/// </summary>
internal static class WorkerScript
{
    /// <summary>Remembers the environment, and puts the variables of a session into it.</summary>
    internal const string Begin = """
        param([string[]] $Names, [string[]] $Values, [string[]] $Rivals, [string] $Location, $Session)
        $global:LeappSsoEnvironment = @(foreach ($variable in Get-ChildItem -LiteralPath Env:) { "$($variable.Name)=$($variable.Value)" })
        foreach ($name in $Rivals) { Remove-Item -LiteralPath "Env:$name" -ErrorAction Ignore }
        for ($i = 0; $i -lt $Names.Count; $i++) { Set-Item -LiteralPath "Env:$($Names[$i])" -Value $Values[$i] }
        Remove-Variable -Name StoredAWSCredentials, StoredAWSRegion -Scope Global -Force -ErrorAction Ignore
        if ($Location) { Set-Location -LiteralPath $Location }
        $global:LeappSession = $Session
        """;

    /// <summary>Makes the environment as it was before <see cref="Begin"/>, whatever the block has set.</summary>
    internal const string End = """
        $before = $global:LeappSsoEnvironment
        $now = @(foreach ($variable in Get-ChildItem -LiteralPath Env:) { "$($variable.Name)=$($variable.Value)" })
        foreach ($entry in $now) {
            if ($before -cnotcontains $entry) { Remove-Item -LiteralPath "Env:$(($entry -split '=', 2)[0])" }
        }
        foreach ($entry in $before) {
            if ($now -cnotcontains $entry) {
                $name, $value = $entry -split '=', 2
                Set-Item -LiteralPath "Env:$name" -Value $value
            }
        }
        Remove-Variable -Name LeappSession, LeappSsoEnvironment, StoredAWSCredentials, StoredAWSRegion -Scope Global -Force -ErrorAction Ignore
        """;

    /// <summary>Puts renewed keys into the variables of the process while a block runs.</summary>
    internal const string Renew = """
        param([string[]] $Names, [string[]] $Values)
        for ($i = 0; $i -lt $Names.Count; $i++) { Set-Item -LiteralPath "Env:$($Names[$i])" -Value $Values[$i] }
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
