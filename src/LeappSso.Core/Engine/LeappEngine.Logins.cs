using LeappSso.Store;

namespace LeappSso.Engine;

/// <content>Ending logins, and telling where one is missing.</content>
public sealed partial class LeappEngine
{
    /// <summary>Warns, once for each integration, where sessions were made active by a profile that works only with a login, and there is none.</summary>
    private void TellOfMissingLogins(IReadOnlyList<LeappSession> changed)
    {
        ILookup<string, LeappSession> active = changed
            .Where(s => s is { Status: LeappSessionStatus.Active, Method: LeappMethod.SsoProfile or LeappMethod.CredentialProcess })
            .ToLookup(s => s.Integration);
        if (active.Count == 0)
        {
            return;
        }

        foreach (IntegrationEntry integration in _workspace.Read(new FilterSieve(new SessionFilter { Integration = _ => false })))
        {
            List<LeappSession> sessions = [.. active[integration.Alias]];
            if (sessions.Count > 0 && Catalog.StatusOf(_tokens.Kept(Catalog.GoalOf(integration)), _time.GetUtcNow()) != LeappIntegrationStatus.Online)
            {
                string who = sessions is [{ } only] ? $"{only.Id} works" : $"{sessions.Count} sessions of '{integration.Alias}' work";
                _log.Warning($"{who} after a login, which is missing or has expired: Connect-LeappSso {PowerShellText.Quoted(integration.Alias)}");
            }
        }
    }

    private async Task<IReadOnlyList<string>> DepartAsync(string alias, bool removes, CancellationToken cancellationToken)
    {
        IntegrationEntry known = await FindAsync(alias, cancellationToken).ConfigureAwait(false);
        return await Depart(known).RunAsync(removes, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The integration that is meant, whose login is in its store alone, even where a killed command had just moved it.</summary>
    private async Task<IntegrationEntry> FindAsync(string? alias, CancellationToken cancellationToken)
    {
        IntegrationEntry known = Catalog.Resolve(_workspace.Read(), alias);
        await Edit.ResumeAsync(known, cancellationToken).ConfigureAwait(false);
        return known;
    }

    private Departure Depart(IntegrationEntry integration)
    {
        _unfinished.Forget(integration.Alias);
        return new(integration, _stores, _tokens, new Farewell(_services, _log, _time), _profiles, _keys, _workspace, Stranded, _log);
    }
}
