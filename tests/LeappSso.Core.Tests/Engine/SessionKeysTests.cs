using LeappSso.Core.Tests.Fakes;
using LeappSso.Engine;

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

    private Task UseAsync(string[] names, Func<IReadOnlyList<LeappSession>, ISessionKeys, Task> use) => _test.Engine.UseSessionsAsync(names, use);
}
