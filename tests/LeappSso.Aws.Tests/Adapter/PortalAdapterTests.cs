using LeappSso.Emulator;
using LeappSso.Ports;

namespace LeappSso.Aws.Tests.Adapter;

public sealed class PortalAdapterTests : IAsyncLifetime
{
    private EmulatedPortal _portal = null!;

    public async Task InitializeAsync() => _portal = await EmulatedPortal.StartAsync(o => o.Accounts = 250);

    public async Task DisposeAsync()
    {
        Assert.Empty(_portal.Counters.MalformedReasons);
        Assert.Empty(_portal.Counters.Failures);
        await _portal.DisposeAsync();
    }

    [Fact]
    public async Task Accounts_come_in_pages_of_a_hundred_and_keep_their_leading_zeros()
    {
        List<PortalAccount> accounts = [];
        string? next = null;
        int pages = 0;
        do
        {
            PortalPage<PortalAccount> page = await Sso.ListAccountsAsync(Token, next, CancellationToken.None);
            accounts.AddRange(page.Items);
            next = page.NextToken;
            pages++;
        }
        while (next is not null);

        Assert.Equal(3, pages);
        Assert.Equal(250, accounts.DistinctBy(a => a.Id).Count());
        Assert.Contains(accounts, a => a.Id == "000000000001");
    }

    [Fact]
    public async Task Roles_of_an_account_come_by_name()
    {
        PortalPage<string> page = await Sso.ListAccountRolesAsync(Token, "000000000001", null, CancellationToken.None);

        Assert.Equal(_portal.Directory.Find("000000000001")!.Roles, page.Items);
        Assert.Null(page.NextToken);
    }

