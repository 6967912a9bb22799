using LeappSso.Ports;

namespace LeappSso.Reliability.Tests.Fuzzing.Targets;

/// <summary>What STS answers to the call for the keys of another role, and the console to that for a sign-in.</summary>
internal sealed class SignInAnswerTarget() : AnswerTarget("STS and sign-in answers", "whole keys, a token, or a ServiceException that says nothing secret")
{
    private static readonly RoleKeys s_keys = new("ASIA", Sent, Sent, new DateTimeOffset(2031, 1, 1, 0, 0, 0, TimeSpan.Zero));

    private const string XmlHeaders = "Content-Type: text/xml\n";

    internal override string Mended => "an answer that is no XML ended the command by an exception of the framework";

    internal override IReadOnlyList<byte[]> Examples { get; } = InputText.Bytes(
        Of(200, $"{{\"SigninToken\":\"{Demand.Secret}\"}}"), Of(400, "<html>bad</html>", "Content-Type: text/html\n"),
        Of(
            200,
            "<AssumeRoleResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><AssumeRoleResult><Credentials><AccessKeyId>ASIA</AccessKeyId>"
                + $"<SecretAccessKey>{Demand.Secret}</SecretAccessKey><SessionToken>t</SessionToken><Expiration>2030-01-01T01:00:00Z</Expiration></Credentials></AssumeRoleResult></AssumeRoleResponse>",
            XmlHeaders),
        Of(403, "<ErrorResponse><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>no &amp; no</Message></Error><RequestId>r</RequestId></ErrorResponse>", XmlHeaders), Of(200, "<a/>", XmlHeaders));

    internal override IReadOnlyList<byte[]> Pieces { get; } = [.. new KeyAnswerTarget().Pieces, .. InputText.Bytes(
        "<Credentials>", "</Credentials>", "<Expiration>", "<!DOCTYPE a [<!ENTITY b \"c\">]>", "&b;", "&#x1b;", "<![CDATA[", "<Code>Throttling</Code>", "9999-12-31T23:59:59Z", "\"SigninToken\":", XmlHeaders)];

    protected override async Task CallAsync()
    {
        if (Turn % 2 == 0)
        {
            string? token = await TryAsync(() => Services.SignIn("signin.aws.amazon.com").GetSigninTokenAsync(s_keys, TimeSpan.FromHours(1), CancellationToken.None));
            Demand.That(token is null or { Length: > 0 }, "an empty token");
            return;
        }

        RoleKeys? keys = await TryAsync(() => Services.Sts("eu-west-1").AssumeRoleAsync(
            s_keys, new AssumeRoleCall("arn:aws:iam::111122223333:role/x", "me", null, null), CancellationToken.None));
        Demand.That(keys is null or { AccessKeyId.Length: > 0, SecretAccessKey.Length: > 0, SessionToken.Length: > 0 }, "keys that are not whole");
    }
}
