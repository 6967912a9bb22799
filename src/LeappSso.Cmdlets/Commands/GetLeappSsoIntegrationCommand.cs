using System.Management.Automation;
using LeappSso.Cmdlets.Binding;
using LeappSso.Cmdlets.Pipeline;

namespace LeappSso.Cmdlets.Commands;

/// <summary>Shows the access portals you have added, and whether you are logged in.</summary>
/// <remarks>
/// <para>Everything is read from this machine; nothing is called. Online means that there is a login that is valid or can be renewed without you.</para>
/// </remarks>
/// <example>
/// <para>All of them.</para>
/// <code>Get-LeappSsoIntegration</code>
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
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("Integration")]
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
