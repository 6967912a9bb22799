using LeappSso.Ports;
using LeappSso.Store;

namespace LeappSso.Engine;

/// <summary>The keys of chosen sessions, got one by one.</summary>
/// <param name="places">The sessions.</param>
/// <param name="snapshot">Where they are written.</param>
/// <param name="source">Where keys come from.</param>
/// <param name="time">The clock.</param>
internal sealed class SessionKeys(IReadOnlyList<SessionPlace> places, ProfileSnapshot snapshot, KeySource source, TimeProvider time) : ISessionKeys
{
    // Long enough that a service which gives keys of nearly no life is not asked without a pause.
    private static readonly TimeSpan s_shortest = TimeSpan.FromSeconds(1);

    private readonly Dictionary<string, SessionPlace> _places = places.ToDictionary(p => p.Id.ToString(), StringComparer.OrdinalIgnoreCase);

    /// <summary>The sessions, in the order in which they were named.</summary>
    internal IReadOnlyList<LeappSession> Sessions { get; } = [.. places.Select(p => p.View(p.StateIn(snapshot)))];

    /// <inheritdoc/>
    public async Task<LeappCredential> GetAsync(LeappSession session, CancellationToken cancellationToken)
    {
        SessionPlace place = _places[session.Id];
        RoleKeys keys = await source.GetAsync(place, session.Id, cancellationToken).ConfigureAwait(false);
        return CredentialDesk.View(place, keys);
    }

    /// <inheritdoc/>
    public Task WaitForRenewalAsync(LeappSession session, LeappCredential credential, CancellationToken cancellationToken)
    {
        // Keys are renewed in the last quarter of their whole life; a quarter of what is left of it is never earlier.
        TimeSpan left = source.LeftOf(_places[session.Id], credential.ExpiresAt);
        TimeSpan margin = left * KeptKeys.RenewedPart;
        TimeSpan wait = left - (margin < KeptKeys.LongestMargin ? margin : KeptKeys.LongestMargin);
        return Task.Delay(wait > s_shortest ? wait : s_shortest, time, cancellationToken);
    }
}
