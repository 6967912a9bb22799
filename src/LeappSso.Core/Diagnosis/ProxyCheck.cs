using LeappSso.Engine;
using LeappSso.Login;
using LeappSso.Ports;

namespace LeappSso.Diagnosis;

/// <summary>
/// The variables that name a proxy, as the tools read them: .NET and Python look at the lower-case name first, Go at the upper-case one
/// (HttpClient.DefaultProxy; urllib.request.getproxies_environment; golang.org/x/net/http/httpproxy). A password is never told.
/// </summary>
internal sealed class ProxyCheck() : Check("Proxy", "environment variables that name a proxy")
{
    private static readonly string[] s_proxies = ["https_proxy", "all_proxy", "http_proxy"];

    private static readonly string[] s_schemes = ["http", "https", "socks4", "socks4a", "socks5"];

    /// <inheritdoc/>
    protected override IEnumerable<LeappFinding> Look(Evidence evidence) =>
        OfSpelling(evidence).Concat(OfValues(evidence)).Concat(OfExceptions(evidence));

    /// <inheritdoc/>
    protected override string Summary(Evidence evidence)
    {
        if (s_proxies[..2].Select(n => Find(evidence, n)).FirstOrDefault(f => f is not null) is not { } proxy)
        {
            return $"No variable names a proxy for https{(evidence.HasOpenSsl ? string.Empty : ", so the setting of the system holds")}.";
        }

        string except = Find(evidence, "no_proxy") is { } none ? $", except for {VisibleText.Of(none.Value)}" : string.Empty;
        return $"https goes through the proxy {Shown(proxy.Value)} ({proxy.Name}){except}.";
    }

    private IEnumerable<LeappFinding> OfSpelling(Evidence evidence)
    {
        // On Windows they are one variable.
        foreach (string lower in evidence.IsWindows ? [] : s_proxies.Append("no_proxy"))
        {
            string upper = lower.ToUpperInvariant();
            if (evidence.Variable(lower) is { } one && evidence.Variable(upper) is { } other && one != other)
            {
                yield return Warning(
                    $"{lower} and {upper} are set to different values; LeappSso, AWS CLI and AWS Tools use the first, Terraform and other Go programs the second.",
                    $"Set both to the same value, or remove one: Remove-Item Env:{upper}", upper);
            }
        }
    }

    private IEnumerable<LeappFinding> OfValues(Evidence evidence)
    {
        foreach ((string name, string value) in s_proxies.Select(n => Find(evidence, n)).OfType<(string, string)>())
        {
            if (AddressOf(value) is not { } address || !s_schemes.Contains(address.Scheme))
            {
                yield return Warning(
                    $"{name} does not hold the address of a proxy (its value is not shown), so LeappSso does without one.", $"Write it as http://host:port, or Remove-Item Env:{name}", name);
            }
            else if (address.UserInfo.Length > 0)
            {
                yield return Note($"{name} holds a name or password for the proxy {address.Authority}; every program started from here can read it.", null, name);
            }
        }
    }

    private IEnumerable<LeappFinding> OfExceptions(Evidence evidence)
    {
        if (Find(evidence, "no_proxy") is not { } none)
        {
            yield break;
        }

        string[] hosts = [.. evidence.Workspace.Document.Integrations.Select(Catalog.EndpointOf).Distinct().Select(HostOf)];
        foreach (string entry in none.Value.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            string shown = VisibleText.Of(entry);
            if (entry.Contains('*', StringComparison.Ordinal))
            {
                yield return Warning(
                    $"{none.Name} holds '{shown}'; LeappSso and AWS Tools know no asterisk there, so the proxy is used all the same.", "Write .example.com for all hosts of a domain.", none.Name);
            }
            else if (entry[0] != '.' && Array.Find(hosts, h => h.EndsWith("." + entry, StringComparison.OrdinalIgnoreCase)) is { } host)
            {
                yield return Warning(
                    $"{none.Name} holds '{shown}', which for AWS CLI and Go programs means {host} too, and for LeappSso and AWS Tools does not.",
                    $"Write .{shown}", none.Name);
            }
        }
    }

    private static (string Name, string Value)? Find(Evidence evidence, string lower) =>
        evidence.Variable(lower) is { } one ? (lower, one)
        : evidence.Variable(lower.ToUpperInvariant()) is { } other ? (lower.ToUpperInvariant(), other)
        : null;

    // Of some texts that begin as a path in a network of Windows, Uri throws an IndexOutOfRangeException.
    private static Uri? AddressOf(string value) =>
        !value.TrimStart().StartsWith('\\') && Uri.TryCreate(value.Contains("://", StringComparison.Ordinal) ? value : "http://" + value, UriKind.Absolute, out Uri? address) && address.Host.Length > 0 ? address : null;

    private static string Shown(string value) => AddressOf(value) is { } address ? VisibleText.Of(address.Authority) : "(no address)";

    private static string HostOf(SsoEndpoint endpoint) =>
        $"oidc.{endpoint.Region}.{(endpoint.DualStack ? "api.aws" : AwsRegion.DnsSuffix(endpoint.Region))}";
}
