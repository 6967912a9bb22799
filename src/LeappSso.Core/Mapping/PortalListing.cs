using System.Runtime.CompilerServices;
using System.Threading.Channels;
using LeappSso.Calls;
using LeappSso.Ports;

namespace LeappSso.Mapping;

/// <summary>
/// Lists every account and its roles. There is no bulk call, so accounts are asked side by side, the first of them while
/// later pages of accounts are still to come.
/// </summary>
internal sealed class PortalListing(ISsoPortal portal, string integration, IEngineLog log, TimeProvider time)
{
    /// <summary>How many accounts are asked side by side.</summary>
    internal const int Parallelism = 64;

    /// <summary>How many are asked at first. The first answer of each lets two more in, so that the very first does not wait behind a crowd.</summary>
    internal const int FirstParallelism = 8;

    /// <summary>This many failed accounts in a row, with no success between, end the listing.</summary>
    internal const int MostFailuresInARow = 5;

    /// <summary>More pages than any directory has: a service that names ever new ones would never end.</summary>
    internal const int MostPages = 10_000;

    private readonly CallPolicy _policy = new(time, log);
    private int _failuresInARow;
    private int _accountsFound;

    /// <summary>Whether every page of accounts was read and every account answered for.</summary>
    internal bool IsComplete { get; private set; }

    /// <summary>How many accounts are known so far.</summary>
    internal int AccountsFound => Volatile.Read(ref _accountsFound);

    /// <summary>Gives the accounts as their roles become known, in no order.</summary>
    /// <param name="accessToken">The login.</param>
    /// <param name="cancellationToken">Ends the listing.</param>
    /// <exception cref="LeappException">The listing as a whole cannot go on.</exception>
    /// <exception cref="ServiceException">With <see cref="ServiceFault.Unauthorized"/>: the login is not accepted.</exception>
    internal async IAsyncEnumerable<ListedAccount> RunAsync(
        string accessToken, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Channel<PortalAccount> found = Channel.CreateUnbounded<PortalAccount>(new() { SingleWriter = true });
        Channel<ListedAccount> listed = Channel.CreateUnbounded<ListedAccount>(new() { SingleReader = true });
        Task work = WorkAsync(accessToken, found, listed.Writer, stop.Token);
        try
        {
            await foreach (ListedAccount account in listed.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
            {
                yield return account;
            }

            IsComplete = true;
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await work.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task WorkAsync(
        string accessToken, Channel<PortalAccount> found, ChannelWriter<ListedAccount> listed, CancellationToken cancellationToken)
    {
        using CancellationTokenSource firstFailure = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using SemaphoreSlim room = new(FirstParallelism);
        List<Task> tasks = [PageAccountsAsync(accessToken, found.Writer, firstFailure.Token)];
        for (int i = 0; i < Parallelism; i++)
        {
            tasks.Add(ListRolesAsync(accessToken, found.Reader, listed, room, firstFailure.Token));
        }

        Exception? reason = null;
        while (tasks.Count > 0)
        {
            Task ended = await Task.WhenAny(tasks).ConfigureAwait(false);
            tasks.Remove(ended);
            if (!ended.IsCompletedSuccessfully)
            {
                reason ??= ended.Exception?.InnerException ?? new OperationCanceledException(cancellationToken);
                await firstFailure.CancelAsync().ConfigureAwait(false);
            }
        }

        listed.Complete(reason);
    }

    private async Task PageAccountsAsync(string accessToken, ChannelWriter<PortalAccount> found, CancellationToken cancellationToken)
    {
        try
        {
            HashSet<string> ids = new(StringComparer.Ordinal);
            IAsyncEnumerable<PortalAccount> accounts = PagesAsync(
                (next, ct) => portal.ListAccountsAsync(accessToken, next, ct), $"the accounts of '{integration}'", cancellationToken);
            await foreach (PortalAccount account in accounts.ConfigureAwait(false))
            {
                if (ids.Add(account.Id))
                {
                    Interlocked.Increment(ref _accountsFound);
                    found.TryWrite(account);
                }
            }

            found.Complete();
        }
        catch (ServiceException failure) when (failure.Fault != ServiceFault.Unauthorized)
        {
            throw ListingFailure.Whole(failure, integration);
        }
    }

    private async Task ListRolesAsync(
        string accessToken,
        ChannelReader<PortalAccount> found,
        ChannelWriter<ListedAccount> listed,
        SemaphoreSlim room,
        CancellationToken cancellationToken)
    {
        await room.WaitAsync(cancellationToken).ConfigureAwait(false);
        bool first = true;
        await foreach (PortalAccount account in found.ReadAllAsync(cancellationToken).ConfigureAwait(false))
        {
            ListedAccount result = await ListRolesAsync(accessToken, account, cancellationToken).ConfigureAwait(false);
            listed.TryWrite(result);
            if (first)
            {
                first = false;
                room.Release(2);
            }
        }

        // Nothing more is to come: the others need not wait.
        room.Release(Parallelism);
    }

    private async Task<ListedAccount> ListRolesAsync(string accessToken, PortalAccount account, CancellationToken cancellationToken)
    {
        try
        {
            HashSet<string> roles = new(StringComparer.Ordinal);
            IAsyncEnumerable<string> names = PagesAsync(
                (next, ct) => portal.ListAccountRolesAsync(accessToken, account.Id, next, ct), $"the roles of account {account.Id}", cancellationToken);
            await foreach (string role in names.ConfigureAwait(false))
            {
                roles.Add(role);
            }

            Volatile.Write(ref _failuresInARow, 0);
            return new ListedAccount(account, [.. roles], null);
        }
        catch (ServiceException failure) when (ListingFailure.ConcernsOneAccount(failure.Fault))
        {
            bool counts = failure.Fault == ServiceFault.Unavailable;
            if (counts && Interlocked.Increment(ref _failuresInARow) >= MostFailuresInARow)
            {
                throw ListingFailure.Whole(failure, integration);
            }

            return new ListedAccount(account, [], ListingFailure.OneAccount(failure, account, integration));
        }
        catch (ServiceException failure) when (failure.Fault != ServiceFault.Unauthorized)
        {
            throw ListingFailure.Whole(failure, integration);
        }
    }

    /// <summary>Follows the pages to the end; a page token seen before would never end, so it is a fault of the service.</summary>
    private async IAsyncEnumerable<T> PagesAsync<T>(
        Func<string?, CancellationToken, Task<PortalPage<T>>> read, string what, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        string? next = null;
        do
        {
            string? from = next;
            PortalPage<T> page = await _policy.CallAsync(ct => read(from, ct), cancellationToken).ConfigureAwait(false);
            foreach (T item in page.Items)
            {
                yield return item;
            }

            next = page.NextToken;
            if (next is not null && (!seen.Add(next) || seen.Count > MostPages))
            {
                throw new ServiceException(ServiceFault.Unavailable, "Paging", $"the service never ends the pages of {what}");
            }
        }
        while (next is not null);
    }
}
