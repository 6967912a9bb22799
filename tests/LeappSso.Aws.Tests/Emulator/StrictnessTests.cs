using System.Net;
using System.Text;
using LeappSso.Emulator;

namespace LeappSso.Aws.Tests.Emulator;

public sealed class StrictnessTests
{
    [Theory]
    [InlineData("assignment/accounts?max_result=1000")]
    [InlineData("assignment/accounts?max_result=0")]
    [InlineData("assignment/accounts?max_result=ten")]
    [InlineData("assignment/accounts?maxResults=10")]
    [InlineData("assignment/accounts?max_result=1&max_result=2")]
    [InlineData("assignment/accounts?next_token=madeUp")]
    [InlineData("assignment/roles")]
    [InlineData("assignment/roles?account_id=1")]
    [InlineData("federation/credentials?account_id=000000000001")]
    [InlineData("assignment/nothing")]
    [InlineData("token")]
    public async Task A_departing_get_is_answered_with_400_and_counted(string path)
    {
        await using EmulatedPortal portal = await EmulatedPortal.StartAsync();
        using var client = new PortalClient(portal);

        WireAnswer answer = await client.GetAsync(path, portal.Tokens.Issue().AccessToken);

        Assert.Equal((HttpStatusCode.BadRequest, "InvalidRequestException"), (answer.Status, answer.ErrorType));
        Assert.Equal(1, portal.Counters.MalformedRequests);
        Assert.Single(portal.Counters.MalformedReasons);
    }

    [Theory]
    [InlineData("""{"clientName":"x"}""", "application/json")]
    [InlineData("""{"clientName":"x","clientType":"public","color":"red"}""", "application/json")]
    [InlineData("""{"clientName":"x","clientType":"public","color":1}""", "application/json")]
    [InlineData("""{"clientName":"x","clientType":"public","scopes":"sso:account:access"}""", "application/json")]
    [InlineData("""{"clientName":"x","clientType":"public","scopes":null}""", "application/json")]
    [InlineData("""{"clientName":"x","clientName":"y","clientType":"public"}""", "application/json")]
    [InlineData("""{"clientName":"x","clientType":"public"}""", "text/plain")]
    [InlineData("[]", "application/json")]
    [InlineData("", "application/json")]
    public async Task A_departing_body_is_answered_with_400_and_counted(string body, string type)
    {
        await using EmulatedPortal portal = await EmulatedPortal.StartAsync();
        using var client = new PortalClient(portal);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(portal.Address, "client/register"));
        request.Content = new StringContent(body, Encoding.UTF8, type);

        WireAnswer answer = await client.SendAsync(request);

        Assert.Equal((HttpStatusCode.BadRequest, "InvalidRequestException"), (answer.Status, answer.ErrorType));
        Assert.Equal(1, portal.Counters.MalformedRequests);
    }

    [Fact]
    public async Task The_access_token_belongs_to_the_portal_operations_and_to_no_other()
    {
        await using EmulatedPortal portal = await EmulatedPortal.StartAsync();
        using var client = new PortalClient(portal);

        await client.GetAsync("assignment/accounts");
        await client.PostAsync("client/register", new { clientName = "x", clientType = "public" }, "token");

        Assert.Equal(2, portal.Counters.MalformedRequests);
    }

    [Fact]
    public async Task A_member_of_another_grant_is_malformed()
    {
        await using EmulatedPortal portal = await EmulatedPortal.StartAsync();
        using var client = new PortalClient(portal);
        PortalClient.Credentials registered = await client.RegisterAsync();

        WireAnswer answer = await client.PostAsync("token", new
        {
            clientId = registered.Id,
            clientSecret = registered.Secret,
            grantType = PortalClient.DeviceGrant,
            refreshToken = "x",
        });

        Assert.Equal("invalid_request", answer.Error);
        Assert.Equal(1, portal.Counters.MalformedRequests);
    }

    [Fact]
    public async Task Reset_sets_all_counters_back()
    {
        await using EmulatedPortal portal = await EmulatedPortal.StartAsync();
        using var client = new PortalClient(portal);
        await client.GetAsync("nowhere");

        portal.Counters.Reset();

        Assert.Equal((0, 0), (portal.Counters.TotalRequests, portal.Counters.MalformedRequests));
        Assert.Empty(portal.Counters.Log);
    }
}
