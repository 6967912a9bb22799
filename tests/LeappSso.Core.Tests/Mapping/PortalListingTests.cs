using LeappSso.Calls;
using LeappSso.Core.Tests.Fakes;
using LeappSso.Mapping;
using LeappSso.Ports;

namespace LeappSso.Core.Tests.Mapping;

public sealed class PortalListingTests
{
    private readonly FakePortal _portal = new();
    private readonly RecordingLog _log = new();
    private readonly JumpingTime _time = new();

    [Fact]
    public async Task All_pages_of_accounts_and_roles_are_followed()
    {
        for (int i = 1; i <= 7; i++)
        {
            _portal.With($"00000000000{i}", $"a{i}", "R1", "R2", "R3");
        }

        (PortalListing listing, List<ListedAccount> found, _) = await RunAsync();

        Assert.True(listing.IsComplete);
        Assert.Equal(7, found.Count);
        Assert.All(found, a => Assert.Equal(["R1", "R2", "R3"], a.Roles));
    }

    [Fact]
    public async Task The_first_account_flows_while_later_pages_are_still_to_come()
    {
        _portal.With("000000000001", "a", "R").With("000000000002", "b", "R").With("000000000003", "c", "R");
        TaskCompletionSource secondPage = new();
        _portal.Before = (operation, what, _, _) => operation == "ListAccounts" && what == "2" ? secondPage.Task : Task.CompletedTask;
        await using IAsyncEnumerator<ListedAccount> accounts = new PortalListing(_portal, "acme", _log, _time)
            .RunAsync("token", CancellationToken.None).GetAsyncEnumerator();

        Assert.True(await accounts.MoveNextAsync());
        Assert.True(await accounts.MoveNextAsync());
        secondPage.SetResult();
        Assert.True(await accounts.MoveNextAsync());
        Assert.False(await accounts.MoveNextAsync());
    }

    [Fact]
    public async Task No_account_at_all_is_a_complete_listing()
    {
        (PortalListing listing, List<ListedAccount> found, _) = await RunAsync();

        Assert.True(listing.IsComplete);
        Assert.Empty(found);
    }

    [Theory]
    [InlineData(ServiceFault.Forbidden, LeappErrorCode.AccessDenied)]
    [InlineData(ServiceFault.NotFound, LeappErrorCode.AccessDenied)]
    public async Task An_account_that_is_refused_is_one_failure_and_the_others_are_listed(ServiceFault fault, LeappErrorCode code)
    {
        _portal.With("000000000001", "a", "R").With("000000000002", "b", "R");
        _portal.Before = (operation, what, _, _) => operation == "ListAccountRoles" && what == "000000000002" ? throw Refusal(fault) : Task.CompletedTask;

        (PortalListing listing, List<ListedAccount> found, _) = await RunAsync();

        Assert.True(listing.IsComplete);
        LeappException failure = Assert.Single(found, a => a.Failure is not null).Failure!;
        Assert.Equal(code, failure.Code);
        Assert.Equal("000000000002", failure.Target);
        Assert.Contains("b", failure.Message, StringComparison.Ordinal);
        Assert.Equal(["R"], Assert.Single(found, a => a.Failure is null).Roles);
    }

    [Fact]
    public async Task A_page_of_accounts_that_fails_for_good_ends_the_listing_and_keeps_what_was_found()
    {
        _portal.With("000000000001", "a", "R").With("000000000002", "b", "R").With("000000000003", "c", "R");
        _portal.Before = (operation, what, _, _) => operation == "ListAccounts" && what == "2" ? throw Refusal(ServiceFault.NotAnAwsAnswer) : Task.CompletedTask;

        (PortalListing listing, _, Exception? end) = await RunAsync();

        Assert.False(listing.IsComplete);
        Assert.Equal(LeappErrorCode.NotAnAwsAnswer, Assert.IsType<LeappException>(end).Code);
    }

