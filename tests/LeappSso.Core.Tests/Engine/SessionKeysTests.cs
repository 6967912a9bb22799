using LeappSso.Core.Tests.Fakes;
using LeappSso.Engine;
using LeappSso.Ports;

namespace LeappSso.Core.Tests.Engine;

public sealed class SessionKeysTests : IAsyncLifetime, IDisposable
{
    private const string Admin = "acme/000000000001/Admin";
    private const string ReadOnly = "acme/000000000001/ReadOnly";

    private readonly TestEngine _test = new();

    public async Task InitializeAsync()
    {
        await _test.WithIntegrationAsync();
        _test.WithToken(TimeSpan.FromDays(2), "refresh").Portal.With("000000000001", "prod", "Admin", "ReadOnly");
        _test.Portal.KeysEnd = () => _test.Time.GetUtcNow().AddHours(1);
        await _test.ConnectAsync();
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _test.Dispose();

    [Fact]
    public async Task Sessions_come_once_each_in_the_order_of_their_names_and_what_is_none_is_told()
    {
        await UseAsync(["prod-ReadOnly", "nobody", Admin, ReadOnly], (sessions, keys) =>
        {
            Assert.Equal([ReadOnly, Admin], sessions.Select(s => s.Id));
            return Task.CompletedTask;
        });

        Assert.Equal([LeappErrorCode.SessionNotFound], _test.Log.Failures.Select(f => f.Code));
        Assert.Equal("nobody", _test.Log.Failures.Single().Target);
    }

    [Fact]
    public Task Keys_are_fetched_when_they_are_asked_for_and_kept_while_they_are_fresh() => UseAsync([Admin, ReadOnly], async (sessions, keys) =>
    {
        Assert.Equal("ASIA1", (await keys.GetAsync(sessions[1], default)).AccessKeyId);
        Assert.Equal("ASIA1", (await keys.GetAsync(sessions[1], default)).AccessKeyId);
        Assert.Equal("ASIA2", (await keys.GetAsync(sessions[0], default)).AccessKeyId);
    });

    [Theory]
    [InlineData(60, 45)]
    [InlineData(15, 11)]
    [InlineData(720, 705)]
    public Task The_wait_for_a_renewal_ends_when_newer_keys_are_given(int life, int freshAt) => UseAsync([Admin], async (sessions, keys) =>
    {
        DateTimeOffset end = _test.Time.GetUtcNow().AddMinutes(life);
        _test.Portal.KeysEnd = () => end;
        LeappCredential first = await keys.GetAsync(sessions[0], default);
        Task wait = keys.WaitForRenewalAsync(sessions[0], first, default);

        _test.Time.Advance(TimeSpan.FromMinutes(freshAt - 1));
        Assert.False(wait.IsCompleted);

        _test.Time.Advance(TimeSpan.FromMinutes(2));
        await wait;
        Assert.Equal("ASIA2", (await keys.GetAsync(sessions[0], default)).AccessKeyId);
    });

    [Fact]
    public Task A_clock_that_is_wrong_misjudges_no_wait() => UseAsync([Admin], async (sessions, keys) =>
    {
        _test.ClockDifference = TimeSpan.FromHours(3);
        _test.Portal.KeysEnd = () => _test.Time.GetUtcNow().AddHours(4);
        LeappCredential first = await keys.GetAsync(sessions[0], default);
        Task wait = keys.WaitForRenewalAsync(sessions[0], first, default);

        _test.Time.Advance(TimeSpan.FromMinutes(44));
        Assert.False(wait.IsCompleted);
        _test.Time.Advance(TimeSpan.FromMinutes(2));
        await wait;
    });

    [Fact]
    public Task Keys_that_end_at_once_are_not_asked_for_without_a_pause() => UseAsync([Admin], async (sessions, keys) =>
    {
        LeappCredential first = await keys.GetAsync(sessions[0], default);
        _test.Time.Advance(TimeSpan.FromMinutes(59.99));
        Task wait = keys.WaitForRenewalAsync(sessions[0], first, default);

        _test.Time.Advance(TimeSpan.FromMilliseconds(900));
        Assert.False(wait.IsCompleted);
        _test.Time.Advance(TimeSpan.FromMilliseconds(200));
        await wait;
    });

    [Fact]
    public async Task The_variables_are_those_of_the_method_Environment_without_what_must_not_be_there()
    {
        LeappCredential keys = (await _test.CredentialsAsync(Admin))[0];
        Dictionary<string, string> variables = new(SessionVariables.Of(keys));

        Assert.Equal(
            ["AWS_ACCESS_KEY_ID", "AWS_CREDENTIAL_EXPIRATION", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "LEAPPSSO_KEY", "LEAPPSSO_SESSION"],
            variables.Keys.Order(StringComparer.Ordinal));
        Assert.Equal((Admin, keys.AccessKeyId), (variables["LEAPPSSO_SESSION"], variables["AWS_ACCESS_KEY_ID"]));
        Assert.Empty(SessionVariables.Rivals.Intersect(variables.Keys));
        Assert.Contains("AWS_PROFILE", SessionVariables.Rivals);
    }

    [Fact]
    public Task A_command_that_runs_for_hours_renews_its_login_each_time_its_time_is_over() => UseAsync([Admin], async (sessions, keys) =>
    {
        List<string> over = [];
        _test.Portal.Before = (operation, _, _, _) => over.Contains(_test.Portal.Tokens[^1])
            ? throw new ServiceException(ServiceFault.Unauthorized, operation, "Session token not found or invalid") : Task.CompletedTask;
        for (int hour = 0; hour < 4; hour++)
        {
            await keys.GetAsync(sessions[0], default);
            over.Add(_test.Portal.Tokens[^1]);
            _test.Time.Advance(TimeSpan.FromHours(1));
        }

        Assert.Equal(["kept", "access1", "access2", "access3"], over);
        Assert.Empty(_test.Log.Failures);
    });

    [Fact]
    public Task A_portal_that_refuses_the_keys_of_one_role_again_and_again_does_not_renew_the_login_without_end() => UseAsync([Admin, ReadOnly], async (sessions, keys) =>
    {
        int refusals = 0;
        bool busy = false;
        _test.Portal.Before = async (operation, what, _, _) =>
        {
            if (what.EndsWith("ReadOnly", StringComparison.Ordinal))
            {
                return;
            }

            Assert.InRange(++refusals, 1, 20);
            if (!busy)
            {
                // Another session is served by the same login in between.
                busy = true;
                _test.RoleKeys.Forget("acme");
                await keys.GetAsync(sessions[1], default);
                busy = false;
            }

            throw new ServiceException(ServiceFault.Unauthorized, operation, "Session token not found or invalid");
        };

        Assert.Equal(LeappErrorCode.NotLoggedIn, (await Assert.ThrowsAsync<LeappException>(() => keys.GetAsync(sessions[0], default))).Code);
        Assert.Equal(1, _test.Login.Refreshes);
    });

    [Fact]
    public Task A_renewal_that_failed_is_tried_again_after_half_a_minute_and_not_for_each_session() => UseAsync([Admin, ReadOnly], async (sessions, keys) =>
    {
        int renewals = 0;
        _test.Portal.Before = (operation, _, _, _) => _test.Portal.Tokens[^1] == "kept"
            ? throw new ServiceException(ServiceFault.Unauthorized, operation, "Session token not found or invalid") : Task.CompletedTask;
        _test.Login.Before = _ =>
        {
            renewals++;
            throw new ServiceException(ServiceFault.NotAnAwsAnswer, "CreateToken", "a page");
        };
        await FailAsync(sessions[0]);
        await FailAsync(sessions[1]);
        Assert.Equal(1, renewals);

        _test.Login.Before = _ => { };
        await FailAsync(sessions[0]);
        _test.Time.Advance(TimeSpan.FromSeconds(30));

        Assert.Equal("ASIA1", (await keys.GetAsync(sessions[0], default)).AccessKeyId);

        async Task FailAsync(LeappSession session) =>
            Assert.Equal(LeappErrorCode.NotAnAwsAnswer, (await Assert.ThrowsAsync<LeappException>(() => keys.GetAsync(session, default))).Code);
    });

    [Fact]
    public async Task Keys_that_live_for_years_by_what_is_said_of_them_are_renewed_after_a_week_at_the_latest()
    {
        _test.Portal.KeysEnd = () => new DateTimeOffset(9999, 1, 1, 0, 0, 0, TimeSpan.Zero);
        await UseAsync([Admin], async (sessions, keys) =>
        {
            LeappCredential first = await keys.GetAsync(sessions[0], default);
            Directory.Delete(Path.GetDirectoryName(_test.RoleKeys.PathOf(new SessionId("acme", "000000000001", "Admin")))!, recursive: true);

            Task wait = keys.WaitForRenewalAsync(sessions[0], first, default);
            Assert.False(wait.IsCompleted);
            _test.Time.Advance(TimeSpan.FromDays(7));
            await wait;
        });
    }

    private Task UseAsync(string[] names, Func<IReadOnlyList<LeappSession>, ISessionKeys, Task> use) => _test.Engine.UseSessionsAsync(names, use);
}
