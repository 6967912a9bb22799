using LeappSso.Emulator;
using LeappSso.Ports;
using RoleKeys = LeappSso.Ports.RoleKeys;

namespace LeappSso.Aws.Tests.Adapter;

public sealed class StsAdapterTests : IAsyncLifetime
{
    private const string Deploy = "arn:aws:iam::444455556666:role/path/Deploy";

    private EmulatedPortal _portal = null!;

    private ISts Sts => TestServices.For(_portal).Sts("eu-central-1");

    public async Task InitializeAsync() => _portal = await EmulatedPortal.StartAsync();

    public async Task DisposeAsync()
    {
        Assert.Empty(_portal.Counters.MalformedReasons);
        Assert.Empty(_portal.Counters.Failures);
        await _portal.DisposeAsync();
    }

    [Fact]
    public async Task Keys_of_a_role_are_those_that_STS_gave_to_the_caller()
    {
        RoleKeys keys = await Sts.AssumeRoleAsync(await CallerAsync(), new AssumeRoleCall(Deploy, "jane", "ab/1", 900), CancellationToken.None);

        var issued = _portal.RoleKeys.Find(keys.AccessKeyId)!;
        Assert.Equal(("444455556666", "Deploy", "jane"), (issued.AccountId, issued.RoleName, issued.SessionName));
        Assert.Equal((issued.SecretAccessKey, issued.SessionToken), (keys.SecretAccessKey, keys.SessionToken));
        Assert.Equal((TimeSpan.Zero, issued.ExpiresAt.ToUnixTimeSeconds()), (keys.ExpiresAt.Offset, keys.ExpiresAt.ToUnixTimeSeconds()));
        Assert.InRange(keys.ExpiresAt - DateTimeOffset.UtcNow, TimeSpan.FromMinutes(14), TimeSpan.FromMinutes(15));
    }

    [Fact]
    public async Task Keys_of_an_assumed_role_assume_another()
    {
        RoleKeys first = await Sts.AssumeRoleAsync(await CallerAsync(), new AssumeRoleCall(Deploy, "jane", null, null), CancellationToken.None);
        RoleKeys second = await Sts.AssumeRoleAsync(
            first, new AssumeRoleCall("arn:aws:iam::777788889999:role/Next", "jane", null, null), CancellationToken.None);

        Assert.Equal("777788889999", _portal.RoleKeys.Find(second.AccessKeyId)!.AccountId);
        Assert.InRange(second.ExpiresAt - DateTimeOffset.UtcNow, TimeSpan.FromMinutes(59), TimeSpan.FromMinutes(60));
    }

    [Fact]
    public async Task A_trust_policy_that_does_not_let_in_is_told_in_the_words_of_AWS()
    {
        _portal.Trust.Allow(Deploy, externalId: "right");
        Assert.Equal(ServiceFault.Forbidden, (await RefusalAsync(new AssumeRoleCall(Deploy, "jane", "wrong", null))).Fault);
        Assert.NotNull(await Sts.AssumeRoleAsync(await CallerAsync(), new AssumeRoleCall(Deploy, "jane", "right", null), CancellationToken.None));

        _portal.Trust.Deny(Deploy);
        ServiceException denied = await RefusalAsync(new AssumeRoleCall(Deploy, "jane", "right", null));
        Assert.Equal((ServiceFault.Forbidden, 403, "AccessDenied"), (denied.Fault, denied.StatusCode, denied.ErrorCode));
        Assert.Contains($"is not authorized to perform: sts:AssumeRole on resource: {Deploy}", denied.Describe(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ended_and_unknown_keys_are_the_callers_fault_and_a_wrong_secret_is_a_wrong_request()
    {
        RoleKeys caller = await CallerAsync();
        AssumeRoleCall call = new(Deploy, "jane", null, null);
        RoleKeys unknown = new("ASIAUNKNOWN", caller.SecretAccessKey, caller.SessionToken, caller.ExpiresAt);
        Assert.Equal(ServiceFault.Unauthorized, (await RefusalAsync(call, unknown)).Fault);
        RoleKeys wrong = new(caller.AccessKeyId, caller.SecretAccessKey + "x", caller.SessionToken, caller.ExpiresAt);
        Assert.Equal(ServiceFault.InvalidRequest, (await RefusalAsync(call, wrong)).Fault);

        _portal.RoleKeys.Expire();
        ServiceException ended = await RefusalAsync(call, caller);
        Assert.Equal((ServiceFault.Unauthorized, "ExpiredToken"), (ended.Fault, ended.ErrorCode));
    }

    [Fact]
    public async Task More_than_an_hour_is_refused_as_AWS_does()
    {
        ServiceException refusal = await RefusalAsync(new AssumeRoleCall(Deploy, "jane", null, 3601));

        Assert.Equal((ServiceFault.InvalidRequest, 400), (refusal.Fault, refusal.StatusCode));
        Assert.Contains("1 hour session limit for roles assumed by role chaining", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(FaultKind.Error, 400, "Throttling", ServiceFault.Throttled)]
    [InlineData(FaultKind.Error, 429, null, ServiceFault.Throttled)]
    [InlineData(FaultKind.Error, 403, "RegionDisabledException", ServiceFault.InvalidRequest)]
    [InlineData(FaultKind.Error, 503, null, ServiceFault.Unavailable)]
    [InlineData(FaultKind.Html, 200, null, ServiceFault.NotAnAwsAnswer)]
    [InlineData(FaultKind.Html, 403, null, ServiceFault.NotAnAwsAnswer)]
    [InlineData(FaultKind.Truncated, 200, null, ServiceFault.Unavailable)]
    [InlineData(FaultKind.Empty, 200, null, ServiceFault.Unavailable)]
    [InlineData(FaultKind.Reset, 0, null, ServiceFault.Unavailable)]
    public async Task Each_failure_has_its_own_kind_and_is_tried_once(FaultKind kind, int status, string? code, ServiceFault expected)
    {
        _portal.Faults.Add(new FaultRule { Kind = kind, Status = status, Code = code, Operation = Operation.AssumeRole });

        ServiceException failure = await RefusalAsync(new AssumeRoleCall(Deploy, "jane", null, null));

        Assert.Equal((expected, "AssumeRole"), (failure.Fault, failure.Operation));
        Assert.Equal(1, _portal.Counters.Requests(Operation.AssumeRole));
    }

    [Fact]
    public async Task An_answer_without_usable_keys_is_a_fault()
    {
        _portal.Faults.Add(new FaultRule
        {
            Kind = FaultKind.Raw, Operation = Operation.AssumeRole, ContentType = "text/xml",
            Body = "<AssumeRoleResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><AssumeRoleResult><Credentials><AccessKeyId>A</AccessKeyId>"
                + "</Credentials></AssumeRoleResult></AssumeRoleResponse>",
        });

        Assert.Equal(ServiceFault.Incomplete, (await RefusalAsync(new AssumeRoleCall(Deploy, "jane", null, null))).Fault);
    }

    private async Task<RoleKeys> CallerAsync() => await TestServices.For(_portal).Portal(new SsoEndpoint("eu-west-1", false))
        .GetRoleCredentialsAsync(_portal.Tokens.Issue().AccessToken, "000000000001", _portal.Directory.Find("000000000001")!.Roles[0], CancellationToken.None);

    private async Task<ServiceException> RefusalAsync(AssumeRoleCall call, RoleKeys? caller = null)
    {
        RoleKeys keys = caller ?? await CallerAsync();
        return await Assert.ThrowsAsync<ServiceException>(() => Sts.AssumeRoleAsync(keys, call, CancellationToken.None));
    }
}