    [Fact]
    public async Task A_broken_call_is_tried_five_times_and_then_only_its_account_has_failed()
    {
        _portal.With("000000000001", "a", "R").With("000000000002", "b", "R");
        _portal.Before = (operation, what, _, _) => operation == "ListAccountRoles" && what == "000000000001" ? throw Refusal(ServiceFault.Unavailable) : Task.CompletedTask;

        (_, List<ListedAccount> found, _) = await RunAsync();

        Assert.Equal(CallPolicy.MostAttempts, _portal.Calls("ListAccountRoles", "000000000001"));
        Assert.Equal(LeappErrorCode.PortalUnavailable, Assert.Single(found, a => a.Failure is not null).Failure!.Code);
    }

    [Fact]
    public async Task Five_failed_accounts_in_a_row_end_the_listing()
    {
        for (int i = 1; i <= 9; i++)
        {
            _portal.With($"00000000000{i}", null, "R");
        }

        _portal.Before = (operation, _, _, _) => operation == "ListAccountRoles" ? throw Refusal(ServiceFault.Unavailable) : Task.CompletedTask;

        (_, List<ListedAccount> found, Exception? end) = await RunAsync();

        Assert.Equal(LeappErrorCode.PortalUnavailable, Assert.IsType<LeappException>(end).Code);
        Assert.True(found.Count < PortalListing.MostFailuresInARow);
    }

    [Fact]
    public async Task Five_broken_accounts_among_others_fail_alone()
    {
        for (int i = 1; i <= 40; i++)
        {
            _portal.With($"0000000000{i:00}", null, "R");
        }

        _portal.Before = (operation, what, _, _) =>
            operation == "ListAccountRoles" && string.CompareOrdinal(what, "000000000005") <= 0 ? throw Refusal(ServiceFault.Unavailable) : Task.CompletedTask;

        (PortalListing listing, List<ListedAccount> found, _) = await RunAsync();

        Assert.True(listing.IsComplete);
        Assert.Equal(5, found.Count(a => a.Failure is not null));
        Assert.Equal(40, found.Count);
    }

    [Fact]
    public async Task Throttling_is_waited_out_as_long_as_others_are_answered()
    {
        _portal.With("000000000001", "a", "R").With("000000000002", "b", "R");
        _portal.Before = (operation, _, count, _) => operation == "ListAccountRoles" && count <= 4 ? throw Refusal(ServiceFault.Throttled) : Task.CompletedTask;

        (PortalListing listing, List<ListedAccount> found, _) = await RunAsync();

        Assert.True(listing.IsComplete);
        Assert.Equal(2, found.Count);
    }

    [Fact]
    public async Task A_pause_of_less_than_a_millisecond_passes_too()
    {
        _portal.With("000000000001", "a", "R");
        _portal.Before = (operation, _, count, _) => count == 1
            ? throw new ServiceException(ServiceFault.Throttled, operation, "slow") { RetryAfter = TimeSpan.FromTicks(5000) }
            : Task.CompletedTask;

        Assert.Single((await Task.Run(RunAsync).WaitAsync(TimeSpan.FromSeconds(30))).Found);
    }

    [Fact]
    public async Task Throttling_without_any_success_for_half_a_minute_is_told()
    {
        _portal.Before = (_, _, _, _) => throw Refusal(ServiceFault.Throttled);

        (_, _, Exception? end) = await RunAsync();

        Assert.Equal(LeappErrorCode.Throttled, Assert.IsType<LeappException>(end).Code);
    }

    [Fact]
    public async Task A_rejected_login_comes_out_as_such_and_no_account_is_blamed()
    {
        _portal.With("000000000001", "a", "R");
        _portal.Before = (operation, _, _, _) => operation == "ListAccountRoles" ? throw Refusal(ServiceFault.Unauthorized) : Task.CompletedTask;

        (_, List<ListedAccount> found, Exception? end) = await RunAsync();

        Assert.Empty(found);
        Assert.Equal(ServiceFault.Unauthorized, Assert.IsType<ServiceException>(end).Fault);
    }

    [Fact]
    public async Task Pages_that_never_end_are_a_failure_of_the_service()
    {
        EndlessPortal endless = new(accounts: true);
        List<ListedAccount> found = [];

        LeappException end = await Assert.ThrowsAsync<LeappException>(async () =>
        {
            await foreach (ListedAccount account in new PortalListing(endless, "acme", _log, _time).RunAsync("token", CancellationToken.None))
            {
                found.Add(account);
            }
        });

        Assert.Equal(LeappErrorCode.PortalUnavailable, end.Code);
    }

