using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace LeappSso.Emulator;

/// <summary>
/// The signature of a request to STS, version 4
/// (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html).
/// </summary>
internal sealed partial class RequestSignature
{
    private readonly string _key;
    private readonly string _scope;
    private readonly string _headers;
    private readonly string _signature;

    private RequestSignature(Match match)
    {
        _key = match.Groups["key"].Value;
        _scope = match.Groups["scope"].Value;
        _headers = match.Groups["headers"].Value;
        _signature = match.Groups["signature"].Value;
    }

    /// <summary>The id of the keys that signed.</summary>
    public string AccessKeyId => _key;

    public static RequestSignature? Of(HttpRequest request)
    {
        Match match = Shape().Match(request.Headers.Authorization.ToString());
        return match.Success ? new RequestSignature(match) : null;
    }

    /// <summary>Whether a secret has made it, of a POST to the root with this body.</summary>
    public bool IsMadeWith(string secret, HttpRequest request, string body)
    {
        string names = string.Concat(_headers.Split(';').Select(name => $"{name}:{Value(request, name)}\n"));
        string canonical = $"POST\n/\n\n{names}\n{_headers}\n{Hex(SHA256.HashData(Encoding.UTF8.GetBytes(body)))}";
        string text = $"AWS4-HMAC-SHA256\n{request.Headers["X-Amz-Date"]}\n{_scope}\n{Hex(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)))}";
        byte[] key = Encoding.UTF8.GetBytes("AWS4" + secret);
        foreach (string part in _scope.Split('/'))
        {
            key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(part));
        }

        return Hex(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text))) == _signature;
    }

    private static string Value(HttpRequest request, string name) => string.Join(
        ',', request.Headers[name].Select(value => Blanks().Replace((value ?? "").Trim(), " ")));

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);

    [GeneratedRegex(@"^AWS4-HMAC-SHA256 Credential=(?<key>[A-Z0-9]+)/(?<scope>[^,]+), ?SignedHeaders=(?<headers>[^,]+), ?Signature=(?<signature>[0-9a-f]+)$")]
    private static partial Regex Shape();

    [GeneratedRegex(" +")]
    private static partial Regex Blanks();
}
