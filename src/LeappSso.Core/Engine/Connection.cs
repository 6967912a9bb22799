using LeappSso.Mapping;
using LeappSso.Ports;
using LeappSso.Store;

namespace LeappSso.Engine;

/// <summary>Logs in and maps: the listing streams out while it runs, and is brought into the workspace when it ends, however it ends.</summary>
/// <param name="known">The integration as it is known.</param>
/// <param name="access">The login.</param>
/// <param name="portal">The service.</param>
/// <param name="stream">Where sessions go at once; null where only the result is wanted.</param>
/// <param name="memory">What need not be asked again.</param>
/// <param name="record">What is found.</param>
/// <param name="clock">Warns of a clock that is wrong.</param>
/// <param name="log">Where it tells what it does.</param>
/// <param name="time">The clock.</param>
internal sealed class Connection(
    IntegrationEntry known,
    Access access,
    Lazy<ISsoPortal> portal,
    SessionStream? stream,
    ListingMemory memory,
    ListingRecord record,
    ClockWatch clock,
    IEngineLog log,
    TimeProvider time)
{
    private readonly HashSet<SessionKey> _toldSessions = [];
    private readonly HashSet<string> _toldFailures = new(StringComparer.Ordinal);
    private PortalListing? _listing;
    private long _begun;
    private Merge _preview = new(known, time.GetUtcNow());
    private int _sessions;

    /// <summary>How many accounts were answered for, or have failed.</summary>
    internal int Count => record.Count;

    /// <summary>Whether the portal has held calls back.</summary>
    internal bool IsThrottled => _listing?.AllowedRate is not null;

    /// <summary>What the listing did; null where it did not come to its end.</summary>
    internal SyncOutcome? Outcome => record.Outcome;

    /// <summary>Runs to the end.</summary>
    /// <param name="cancellationToken">Ends it.</param>
    internal async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            await access.OpenAsync(cancellationToken).ConfigureAwait(false);
            await ListAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            clock.Tell();
        }
    }

    /// <summary>Whether the login is surely of the person whose sessions are known: then it may be kept.</summary>
    private bool IsTrusted => !access.IsFresh || _preview.IsFirst || _preview.HasKnownAccount;

    private async Task ListAsync(CancellationToken cancellationToken)
    {
        memory.Login = RoleKeyCache.LoginOf(access.Token!.AccessToken);
        if (access.IsFresh)
        {
            memory.Clear();
        }
        else
        {
            memory.Recall();
        }

        try
        {
            stream?.Begin(cancellationToken);
            while (!await TryListAsync(cancellationToken).ConfigureAwait(false))
            {
                log.Verbose("Going on with the new login.");
            }
        }
        finally
        {
            await (stream?.EndAsync() ?? Task.CompletedTask).ConfigureAwait(false);
            await record.KeepAsync(access, IsTrusted).ConfigureAwait(false);
        }
    }

    private async Task<bool> TryListAsync(CancellationToken cancellationToken)
    {
        PortalListing listing = new(portal.Value, known.Alias, log, time, memory.RolesOf);
        _listing = listing;
        _begun = time.GetTimestamp();
        try
        {
            Tell(listing);
            await foreach (ListedAccount listed in listing.RunAsync(access.Token!.AccessToken, cancellationToken).ConfigureAwait(false))
            {
                await TakeAsync(listed).ConfigureAwait(false);
                Tell(listing);
            }

            record.IsComplete = listing.IsComplete;
            return true;
        }
        catch (ServiceException refusal) when (refusal.Fault == ServiceFault.Unauthorized)
        {
            await access.RenewAsync(refusal, cancellationToken).ConfigureAwait(false);
            memory.Login = RoleKeyCache.LoginOf(access.Token!.AccessToken);
            if (access.IsFresh)
            {
                // Whoever logged in now is still to show who that is, by accounts seen with this login.
                record.Clear();
                _preview = new Merge(known, time.GetUtcNow());
            }

            return false;
        }
    }

    private async Task TakeAsync(ListedAccount listed)
    {
        record.Take(listed);
        List<(AccountEntry Account, RoleEntry Role)> sessions = [.. _preview.Add(listed)];
        if (IsTrusted)
        {
            await access.KeepAsync().ConfigureAwait(false);
            memory.SaveNowAndThen();
        }

        if (listed.Failure is { } failure && _toldFailures.Add(listed.Account.Id))
        {
            log.Failure(failure);
        }

        // A new login half-way lists again what was told already.
        sessions.RemoveAll(s => !_toldSessions.Add(new SessionKey(s.Account.Id, s.Role.Name)));
        _sessions += sessions.Count;
        if (stream is not null)
        {
            await stream.EmitAsync(sessions, _preview).ConfigureAwait(false);
        }
    }

    private void Tell(PortalListing listing)
    {
        int done = record.Count;
        int found = Math.Max(done, listing.AccountsFound);
        if (found == 0)
        {
            log.Progress(new EngineProgress(Activity, "Asking for the accounts", null, null));
            return;
        }

        string pace = listing.AllowedRate is { } allowed ? $"; AWS allows about {allowed:0} calls a second (HTTP 429)" : string.Empty;
        double perSecond = listing.AllowedRate ?? (listing.AccountsAnswered / time.GetElapsedTime(_begun).TotalSeconds);
        TimeSpan? left = perSecond > 0 && double.IsFinite(perSecond) ? TimeSpan.FromSeconds((found - done) / perSecond) : null;
        log.Progress(new EngineProgress(Activity, $"{done} of {found} accounts, {_sessions} sessions{pace}", done * 100 / found, left));
    }

    private string Activity => $"Mapping '{known.Alias}'";
}
