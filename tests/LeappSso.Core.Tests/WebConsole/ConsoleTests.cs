using System.Net;
using LeappSso.Core.Tests.Fakes;
using LeappSso.Engine;
using LeappSso.Ports;
using LeappSso.WebConsole;

namespace LeappSso.Core.Tests.WebConsole;

public sealed class ConsoleTests : IAsyncLifetime, IDisposable
{
    private const string Admin = "acme/000000000001/Admin";
    private const string Other = "acme/000000000002/Admin";

    private readonly TestEngine _test = new();
    private readonly List<Uri> _opened = [];

    public async Task InitializeAsync()
    {
        await _test.Engine.AddIntegrationAsync(
            new IntegrationSettings
            {
                Alias = "acme", PortalUrl = "https://acme.awsapps.com/start", Region = "eu-west-1", DefaultRegion = "eu-central-1",
            },
            false,
            CancellationToken.None);
        _test.WithToken(TimeSpan.FromHours(1), "refresh").Portal.With("000000000001", "prod", "Admin").With("000000000002", "test", "Admin");
        _test.Portal.KeysEnd = () => _test.Time.GetUtcNow().AddHours(1);
        await _test.ConnectAsync();
        _test.Portal.Tokens.Clear();
        _test.Browser = address =>
        {
            _opened.Add(address);
            return null;
        };
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _test.Dispose();

    [Fact]
    public async Task The_link_of_the_portal_is_opened_without_keys()
    {
        await OpenAsync(new ConsoleRequest(), "prod-Admin");

        Assert.Equal("https://acme.awsapps.com/start/#/console?account_id=000000000001&role_name=Admin", Assert.Single(_opened).AbsoluteUri);
        Assert.Empty(_test.Portal.Tokens);
        Assert.Empty(_test.Console.Calls);
    }

    [Fact]
    public async Task A_destination_is_passed_on_to_the_portal()
    {
        await OpenAsync(new ConsoleRequest { Destination = "/ec2/home#Instances:" }, Admin);

        Assert.Equal(
            "https://acme.awsapps.com/start/#/console?account_id=000000000001&role_name=Admin"
            + "&destination=https%3A%2F%2Fconsole.aws.amazon.com%2Fec2%2Fhome%3Fregion%3Deu-central-1%23Instances%3A",
            Assert.Single(_opened).AbsoluteUri);
    }

    [Fact]
    public async Task Where_no_browser_is_likely_the_link_is_shown()
    {
        _test.Browser = null;
        await OpenAsync(new ConsoleRequest(), Admin);

        Assert.Contains("account_id=000000000001&role_name=Admin", Assert.Single(_test.Log.Warnings), StringComparison.Ordinal);
        Assert.Empty(_test.Log.Failures);
    }

    [Fact]
    public async Task A_browser_that_does_not_start_is_an_error_with_the_link()
    {
        _test.Browser = _ => "xdg-open was not found";
        await OpenAsync(new ConsoleRequest(), Other);

        LeappException failure = Assert.Single(_test.Log.Failures);
        Assert.Equal((LeappErrorCode.BrowserUnavailable, Other), (failure.Code, failure.Target));
        Assert.Contains("xdg-open was not found", failure.Message, StringComparison.Ordinal);
        Assert.Contains("account_id=000000000002&role_name=Admin", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sign_in_with_keys_leads_to_the_page_and_says_who_asks()
    {
        string address = Assert.Single(await AddressesAsync(new ConsoleRequest { Federated = true, Destination = "s3" }, Admin));

        Assert.Equal(
            "https://signin.aws.amazon.com/federation?Action=login&Issuer=https%3A%2F%2Facme.awsapps.com%2Fstart"
            + "&Destination=https%3A%2F%2Fconsole.aws.amazon.com%2Fs3%2Fhome%3Fregion%3Deu-central-1&SigninToken=token%2B%2FASIA1",
            address);
        Assert.Equal(("ASIA1", null), Assert.Single(_test.Console.Calls));
    }

    [Fact]
    public async Task The_region_of_the_session_decides_the_partition_and_that_of_the_integration_where_it_has_none()
    {
        await _test.Engine.ChangeSessionsAsync([Admin], new SessionChange { Region = "cn-north-1" }, CancellationToken.None);
        await AddressesAsync(new ConsoleRequest { Federated = true }, Admin);
        Assert.Equal("signin.amazonaws.cn", _test.Console.Host);

        await _test.Engine.AddIntegrationAsync(
            new IntegrationSettings { Alias = "gov", PortalUrl = "https://start.us-gov-west-1.us-gov-home.awsapps.com/directory/gov", Region = "us-gov-west-1" },
            false,
            CancellationToken.None);
        _test.Tokens.Write("gov", new LeappSso.Login.SsoToken
        {
            StartUrl = "https://start.us-gov-west-1.us-gov-home.awsapps.com/directory/gov",
            Region = "us-gov-west-1",
            AccessToken = "gov",
            ExpiresAt = _test.Time.GetUtcNow().AddHours(1),
        });
        await _test.ConnectAsync(new ConnectRequest { Alias = "gov" });
        string address = Assert.Single(await AddressesAsync(new ConsoleRequest { Federated = true }, "gov/000000000001/Admin"));

        Assert.Equal("signin.amazonaws-us-gov.com", _test.Console.Host);
        Assert.Contains("Destination=https%3A%2F%2Fconsole.amazonaws-us-gov.com%2Fconsole%2Fhome&", address, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_browser_gets_the_token_from_this_machine_and_its_command_line_does_not()
    {
        List<Task<HttpResponseMessage>> visits = [];
        using HttpClient client = new(new HttpClientHandler { AllowAutoRedirect = false });
        _test.Browser = address =>
        {
            _opened.Add(address);
            visits.Add(client.GetAsync(address));
            return null;
        };

        await OpenAsync(new ConsoleRequest { Federated = true }, Admin, Other);

        Assert.All(_opened, address => Assert.Equal(("127.0.0.1", 33), (address.Host, address.PathAndQuery.Length)));
        Assert.Equal(2, _opened.Select(a => a.AbsolutePath).Distinct().Count());
        foreach ((Task<HttpResponseMessage> visit, string key) in visits.Zip(["ASIA1", "ASIA2"]))
        {
            using HttpResponseMessage answer = await visit;
            Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
            Assert.EndsWith($"&SigninToken=token%2B%2F{key}", answer.Headers.Location!.AbsoluteUri, StringComparison.Ordinal);
        }

        Assert.All(_test.Log.VerboseLines, line => Assert.DoesNotContain("token+/", Uri.UnescapeDataString(line), StringComparison.Ordinal));
        Assert.Empty(_test.Log.Failures);
    }

    [Fact]
    public async Task Without_a_browser_no_keys_are_fetched_for_a_sign_in()
    {
        _test.Browser = null;

        LeappException failure = await Assert.ThrowsAsync<LeappException>(() => OpenAsync(new ConsoleRequest { Federated = true }, Admin));

        Assert.Equal(LeappErrorCode.BrowserUnavailable, failure.Code);
        Assert.Contains("-PassThru", failure.Message, StringComparison.Ordinal);
        Assert.Empty(_test.Portal.Tokens);
    }

    [Theory]
    [InlineData(899, false)]
    [InlineData(900, true)]
    [InlineData(43200, true)]
    [InlineData(43201, false)]
    public async Task A_duration_is_what_AWS_grants(int seconds, bool granted)
    {
        ConsoleRequest request = new() { Federated = true, Duration = TimeSpan.FromSeconds(seconds) };
        if (!granted)
        {
            Assert.Equal(LeappErrorCode.InvalidDuration, (await Assert.ThrowsAsync<LeappException>(() => AddressesAsync(request, Admin))).Code);
            return;
        }

        await AddressesAsync(request, Admin);
        Assert.Equal(TimeSpan.FromSeconds(seconds), Assert.Single(_test.Console.Calls).Duration);
    }

    [Fact]
    public async Task A_duration_is_nothing_for_the_portal() =>
        Assert.Equal(
            LeappErrorCode.InvalidDuration,
            (await Assert.ThrowsAsync<LeappException>(() => AddressesAsync(new ConsoleRequest { Duration = TimeSpan.FromHours(1) }, Admin))).Code);

    [Theory]
    [InlineData(ServiceFault.InvalidRequest, LeappErrorCode.AccessDenied)]
    [InlineData(ServiceFault.Forbidden, LeappErrorCode.AccessDenied)]
    [InlineData(ServiceFault.NotAnAwsAnswer, LeappErrorCode.NotAnAwsAnswer)]
    [InlineData(ServiceFault.Incomplete, LeappErrorCode.CredentialsInvalid)]
    public async Task What_fails_for_one_session_is_told_and_stops_none(ServiceFault fault, LeappErrorCode code)
    {
        _test.Console.Before = number =>
        {
            if (number == 1)
            {
                throw new ServiceException(fault, "getSigninToken", "refused");
            }
        };

        List<string> addresses = await AddressesAsync(new ConsoleRequest { Federated = true }, "nobody", Admin, Other);

        Assert.EndsWith("ASIA2", Assert.Single(addresses), StringComparison.Ordinal);
        Assert.Equal([LeappErrorCode.SessionNotFound, code], _test.Log.Failures.Select(f => f.Code));
        Assert.Equal(Admin, _test.Log.Failures.Last().Target);
    }

    [Fact]
    public async Task A_refused_duration_is_explained()
    {
        _test.Console.Before = _ => throw new ServiceException(ServiceFault.InvalidRequest, "getSigninToken", "the service refuses") { StatusCode = 400 };

        await AddressesAsync(new ConsoleRequest { Federated = true, Duration = TimeSpan.FromHours(12) }, Admin);

        Assert.Contains("leave -Duration out", Assert.Single(_test.Log.Failures).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_session_that_is_named_twice_is_opened_once()
    {
        await OpenAsync(new ConsoleRequest(), Admin, "prod-Admin");

        Assert.Single(_opened);
    }

    [Fact]
    public async Task An_isolated_region_has_the_link_of_the_portal_alone()
    {
        await _test.Engine.ChangeSessionsAsync([Admin], new SessionChange { Region = "us-iso-east-1" }, CancellationToken.None);

        Assert.Single(_test.Engine.PlanConsoles([Admin], new ConsoleRequest()));
        Assert.Empty(_test.Engine.PlanConsoles([Admin], new ConsoleRequest { Federated = true }));
        Assert.Equal(LeappErrorCode.MethodNotAvailable, Assert.Single(_test.Log.Failures).Code);
    }

    [Fact]
    public async Task A_chained_session_has_no_link_in_the_portal_and_is_signed_in_with_its_keys()
    {
        LeappSession chained = await _test.Engine.AddSessionAsync(
            new ChainSettings { Parent = Admin, RoleArn = "arn:aws:iam::000000000009:role/X" }, CancellationToken.None);

        Assert.Empty(_test.Engine.PlanConsoles([chained.Id], new ConsoleRequest()));
        Assert.Equal(LeappErrorCode.MethodNotAvailable, Assert.Single(_test.Log.Failures).Code);
        Assert.Equal("signin.aws.amazon.com", Assert.Single(_test.Engine.PlanConsoles([chained.Id], new ConsoleRequest { Federated = true })).Host);
    }

    private Task OpenAsync(ConsoleRequest request, params string[] names) =>
        _test.Engine.OpenConsolesAsync(_test.Engine.PlanConsoles(names, request), request, CancellationToken.None);

    private async Task<List<string>> AddressesAsync(ConsoleRequest request, params string[] names)
    {
        List<string> addresses = [];
        await _test.Engine.GetConsoleAddressesAsync(_test.Engine.PlanConsoles(names, request), request, addresses.Add, CancellationToken.None);
        return addresses;
    }
}
