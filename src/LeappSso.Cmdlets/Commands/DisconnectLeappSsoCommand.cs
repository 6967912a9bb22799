using System.Management.Automation;
using LeappSso.Cmdlets.Binding;
using LeappSso.Cmdlets.Pipeline;

namespace LeappSso.Cmdlets.Commands;

/// <summary>Ends the login to an access portal.</summary>
/// <remarks>
/// <para>It tells AWS, removes the token file of this alias and of no other, and stops the active sessions by removing the profiles written for them.
/// Sessions and their settings stay known. Without network everything on this machine is removed all the same, with a warning that AWS was not told.</para>
/// <para>Keys that programs have already got live on until they expire, because AWS cannot take them back.</para>
/// </remarks>
/// <example>
/// <para>Logs out of one portal.</para>
/// <code>Disconnect-LeappSso acme</code>
/// </example>
/// <example>
/// <para>Logs out everywhere.</para>
/// <code>Get-LeappSsoIntegration | Disconnect-LeappSso</code>
/// </example>
[Cmdlet(VerbsCommunications.Disconnect, "LeappSso", SupportsShouldProcess = true)]
public sealed class DisconnectLeappSsoCommand : LeappCmdlet
{
    /// <summary>The alias of the integration. It may be left out when there is only one.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("Integration")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(AliasCompleter))]
    public string? Alias { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        LeappSsoIntegration? found = null;
        Run((engine, _) => found = engine.ResolveAlias(Alias), terminating: false);
        if (found is not null && ShouldProcess($"{found.Alias} ({found.PortalUrl})", "Log out and stop its active sessions"))
        {
            Run(
                (engine, _, token) => engine.DisconnectAsync(found.Alias, token),
                terminating: false);
        }
    }
}