    [Fact]
    public async Task Stopping_ends_every_call()
    {
        _portal.With("000000000001", "a", "R");
        using CancellationTokenSource stop = new();
        TaskCompletionSource called = new();
        _portal.Before = async (_, _, _, cancel) =>
        {
            called.TrySetResult();
            await Task.Delay(Timeout.Infinite, cancel);
        };
        Task<List<ListedAccount>> run = Task.Run(async () =>
        {
            List<ListedAccount> all = [];
            await foreach (ListedAccount account in new PortalListing(_portal, "acme", _log, _time).RunAsync("token", stop.Token))
            {
                all.Add(account);
            }

            return all;
        });

        await called.Task;
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
    }

    [Fact]
    public async Task Who_has_seen_enough_ends_every_call_before_going_on()
    {
        _portal.With("000000000001", "a", "R").With("000000000002", "b", "R");
        bool ended = false;
        TaskCompletionSource called = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _portal.Before = async (operation, what, _, cancel) =>
        {
            if (operation == "ListAccountRoles" && what == "000000000002")
            {
                called.SetResult();
                await Task.Delay(Timeout.Infinite, cancel).ContinueWith(_ => ended = true, TaskScheduler.Default);
                cancel.ThrowIfCancellationRequested();
            }
        };

        await SeeOneAsync().WaitAsync(TimeSpan.FromSeconds(10));

        Assert.True(ended);

        async Task SeeOneAsync()
        {
            await foreach (ListedAccount account in new PortalListing(_portal, "acme", _log, _time).RunAsync("token", CancellationToken.None))
            {
                await called.Task;
                Assert.False(ended);
                return;
            }
        }
    }

    [Theory]
    [InlineData(true, "the service never ends the pages of the accounts")]
    [InlineData(false, "the service never ends the pages of the roles of account 000000000001")]
    public async Task It_is_said_which_pages_never_end(bool accounts, string text)
    {
        List<ListedAccount> found = [];

        LeappException? end = await Record.ExceptionAsync(async () =>
        {
            await foreach (ListedAccount account in new PortalListing(new EndlessPortal(accounts), "acme", _log, _time).RunAsync("token", CancellationToken.None))
            {
                found.Add(account);
            }
        }).WaitAsync(TimeSpan.FromSeconds(10)) as LeappException;

        Assert.Contains(text, (end ?? Assert.Single(found).Failure)!.Message, StringComparison.Ordinal);
    }

    private static ServiceException Refusal(ServiceFault fault) => new(fault, "Test", "no");

    /// <summary>Lists everything; a listing that never ends ends the test.</summary>
    private async Task<(PortalListing Listing, List<ListedAccount> Found, Exception? End)> RunAsync()
    {
        PortalListing listing = new(_portal, "acme", _log, _time);
        List<ListedAccount> found = [];
        Exception? end = await Record.ExceptionAsync(async () =>
        {
            await foreach (ListedAccount account in listing.RunAsync("token", CancellationToken.None))
            {
                found.Add(account);
            }
        }).WaitAsync(TimeSpan.FromSeconds(10));
        return (listing, found, end);
    }

    private sealed class EndlessPortal(bool accounts) : ISsoPortal
    {
        public Task<PortalPage<PortalAccount>> ListAccountsAsync(string accessToken, string? nextToken, CancellationToken cancellationToken) =>
            Task.FromResult(accounts
                ? new PortalPage<PortalAccount>([], "again")
                : new PortalPage<PortalAccount>([new PortalAccount("000000000001", "a", null)], null));

        public Task<PortalPage<string>> ListAccountRolesAsync(
            string accessToken, string accountId, string? nextToken, CancellationToken cancellationToken) =>
            Task.FromResult(new PortalPage<string>([], "again"));

        public Task<RoleKeys> GetRoleCredentialsAsync(
            string accessToken, string accountId, string roleName, CancellationToken cancellationToken) => throw new InvalidOperationException();

        public Task LogoutAsync(string accessToken, CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
