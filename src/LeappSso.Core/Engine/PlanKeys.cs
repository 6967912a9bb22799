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
    /// <param name="names">Ids or profile names.</param>
    /// <param name="cancellationToken">Ends it.</param>
    internal async Task FetchAsync(IReadOnlyList<string> names, CancellationToken cancellationToken)
    {
        if (names.Count > 0)
        {
            _asked.UnionWith(names);
            await desk.RunAsync(names, Take, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Gives plans their keys.</summary>
    /// <param name="plans">The plans, each with the name it was made for.</param>
    /// <param name="without">Gets the names of those whose keys were not asked for yet.</param>
    /// <returns>The plans that can be carried out; for those left out the reason was told.</returns>
    internal List<SessionPlan> Provide(IEnumerable<SessionPlan> plans, List<string> without)
    {
        List<SessionPlan> ready = [];
        foreach (SessionPlan plan in plans)
        {
            plan.Keys = plan.NeedsKeys ? _keys.GetValueOrDefault(plan.Place.Id.ToString()) : null;
            if (!plan.NeedsKeys || plan.Keys is not null)
            {
                ready.Add(plan);
            }
            else if (!_asked.Contains(plan.Name))
            {
                without.Add(plan.Name);
            }
        }

        return ready;
    }

    private void Take(LeappCredential credential) => _keys[credential.SessionId] = new RoleKeys(
        credential.AccessKeyId, credential.SecretAccessKey.Reveal(), credential.SessionToken.Reveal(), credential.ExpiresAt);
}
