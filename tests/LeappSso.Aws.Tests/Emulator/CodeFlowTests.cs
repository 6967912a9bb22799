using System.Net;
using System.Text.Json.Nodes;
using LeappSso.Emulator;

namespace LeappSso.Aws.Tests.Emulator;

public sealed class CodeFlowTests
{
    private const string Verifier = "aVerifierOfAtLeastFortyThreeCharactersAsTheRfcDemands";

    [Fact]
    public async Task A_code_with_its_verifier_gives_tokens_once()
    {
        await using EmulatedPortal portal = await EmulatedPortal.StartAsync();
        using var client = new PortalClient(portal);
        PortalClient.Credentials registered = await client.RegisterAsync("authorization_code", "refresh_token");

        WireAnswer redirect = await client.AuthorizeAsync(registered, Verifier);
        string code = redirect.LocationQuery("code");
        WireAnswer tokens = await client.RedeemAsync(registered, code, Verifier);
        WireAnswer again = await client.RedeemAsync(registered, code, Verifier);

        Assert.Equal(HttpStatusCode.Redirect, redirect.Status);
        Assert.StartsWith(PortalClient.Redirect, redirect.Location!.ToString(), StringComparison.Ordinal);
        Assert.Equal("st", redirect.LocationQuery("state"));
        Assert.True(portal.Tokens.IsValid(tokens.Text("accessToken")));
        Assert.Equal("invalid_grant", again.Error);
        Assert.Equal((1, 0), (portal.Counters.Logins, portal.Counters.MalformedRequests));
    }

    [Fact]
    public async Task Another_verifier_or_redirect_is_refused()
    {
        await using EmulatedPortal portal = await EmulatedPortal.StartAsync();
        using var client = new PortalClient(portal);
        PortalClient.Credentials registered = await client.RegisterAsync("authorization_code", "refresh_token");
        string code = (await client.AuthorizeAsync(registered, Verifier)).LocationQuery("code");

        WireAnswer wrongVerifier = await client.RedeemAsync(registered, code, Verifier + "x");
        WireAnswer wrongRedirect = await client.RedeemAsync(registered, code, Verifier, "http://127.0.0.1:1/oauth/callback");

        Assert.Equal(("invalid_grant", "invalid_grant"), (wrongVerifier.Error, wrongRedirect.Error));
        Assert.Equal(0, portal.Counters.Logins);
    }

    [Theory]
    [InlineData("allow", "code")]
    [InlineData("deny", "error")]
    public async Task The_consent_page_sends_the_decision_to_the_callback(string decision, string expected)
    {
        await using EmulatedPortal portal = await EmulatedPortal.StartAsync(options => options.Approval = ApprovalMode.Manual);
        using var client = new PortalClient(portal);
        PortalClient.Credentials registered = await client.RegisterAsync("authorization_code", "refresh_token");

        WireAnswer page = await client.AuthorizeAsync(registered, Verifier);
        string request = Assert.Single(portal.Approval.Pending);
        WireAnswer redirect = await client.PostFormAsync("authorize", ("request", request), ("decision", decision));

        Assert.Contains(">Allow</button>", page.Body, StringComparison.Ordinal);
        Assert.NotEmpty(redirect.LocationQuery(expected));
        Assert.Equal("st", redirect.LocationQuery("state"));
        Assert.Empty(portal.Approval.Pending);
    }

    [Fact]
    public async Task Denying_gives_access_denied_with_the_state()
    {
        await using EmulatedPortal portal = await EmulatedPortal.StartAsync(options => options.Approval = ApprovalMode.Deny);
        using var client = new PortalClient(portal);
        PortalClient.Credentials registered = await client.RegisterAsync("authorization_code", "refresh_token");

        WireAnswer redirect = await client.AuthorizeAsync(registered, Verifier);

        Assert.Equal("access_denied", redirect.LocationQuery("error"));
        Assert.Equal("st", redirect.LocationQuery("state"));
    }

    [Fact]
    public async Task Approving_by_api_calls_the_callback_as_the_browser_would()
    {
        await using EmulatedPortal portal = await EmulatedPortal.StartAsync(options => options.Approval = ApprovalMode.Manual);
        using var client = new PortalClient(portal);
        using var callback = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        callback.Start();
        string redirect = $"http://{callback.LocalEndpoint}/oauth/callback";
        PortalClient.Credentials registered = await client.RegisterAsync("authorization_code", "refresh_token");
        await client.AuthorizeAsync(registered, Verifier, redirect: redirect);

        Task<bool> approving = portal.Approval.ApproveAsync(await portal.Approval.NextPendingAsync());
        using System.Net.Sockets.TcpClient browser = await callback.AcceptTcpClientAsync();
        using var reader = new StreamReader(browser.GetStream());
        string? line = await reader.ReadLineAsync();
        await browser.GetStream().WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8.ToArray());

        Assert.True(await approving);
        Assert.Matches("^GET /oauth/callback\\?code=[^&]+&state=st HTTP/1.1$", line);
    }

    [Theory]
    [InlineData("https://127.0.0.1/oauth/callback")]
    [InlineData("http://127.0.0.1:1/other")]
    [InlineData("http://example.com/oauth/callback")]
    public async Task A_redirect_to_anywhere_else_is_malformed(string redirect)
    {
        await using EmulatedPortal portal = await EmulatedPortal.StartAsync();
        using var client = new PortalClient(portal);
        PortalClient.Credentials registered = await client.RegisterAsync("authorization_code", "refresh_token");

        WireAnswer answer = await client.AuthorizeAsync(registered, Verifier, redirect: redirect);

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal(1, portal.Counters.MalformedRequests);
    }

    [Fact]
    public async Task A_mixture_of_grants_is_refused_when_asked_for()
    {
        await using EmulatedPortal portal = await EmulatedPortal.StartAsync(options => options.RefuseMixedGrants = true);
        using var client = new PortalClient(portal);

        WireAnswer answer = await client.PostAsync("client/register", JsonNode.Parse($$"""
            {
              "clientName": "LeappSso",
              "clientType": "public",
              "grantTypes": ["authorization_code", "{{PortalClient.DeviceGrant}}"],
              "redirectUris": ["http://127.0.0.1/oauth/callback"],
              "issuerUrl": "{{portal.StartUrl}}"
            }
            """)!);

        Assert.Equal("InvalidRequestException", answer.ErrorType);
    }

    [Fact]
    public async Task A_client_name_with_blanks_is_refused_without_text()
    {
        await using EmulatedPortal portal = await EmulatedPortal.StartAsync();
        using var client = new PortalClient(portal);

        WireAnswer answer = await client.PostAsync("client/register", new { clientName = "my app", clientType = "public" });

        Assert.Equal(("invalid_client_metadata", "InvalidClientMetadataException"), (answer.Error, answer.ErrorType));
        Assert.Null(answer.Json.GetProperty("error_description").GetString());
    }
}
