using System.Management.Automation;
using LeappSso.Cmdlets.Binding;
using LeappSso.Cmdlets.Pipeline;

namespace LeappSso.Cmdlets.Commands;

/// <summary>Shows the access portals you have added, and whether you are logged in.</summary>
/// <remarks>
/// <para>Everything is read from this machine; nothing is called. Online means that there is a login that is valid or can be renewed without you.</para>
/// <list type="table">
/// <item><term>IntegrationNotFound</term><description>No integration has an alias that was given without wildcards.</description></item>
/// <item><term>WorkspaceInvalid</term><description>The workspace file is damaged; the message names the backup.</description></item>
/// </list>
/// </remarks>
/// <example>
/// <para>All of them.</para>
/// <code>Get-LeappSsoIntegration</code>
/// <code language="text">
/// Alias          Status   TimeLeft   Sessions Region         PortalUrl
/// -----          ------   --------   -------- ------         ---------
/// acme           Online   59 min           18 eu-west-1      https://d-1234567890.awsapps.com/start
/// </code>
/// </example>
/// <example>
/// <para>Those that need a login.</para>
/// <code>Get-LeappSsoIntegration | Where-Object Status -ne Online</code>
/// </example>
[Cmdlet(VerbsCommon.Get, "LeappSsoIntegration")]
[OutputType(typeof(LeappSsoIntegration))]
public sealed class GetLeappSsoIntegrationCommand : LeappCmdlet
{
    /// <summary>The aliases that are wanted; wildcards are allowed. Without it, all.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Integration")]
    [AliasOf]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(AliasCompleter))]
    public string[]? Alias { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => Run(
        (engine, emit) =>
        {
            Func<string, bool>? wanted = NameTest.Of(Alias);
            List<LeappSsoIntegration> all = [.. engine.GetIntegrations()];
            foreach (LeappSsoIntegration integration in all.Where(i => wanted?.Invoke(i.Alias) ?? true))
            {
                emit(integration);
            }

            foreach (string name in (Alias ?? []).Where(n => !NameTest.IsPattern(n)))
            {
                if (!all.Exists(i => string.Equals(i.Alias, name, StringComparison.OrdinalIgnoreCase)))
                {
                    engine.ResolveAlias(name);
                }
            }
        },
        terminating: false);
}
