using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace LeappSso.Login;

/// <summary>The address of an AWS access portal, checked and in its canonical spelling.</summary>
public sealed partial class PortalAddress
{
    private const string Example = "An access portal looks like https://d-1234567890.awsapps.com/start; "
        + "it stands in the IAM Identity Center console under 'AWS access portal URL', and in the mail that invited you.";

    private PortalAddress(Uri address, bool isAwsOwned, string? regionInHost, string? warning)
    {
        Url = address.AbsoluteUri.TrimEnd('/');
        Host = address.Host;
        IsAwsOwned = isAwsOwned;
        RegionInHost = regionInHost;
        Warning = warning;
    }

    /// <summary>The address without fragment and trailing slash.</summary>
    public string Url { get; }

    /// <summary>The host in lower case and as the network knows it, with nothing beyond ASCII.</summary>
    public string Host { get; }

    /// <summary>Whether the host belongs to AWS (or is this machine); else it is a company's own domain.</summary>
    public bool IsAwsOwned { get; }

    /// <summary>The region that the host names; null on hosts that name none.</summary>
    public string? RegionInHost { get; }

    /// <summary>A doubt about the address that does not stop anything; null if there is none.</summary>
    public string? Warning { get; }

    /// <summary>Reads what a person pasted or typed.</summary>
    /// <param name="text">The address, with or without scheme, fragment, trailing slash or blanks around it.</param>
    /// <param name="acceptForeignHost">Whether a host that is not AWS's is taken for a company's own domain.</param>
    /// <exception cref="LeappException"><see cref="LeappErrorCode.InvalidPortalUrl"/> with the real reason.</exception>
    public static PortalAddress Parse(string text, bool acceptForeignHost = false)
    {
        ArgumentNullException.ThrowIfNull(text);
        string trimmed = Trim(text);
        Uri address = ToUri(trimmed, text);
        Check(address, text);
        string host = address.IdnHost;
        bool loopback = WebAddress.IsLoopback(address);
        bool awsOwned = loopback || AwsDomains.Owns(host);
        if (!awsOwned && !acceptForeignHost)
        {
            throw Invalid(text, AwsDomains.IsOpenToAll(host)
                ? $"The host {host} is under a domain of AWS where everybody can have one, and not among the hosts of access portals"
                    + " (-Force accepts it as a company's own domain)."
                : $"The host {host} does not belong to AWS, so this is not the address of an access portal"
                    + " (perhaps it is the address of your identity provider, or of a company's own domain: -Force accepts that).");
        }

        string path = address.AbsolutePath.TrimEnd('/');
        bool classic = AwsDomains.IsClassicPortal(host);
        if (path.Length == 0 && classic)
        {
            path = "/start";
        }

        Uri canonical = new UriBuilder(address.Scheme, host, address.IsDefaultPort ? -1 : address.Port, path).Uri;
        string? warning = !awsOwned || loopback || AwsDomains.IsKnownShape(host, path)
            ? null
            : $"{canonical.AbsoluteUri.TrimEnd('/')} is on a host of AWS but has no shape of an access portal known here; it is used as it is.";
        return new PortalAddress(canonical, awsOwned, AwsDomains.RegionIn(host), warning);
    }

    /// <summary>Whether two spellings mean one portal.</summary>
    /// <param name="left">An address.</param>
    /// <param name="right">An address.</param>
    public static bool SamePortal(string left, string right) =>
        string.Equals(left, right, StringComparison.Ordinal) || string.Equals(Canonical(left), Canonical(right), StringComparison.Ordinal);

    /// <summary>Whether the login service of a portal is reached by its dual-stack name.</summary>
    /// <param name="url">The canonical address of the portal.</param>
    internal static bool NeedsDualStack(string url) => new Uri(url).Host.EndsWith(".app.aws", StringComparison.Ordinal);

    private static string Canonical(string text)
    {
        try
        {
            return Parse(text, acceptForeignHost: true).Url;
        }
        catch (LeappException)
        {
            return text;
        }
    }

    private static string Trim(string text)
    {
        string trimmed = text.Trim();
        for (int i = 0; i < trimmed.Length; i++)
        {
            UnicodeCategory category = char.GetUnicodeCategory(trimmed[i]);
            if (category is UnicodeCategory.Control or UnicodeCategory.Format || char.IsWhiteSpace(trimmed[i]))
            {
                throw Invalid(text, $"There is an invisible or blank character (U+{(int)trimmed[i]:X4}) at position {i + 1}.");
            }
        }

        return trimmed;
    }

    private static Uri ToUri(string trimmed, string original)
    {
        if (trimmed.Length == 0)
        {
            throw Invalid(original, "It is empty.");
        }

        string full = SchemePattern().IsMatch(trimmed) ? trimmed : "https://" + trimmed;
        if (!Uri.TryCreate(full, UriKind.Absolute, out Uri? address) || address.Host.Length == 0 || !IsHost(address))
        {
            throw Invalid(original, "It is not a web address.");
        }

        if (!address.Host.Contains('.', StringComparison.Ordinal) && !WebAddress.IsLoopback(address))
        {
            throw Invalid(original, $"'{address.Host}' is not a full host name: write for example {address.Host}.awsapps.com/start.");
        }

        return address;
    }

    private static void Check(Uri address, string original)
    {
        bool plainLoopback = address.Scheme == Uri.UriSchemeHttp && WebAddress.IsLoopback(address);
        if (address.Scheme != Uri.UriSchemeHttps && !plainLoopback)
        {
            throw Invalid(original, $"It must begin with https, not with {address.Scheme}.");
        }

        if (address.UserInfo.Length > 0)
        {
            throw Invalid(original, "It must not hold a user name or password.");
        }
    }

    /// <summary>Whether the network can know the host: letters of other scripts have a spelling in ASCII, and what is no letter has none.</summary>
    private static bool IsHost(Uri address)
    {
        try
        {
            return Ascii.IsValid(address.IdnHost) && Uri.CheckHostName(address.IdnHost) != UriHostNameType.Unknown;
        }
        catch (UriFormatException)
        {
            return false;
        }
    }

    private static LeappException Invalid(string text, string reason)
    {
        string shown = WithoutUser(text);
        return new(LeappErrorCode.InvalidPortalUrl, $"'{VisibleText.Of(shown)}' is not an AWS access portal URL. {reason} {Example}", shown);
    }

    /// <summary>The text without what may be a user name and password, whatever else is wrong with it.</summary>
    private static string WithoutUser(string text)
    {
        int at = text.LastIndexOf('@');
        int scheme = at < 0 ? -1 : text.IndexOf("://", 0, at, StringComparison.Ordinal);
        return at < 0 ? text : $"{(scheme < 0 ? string.Empty : text[..(scheme + 3)])}...{text[at..]}";
    }

    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9+.-]*:(//|[^0-9])", RegexOptions.CultureInvariant)]
    private static partial Regex SchemePattern();
}
