using System.Net;
using System.Text;
using LeappSso.Aws;
using LeappSso.Ports;

namespace LeappSso.Aws.Tests.Adapter;

/// <summary>Answers that no service gives, but a proxy or a broken line may.</summary>
public sealed class DamagedAnswerTests
{
    private static readonly SsoEndpoint s_endpoint = new("eu-west-1", DualStack: false);

    private static readonly RoleKeys s_keys = new("ASIA", "secret", "token", DateTimeOffset.UnixEpoch);

    [Theory]
    [InlineData("{\"accountList\":[{\"accountId\":\"\\ud800\"}]}")]
    [InlineData("{\"accountList\":[{\"account\\ud800\":\"1\",\"accountId\":\"1\"}]}")]
    [InlineData("{\"accountList\":[{\"accountId\":\"\u0080\"}]}")]
    public async Task Half_of_a_character_in_a_page_is_a_damaged_answer(string body)
    {
        ServiceException failure = await Assert.ThrowsAsync<ServiceException>(
            () => Services(HttpStatusCode.OK, body).Portal(s_endpoint).ListAccountsAsync("t", null, CancellationToken.None));

        Assert.Equal(ServiceFault.Unavailable, failure.Fault);
    }

    [Theory]
    [InlineData("{\"message\":\"\\ud800\"}")]
    [InlineData("{\"error\":\"\\udc00\"}")]
    public async Task Half_of_a_character_in_a_refusal_leaves_it_a_refusal(string body)
    {
        ServiceException failure = await Assert.ThrowsAsync<ServiceException>(
            () => Services(HttpStatusCode.Unauthorized, body).Portal(s_endpoint).ListAccountsAsync("t", null, CancellationToken.None));

        Assert.Equal(ServiceFault.Unauthorized, failure.Fault);
    }

    [Fact]
    public async Task Half_of_a_character_for_a_sign_in_token_is_a_damaged_answer()
    {
        ServiceException failure = await Assert.ThrowsAsync<ServiceException>(
            () => Services(HttpStatusCode.OK, "{\"SigninToken\":\"\\ud800\"}").SignIn("signin.aws.amazon.com").GetSigninTokenAsync(s_keys, null, CancellationToken.None));

        Assert.Equal(ServiceFault.Unavailable, failure.Fault);
    }

    [Fact]
    public async Task An_answer_of_STS_that_is_no_XML_is_a_damaged_answer()
    {
        ServiceException failure = await Assert.ThrowsAsync<ServiceException>(() => Services(HttpStatusCode.OK, "}").Sts("eu-west-1").AssumeRoleAsync(
            s_keys, new AssumeRoleCall("arn:aws:iam::111122223333:role/x", "me", null, null), CancellationToken.None));

        Assert.Equal(ServiceFault.Unavailable, failure.Fault);
    }

    [Fact]
    public async Task A_refusal_that_is_no_JSON_is_not_repeated()
    {
        ServiceException failure = await Assert.ThrowsAsync<ServiceException>(
            () => Services(HttpStatusCode.Unauthorized, "session=s3cr3t").Portal(s_endpoint).GetRoleCredentialsAsync("t", "000000000001", "Admin", CancellationToken.None));

        Assert.Equal(ServiceFault.Unauthorized, failure.Fault);
        Assert.DoesNotContain("s3cr3t", failure.Describe(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\\\\\\\\\u202e\\\\://")]
    [InlineData("javascript:alert(1)")]
    [InlineData("//host/x")]
    public async Task A_page_for_the_code_that_is_no_address_makes_the_answer_incomplete(string page)
    {
        ServiceException failure = await Assert.ThrowsAsync<ServiceException>(
            () => Services(HttpStatusCode.OK, "{\"deviceCode\":\"d\",\"userCode\":\"u\",\"verificationUri\":\"" + page + "\",\"expiresIn\":600}").Oidc(s_endpoint)
                .StartDeviceAuthorizationAsync(new ClientRegistration("c", "s", DateTimeOffset.MaxValue), "https://acme.awsapps.com/start", CancellationToken.None));

        Assert.Equal(ServiceFault.Incomplete, failure.Fault);
    }

    private static AwsServices Services(HttpStatusCode status, string body) => new(_ => null, TimeProvider.System, new OneAnswer(status, body.Contains('\u0080', StringComparison.Ordinal) ? Encoding.Latin1.GetBytes(body) : Encoding.UTF8.GetBytes(body)));

    private sealed class OneAnswer(HttpStatusCode status, byte[] body) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage(status) { RequestMessage = request, Content = new ByteArrayContent(body) });
    }
}
