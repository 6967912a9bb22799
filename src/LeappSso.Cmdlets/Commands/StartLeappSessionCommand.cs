using System.Management.Automation;
using LeappSso.Engine;

namespace LeappSso.Cmdlets.Commands;

/// <summary>Makes sessions usable for every AWS tool.</summary>
/// <remarks>
/// <para>The same as Set-LeappSession -Status Active: a profile for each session is written to the AWS config. Starting a started session changes nothing.</para>
/// </remarks>
/// <example>
/// <para>Starts every read-only session; the whole pipeline is one write.</para>
/// <code>Get-LeappSession -RoleName ReadOnly | Start-LeappSession</code>
/// </example>
/// <example>
/// <para>Starts one session by its id.</para>
/// <code>Start-LeappSession acme/123456789012/ReadOnly</code>
/// </example>
[Cmdlet(VerbsLifecycle.Start, "LeappSession", SupportsShouldProcess = true)]
[OutputType(typeof(LeappSession))]
public sealed class StartLeappSessionCommand : SessionChangeCommand
{
    /// <summary>Takes over a profile of the same name that this module did not write; its other keys are kept.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    private protected override SessionChange Change => new() { Status = LeappSessionStatus.Active, Force = Force };

    /// <inheritdoc/>
    private protected override string Describe() => "Activate and write its profile";
}
