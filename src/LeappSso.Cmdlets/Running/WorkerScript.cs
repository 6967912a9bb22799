using System.Collections;
using LeappSso.Cmdlets.Loading;
using LeappSso.Engine;

namespace LeappSso.Cmdlets.Running;

/// <summary>What runs in a worker around a block. Functions, because PowerShell compiles them once and script at each use.</summary>
internal static class WorkerScript
{
    internal const string Begin = "Enter-LeappSsoBlock";

    internal const string End = "Exit-LeappSsoBlock";

    /// <summary>In a function, so that what a block has preferred for its runspace does not hold there.</summary>
    private const string OwnPreferences = "Set-StrictMode -Off; $WhatIfPreference = $false; $ConfirmPreference = 'None'; $ErrorActionPreference = 'Continue'";

    /// <summary>Lets SDKs that are loaded look again for what they would keep (<see cref="LoadedSdks"/>).</summary>
    private const string LookAgain =
        "foreach ($name in '" + LoadedSdks.Region + "', '" + LoadedSdks.Keys + "') { if ($type = $name -as [type]) { $type::Reset() } }";

    /// <summary>Puts renewed keys into the variables of the process while a block runs, unless it has put others there.</summary>
    internal const string Renew = """
        param([hashtable] $Variables, [string] $Present)
        if ($env:AWS_ACCESS_KEY_ID -ceq $Present) {
            foreach ($name in $Variables.Keys) { [Environment]::SetEnvironmentVariable($name, $Variables[$name]) }
        }
        """;

    /// <summary>
    /// The functions. The one puts the variables of a session into the environment, the other makes it as it was before, whatever the
    /// block has set; global variables that the block has made go too, since a reset of the runspace by PowerShell takes ten times as long.
    /// What AWS Tools for PowerShell keeps in variables of its own would win over the environment. Where .NET may be called,
    /// no command is given a value, because PowerShell's log of modules, where that is on, writes down what commands are given.
    /// </summary>
    internal const string Define = $$"""
        function global:{{Begin}} {
            param([hashtable] $Variables, [string[]] $Rivals, [string] $Location, $Session)
            {{OwnPreferences}}
            $known = @{}
            foreach ($variable in Get-Variable -Scope Global) { $known[$variable.Name] = $variable.Value }
            $known['PSDefaultParameterValues'] = @{}
            foreach ($name in $global:PSDefaultParameterValues.Keys) { $known['PSDefaultParameterValues'][$name] = $global:PSDefaultParameterValues[$name] }
            $global:LeappSsoVariables = $known
            $global:LeappSsoPlace = $PWD.Path
            # A session that was activated by variables there leaves its region to no other.
            if ($env:LEAPPSSO_REGION) {
                if ($env:AWS_REGION -ceq $env:LEAPPSSO_REGION) { $Rivals += 'AWS_REGION' }
                if ($env:AWS_DEFAULT_REGION -ceq $env:LEAPPSSO_REGION) { $Rivals += 'AWS_DEFAULT_REGION' }
                $Rivals += 'LEAPPSSO_REGION'
            }
            if ($ExecutionContext.SessionState.LanguageMode -eq 'FullLanguage') {
                $global:LeappSsoEnvironment = [Environment]::GetEnvironmentVariables()
                foreach ($name in $Rivals) { [Environment]::SetEnvironmentVariable($name, [NullString]::Value) }
                foreach ($name in $Variables.Keys) { [Environment]::SetEnvironmentVariable($name, $Variables[$name]) }
                {{LookAgain}}
            } else {
                $global:LeappSsoEnvironment = @{}
                foreach ($entry in Get-ChildItem -LiteralPath Env:) { $global:LeappSsoEnvironment[$entry.Name] = $entry.Value }
                foreach ($name in $Rivals) { Remove-Item -LiteralPath "Env:$name" -ErrorAction Ignore }
                foreach ($name in $Variables.Keys) { Set-Item -LiteralPath "Env:$name" -Value $Variables[$name] }
            }
            if ($Location) { Set-Location -LiteralPath $Location }
            $global:LeappSsoTools = $global:StoredAWSCredentials, $global:StoredAWSRegion
            $global:StoredAWSCredentials = $null
            if ($Variables['AWS_REGION']) { $global:StoredAWSRegion = $null }
            $global:LeappSession = $Session
        }
        function global:{{End}} {
            {{OwnPreferences}}
            $before = $global:LeappSsoEnvironment
            $global:StoredAWSCredentials, $global:StoredAWSRegion = $global:LeappSsoTools
            if ($ExecutionContext.SessionState.LanguageMode -eq 'FullLanguage') {
                $now = [Environment]::GetEnvironmentVariables()
                foreach ($name in @($now.Keys)) { if (-not $before.Contains($name)) { [Environment]::SetEnvironmentVariable($name, [NullString]::Value) } }
                foreach ($name in $before.Keys) {
                    if (-not $now.Contains($name) -or $now[$name] -cne $before[$name]) { [Environment]::SetEnvironmentVariable($name, $before[$name]) }
                }
                {{LookAgain}}
            } else {
                foreach ($entry in Get-ChildItem -LiteralPath Env:) {
                    if (-not $before.ContainsKey($entry.Name)) { Remove-Item -LiteralPath "Env:$($entry.Name)" }
                }
                foreach ($name in $before.Keys) { Set-Item -LiteralPath "Env:$name" -Value $before[$name] }
            }
            # The block may have removed it.
            Set-Location -LiteralPath $global:LeappSsoPlace -ErrorAction Ignore
            $known = $global:LeappSsoVariables
            $global:PSDefaultParameterValues = $known['PSDefaultParameterValues']
            foreach ($variable in Get-Variable -Scope Global) {
                if (-not $known.ContainsKey($variable.Name)) {
                    Remove-Variable -Name $variable.Name -Scope Global -Force -ErrorAction Ignore
                } elseif ($variable.Name -like '*Preference' -and $variable.Value -ne $known[$variable.Name]) {
                    Set-Variable -Name $variable.Name -Value $known[$variable.Name] -Scope Global -ErrorAction Ignore
                }
            }
        }
        """;

    /// <summary>Leaves nothing of ours where the worker goes on without us.</summary>
    internal const string Forget = $$"""
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
        # Where the system restricts all of them, it is so already, and may not be set.
        if ("$($ExecutionContext.SessionState.LanguageMode)" -ne $Mode) { $ExecutionContext.SessionState.LanguageMode = $Mode }
        """;

    /// <summary>The variables of a session as one table.</summary>
    internal static Hashtable Table(LeappCredential credential)
    {
        Hashtable table = [];
        foreach ((string name, string value) in SessionVariables.Of(credential))
        {
            table[name] = value;
        }

        return table;
    }
}
