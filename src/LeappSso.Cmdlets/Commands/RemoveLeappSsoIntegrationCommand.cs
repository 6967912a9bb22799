using System.Management.Automation;
using LeappSso.Cmdlets.Binding;
using LeappSso.Engine;

namespace LeappSso.Cmdlets.Commands;

/// <summary>Removes an access portal with its sessions, its login and the profiles written for it.</summary>
/// <remarks>
/// <para>It ends the login at AWS, removes the token file of this alias, the profiles this module wrote for its sessions, and what is known of them.
/// Profiles and sections you wrote yourself stay as they are, and so do tokens of other tools.</para>
/// <para>The login ends first. Where the AWS files cannot be changed then, the error says so: the login has ended, and the portal stays known until they can.</para>
/// <para>A login in the platform's store for secrets (-TokenStore Platform) stays there where that store cannot be used, and a warning says by which names it
/// is to be found.</para>
/// <para>It asks first; -Confirm:$false does not.</para>
/// <list type="table">
/// <item><term>IntegrationNotFound</term><description>No integration has the alias.</description></item>
/// <item><term>AwsFileInvalid</term><description>An AWS file cannot be changed safely, so the portal stays, with what is written for its sessions; its login has ended. Mend the line that the message names, and run the command again.</description></item>
/// <item><term>AwsFileReadOnly</term><description>The file that the message names cannot be written, so what is in it and the portal stay; its login has ended.</description></item>
/// <item><term>Locked</term><description>Another process holds a file for too long.</description></item>
/// <item><term>TokenStoreNotAvailable</term><description>The login could not be removed from the platform's store for secrets, and something that is written for its sessions stays, so the integration stays too.</description></item>
/// </list>
/// </remarks>
/// <example>
/// <para>Shows what would go.</para>
/// <code>Remove-LeappSsoIntegration acme -WhatIf</code>
/// <code language="text">
/// What if: Performing the operation "Remove https://d-1234567890.awsapps.com/start, its login, its 18 sessions and their profiles" on target "acme".
/// </code>
/// </example>
/// <example>
/// <para>Removes it without a question.</para>
/// <code>Remove-LeappSsoIntegration acme -Confirm:$false</code>
/// </example>
[Cmdlet(VerbsCommon.Remove, "LeappSsoIntegration", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
public sealed class RemoveLeappSsoIntegrationCommand : DepartureCommand
{
    /// <summary>The alias of the integration.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Integration")]
    [AliasOf]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(AliasCompleter))]
    public string[] Alias { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord() => Array.ForEach(Alias, Depart);

    /// <inheritdoc/>
    private protected override bool IsWanted(LeappSsoIntegration integration, bool leavesLogin) => ShouldProcess(
        integration.Alias,
        leavesLogin ? $"Remove {integration.PortalUrl}, its {integration.SessionCount} sessions and their profiles, but not its login, which cannot be reached now"
            : $"Remove {integration.PortalUrl}, its login, its {integration.SessionCount} sessions and their profiles");

    /// <inheritdoc/>
    private protected override Task EndAsync(LeappEngine engine, string alias, CancellationToken cancellationToken) =>
        engine.RemoveIntegrationAsync(alias, cancellationToken);
}
