using System.Net;
using System.Text.Json;
using LeappSso.Emulator;

namespace LeappSso.Aws.Tests.Emulator;

public sealed class PortalApiTests
{
    [Fact]
    public async Task Pages_of_any_size_give_every_account_once_and_in_order()
    {
        await using EmulatedPortal portal = await EmulatedPortal.StartAsync(options => options.Accounts = 137);
        using var client = new PortalClient(portal);
        string token = portal.Tokens.Issue().AccessToken;
        string[] expected = [.. portal.Directory.Accounts.Select(account => account.Id)];

        foreach (string size in new[] { "", "max_result=1", "max_result=37", "max_result=100" })
        {
            var listed = new List<string>();
            string next = "";
            do
            {
                JsonElement page = (await client.GetAsync($"assignment/accounts?{size}{next}".TrimEnd('?'), token)).Json;
                listed.AddRange(page.GetProperty("accountList").EnumerateArray()
                    .Select(account => account.GetProperty("accountId").GetString()!));
                next = page.GetProperty("nextToken").GetString() is { } more
                    ? (size.Length > 0 ? "&" : "") + "next_token=" + Uri.EscapeDataString(more)
                    : "";
            }
            while (next.Length > 0);

            Assert.Equal(expected, listed);
        }

        Assert.Equal(0, portal.Counters.MalformedRequests);
    }

    [Fact]
    public async Task An_absent_name_or_email_is_absent_from_the_answer()
    {
        await using EmulatedPortal portal = await EmulatedPortal.StartAsync();
        using var client = new PortalClient(portal);
        portal.Directory.Replace([new DirectoryAccount("000000000007", null, null, ["ReadOnly"])]);

        WireAnswer answer = await client.GetAsync("assignment/accounts", portal.Tokens.Issue().AccessToken);

        Assert.Equal("""{"nextToken":null,"accountList":[{"accountId":"000000000007"}]}""", answer.Body);
    }

    [Fact]
    public async Task The_directory_can_change_between_requests()
    {
        await using EmulatedPortal portal = await EmulatedPortal.StartAsync(options => options.Accounts = 2);
        using var client = new PortalClient(portal);
        string token = portal.Tokens.Issue().AccessToken;
        string id = portal.Directory.Accounts[0].Id;

        portal.Directory.Rename(id, "Büro 🚀");
        portal.Directory.RemoveRole(id, "ReadOnly");
        WireAnswer accounts = await client.GetAsync("assignment/accounts", token);
        WireAnswer roles = await client.GetAsync($"assignment/roles?account_id={id}", token);
        portal.Directory.Clear();
        WireAnswer none = await client.GetAsync("assignment/accounts", token);

        Assert.Equal("Büro 🚀", accounts.Json.GetProperty("accountList")[0].GetProperty("accountName").GetString());
        Assert.DoesNotContain("ReadOnly", roles.Body, StringComparison.Ordinal);
        Assert.Equal("""{"nextToken":null,"accountList":[]}""", none.Body);
    }

    [Fact]
    public async Task Keys_tell_their_account_and_role()
    {
        await using EmulatedPortal portal = await EmulatedPortal.StartAsync(options => options.Roles = 4);
        using var client = new PortalClient(portal);
        string id = portal.Directory.Accounts[0].Id;
        const string Role = "Dev+Ops=a,b.c@d-e_f";

        WireAnswer answer = await client.GetAsync(
            $"federation/credentials?role_name={Uri.EscapeDataString(Role)}&account_id={id}", portal.Tokens.Issue().AccessToken);
        JsonElement keys = answer.Json.GetProperty("roleCredentials");
        string accessKey = keys.GetProperty("accessKeyId").GetString()!;

        Assert.Matches("^ASIA[A-Z2-7]{16}$", accessKey);
        Assert.Equal(RoleKeyIssuer.AccessKeyId(id, Role, 1), accessKey);
        Assert.Equal((id, Role), (portal.RoleKeys.Find(accessKey)!.AccountId, portal.RoleKeys.Find(accessKey)!.RoleName));
        Assert.InRange(keys.GetProperty("expiration").GetInt64(), 1_700_000_000_000, 9_999_999_999_999);
    }

