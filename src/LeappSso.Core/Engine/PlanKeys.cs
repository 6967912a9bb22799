using LeappSso.Ports;

namespace LeappSso.Engine;

/// <summary>The keys that plans write, fetched before any file is locked.</summary>
internal sealed class PlanKeys(CredentialDesk desk)
{
    private readonly Dictionary<string, RoleKeys> _keys = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _asked = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Stands for keys where a plan is only to be shown.</summary>
    internal static RoleKeys ToBeFetched { get; } = new("fetched-then", "fetched-then", "fetched-then", DateTimeOffset.UnixEpoch);

    /// <summary>Fetches keys side by side. What fails for one session is told.</summary>
    /// <param name="plans">The plans that need them, or something else that was got ready by now.</param>
    /// <param name="cancellationToken">Ends it.</param>
    internal async Task FetchAsync(IReadOnlyList<SessionPlan> plans, CancellationToken cancellationToken)
    {
        _asked.UnionWith(plans.Select(p => p.Name));
        string[] names = [.. plans.Where(p => p.NeedsKeys).Select(p => p.Name)];
        if (names.Length > 0)
        {
            await desk.RunAsync(names, Take, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Gives plans their keys.</summary>
    /// <param name="plans">The plans, each with the name it was made for.</param>
    /// <param name="hasProgram">Whether the program for credential_process is there.</param>
    /// <param name="without">Gets those for which something has to be got first, and was not yet.</param>
    /// <returns>The plans that can be carried out; for those left out the reason was told.</returns>
    internal List<SessionPlan> Provide(IEnumerable<SessionPlan> plans, Lazy<bool> hasProgram, List<SessionPlan> without)
    {
        List<SessionPlan> ready = [];
        foreach (SessionPlan plan in plans)
        {
            plan.Keys = plan.NeedsKeys ? _keys.GetValueOrDefault(plan.Place.Id.ToString()) : null;
            if (plan.Source is { } source && !ready.Contains(source) && !without.Contains(source))
            {
                // Why the profile of its parent cannot be written was told.
                continue;
            }

            bool asked = _asked.Contains(plan.Name);
            if (plan.NeedsKeys ? plan.Keys is not null : !plan.NeedsProgram || asked || hasProgram.Value)
            {
                ready.Add(plan);
            }
            else if (!asked)
            {
                without.Add(plan);
            }
        }

        return ready;
    }

    private void Take(LeappCredential credential) => _keys[credential.SessionId] = new RoleKeys(
        credential.AccessKeyId, credential.SecretAccessKey.Reveal(), credential.SessionToken.Reveal(), credential.ExpiresAt);
}
