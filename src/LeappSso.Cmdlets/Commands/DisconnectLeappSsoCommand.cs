using System.Management.Automation;
using LeappSso.Cmdlets.Binding;
using LeappSso.Engine;

namespace LeappSso.Cmdlets.Commands;

/// <summary>Ends the login to an access portal.</summary>
/// <remarks>
/// <para>It removes the token file of this alias and of no other, stops the active sessions by removing the profiles written for them, and then tells AWS.
/// Sessions and their settings stay known. Without network everything on this machine is removed all the same, with a warning that AWS was not told;
/// nothing is left here by Ctrl+C either, while AWS does not answer. The login then lives on there until it expires.</para>
/// <para>The login ends first. Where the AWS files cannot be changed then, the error says so, and the login has ended all the same.</para>
/// <para>Keys that programs have already got live on until they expire, because AWS cannot take them back.</para>
/// <list type="table">
/// <item><term>IntegrationNotFound</term><description>No integration has the alias; Add-LeappSsoIntegration adds one.</description></item>
/// <item><term>IntegrationAmbiguous</term><description>There are several integrations, and none was named.</description></item>
/// <item><term>AwsFileInvalid</term><description>An AWS file cannot be changed safely, so what is written for active sessions stays; the login has ended. Mend the line that the message names, and run the command again.</description></item>
/// <item><term>AwsFileReadOnly</term><description>The file that the message names cannot be written, so what is in it stays; the login has ended.</description></item>
/// <item><term>Locked</term><description>Another process holds a file for too long.</description></item>
/// <item><term>TokenStoreNotAvailable</term><description>The platform's store for secrets, in which the login is kept, is not there, is locked or does not answer, so the login has not ended. The message says which commands help.</description></item>
/// </list>
/// </remarks>
/// <example>
/// <para>Logs out of one portal. Its sessions stay known.</para>
/// <code>
/// Disconnect-LeappSso acme
/// Get-LeappSsoIntegration
/// </code>
/// <code language="text">
/// Alias          Status   TimeLeft   Sessions Region         PortalUrl
/// -----          ------   --------   -------- ------         ---------
/// acme           Offline                   18 eu-west-1      https://d-1234567890.awsapps.com/start
/// </code>
/// </example>
/// <example>
/// <para>Logs out everywhere.</para>
/// <code>Get-LeappSsoIntegration | Disconnect-LeappSso</code>
/// </example>
[Cmdlet(VerbsCommunications.Disconnect, "LeappSso", SupportsShouldProcess = true)]
public sealed class DisconnectLeappSsoCommand : DepartureCommand
{
    /// <summary>The alias of the integration, or several. It may be left out when there is only one.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Integration")]
    [AliasOf]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(AliasCompleter))]
    public string[]? Alias { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (Alias is null)
        {
            Depart(null);
            return;
        }

        Array.ForEach(Alias, Depart);
    }

    /// <inheritdoc/>
    private protected override bool IsWanted(LeappSsoIntegration integration, bool leavesLogin) => ShouldProcess(
        $"{integration.Alias} ({integration.PortalUrl})",
        leavesLogin ? "Stop its active sessions; its login stays, because it cannot be reached now" : "Log out and stop its active sessions");

    /// <inheritdoc/>
    private protected override Task EndAsync(LeappEngine engine, string alias, CancellationToken cancellationToken) =>
        engine.DisconnectAsync(alias, cancellationToken);
}