    [Theory]
    [InlineData("assignment/roles?account_id=999999999999", 404, "ResourceNotFoundException", "Account not found")]
    [InlineData("federation/credentials?role_name=Nope&account_id=000000000001", 403, "ForbiddenException", "No access")]
    public async Task What_is_not_assigned_is_refused(string path, int status, string type, string message)
    {
        await using EmulatedPortal portal = await EmulatedPortal.StartAsync();
        using var client = new PortalClient(portal);

        WireAnswer answer = await client.GetAsync(path, portal.Tokens.Issue().AccessToken);

        Assert.Equal((status, type, message), ((int)answer.Status, answer.ErrorType, answer.Text("message")));
        Assert.Equal("com.amazonaws.switchboard.portal#" + type, answer.Text("__type"));
        Assert.Equal(0, portal.Counters.MalformedRequests);
    }

    [Fact]
    public async Task An_unknown_token_is_unauthorized()
    {
        await using EmulatedPortal portal = await EmulatedPortal.StartAsync();
        using var client = new PortalClient(portal);

        WireAnswer answer = await client.GetAsync("assignment/accounts", "nobody");

        Assert.Equal(HttpStatusCode.Unauthorized, answer.Status);
        Assert.Equal("Session token not found or invalid", answer.Text("message"));
    }

    [Fact]
    public async Task A_clock_that_is_ahead_shows_in_the_date_and_in_expiries()
    {
        await using EmulatedPortal portal =
            await EmulatedPortal.StartAsync(options => options.ClockOffset = TimeSpan.FromDays(365));
        using var client = new PortalClient(portal);

        WireAnswer answer = await client.GetAsync(
            "federation/credentials?role_name=ReadOnly&account_id=000000000001", portal.Tokens.Issue().AccessToken);
        long expiration = answer.Json.GetProperty("roleCredentials").GetProperty("expiration").GetInt64();

        Assert.True(answer.Date > DateTimeOffset.UtcNow.AddDays(364));
        Assert.True(DateTimeOffset.FromUnixTimeMilliseconds(expiration) > DateTimeOffset.UtcNow.AddDays(364));
    }

    [Fact]
    public async Task Sts_names_the_caller_of_known_keys_only()
    {
        await using EmulatedPortal portal = await EmulatedPortal.StartAsync();
        using var client = new PortalClient(portal);
        await client.GetAsync(
            "federation/credentials?role_name=ReadOnly&account_id=000000000001", portal.Tokens.Issue().AccessToken);
        RoleKeys keys = portal.RoleKeys.Find(RoleKeyIssuer.AccessKeyId("000000000001", "ReadOnly", 1))!;

        WireAnswer known = await CallerIdentityAsync(portal, client, keys.AccessKeyId, keys.SessionToken);
        WireAnswer unknown = await CallerIdentityAsync(portal, client, "ASIAXXXXXXXXXXXXXXXX", keys.SessionToken);

        Assert.Matches(
            "<Arn>arn:aws:sts::000000000001:assumed-role/AWSReservedSSO_ReadOnly_[0-9a-f]{16}/jane.doe</Arn>", known.Body);
        Assert.Equal(HttpStatusCode.Forbidden, unknown.Status);
        Assert.Contains("InvalidClientTokenId", unknown.Body, StringComparison.Ordinal);
    }

    [Fact]
    public void Generated_directories_are_alike_and_awkward()
    {
        IReadOnlyList<DirectoryAccount> accounts = DirectoryGenerator.Generate(2000, 9);

        Assert.Equal(
            accounts.Select(account => account with { Roles = [] }),
            DirectoryGenerator.Generate(2000, 9).Select(account => account with { Roles = [] }),
            (one, other) => one.Id == other.Id && one.Name == other.Name && one.Email == other.Email);
        Assert.Equal(2000, accounts.Select(account => account.Id).Distinct().Count());
        Assert.All(accounts, account => Assert.Equal(12, account.Id.Length));
        Assert.Equal("000000000001", accounts[0].Id);
        Assert.Equal(2, accounts.Count(account => account.Name == "sandbox"));
        Assert.Contains(accounts, account => account.Name is null);
        Assert.Contains(accounts, account => account.Email is null);
        Assert.All(accounts, account => Assert.Equal(9, account.Roles.Distinct().Count()));
    }

    private static async Task<WireAnswer> CallerIdentityAsync(
        EmulatedPortal portal,
        PortalClient client,
        string key,
        string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, portal.Address);
        request.Content = new FormUrlEncodedContent(
            new Dictionary<string, string> { ["Action"] = "GetCallerIdentity", ["Version"] = "2011-06-15" });
        request.Headers.TryAddWithoutValidation(
            "Authorization",
            $"AWS4-HMAC-SHA256 Credential={key}/20260101/eu-west-1/sts/aws4_request, SignedHeaders=host, Signature=00");
        request.Headers.Add("X-Amz-Security-Token", token);
        return await client.SendAsync(request);
    }
}
