using LeappSso.Core.Tests.Fakes;
using LeappSso.Engine;
using LeappSso.Ports;
using LeappSso.Store;

namespace LeappSso.Core.Tests.Engine;

/// <summary>A listing that did not come to its end, and the next one.</summary>
public sealed class ResumeTests : IAsyncLifetime, IDisposable
{
    private const string A = "000000000001";
    private const string B = "000000000002";
    private const string C = "000000000003";
    private readonly TestEngine _test = new();

    public async Task InitializeAsync()
    {
        await _test.WithIntegrationAsync();
        _test.WithToken(TimeSpan.FromHours(6), "refresh").Portal.With(A, "a", "Admin", "Old").With(B, "b", "Admin").With(C, "c", "Admin");
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _test.Dispose();

    [Fact]
    public async Task Only_the_rest_is_asked_and_the_result_counts_all()
    {
        await StopBeforeAsync(C);

        LeappSyncResult result = await _test.SyncAsync();

        Assert.Equal((1, 1, 2), RoleCalls());
        Assert.Equal((1, 3, 0, 3), (result.Added, result.Unchanged, result.Removed, result.Accounts));
        Assert.Equal(4, _test.Sessions().Count);
        Assert.NotNull(_test.Engine.GetIntegrations().Single().LastSync);
        Assert.Contains(_test.Log.VerboseLines, v => v.Contains("Going on from the last listing of 'acme'", StringComparison.Ordinal));
        Assert.False(File.Exists(_test.Unfinished.PathOf("acme")));
    }

    [Fact]
    public async Task Sessions_of_both_halves_stream_out()
    {
        await StopBeforeAsync(C);

        List<LeappSession> sessions = await _test.ConnectAsync();

        Assert.Equal((1, 1, 2), RoleCalls());
        Assert.Equal(4, sessions.DistinctBy(s => s.Id).Count());
        Assert.Equal(_test.Sessions().Select(s => s.ProfileName).Order(), sessions.Select(s => s.ProfileName).Order());
    }

    [Fact]
    public async Task What_the_first_half_lacked_is_removed_when_the_second_is_done_and_not_before()
    {
        await _test.SyncAsync();
        _test.Time.Advance(TimeSpan.FromMinutes(1));
        _test.Portal.Roles[A] = ["Admin"];
        await StopBeforeAsync(C);
        Assert.Contains(_test.Sessions(), s => s.RoleName == "Old");

        LeappSyncResult result = await _test.SyncAsync();

        Assert.Equal((2, 2, 3), RoleCalls());
        Assert.Equal((0, 1, 3), (result.Added, result.Removed, result.Unchanged));
        Assert.DoesNotContain(_test.Sessions(), s => s.RoleName == "Old");
    }

    [Fact]
    public async Task What_has_left_the_list_of_accounts_since_is_gone_though_it_was_answered_for()
    {
        await StopBeforeAsync(C);
        _test.Portal.Accounts.RemoveAll(a => a.Id == B);

        LeappSyncResult result = await _test.SyncAsync();

        Assert.Equal((1, 2), (result.Removed, result.Accounts));
        Assert.DoesNotContain(_test.Sessions(), s => s.AccountId == B);
    }

    [Fact]
    public async Task A_new_name_is_taken_over_though_the_roles_are_not_asked_again()
    {
        await StopBeforeAsync(C);
        _test.Portal.Accounts[1] = new PortalAccount(B, "renamed", null);

        Assert.Equal(1, (await _test.SyncAsync()).Changed);

        Assert.Equal("renamed", _test.Sessions().Single(s => s.AccountId == B).AccountName);
    }

    [Fact]
    public async Task An_account_that_failed_is_asked_again()
    {
        await StopBeforeAsync(C, fails: B);

        Assert.Equal((0, 3), Counts(await _test.SyncAsync()));

        Assert.Equal((1, 2, 2), RoleCalls());

        static (int Failed, int Accounts) Counts(LeappSyncResult result) => (result.Failed, result.Accounts);
    }

    [Fact]
    public async Task Everything_is_asked_where_that_is_demanded()
    {
        await StopBeforeAsync(C);
        await _test.SyncAsync(new SyncRequest { Force = true });
        Assert.Equal((2, 2, 2), RoleCalls());
    }

    [Theory]
    [InlineData(590, 1)]
    [InlineData(600, 2)]
    [InlineData(-60, 2)]
    public async Task Everything_is_asked_after_10_minutes_and_when_the_clock_was_set_back(int secondsLater, int calls)
    {
        await StopBeforeAsync(C);
        Shift(TimeSpan.FromSeconds(secondsLater));
        await _test.SyncAsync();
        Assert.Equal((calls, calls, 2), RoleCalls());
    }

    [Fact]
    public async Task Everything_is_asked_after_a_complete_listing()
    {
        await StopBeforeAsync(C);
        await _test.SyncAsync();
        _test.Time.Advance(TimeSpan.FromMinutes(1));
        await _test.SyncAsync();
        Assert.Equal((2, 2, 3), RoleCalls());
    }

    [Fact]
    public async Task What_another_process_still_writes_after_a_complete_listing_does_not_count()
    {
        await StopBeforeAsync(C);
        byte[] written = await File.ReadAllBytesAsync(_test.Unfinished.PathOf("acme"));
        _test.Time.Advance(TimeSpan.FromMinutes(1));
        await _test.SyncAsync();
        await File.WriteAllBytesAsync(_test.Unfinished.PathOf("acme"), written);
        await _test.SyncAsync();
        Assert.Equal((2, 2, 3), RoleCalls());
    }

    [Fact]
    public async Task Everything_is_asked_after_a_login_by_a_person_also_when_that_listing_stops_too()
    {
        await StopBeforeAsync(C);

        await StopBeforeAsync(B, new ConnectRequest { Force = true, LoginMethod = LeappLoginMethod.DeviceCode });
        Assert.Equal((2, 2, 2), RoleCalls());

        await _test.SyncAsync();
        Assert.Equal((2, 3, 3), RoleCalls());
    }

    [Fact]
    public async Task Everything_is_asked_after_a_login_that_was_needed()
    {
        await StopBeforeAsync(C);
        File.Delete(_test.Tokens.PathOf("acme"));
        await _test.LettingTimePassAsync(_test.ConnectAsync(new ConnectRequest { LoginMethod = LeappLoginMethod.DeviceCode }));
        Assert.Equal((2, 2, 2), RoleCalls());
    }

    [Fact]
    public async Task A_login_of_somebody_else_that_was_not_kept_leaves_what_was_answered()
    {
        await StopBeforeAsync(C);
        List<PortalAccount> accounts = [.. _test.Portal.Accounts];
        _test.Portal.Accounts.Clear();
        _test.Portal.With("999999999999", "theirs", "Admin");
        await Assert.ThrowsAsync<LeappException>(() => _test.LettingTimePassAsync(
            _test.ConnectAsync(new ConnectRequest { Force = true, LoginMethod = LeappLoginMethod.DeviceCode })));
        _test.Portal.Accounts.Clear();
        _test.Portal.Accounts.AddRange(accounts);

        await _test.SyncAsync();

        Assert.Equal((1, 1, 2), RoleCalls());
    }

    [Fact]
    public async Task Whoever_logs_in_half_way_must_show_a_known_account_again()
    {
        await _test.SyncAsync();
        _test.WithToken(TimeSpan.FromHours(6));
        _test.Portal.Before = (_, what, _, _) =>
        {
            if (what != C || _test.Portal.Tokens[^1] != "kept")
            {
                return Task.CompletedTask;
            }

            // The login ends at AWS, and somebody else sits at the browser.
            _test.Portal.Accounts.Clear();
            _test.Portal.With("999999999999", "theirs", "Admin");
            throw new ServiceException(ServiceFault.Unauthorized, "ListAccountRoles", "Session token not found or invalid");
        };

        LeappException failure = await Assert.ThrowsAsync<LeappException>(
            () => _test.LettingTimePassAsync(_test.ConnectAsync(new ConnectRequest { LoginMethod = LeappLoginMethod.DeviceCode })));

        Assert.Equal(LeappErrorCode.IdentityMismatch, failure.Code);
        Assert.Equal("kept", _test.Tokens.Read("acme").Token!.AccessToken);
        Assert.DoesNotContain(_test.Sessions(), s => s.AccountName == "theirs");
    }

    [Fact]
    public async Task An_answer_keeps_its_age_however_often_a_listing_stops()
    {
        await StopBeforeAsync(B);
        _test.Time.Advance(TimeSpan.FromMinutes(6));
        await StopBeforeAsync(C);
        _test.Time.Advance(TimeSpan.FromMinutes(6));
        await _test.SyncAsync();
        Assert.Equal((2, 2, 3), RoleCalls());
    }

    [Fact]
    public async Task A_listing_that_stops_at_once_leaves_what_was_answered_before()
    {
        await StopBeforeAsync(C);
        byte[] before = await File.ReadAllBytesAsync(_test.Unfinished.PathOf("acme"));
        _test.Portal.Before = (_, _, _, _) => throw new ServiceException(ServiceFault.NotAnAwsAnswer, "ListAccounts", "no");
        await Assert.ThrowsAsync<LeappException>(() => _test.SyncAsync());
        _test.Portal.Before = (_, _, _, _) => Task.CompletedTask;
        Assert.Equal(before, await File.ReadAllBytesAsync(_test.Unfinished.PathOf("acme")));
        await _test.SyncAsync();
        Assert.Equal((1, 1, 2), RoleCalls());
    }

    [Fact]
    public async Task A_killed_process_leaves_what_it_had_asked_and_settles_no_name()
    {
        using CancellationTokenSource stop = new();
        HoldAt(C);
        TaskCompletionSource two = new();
        _test.Log.OnProgress = p => { if (p.Status.StartsWith("2 of", StringComparison.Ordinal)) { two.TrySetResult(); } };
        int calls = 0;
        Task<IReadOnlyList<string>> connect = _test.Engine.ConnectAsync(
            new ConnectRequest(), _ => { if (++calls == 1) { _test.Time.Advance(TimeSpan.FromSeconds(15)); } }, stop.Token);
        await two.Task;

        // What a kill would leave at this moment.
        byte[] left = await File.ReadAllBytesAsync(_test.Unfinished.PathOf("acme"));
        Assert.Empty(_test.Sessions());
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => connect);
        await _test.Workspace.UpdateAsync(d => { d.Integrations[0].Accounts.Clear(); return true; }, CancellationToken.None);
        await File.WriteAllBytesAsync(_test.Unfinished.PathOf("acme"), left);
        Go();

        LeappSyncResult result = await _test.SyncAsync();

        Assert.Equal((4, 3), (result.Added, result.Accounts));
        Assert.Equal((1, 1, 2), RoleCalls());
    }

