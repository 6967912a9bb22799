using System.Management.Automation;
using LeappSso.Engine;

namespace LeappSso.Cmdlets.Commands;

/// <summary>Makes sessions usable for every AWS tool.</summary>
/// <remarks>
/// <para>The same as Set-LeappSession -Status Active: a profile for each session is written to the AWS config. Starting a started session changes nothing.</para>
/// <list type="table">
/// <item><term>SessionNotFound</term><description>No session is known by that name.</description></item>
/// <item><term>ProfileInUse</term><description>Something you wrote has the wanted name. -Force takes it over where no tool would be misled.</description></item>
/// <item><term>InvalidProfileName</term><description>Its profile name has characters that not every AWS tool can read; Set-LeappSession -ProfileName gives it another.</description></item>
/// <item><term>AwsFileInvalid</term><description>An AWS file cannot be changed safely; the message names the line.</description></item>
/// <item><term>AwsFileReadOnly</term><description>An AWS file, or its folder, cannot be written.</description></item>
/// <item><term>NotLoggedIn</term><description>Keys are needed, and there is no login.</description></item>
/// <item><term>SessionAmbiguous</term><description>Several sessions were meant for the variables of one process.</description></item>
/// <item><term>MethodNotAvailable</term><description>The method cannot be used for that session or here.</description></item>
/// <item><term>AccessDenied</term><description>You no longer have the role, or its trust policy refuses you.</description></item>
/// <item><term>CredentialsInvalid</term><description>AWS answered without usable keys.</description></item>
/// <item><term>PortalUnavailable</term><description>The portal does not answer, or its answers are broken.</description></item>
/// <item><term>Throttled</term><description>AWS answers that there are too many requests. Try again in a minute.</description></item>
/// <item><term>NotAnAwsAnswer</term><description>A page came instead of an answer: a proxy or a Wi-Fi login page stands between.</description></item>
/// <item><term>TokenStoreNotAvailable</term><description>The platform's store for secrets, in which the login is kept, is not there, is locked or does not answer; the message says what to do.</description></item>
/// </list>
/// </remarks>
/// <example>
/// <para>Starts every read-only session; the whole pipeline is one write.</para>
/// <code>
/// Get-LeappSession -RoleName ReadOnly | Start-LeappSession
/// (Get-LeappSession -Status Active).Count
/// </code>
/// <code language="text">
/// 6
/// </code>
/// </example>
/// <example>
/// <para>Starts one session by its id.</para>
/// <code>
/// Start-LeappSession acme/000000000002/Developer
/// $env:AWS_PROFILE
/// </code>
/// <code language="text">
/// acme-production-Developer
/// </code>
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
    private protected override string Describe(SessionOutlook session) => Begin(Activation(session));
}
