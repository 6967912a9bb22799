using System.Net;
using LeappSso.Core.Tests.Fakes;
using LeappSso.Engine;

namespace LeappSso.Core.Tests.Engine;

/// <summary>Which address of a login the browser gets, and which the person.</summary>
public sealed class BrowserAddressTests : IAsyncLifetime, IDisposable
{
    private readonly TestEngine _test = new();
    private readonly HttpClient _client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false });
    private readonly List<Uri> _opened = [];
    private readonly List<Task> _visits = [];

    public async Task InitializeAsync()
    {
        await _test.WithIntegrationAsync();
        _test.Portal.With("000000000001", "prod", "Admin");
        _test.Browser = address =>
        {
            _opened.Add(address);
            _visits.Add(VisitAsync(address));
            return null;
        };
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose()
    {
        _client.Dispose();
        _test.Dispose();
    }

    [Fact]
    public async Task The_browser_fetches_the_address_of_AWS_from_this_machine_and_the_person_sees_it()
    {
        Assert.Single(await LogInAsync());

        await Task.WhenAll(_visits);
        Assert.Matches(@"^http://127\.0\.0\.1:\d+/[0-9A-F]{32}$", Assert.Single(_opened).AbsoluteUri);
        Uri shown = Assert.Single(_test.Log.Prompts).Address;
        Assert.StartsWith("https://oidc.eu-west-1.amazonaws.com/authorize?", shown.AbsoluteUri, StringComparison.Ordinal);
        Assert.Contains("&state=", shown.Query, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_browser_that_sees_ports_late_gets_the_address_of_AWS_itself()
    {
        _test.SeesPortsLate = true;

        Assert.Single(await LogInAsync());

        await Task.WhenAll(_visits);
        Assert.Equal(Assert.Single(_test.Log.Prompts).Address, Assert.Single(_opened));
    }

    [Fact]
    public async Task Where_no_browser_starts_the_person_still_has_the_address_of_AWS()
    {
        _test.Browser = _ =>
        {
            _visits.Add(VisitAsync(_test.Log.Prompts.Single().Address));
            return "xdg-open: not found";
        };

        Assert.Single(await LogInAsync());

        await Task.WhenAll(_visits);
        Assert.Contains("xdg-open: not found", Assert.Single(_test.Log.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_device_login_opens_the_address_with_the_code()
    {
        _test.Browser = address =>
        {
            _opened.Add(address);
            return null;
        };

        await _test.LettingTimePassAsync(_test.ConnectAsync(new ConnectRequest { LoginMethod = LeappLoginMethod.DeviceCode }));

        Assert.Equal("https://device.example/?user_code=ABCD-EFGH", Assert.Single(_opened).AbsoluteUri);
    }

    private Task<List<LeappSession>> LogInAsync() => _test.ConnectAsync(new ConnectRequest { LoginMethod = LeappLoginMethod.Browser });

    /// <summary>Goes where the address leads, allows the login and comes back.</summary>
    private async Task VisitAsync(Uri address)
    {
        if (address.IsLoopback)
        {
            using HttpResponseMessage sent = await _client.GetAsync(address);
            Assert.Equal(HttpStatusCode.Found, sent.StatusCode);
            address = sent.Headers.Location!;
        }

        Assert.Equal(_test.Log.Prompts.Single().Address, address);
        Dictionary<string, string> query = LeappSso.Login.QueryText.Read(address.Query);
        using HttpResponseMessage back = await _client.GetAsync(new Uri($"{query["redirect_uri"]}?code=x&state={Uri.EscapeDataString(query["state"])}"));
        Assert.Equal(HttpStatusCode.OK, back.StatusCode);
    }
}
