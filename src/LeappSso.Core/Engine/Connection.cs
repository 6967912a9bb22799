using LeappSso.Mapping;
using LeappSso.Ports;
using LeappSso.Store;

namespace LeappSso.Engine;

/// <summary>Logs in and maps: the listing streams out while it runs, and is brought into the workspace when it ends, however it ends.</summary>
internal sealed class Connection(
    IntegrationEntry known,
    Access access,
    Lazy<ISsoPortal> portal,
    Func<SessionNaming> naming,
    ListingRecord record,
    IEngineLog log,
    TimeProvider time)
{
    private readonly Merge _preview = new(known, time.GetUtcNow());
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private int _sessions;

    /// <summary>Runs to the end.</summary>
    /// <param name="emit">Gets each session as soon as it is known.</param>
    /// <param name="cancellationToken">Ends it.</param>
    internal async Task RunAsync(Action<LeappSession> emit, CancellationToken cancellationToken)
    {
        await access.OpenAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            // Read while the first answer is on its way.
            Task<SessionNaming> names = Task.Run(naming, cancellationToken);
            while (!await TryListAsync(names, emit, cancellationToken).ConfigureAwait(false))
            {
                log.Verbose("Listing again with the new login.");
            }
        }
        finally
        {
            await record.KeepAsync(access, IsTrusted).ConfigureAwait(false);
        }
    }

    /// <summary>Whether the login is surely of the person whose sessions are known: then it may be kept.</summary>
    private bool IsTrusted => !access.IsFresh || _preview.IsFirst || _preview.HasKnownAccount;

    private async Task<bool> TryListAsync(Task<SessionNaming> names, Action<LeappSession> emit, CancellationToken cancellationToken)
    {
        PortalListing listing = new(portal.Value, known.Alias, log, time);
        try
        {
            await foreach (ListedAccount listed in listing.RunAsync(access.Token!.AccessToken, cancellationToken).ConfigureAwait(false))
            {
                await TakeAsync(listed, await names.ConfigureAwait(false), emit).ConfigureAwait(false);
                Tell(listing);
            }

            record.IsComplete = listing.IsComplete;
            return true;
        }
        catch (ServiceException refusal) when (refusal.Fault == ServiceFault.Unauthorized)
        {
            await access.RenewAsync(refusal, cancellationToken).ConfigureAwait(false);
            return false;
        }
    }

    private async Task TakeAsync(ListedAccount listed, SessionNaming names, Action<LeappSession> emit)
    {
        if (!_seen.Add(listed.Account.Id))
        {
            return;
        }

        record.Accounts.Add(listed);
        List<(AccountEntry Account, RoleEntry Role)> sessions = [.. _preview.Add(listed)];
        if (IsTrusted)
        {
            await access.KeepAsync().ConfigureAwait(false);
        }

        if (listed.Failure is { } failure)
        {
            log.Failure(failure);
        }

        _sessions += sessions.Count;
        foreach ((AccountEntry account, RoleEntry role) in sessions)
        {
            emit(names.View(known, account, role, _preview));
        }
    }

    private void Tell(PortalListing listing)
    {
        int done = record.Accounts.Count;
        int found = Math.Max(done, listing.AccountsFound);
        log.Progress(new EngineProgress(
            $"Mapping '{known.Alias}'", $"{done} of {found} accounts, {_sessions} sessions", done * 100 / found));
    }
}
