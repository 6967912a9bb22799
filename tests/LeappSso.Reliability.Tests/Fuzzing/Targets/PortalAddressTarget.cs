using LeappSso.Login;

namespace LeappSso.Reliability.Tests.Fuzzing.Targets;

/// <summary>The address of a portal, as a person pastes it.</summary>
internal sealed class PortalAddressTarget()
    : FuzzTarget("portal address", "https (or this machine), the canonical spelling is its own, AWS's only where AWS keeps the name, no password in a message")
{
    internal override string Mended => "a refusal repeated a password where something else was wrong with the address too";

    private static readonly string[] s_ours = ["awsapps.com", "awsapps.cn", "app.aws", "portal.amazonaws.com", "portal.amazonaws.com.cn", "portal.amazonaws.eu"];

    private static readonly string[] s_regional = ["app.amazonwebservices.com.cn", "api.amazonwebservices.eu"];

    private static readonly string[] s_issuers = ["amazonaws.com", "amazonaws.com.cn", "amazonaws.eu"];

    internal override IReadOnlyList<byte[]> Examples { get; } = InputText.Bytes(
        "https://d-1234567890.awsapps.com/start", "d-1234567890.awsapps.com/start#/", "  HTTPS://Acme.AwsApps.com/start/?x=1#/a ", "https://ssoins-722.portal.eu-west-1.app.aws",
        "https://start.us-gov-home.awsapps.com/directory/acme", "https://start.home.awsapps.cn/directory/acme", "http://127.0.0.1:8080/start", "https://[::1]:443/start", "https://aws.example.com/sso/",
        $"https://me:{Demand.Secret}@acme.awsapps.com/start", "ftp://acme.awsapps.com/start", "acme", "https://identitycenter.amazonaws.com/ssoins-1", "https://x.portal.cn-north-1.app.amazonwebservices.com.cn", "https://evil.s3.amazonaws.com/start", "https://acme.awsapps.com:8443/start/%2e%2e/a%20b");

    internal override IReadOnlyList<byte[]> Pieces { get; } = InputText.Bytes(
        "https://", "http://", "HTTPS:", "://", "//", "/start", "#/", "?", "@", $"me:{Demand.Secret}@", ":443", ":99999", ":", "[::1]", "[fe80::1%eth0]", "127.0.0.1", "0x7f.1", "localhost", ".awsapps.com", ".app.aws",
        ".portal.eu-west-1.app.aws", ".amazonaws.com", ".portal.amazonaws.eu", "identitycenter.", ".s3", ".eu-west-1", ".portal", "%2f", "%5c", "\\", "..", "/./", "xn--", "。", "ß", "İ", "\u200b", "awsapps.com.evil.example", "a-.b", ".", "..com", "file:", "data:", "x.");

    internal override void Check(byte[] input)
    {
        string text = InputText.Of(input);
        PortalAddress? strict = Parse(text, foreign: false);
        PortalAddress? address = Parse(text, foreign: true);
        if (address is null)
        {
            Demand.That(strict is null, "only the stricter reading takes it");
            return;
        }

        Demand.That(strict is not null == address.IsAwsOwned, "who owns the host depends on how it is asked");
        Uri uri = new(address.Url);
        Demand.That(uri.Scheme == "https" || (uri.Scheme == "http" && uri.IsLoopback), "the scheme");
        Demand.That(uri.UserInfo.Length == 0 && uri.Query.Length == 0 && uri.Fragment.Length == 0, "more than an address");
        Demand.Same(uri.Host, address.Host, "the host");
        Demand.That(address.Url.All(c => c is > ' ' and <= '~'), $"{address.Url} cannot stand in an AWS file");
        Demand.Same(uri.IsLoopback || IsOurs(address.Host), address.IsAwsOwned, $"whether {address.Host} is AWS's");
        Demand.Same(address.Url, Parse(address.Url, foreign: true)?.Url, "the canonical spelling of the canonical spelling");
        Demand.That(PortalAddress.SamePortal(text, address.Url), "it is another portal than its canonical spelling");
        Demand.Visible(address.Url + address.Warning + address.RegionInHost);
    }

    private static bool IsOurs(string host) =>
        s_ours.Any(o => Before(host, o) is not null)
        || s_regional.Any(o => Before(host, o)?.Split('.') is [var name, "portal", var region] && IsName(name) && IsRegion(region))
        || s_issuers.Any(o => Before(host, o)?.Split('.') switch
        {
            ["identitycenter"] => true,
            ["identitycenter", var place] => place == "us-gov" || IsRegion(place),
            [var name, "identitycenter"] => IsName(name),
            [var name, "identitycenter", var place] => IsName(name) && (place == "us-gov" || IsRegion(place)),
            _ => false,
        });

    /// <summary>The labels before a domain; null where the host is not under it.</summary>
    private static string? Before(string host, string domain) => host.Length > domain.Length + 1 && host.EndsWith("." + domain, StringComparison.Ordinal) ? host[..^(domain.Length + 1)] : null;

    private static bool IsName(string label) => label.Length > 0 && label.All(c => c is '-' or (>= 'a' and <= 'z') or (>= '0' and <= '9'));

    private static bool IsRegion(string label) =>
        label.Split('-') is [{ Length: >= 2 and <= 4 } area, .. { Length: > 0 } places, [>= '0' and <= '9']]
        && places.Append(area).All(p => p.Length > 0 && p.All(char.IsAsciiLetterLower));

    private static PortalAddress? Parse(string text, bool foreign)
    {
        try
        {
            return PortalAddress.Parse(text, foreign);
        }
        catch (LeappException refusal)
        {
            Demand.Same(LeappErrorCode.InvalidPortalUrl, refusal.Code, "the code");
            Demand.Visible(refusal.Message);
            // A password stands before the last @; elsewhere it is no secret.
            Demand.That(!IsPassword(text) || !refusal.Message.Contains(Demand.Secret, StringComparison.Ordinal), $"the password is in '{refusal.Message}'");
            return null;
        }
    }

    private static bool IsPassword(string text) =>
        text.IndexOf(Demand.Secret, StringComparison.Ordinal) is >= 0 and int at && text.IndexOf(Demand.Secret + "@", StringComparison.Ordinal) == at
        && text.LastIndexOf("://me:", at, StringComparison.Ordinal) is >= 0 and int begin && begin + 6 == at
        && text.IndexOf(Demand.Secret, at + 1, StringComparison.Ordinal) < 0;
}
