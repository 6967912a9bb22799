using LeappSso.Calls;
using LeappSso.Engine;
using LeappSso.Platform;
using LeappSso.Ports;

namespace LeappSso.WebConsole;

/// <summary>Makes addresses of the AWS console and opens them.</summary>
internal sealed class ConsoleDesk(Lazy<IAwsServices> services, IBrowser browser, IEngineLog log, TimeProvider time)
{
    private const int Parallelism = 8;

    private readonly CallPolicy _calls = new(time, log);

    /// <summary>Finds out where each console is. Touches no network; what fails for one session is told and does not stop the others.</summary>
    internal List<ConsoleGoal> Plan(IReadOnlyList<string> names, SessionIndex index, ConsoleRequest request)
    {
        request.Check();
        ConsoleDestination? destination = request.Destination is { } text ? ConsoleDestination.Parse(text) : null;
        List<ConsoleGoal> goals = [];
        foreach (string name in names)
        {
            try
            {
                goals.Add(Plan(name, index.Get(name), destination, request.Federated));
            }
            catch (LeappException failure)
            {
                log.Failure(failure);
            }
        }

        return [.. goals.DistinctBy(g => g.Session, StringComparer.OrdinalIgnoreCase)];
    }

    /// <summary>Opens links through the portal. Where no browser is likely they are shown, as they hold no secret.</summary>
    internal void Open(IReadOnlyList<ConsoleGoal> goals)
    {
        foreach (ConsoleGoal goal in goals)
        {
            if (!browser.IsLikely)
            {
                log.Warning($"No browser is likely to be on this machine. The console of {goal.Session} is at {goal.Start.AbsoluteUri}");
            }
            else if (browser.Open(goal.Start) is { } problem)
            {
                log.Failure(new LeappException(
                    LeappErrorCode.BrowserUnavailable,
                    $"No browser could be opened: {problem}. Open the address by hand: the console of {goal.Session} is at {goal.Start.AbsoluteUri}",
                    goal.Name));
            }
            else
            {
                log.Verbose($"The browser opens the console of {goal.Session} at {goal.Start.AbsoluteUri}");
            }
        }
    }

    /// <summary>Signs in to consoles and opens them. What fails for one is told and does not stop the others.</summary>
    internal async Task SignInAndOpenAsync(
        IReadOnlyList<ConsoleGoal> goals, CredentialDesk desk, TimeSpan? duration, CancellationToken cancellationToken)
    {
        if (!browser.IsLikely)
        {
            throw NoBrowser("none is likely to be on this machine", goals[0].Name);
        }

        HandOver handOver = new(browser, time);
        await SignInAsync(
            goals,
            desk,
            duration,
            async (goal, address) =>
            {
                log.Progress(new EngineProgress($"Signing in to the console of {goal.Session}", "Waiting for the browser to come for it", null, null));
                if (await handOver.OpenAsync(address, cancellationToken).ConfigureAwait(false) is { } problem)
                {
                    log.Failure(NoBrowser(problem, goal.Name));
                }
                else
                {
                    log.Verbose($"The browser signs in to the console of {goal.Session} at {goal.Host}.");
                }
            },
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Signs in to consoles, some side by side, and gives the addresses in order. They are secrets.</summary>
    internal async Task SignInAsync(
        IReadOnlyList<ConsoleGoal> goals,
        CredentialDesk desk,
        TimeSpan? duration,
        Func<ConsoleGoal, Uri, Task> give,
        CancellationToken cancellationToken)
    {
        List<LeappCredential> credentials = [];
        await desk.RunAsync([.. goals.Select(g => g.Name)], credentials.Add, cancellationToken).ConfigureAwait(false);
        Dictionary<string, ConsoleGoal> bySession = goals.ToDictionary(g => g.Session, StringComparer.OrdinalIgnoreCase);
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Queue<(ConsoleGoal Goal, Task<Uri?> Address)> running = new();
        try
        {
            foreach (LeappCredential credential in credentials)
            {
                ConsoleGoal goal = bySession[credential.SessionId];
                running.Enqueue((goal, SignInAsync(goal, credential, duration, stop.Token)));
                if (running.Count == Parallelism)
                {
                    await GiveAsync(running.Dequeue(), give).ConfigureAwait(false);
                }
            }

            while (running.Count > 0)
            {
                await GiveAsync(running.Dequeue(), give).ConfigureAwait(false);
            }
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await ((Task)Task.WhenAll(running.Select(r => r.Address))).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static async Task GiveAsync((ConsoleGoal Goal, Task<Uri?> Address) signedIn, Func<ConsoleGoal, Uri, Task> give)
    {
        if (await signedIn.Address.ConfigureAwait(false) is { } address)
        {
            await give(signedIn.Goal, address).ConfigureAwait(false);
        }
    }

    private async Task<Uri?> SignInAsync(ConsoleGoal goal, LeappCredential credential, TimeSpan? duration, CancellationToken cancellationToken)
    {
        ISignIn signIn = services.Value.SignIn(goal.Start.Host);
        RoleKeys keys = new(
            credential.AccessKeyId, credential.SecretAccessKey.Reveal(), credential.SessionToken.Reveal(), credential.ExpiresAt);
        try
        {
            log.Verbose($"Getting a sign-in token for {goal.Session}.");
            string token = await _calls.CallAsync(
                cancel => signIn.GetSigninTokenAsync(keys, duration, cancel), cancellationToken).ConfigureAwait(false);
            return new Uri($"{signIn.Page.AbsoluteUri}?Action=login&Issuer={Uri.EscapeDataString(goal.Issuer.AbsoluteUri)}"
                + $"&Destination={Uri.EscapeDataString(goal.Destination!.AbsoluteUri)}&SigninToken={Uri.EscapeDataString(token)}");
        }
        catch (ServiceException failure)
        {
            log.Failure(SignInFailure.From(failure, goal, duration));
            return null;
        }
    }

    private static ConsoleGoal Plan(string name, SessionPlace place, ConsoleDestination? destination, bool federated)
    {
        LeappSession session = place.View(default);
        ConsolePartition? partition = ConsolePartition.Of(session.Region ?? place.Integration.Region);
        if (partition is null && (federated || destination is not null))
        {
            throw new LeappException(
                LeappErrorCode.MethodNotAvailable,
                $"The console hosts of the isolated region {session.Region ?? place.Integration.Region} are not public, so there is only the link through"
                + $" the portal for {session.Id}: leave -Federated and -Destination out.",
                name);
        }

        Uri issuer = new(place.Integration.PortalUrl);
        if (federated)
        {
            return new ConsoleGoal(
                name, place.Id, issuer, new Uri($"https://{partition!.SigninHost}/federation"),
                (destination ?? ConsoleDestination.Home).In(partition, session.Region, session.Id));
        }

        string page = destination is null
            ? string.Empty
            : $"&destination={Uri.EscapeDataString(destination.In(partition!, session.Region, session.Id).AbsoluteUri)}";
        return session.ConsoleUrl is { } link
            ? new ConsoleGoal(name, place.Id, issuer, new Uri(link + page), null)
            : throw new LeappException(
                LeappErrorCode.MethodNotAvailable, $"The portal does not know the chained session {session.Id}, so it has no link to it: sign in with -Federated.", name);
    }

    private static LeappException NoBrowser(string problem, string name) => new(
        LeappErrorCode.BrowserUnavailable,
        $"The browser has not got the console ({problem}). -PassThru gives the address to open elsewhere; it signs in whoever has it for"
        + " 15 minutes. Without -Federated the link holds no secret.",
        name);
}
