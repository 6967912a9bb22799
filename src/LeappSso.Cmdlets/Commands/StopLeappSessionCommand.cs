using System.Management.Automation;
using LeappSso.Engine;

namespace LeappSso.Cmdlets.Commands;

/// <summary>Ends the use of sessions by other programs.</summary>
/// <remarks>
/// <para>The same as Set-LeappSession -Status Inactive: what this module wrote for them is removed from the AWS files, and nothing else; variables get back
/// the values they had before. Stopping a stopped session changes nothing. AWS_PROFILE of this process is cleared when it names the profile.</para>
/// </remarks>
/// <example>
/// <para>Stops everything that is active.</para>
/// <code>Get-LeappSession -Status Active | Stop-LeappSession</code>
/// </example>
/// <example>
/// <para>Shows what would be stopped.</para>
/// <code>Get-LeappSession -Status Active | Stop-LeappSession -WhatIf</code>
/// </example>
[Cmdlet(VerbsLifecycle.Stop, "LeappSession", SupportsShouldProcess = true)]
[OutputType(typeof(LeappSession))]
public sealed class StopLeappSessionCommand : SessionChangeCommand
{
    /// <inheritdoc/>
    private protected override SessionChange Change => new() { Status = LeappSessionStatus.Inactive };

    /// <inheritdoc/>
    private protected override string Describe() => "Stop and remove its profile";
}
