using System.Text.Json.Nodes;
using LeappSso.Core.Tests.Fakes;
using LeappSso.Engine;
using LeappSso.Ports;
using LeappSso.Store;

namespace LeappSso.Core.Tests.Engine;

/// <summary>Mapping again with the login there is.</summary>
public sealed class SyncTests : IAsyncLifetime, IDisposable
{
    private readonly TestEngine _test = new();

    public async Task InitializeAsync()
    {
        await _test.WithIntegrationAsync();
        _test.WithToken(TimeSpan.FromHours(6), "refresh");
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _test.Dispose();

    [Fact]
    public async Task The_result_counts_what_changed()
    {
        _test.Portal.With("000000000001", "prod", "Admin", "Old").With("000000000002", "dev", "Admin").With("000000000003", "test", "Admin");
        await _test.SyncAsync();
        _test.Portal.Accounts.RemoveAll(a => a.Id == "000000000002");
        _test.Portal.With("000000000002", "development", "Admin").Roles["000000000001"] = ["Admin", "New1", "New2"];
        _test.Portal.Before = (_, what, _, _) => what == "000000000003" ? throw Refusal(ServiceFault.Forbidden) : Task.CompletedTask;

        LeappSyncResult result = await _test.SyncAsync();

        Assert.Equal(
            ("acme", 2, 1, 1, 1, 1, 3),
            (result.Integration, result.Added, result.Removed, result.Changed, result.Unchanged, result.Failed, result.Accounts));
        Assert.Equal("000000000003", Assert.Single(_test.Log.Failures).Target);
        Assert.Equal(["Admin", "New1", "New2", "Admin", "Admin"], _test.Sessions().Select(s => s.RoleName));
        Assert.Equal("development", _test.Sessions()[3].AccountName);
        Assert.Contains(_test.Log.ProgressLines, p => p.Activity.Contains("acme", StringComparison.Ordinal));
    }

    [Fact]
    public async Task While_the_portal_holds_calls_back_the_progress_says_so_and_how_long_it_will_take()
    {
        for (int i = 1; i <= 9; i++)
        {
            _test.Portal.With($"00000000000{i}", $"a{i}", "R");
        }

        _test.Portal.Before = (operation, what, count, _) =>
            operation == "ListAccountRoles" && count == 1 && what is "000000000002" or "000000000003" ? throw Refusal(ServiceFault.Throttled) : Task.CompletedTask;

        await _test.LettingTimePassAsync(_test.SyncAsync());

        Assert.Equal("Asking for the accounts", _test.Log.ProgressLines.First().Status);
        EngineProgress told = Assert.Single(_test.Log.ProgressLines, p => p.Status.StartsWith("8 of 9 accounts, 8 sessions", StringComparison.Ordinal));
        Assert.Contains("calls a second (HTTP 429)", told.Status, StringComparison.Ordinal);
        Assert.InRange(told.TimeLeft!.Value.TotalSeconds, 0.0001, 1);
        Assert.Equal(88, told.PercentComplete);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("dead")]
    public async Task Without_a_login_that_can_be_used_the_error_names_the_command_and_nobody_is_asked(string? refreshToken)
    {
        _test.WithToken(TimeSpan.FromMinutes(-1), refreshToken);
        _test.Login.Before = request => throw Refusal(request is RefreshTokenRequest ? ServiceFault.InvalidGrant : ServiceFault.InvalidRequest);

        LeappException failure = await Assert.ThrowsAsync<LeappException>(() => _test.SyncAsync());

        Assert.Equal(LeappErrorCode.NotLoggedIn, failure.Code);
        Assert.Contains("Connect-LeappSso acme", failure.Message, StringComparison.Ordinal);
        Assert.Equal((0, 0), (_test.Login.Registrations, _test.Login.Logins));
        Assert.Empty(_test.Log.Prompts);
        Assert.Empty(_test.Portal.Tokens);
    }

    [Fact]
    public async Task A_login_that_has_expired_is_renewed_in_silence()
    {
        _test.WithToken(TimeSpan.FromMinutes(-1), "refresh").Portal.With("000000000001", "prod", "Admin");

        Assert.Equal(1, (await _test.SyncAsync()).Added);

        Assert.Equal((0, 1), (_test.Login.Logins, _test.Login.Refreshes));
        Assert.All(_test.Portal.Tokens, t => Assert.Equal("access1", t));
    }

    [Fact]
    public async Task A_login_that_is_refused_half_way_is_renewed_once_and_only_the_rest_is_asked()
    {
        _test.Portal.With("000000000001", "a", "Admin").With("000000000002", "b", "Admin");
        TaskCompletionSource first = new();
        _test.Log.OnProgress = _ => first.TrySetResult();
        _test.Portal.Before = async (operation, what, _, _) =>
        {
            if (what == "000000000002" && operation == "ListAccountRoles")
            {
                await first.Task;
                await Task.Yield();
                if (_test.Login.Refreshes == 0)
                {
                    throw Refusal(ServiceFault.Unauthorized);
                }
            }
        };

        LeappSyncResult result = await _test.SyncAsync();

        Assert.Equal((2, 0, 2), (result.Added, result.Failed, result.Accounts));
        Assert.Equal((0, 1), (_test.Login.Logins, _test.Login.Refreshes));
        Assert.Equal(
            (2, 1, 2),
            (_test.Portal.Calls("ListAccounts"), _test.Portal.Calls("ListAccountRoles", "000000000001"), _test.Portal.Calls("ListAccountRoles", "000000000002")));
    }

    [Fact]
    public async Task A_renewed_login_that_is_refused_too_is_not_renewed_again()
    {
        _test.Portal.Before = (_, _, _, _) => throw Refusal(ServiceFault.Unauthorized);

        LeappException failure = await Assert.ThrowsAsync<LeappException>(() => _test.SyncAsync());

        Assert.Equal(LeappErrorCode.NotLoggedIn, failure.Code);
        Assert.Equal((0, 1), (_test.Login.Logins, _test.Login.Refreshes));
        Assert.Equal(2, _test.Portal.Calls("ListAccounts"));
    }

    [Theory]
    [InlineData(ServiceFault.Forbidden)]
    [InlineData(ServiceFault.NotFound)]
    public async Task An_account_that_is_refused_between_the_two_lists_is_one_error_and_loses_nothing(ServiceFault fault)
    {
        _test.Portal.With("000000000001", "a", "Admin").With("000000000002", "b", "Admin");
        await _test.SyncAsync();
        _test.Portal.With("000000000003", "c", "Admin");
        _test.Portal.Before = (_, what, _, _) => what == "000000000002" ? throw Refusal(fault) : Task.CompletedTask;

        LeappSyncResult result = await _test.SyncAsync();

        Assert.Equal((1, 0, 1), (result.Added, result.Removed, result.Failed));
        LeappException failure = Assert.Single(_test.Log.Failures);
        Assert.Equal((LeappErrorCode.AccessDenied, "000000000002"), (failure.Code, failure.Target));
        Assert.Equal(3, _test.Sessions().Count);
    }

    [Fact]
    public async Task A_listing_that_fails_on_page_3_of_5_keeps_what_it_found_and_removes_nothing()
    {
        _test.Portal.PageSize = 1;
        foreach (int i in Enumerable.Range(1, 5))
        {
            _test.Portal.With($"00000000000{i}", $"a{i}", "Admin");
        }

        await _test.SyncAsync();
        DateTimeOffset? synced = _test.Engine.GetIntegrations().Single().LastSync;
        _test.Time.Advance(TimeSpan.FromMinutes(1));
        _test.Portal.Roles["000000000001"] = ["New"];
        TaskCompletionSource listed = new();
        _test.Log.OnProgress = p => { if (p.Status.StartsWith("2 of", StringComparison.Ordinal)) { listed.TrySetResult(); } };
        _test.Portal.Before = async (operation, what, _, _) =>
        {
            if (operation == "ListAccounts" && what == "2")
            {
                await listed.Task;
                throw Refusal(ServiceFault.NotAnAwsAnswer);
            }
        };

        LeappException failure = await Assert.ThrowsAsync<LeappException>(() => _test.SyncAsync());

        Assert.Equal(LeappErrorCode.NotAnAwsAnswer, failure.Code);
        Assert.Equal(
            ["1/Admin", "1/New", "2/Admin", "3/Admin", "4/Admin", "5/Admin"],
            _test.Sessions().Select(s => $"{s.AccountId.TrimStart('0')}/{s.RoleName}"));
        Assert.Equal(synced, _test.Engine.GetIntegrations().Single().LastSync);
    }

    [Fact]
    public async Task An_empty_answer_removes_nothing_unless_that_is_allowed()
    {
        _test.Portal.With("000000000001", "a", "Admin").With("000000000002", "b", "Admin");
        await _test.SyncAsync();
        await _test.Engine.ChangeSessionsAsync(["a-Admin"], new SessionChange(), CancellationToken.None);
        _test.Portal.Accounts.Clear();

        Assert.Equal((0, 0), Counts(await _test.SyncAsync()));
        Assert.Equal(LeappErrorCode.RemovalRefused, Assert.Single(_test.Log.Failures).Code);
        Assert.Equal(2, _test.Sessions().Count);

        SyncOutcome allowed = await _test.Engine.SyncAsync(new SyncRequest { AllowRemoval = true }, CancellationToken.None);
        Assert.Equal((0, 2), Counts(allowed.Result));
        Assert.Equal(["a-Admin"], allowed.StoppedProfiles);
        Assert.Empty(_test.Sessions());
        Assert.Empty(_test.Config);

        static (int Accounts, int Removed) Counts(LeappSyncResult result) => (result.Accounts, result.Removed);
    }

    [Fact]
    public async Task What_another_process_has_brought_back_since_the_listing_keeps_its_profile()
    {
        _test.Portal.With("000000000001", "a", "Admin", "Other", "Third");
        await _test.SyncAsync();
        await _test.Engine.ChangeSessionsAsync(["a-Admin", "a-Other"], new SessionChange(), CancellationToken.None);
        _test.Portal.Roles["000000000001"] = ["Third"];
        FileSteps.Listen((step, path) =>
        {
            if (step == FileStep.Put && path == _test.Workspace.Path)
            {
                JsonNode document = JsonNode.Parse(File.ReadAllText(path))!;
                Assert.True(document["integrations"]![0]!["accounts"]![0]!["roles"]!.AsArray().Single(r => (string)r!["name"]! == "Admin")!.AsObject().Remove("goneAt"));
                File.WriteAllText(path, document.ToJsonString());
            }
        });

        Assert.Equal(2, (await _test.SyncAsync()).Removed);

        Assert.Contains("[profile a-Admin]", _test.Config, StringComparison.Ordinal);
        Assert.DoesNotContain("[profile a-Other]", _test.Config, StringComparison.Ordinal);
        Assert.Equal(LeappSessionStatus.Active, Assert.Single(_test.Sessions(), s => s.RoleName == "Admin").Status);
    }

    [Fact]
    public async Task There_is_a_result_although_the_profiles_of_what_is_gone_cannot_be_removed()
    {
        _test.Portal.With("000000000001", "a", "Admin", "Other").With("000000000002", "b", "Admin");
        await _test.SyncAsync();
        await _test.Engine.ChangeSessionsAsync(["a-Other"], new SessionChange(), CancellationToken.None);
        _test.Config += "stray words\n";
        _test.Portal.Roles["000000000001"] = ["Admin"];

        Assert.Equal(1, (await _test.SyncAsync()).Removed);

        LeappException failure = Assert.Single(_test.Log.Failures);
        Assert.Equal(LeappErrorCode.AwsFileInvalid, failure.Code);
        Assert.Contains("a-Other", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, LeappErrorCode.PortalUnavailable)]
    [InlineData(true, LeappErrorCode.Throttled)]
    public async Task A_listing_that_takes_longer_than_it_may_keeps_what_it_found_and_says_why(bool throttled, LeappErrorCode code)
    {
        _test.Portal.With("000000000001", "a", "Admin").With("000000000002", "b", "Admin");
        TaskCompletionSource listed = new();
        _test.Log.OnProgress = _ => listed.TrySetResult();
        _test.Portal.Before = (_, what, count, cancel) => what != "000000000002" ? Task.CompletedTask
            : throttled && count == 1 ? throw Refusal(ServiceFault.Throttled)
            : Task.Delay(Timeout.Infinite, cancel);
        Task<LeappSyncResult> sync = _test.SyncAsync(new SyncRequest { Timeout = TimeSpan.FromSeconds(20) });
        await listed.Task;

        LeappException failure = await Assert.ThrowsAsync<LeappException>(() => _test.LettingTimePassAsync(sync));

        Assert.Equal(code, failure.Code);
        Assert.Contains("20 seconds", failure.Message, StringComparison.Ordinal);
        Assert.Contains("What was listed of 1 account is kept, and the next run within 10 minutes goes on from there", failure.Message, StringComparison.Ordinal);
        Assert.Equal("acme/000000000001/Admin", Assert.Single(_test.Sessions()).Id);
    }

    [Fact]
    public async Task A_time_limit_holds_for_the_renewal_of_the_login_too()
    {
        _test.WithToken(TimeSpan.FromMinutes(-1), "refresh");
        _test.Login.Before = _ => throw Refusal(ServiceFault.Unavailable);
        _test.Portal.With("000000000001", "a", "Admin");
        using IDisposable held = await _test.Tokens.LockAsync("acme", null, CancellationToken.None);

        LeappException failure = await Assert.ThrowsAsync<LeappException>(
            () => _test.LettingTimePassAsync(_test.SyncAsync(new SyncRequest { Timeout = TimeSpan.FromSeconds(5) })));

        Assert.Equal(LeappErrorCode.PortalUnavailable, failure.Code);
        Assert.Contains("Nothing was listed", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_integration_that_is_removed_meanwhile_gets_no_sessions_back()
    {
        _test.Portal.With("000000000001", "a", "Admin");
        _test.Portal.Before = (operation, _, _, cancel) => operation == "ListAccountRoles"
            ? _test.Engine.RemoveIntegrationAsync("acme", cancel) : Task.CompletedTask;

        LeappException failure = await Assert.ThrowsAsync<LeappException>(() => _test.SyncAsync());

        Assert.Equal(LeappErrorCode.IntegrationNotFound, failure.Code);
        Assert.Empty(_test.Engine.GetIntegrations());
    }

    private static ServiceException Refusal(ServiceFault fault) => new(fault, "Test", "no");
}