    [Fact]
    public async Task An_empty_list_is_an_answer()
    {
        _portal.Faults.Add(new FaultRule { Kind = FaultKind.Raw, Operation = Operation.ListAccounts, Body = """{"accountList":[]}""", ContentType = "application/json" });

        PortalPage<PortalAccount> page = await Sso.ListAccountsAsync(Token, null, CancellationToken.None);

        Assert.Empty(page.Items);
        Assert.Null(page.NextToken);
    }

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""[]""")]
    [InlineData("""{"accountList":null}""")]
    [InlineData("""{"accountList":"none"}""")]
    [InlineData("""{"accountList":["000000000001"]}""")]
    [InlineData("""{"accountList":[{"accountId":"000000000001"},{"accountName":"of no account"}]}""")]
    public async Task Without_its_list_or_with_a_part_of_it_an_answer_is_broken(string body)
    {
        _portal.Faults.Add(new FaultRule { Kind = FaultKind.Raw, Operation = Operation.ListAccounts, Body = body, ContentType = "application/json" });

        ServiceException failure = await Assert.ThrowsAsync<ServiceException>(() => Sso.ListAccountsAsync(Token, null, CancellationToken.None));

        Assert.Equal(ServiceFault.Unavailable, failure.Fault);
        Assert.Contains("not what the service sends", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Absent_names_are_null_and_numeric_ids_are_filled_up()
    {
        _portal.Faults.Add(new FaultRule
        {
            Kind = FaultKind.Raw,
            Operation = Operation.ListAccounts,
            Body = """{"accountList":[{"accountId":"000000000001"},{"accountId":123,"accountName":"","emailAddress":null}]}""",
            ContentType = "application/json",
        });

        PortalPage<PortalAccount> page = await Sso.ListAccountsAsync(Token, null, CancellationToken.None);

        Assert.Equal([new PortalAccount("000000000001", null, null), new PortalAccount("000000000123", null, null)], page.Items);
    }

    [Theory]
    [InlineData(FaultKind.Error, 429, ServiceFault.Throttled)]
    [InlineData(FaultKind.Empty, 429, ServiceFault.Throttled)]
    [InlineData(FaultKind.Html, 429, ServiceFault.Throttled)]
    [InlineData(FaultKind.Error, 401, ServiceFault.Unauthorized)]
    [InlineData(FaultKind.Error, 403, ServiceFault.Forbidden)]
    [InlineData(FaultKind.Error, 404, ServiceFault.NotFound)]
    [InlineData(FaultKind.Error, 400, ServiceFault.InvalidRequest)]
    [InlineData(FaultKind.Error, 500, ServiceFault.Unavailable)]
    [InlineData(FaultKind.Empty, 503, ServiceFault.Unavailable)]
    [InlineData(FaultKind.Html, 503, ServiceFault.Unavailable)]
    [InlineData(FaultKind.Html, 403, ServiceFault.NotAnAwsAnswer)]
    [InlineData(FaultKind.Html, 200, ServiceFault.NotAnAwsAnswer)]
    [InlineData(FaultKind.Truncated, 200, ServiceFault.Unavailable)]
    [InlineData(FaultKind.Reset, 0, ServiceFault.Unavailable)]
    public async Task Each_failure_has_its_own_kind_and_is_tried_once(FaultKind kind, int status, ServiceFault expected)
    {
        _portal.Faults.Add(new FaultRule { Kind = kind, Status = status, Operation = Operation.ListAccountRoles });

        ServiceException failure = await Assert.ThrowsAsync<ServiceException>(
            () => Sso.ListAccountRolesAsync(Token, "000000000001", null, CancellationToken.None));

        Assert.Equal(expected, failure.Fault);
        Assert.Equal("ListAccountRoles", failure.Operation);
        Assert.Equal(_portal.Address.Authority, failure.Host);
        Assert.Equal(1, _portal.Counters.Requests(Operation.ListAccountRoles));
        Assert.DoesNotContain(Token, failure.ToString(), StringComparison.Ordinal);
        Assert.Null(failure.InnerException);
    }

    [Fact]
    public async Task The_wait_that_the_service_asks_for_is_told()
    {
        _portal.Faults.Add(new FaultRule { Kind = FaultKind.Error, Status = 429, RetryAfter = 7, Operation = Operation.ListAccounts });

        ServiceException failure = await Assert.ThrowsAsync<ServiceException>(() => Sso.ListAccountsAsync(Token, null, CancellationToken.None));

        Assert.Equal(TimeSpan.FromSeconds(7), failure.RetryAfter);
        Assert.Equal(429, failure.StatusCode);
        Assert.NotNull(failure.RequestId);
    }

    [Fact]
    public async Task Nobody_there_is_told_in_words()
    {
        AwsServices services = new(name => name == "AWS_ENDPOINT_URL" ? "http://127.0.0.1:1" : null);

        ServiceException failure = await Assert.ThrowsAsync<ServiceException>(
            () => services.Portal(new SsoEndpoint("eu-west-1", false)).ListAccountsAsync("t", null, CancellationToken.None));

        Assert.Equal(ServiceFault.Unavailable, failure.Fault);
        Assert.Contains("refused", failure.Message, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("127.0.0.1:1", failure.Describe(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_call_ends_when_it_is_cancelled()
    {
        _portal.Options.Latency = TimeSpan.FromMinutes(1);
        using CancellationTokenSource stop = new();
        Task<PortalPage<PortalAccount>> call = Sso.ListAccountsAsync(Token, null, stop.Token);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
    }

    [Fact]
    public async Task Logout_ends_the_login()
    {
        string token = Token;

        await Sso.LogoutAsync(token, CancellationToken.None);

        Assert.False(_portal.Tokens.IsValid(token));
    }

    [Fact]
    public async Task Keys_of_a_role_end_when_the_service_says_in_milliseconds()
    {
        _portal.Options.RoleCredentialLifetime = TimeSpan.FromMinutes(15);

        Ports.RoleKeys keys = await Sso.GetRoleCredentialsAsync(Token, "000000000001", Role, CancellationToken.None);

        Assert.InRange((keys.ExpiresAt - DateTimeOffset.UtcNow).TotalMinutes, 14, 15.1);
        Assert.Equal(("000000000001", Role), (_portal.RoleKeys.Find(keys.AccessKeyId)!.AccountId, _portal.RoleKeys.Find(keys.AccessKeyId)!.RoleName));
    }

    [Theory]
    [InlineData(401, ServiceFault.Unauthorized)]
    [InlineData(403, ServiceFault.Forbidden)]
    [InlineData(404, ServiceFault.NotFound)]
    [InlineData(429, ServiceFault.Throttled)]
    [InlineData(503, ServiceFault.Unavailable)]
    public async Task Refused_keys_are_told_apart_and_asked_for_once(int status, ServiceFault expected)
    {
        _portal.Faults.Add(new FaultRule { Kind = FaultKind.Error, Status = status, Operation = Operation.GetRoleCredentials });

        ServiceException failure = await Assert.ThrowsAsync<ServiceException>(
            () => Sso.GetRoleCredentialsAsync(Token, "000000000001", Role, CancellationToken.None));

        Assert.Equal((expected, "GetRoleCredentials"), (failure.Fault, failure.Operation));
        Assert.Equal(1, _portal.Counters.Requests(Operation.GetRoleCredentials));
        Assert.DoesNotContain(Token, failure.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{"roleCredentials":null}""")]
    [InlineData("""{"roleCredentials":{"accessKeyId":"A","secretAccessKey":"B","sessionToken":"C"}}""")]
    [InlineData("""{"roleCredentials":{"accessKeyId":"A","secretAccessKey":"","sessionToken":"C","expiration":1900000000000}}""")]
    public async Task An_answer_without_usable_keys_is_a_fault(string body)
    {
        _portal.Faults.Add(new FaultRule { Kind = FaultKind.Raw, Operation = Operation.GetRoleCredentials, Body = body });

        ServiceException failure = await Assert.ThrowsAsync<ServiceException>(
            () => Sso.GetRoleCredentialsAsync(Token, "000000000001", Role, CancellationToken.None));

        Assert.Equal(ServiceFault.Incomplete, failure.Fault);
    }

    [Fact]
    public async Task An_end_beyond_all_calendars_is_the_last_year()
    {
        string body = $$$"""{"roleCredentials":{"accessKeyId":"A","secretAccessKey":"B","sessionToken":"C","expiration":{{{long.MaxValue}}}}}""";
        _portal.Faults.Add(new FaultRule { Kind = FaultKind.Raw, Operation = Operation.GetRoleCredentials, Body = body });

        Ports.RoleKeys keys = await Sso.GetRoleCredentialsAsync(Token, "000000000001", Role, CancellationToken.None);

        Assert.Equal(9999, keys.ExpiresAt.Year);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3 * 3600)]
    [InlineData(-3 * 3600)]
    public async Task The_difference_of_the_clocks_comes_from_the_answers(int seconds)
    {
        AwsServices services = TestServices.For(_portal);
        Assert.Null(services.Clock);
        _portal.Options.ClockOffset = TimeSpan.FromSeconds(seconds);

        await services.Portal(new SsoEndpoint("eu-west-1", false)).ListAccountsAsync(Token, null, CancellationToken.None);

        Assert.InRange(services.Clock!.Difference.TotalSeconds, seconds - 30, seconds + 30);
    }

    private string Role => _portal.Directory.Find("000000000001")!.Roles[0];

    private string Token => field ??= _portal.Tokens.Issue().AccessToken;

    private ISsoPortal Sso => field ??= TestServices.For(_portal).Portal(new SsoEndpoint("eu-west-1", false));
}
