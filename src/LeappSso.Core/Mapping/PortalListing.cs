using System.Runtime.CompilerServices;
using System.Threading.Channels;
using LeappSso.Calls;
using LeappSso.Ports;

namespace LeappSso.Mapping;

/// <summary>
/// Lists every account and its roles, once. There is no bulk call, so accounts are asked side by side, as many and as fast as the
/// service allows, the first of them while later pages of accounts are still to come.
/// </summary>
/// <param name="portal">The service.</param>
/// <param name="integration">The alias, for what is told.</param>
/// <param name="log">Where it tells what it does.</param>
/// <param name="time">The clock.</param>
/// <param name="remembered">Gives the roles of an account that need not be asked for, else null; asked once for each account found.</param>
internal sealed class PortalListing(
    ISsoPortal portal, string integration, IEngineLog log, TimeProvider time, Func<PortalAccount, IReadOnlyList<string>?>? remembered = null)
{
    /// <summary>This many failed accounts in a row, with no success between, end the listing.</summary>
    internal const int MostFailuresInARow = 5;

    private readonly Channel<PortalAccount> _found = Channel.CreateUnbounded<PortalAccount>(new() { SingleWriter = true, SingleReader = true });
    private readonly Channel<ListedAccount> _listed = Channel.CreateUnbounded<ListedAccount>(new() { SingleReader = true });
    private PacedTurns? _turns;
    private Exception? _failure;
    private int _failuresInARow;
    private int _accountsAnswered;
    private int _accountsFound;

    /// <summary>Whether every page of accounts was read and every account answered for.</summary>
    internal bool IsComplete { get; private set; }

    /// <summary>How many accounts are known so far.</summary>
    internal int AccountsFound => Volatile.Read(ref _accountsFound);

    /// <summary>How many accounts were asked for, and answered.</summary>
    internal int AccountsAnswered => Volatile.Read(ref _accountsAnswered);

    /// <summary>The rate the service allows, in calls a second; null while it has not shown a limit.</summary>
    internal double? AllowedRate => _turns?.Rate;

    /// <summary>Gives the accounts as their roles become known, in no order.</summary>
    /// <param name="accessToken">The login.</param>
    /// <param name="cancellationToken">Ends the listing.</param>
    /// <exception cref="LeappException">The listing as a whole cannot go on.</exception>
    /// <exception cref="ServiceException">With <see cref="ServiceFault.Unauthorized"/>: the login is not accepted.</exception>
    internal async IAsyncEnumerable<ListedAccount> RunAsync(
        string accessToken, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task work = WorkAsync(accessToken, stop);
        try
        {
            await foreach (ListedAccount account in _listed.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
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

    private async Task WorkAsync(string accessToken, CancellationTokenSource stop)
    {
        _turns = new PacedTurns(time, stop.Token);
        PortalPages pages = new(portal, accessToken, new CallPolicy(time, log, _turns));
        try
        {
            await Task.WhenAll(
                StopAtFailureAsync(FindAccountsAsync(pages, stop.Token), stop),
                StopAtFailureAsync(AskAccountsAsync(pages, _turns, stop), stop)).ConfigureAwait(false);
        }
        finally
        {
            _listed.Writer.Complete(_failure);
        }
    }

    /// <summary>Lets the first failure be the reason for the end, and end everything else.</summary>
    private async Task StopAtFailureAsync(Task work, CancellationTokenSource stop)
    {
        try
        {
            await work.ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            Interlocked.CompareExchange(ref _failure, failure, null);
            await stop.CancelAsync().ConfigureAwait(false);
        }
    }

    private async Task FindAccountsAsync(PortalPages pages, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (PortalAccount account in pages.AccountsAsync(cancellationToken).ConfigureAwait(false))
            {
                Interlocked.Increment(ref _accountsFound);
                if (remembered?.Invoke(account) is { } roles)
                {
                    _listed.Writer.TryWrite(new ListedAccount(account, roles, null));
                }
                else
                {
                    _found.Writer.TryWrite(account);
                }
            }

            _found.Writer.Complete();
        }
        catch (ServiceException failure) when (failure.Fault != ServiceFault.Unauthorized)
        {
            throw ListingFailure.Whole(failure, integration);
        }
    }

    private async Task AskAccountsAsync(PortalPages pages, PacedTurns turns, CancellationTokenSource stop)
    {
        List<Task> asked = [];
        try
        {
            await foreach (PortalAccount account in _found.Reader.ReadAllAsync(stop.Token).ConfigureAwait(false))
            {
                CallTurn turn = await turns.TakeAsync(0, stop.Token).ConfigureAwait(false);
                asked.Add(StopAtFailureAsync(AskAsync(account, pages, turn, stop.Token), stop));
            }
        }
        finally
        {
            await Task.WhenAll(asked).ConfigureAwait(false);
        }
    }

    private async Task AskAsync(PortalAccount account, PortalPages pages, CallTurn turn, CancellationToken cancellationToken)
    {
        int answeredBefore = AccountsAnswered;
        try
        {
            IReadOnlyList<string> roles = await pages.RolesAsync(account.Id, turn, cancellationToken).ConfigureAwait(false);
            Interlocked.Increment(ref _accountsAnswered);
            Volatile.Write(ref _failuresInARow, 0);
            _listed.Writer.TryWrite(new ListedAccount(account, roles, null));
        }
        catch (ServiceException failure) when (ListingFailure.ConcernsOneAccount(failure.Fault))
        {
            // While others were answered, it is this account and not the portal.
            bool counts = failure.Fault == ServiceFault.Unavailable && AccountsAnswered == answeredBefore;
            if (counts && Interlocked.Increment(ref _failuresInARow) >= MostFailuresInARow)
            {
                throw ListingFailure.Whole(failure, integration);
            }

            _listed.Writer.TryWrite(new ListedAccount(account, [], ListingFailure.OneAccount(failure, account, integration)));
        }
        catch (ServiceException failure) when (failure.Fault != ServiceFault.Unauthorized)
        {
            throw ListingFailure.Whole(failure, integration);
        }
    }
}
