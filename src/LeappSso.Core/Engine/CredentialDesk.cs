using LeappSso.Ports;
using LeappSso.Store;

namespace LeappSso.Engine;

/// <summary>Gets the keys of many sessions side by side and gives them in the order they were asked for.</summary>
internal sealed class CredentialDesk(WorkspaceStore workspace, KeySource source, IEngineLog log)
{
    /// <summary>How many sessions are asked for side by side.</summary>
    internal const int Parallelism = 16;

    /// <summary>Gets the keys. What fails for one session is told and does not stop the others.</summary>
    /// <param name="names">Ids or profile names.</param>
    /// <param name="emit">Gets each credential in turn.</param>
    /// <param name="cancellationToken">Ends it.</param>
    internal async Task RunAsync(IReadOnlyList<string> names, Action<LeappCredential> emit, CancellationToken cancellationToken)
    {
        SessionIndex index = SessionIndex.Of(names, workspace);
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Queue<Task<Outcome>> running = new();
        int given = 0;
        async Task GiveNextAsync()
        {
            Give(await running.Dequeue().ConfigureAwait(false), emit);
            given++;
            log.Progress(new EngineProgress("Getting keys", $"{given} of {names.Count} sessions", 100 * given / names.Count, null));
        }

        try
        {
            foreach (string name in names)
            {
                running.Enqueue(GetAsync(index, name, stop.Token));
                if (running.Count == Parallelism)
                {
                    await GiveNextAsync().ConfigureAwait(false);
                }
            }

            while (running.Count > 0)
            {
                await GiveNextAsync().ConfigureAwait(false);
            }
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await ((Task)Task.WhenAll(running)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Opens sessions for somebody who asks for their keys one by one. What is no session is told.</summary>
    /// <param name="names">Ids or profile names.</param>
    /// <param name="snapshot">Where sessions are written.</param>
    /// <param name="time">The clock.</param>
    internal SessionKeys Open(IReadOnlyList<string> names, ProfileSnapshot snapshot, TimeProvider time)
    {
        SessionIndex index = SessionIndex.Of(names, workspace);
        List<SessionPlace> places = [];
        foreach (string name in names)
        {
            try
            {
                places.Add(index.Get(name));
            }
            catch (LeappException failure)
            {
                log.Failure(failure);
            }
        }

        return new SessionKeys([.. places.DistinctBy(p => p.Role)], snapshot, source, time);
    }

    private void Give(Outcome outcome, Action<LeappCredential> emit)
    {
        if (outcome.Failure is { } failure)
        {
            log.Failure(failure);
        }
        else
        {
            emit(outcome.Credential!);
        }
    }

    private async Task<Outcome> GetAsync(SessionIndex index, string name, CancellationToken cancellationToken)
    {
        try
        {
            SessionPlace place = index.Get(name);
            RoleKeys keys = await source.GetAsync(place, name, cancellationToken).ConfigureAwait(false);
            return new Outcome(View(place, keys), null);
        }
        catch (LeappException failure)
        {
            return new Outcome(null, failure);
        }
    }

    /// <summary>The keys as they enter the pipeline.</summary>
    internal static LeappCredential View(SessionPlace place, RoleKeys keys) => new()
    {
        AccessKeyId = keys.AccessKeyId,
        SecretAccessKey = new LeappSecret(keys.SecretAccessKey),
        SessionToken = new LeappSecret(keys.SessionToken),
        ExpiresAt = keys.ExpiresAt,
        Region = place.Role.Region ?? place.Integration.DefaultRegion,
        ProfileName = place.Role.Profile,
        SessionId = place.Id.ToString(),
    };

    private sealed record Outcome(LeappCredential? Credential, LeappException? Failure);
}
