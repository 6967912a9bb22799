using System.Text;
using System.Text.RegularExpressions;
using LeappSso.Login;

namespace LeappSso.WebConsole;

/// <summary>A page of the console, as a person names it: a service, a path or an address.</summary>
internal sealed partial class ConsoleDestination
{
    private readonly string _given;
    private readonly Uri? _address;
    private readonly string _path;

    private ConsoleDestination(string given, Uri? address, string path)
    {
        _given = given;
        _address = address;
        _path = path;
    }

    /// <summary>The first page of the console.</summary>
    internal static ConsoleDestination Home { get; } = new("home", null, ConsoleServices.PathOf("home"));

    /// <summary>Reads what a person typed or pasted.</summary>
    /// <exception cref="LeappException"><see cref="LeappErrorCode.InvalidDestination"/>.</exception>
    internal static ConsoleDestination Parse(string text)
    {
        string given = text.Trim();
        if (given.Contains("://", StringComparison.Ordinal))
        {
            return WebAddress.TryRead(given, out Uri? address) && address.Scheme == Uri.UriSchemeHttps
                && address.IsDefaultPort && address.UserInfo.Length == 0 && Ascii.IsValid(address.Host)
                ? new(given, address, string.Empty)
                : throw Invalid(text, "An address must begin with https://, hold no port, user name or password, and name a host of the console.");
        }

        if (Service().IsMatch(given))
        {
            return new(given, null, ConsoleServices.PathOf(given));
        }

        return Path().IsMatch(given) && !given.Split('?', '#')[0].Split('/').Contains("..")
            ? new(given, null, given.TrimStart('/'))
            : throw Invalid(text, "It is neither the name of a service nor a path nor an address.");
    }

    /// <summary>The address of the page.</summary>
    /// <param name="partition">Where the account is.</param>
    /// <param name="region">The region in which the session works; null if it has none.</param>
    /// <param name="target">What the user passed as session.</param>
    /// <exception cref="LeappException"><see cref="LeappErrorCode.InvalidDestination"/>: an address that is not of this console.</exception>
    internal Uri In(ConsolePartition partition, string? region, object target)
    {
        if (_address is null)
        {
            return new Uri($"https://{partition.EntryHost}/{WithRegion(_path, region)}");
        }

        return partition.Owns(_address.Host)
            ? _address
            : throw new LeappException(
                LeappErrorCode.InvalidDestination,
                $"The host {VisibleText.Of(_address.Host)} is not of the AWS console of {target}, which is {partition.ConsoleHost} and what lies under it"
                + $" (partition {partition.Name}). {Advice}",
                _given);
    }

    private const string Advice =
        "Give the name of a service such as ec2, a path such as /ec2/home#Instances:, or an address of that console.";

    /// <summary>Puts the region into the query, before the fragment, unless one is there.</summary>
    private static string WithRegion(string path, string? region)
    {
        if (region is null || RegionInQuery().IsMatch(path))
        {
            return path;
        }

        int fragment = path.IndexOf('#', StringComparison.Ordinal);
        string before = fragment < 0 ? path : path[..fragment];
        string after = fragment < 0 ? string.Empty : path[fragment..];
        return $"{before}{(before.Contains('?', StringComparison.Ordinal) ? '&' : '?')}region={region}{after}";
    }

    private static LeappException Invalid(string text, string reason) => new(
        LeappErrorCode.InvalidDestination, $"'{VisibleText.Of(text)}' is no page of the AWS console. {reason} {Advice}", text);

    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9-]*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Service();

    /// <summary>A slash first, or a first part that cannot be taken for a host.</summary>
    [GeneratedRegex(@"^(/(?![/\\])|[A-Za-z0-9-]+/)[!-\[\]-~]*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Path();

    [GeneratedRegex(@"^[^#]*[?&]region=", RegexOptions.CultureInvariant)]
    private static partial Regex RegionInQuery();
}