    [Fact]
    public async Task A_new_login_that_has_shown_no_known_account_leaves_nothing_while_it_runs()
    {
        await _test.SyncAsync();
        _test.Portal.Accounts.Clear();
        _test.Portal.With("999999999998", "theirs", "Admin").With("999999999999", "theirs too", "Admin").With(C, "c", "Admin");
        using CancellationTokenSource stop = new();
        _test.Portal.Before = (_, what, _, cancel) => what == C ? Task.Delay(Timeout.Infinite, cancel) : Task.CompletedTask;
        TaskCompletionSource<int> two = new();
        _test.Log.OnProgress = p => { if (p.Status.StartsWith("2 of", StringComparison.Ordinal)) { two.TrySetResult(2); } };
        Task<IReadOnlyList<string>> connect = _test.Engine.ConnectAsync(
            new ConnectRequest { Force = true, LoginMethod = LeappLoginMethod.DeviceCode },
            _ => _test.Time.Advance(TimeSpan.FromSeconds(20)),
            stop.Token);
        await _test.LettingTimePassAsync(two.Task);
        Assert.False(File.Exists(_test.Unfinished.PathOf("acme")));
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => connect);

        Assert.False(File.Exists(_test.Unfinished.PathOf("acme")));
        Assert.Contains(_test.Log.Warnings, w => w.Contains("was not kept", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{\"portalUrl\":\"https://acme.awsapps.com/start\",\"accounts\":null}")]
    [InlineData("{\"portalUrl\":\"https://acme.awsapps.com/start\",\"accounts\":{\"000000000001\":null}}")]
    [InlineData("{\"portalUrl\":\"https://acme.awsapps.com/start\",\"accounts\":{\"000000000001\":{\"at\":\"2030-01-01T00:00:00Z\",\"roles\":[null]}}}")]
    [InlineData("{\"portalUrl\":\"https://other.awsapps.com/start\",\"accounts\":{\"000000000001\":{\"at\":\"2030-01-01T00:00:00Z\",\"roles\":[\"Other\"]}}}")]
    public async Task A_damaged_file_and_one_of_another_portal_cost_calls_and_nothing_else(string content)
    {
        await File.WriteAllTextAsync(_test.Unfinished.PathOf("acme"), content);
        Assert.Equal(4, (await _test.SyncAsync()).Added);
        Assert.Equal((1, 1, 1), RoleCalls());
    }

    [Fact]
    public async Task A_file_that_cannot_be_written_stops_nothing()
    {
        Directory.CreateDirectory(_test.Unfinished.PathOf("acme"));
        await StopBeforeAsync(C);
        Assert.Contains(_test.Log.VerboseLines, v => v.Contains("cannot be remembered", StringComparison.Ordinal));
        Assert.Equal(1, (await _test.SyncAsync()).Added);
        Assert.Equal((2, 2, 2), RoleCalls());
    }

    [Fact]
    public async Task A_login_by_a_person_that_is_kept_forgets_it_though_nothing_was_listed()
    {
        // A first listing that was killed: nothing is known, and answers are left.
        _test.Unfinished.Write("acme", "https://acme.awsapps.com/start", RoleKeyCache.LoginOf("kept"), new() { [A] = new() { At = _test.Time.GetUtcNow(), Roles = ["Admin"] } });
        _test.Portal.Before = (_, _, _, _) => throw new ServiceException(ServiceFault.NotAnAwsAnswer, "ListAccounts", "no");
        ConnectRequest request = new() { Force = true, LoginMethod = LeappLoginMethod.DeviceCode };
        await Assert.ThrowsAsync<LeappException>(() => _test.LettingTimePassAsync(_test.ConnectAsync(request)));
        Assert.NotEqual("kept", _test.Tokens.Read("acme").Token!.AccessToken);
        Assert.False(File.Exists(_test.Unfinished.PathOf("acme")));
    }

    [Fact]
    public async Task A_login_by_another_tool_may_be_of_another_person_so_it_is_asked_everything()
    {
        await StopBeforeAsync(C);
        _test.WithToken(TimeSpan.FromHours(6), "refresh", access: "of somebody else");
        _test.Portal.Roles[A] = ["ReadOnly"];
        LeappSyncResult result = await _test.SyncAsync();
        Assert.Equal((2, 2, 2), RoleCalls());
        Assert.Contains(_test.Sessions(), s => s.AccountId == A && s.RoleName == "ReadOnly");
        Assert.Equal(2, result.Removed);
    }

    [Fact]
    public async Task What_a_complete_listing_found_is_remembered_where_it_could_not_be_kept()
    {
        _test.Portal.Before = (operation, what, _, _) =>
        {
            if (operation == "ListAccountRoles" && what == C)
            {
                File.WriteAllText(Path.Combine(_test.WorkspaceFolder, "workspace.json"), "{ damaged");
            }

            return Task.CompletedTask;
        };
        await Assert.ThrowsAsync<LeappException>(() => _test.SyncAsync());
        Assert.True(File.Exists(_test.Unfinished.PathOf("acme")));
    }

    [Fact]
    public async Task A_logout_forgets_it()
    {
        await StopBeforeAsync(C);
        await _test.Engine.DisconnectAsync("acme", CancellationToken.None);
        Assert.False(File.Exists(_test.Unfinished.PathOf("acme")));
    }

    private (int A, int B, int C) RoleCalls() =>
        (_test.Portal.Calls("ListAccountRoles", A), _test.Portal.Calls("ListAccountRoles", B), _test.Portal.Calls("ListAccountRoles", C));

    /// <summary>Lets every account before this one be listed, and stops there.</summary>
    private async Task StopBeforeAsync(string account, ConnectRequest? request = null, string? fails = null)
    {
        using CancellationTokenSource stop = new();
        int before = _test.Portal.Accounts.Count(a => string.CompareOrdinal(a.Id, account) < 0);
        HoldAt(account, fails);
        _test.Log.OnProgress = p =>
        {
            if (p.Status.StartsWith($"{before} of", StringComparison.Ordinal))
            {
                stop.Cancel();
            }
        };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
            await _test.LettingTimePassAsync(_test.Engine.ConnectAsync(request ?? new ConnectRequest(), _ => { }, stop.Token)));
        Go();
    }

    private void HoldAt(string account, string? fails = null) => _test.Portal.Before = (operation, what, _, cancel) =>
        operation != "ListAccountRoles" ? Task.CompletedTask
        : what == fails ? throw new ServiceException(ServiceFault.Forbidden, operation, "no")
        : string.CompareOrdinal(what, account) >= 0 ? Task.Delay(Timeout.Infinite, cancel)
        : Task.CompletedTask;

    private void Go()
    {
        _test.Portal.Before = (_, _, _, _) => Task.CompletedTask;
        _test.Log.OnProgress = _ => { };
    }

    private void Shift(TimeSpan time)
    {
        if (time > TimeSpan.Zero)
        {
            _test.Time.Advance(time);
        }
        else
        {
            _test.Time.AdjustTime(_test.Time.GetUtcNow() + time);
        }
    }
}
