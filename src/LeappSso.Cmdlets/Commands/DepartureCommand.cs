using LeappSso.Cmdlets.Pipeline;
using LeappSso.Engine;

namespace LeappSso.Cmdlets.Commands;

/// <summary>What ends the login of an integration: it is said ahead where that login cannot be reached, and so stays.</summary>
public abstract class DepartureCommand : LeappCmdlet
{
    // Sessions name their integration too, and many of them one.
    private readonly HashSet<string> _done = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Asks the person, and does it, once for each integration.</summary>
    /// <param name="alias">The alias; null where there is only one.</param>
    private protected void Depart(string? alias)
    {
        if (!_done.Add(alias ?? string.Empty))
        {
            return;
        }

        LeappSsoIntegration? found = null;
        bool leavesLogin = false;
        Run(
            async (engine, _, token) =>
            {
                found = engine.ResolveAlias(alias);
                leavesLogin = await engine.LeavesLoginAsync(found.Alias, null, token).ConfigureAwait(false);
            },
            terminating: false);
        if (found is not null && IsWanted(found, leavesLogin))
        {
            Run((engine, _, token) => EndAsync(engine, found.Alias, token), terminating: false);
        }
    }

    /// <summary>Whether the person wants it (<c>ShouldProcess</c>).</summary>
    /// <param name="integration">The integration.</param>
    /// <param name="leavesLogin">Whether its login stays.</param>
    private protected abstract bool IsWanted(LeappSsoIntegration integration, bool leavesLogin);

    /// <summary>Does it.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="alias">The alias.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    private protected abstract Task EndAsync(LeappEngine engine, string alias, CancellationToken cancellationToken);
}
