using System.Text.RegularExpressions;
using LeappSso.Login;
using LeappSso.Mapping;
using LeappSso.Store;

namespace LeappSso.Engine;

/// <summary>Judges the settings that a person gives for an integration. Touches no network.</summary>
/// <param name="force">Whether a host that is not of AWS is taken for a company's own domain.</param>
internal sealed partial class IntegrationCheck(bool force)
{
    private readonly List<string> _doubts = [];

    /// <summary>What the person is to know, though it stops nothing.</summary>
    internal IReadOnlyList<string> Doubts => _doubts;

    /// <summary>Whether a text can be an alias.</summary>
    internal static bool IsAlias(string text) => AliasPattern().IsMatch(text);

    /// <summary>The entry of a new integration, or of a known one that is added once more.</summary>
    /// <param name="settings">What the person gave.</param>
    /// <param name="document">The workspace: the region of a portal that is known under the alias need not be given again.</param>
    /// <exception cref="LeappException">Something given cannot be.</exception>
    internal IntegrationEntry ToEntry(IntegrationSettings settings, WorkspaceDocument document)
    {
        if (!IsAlias(settings.Alias))
        {
            throw new LeappException(
                LeappErrorCode.InvalidAlias,
                $"'{settings.Alias}' cannot be an alias, because it names a section of the AWS config. Use 1 to 64 letters, digits, '_', '.' or '-',"
                + " and begin with a letter or digit.",
                settings.Alias);
        }

        PortalAddress address = Portal(settings.PortalUrl);
        string? knownRegion = document.Find(settings.Alias) is { } known && known.PortalUrl == address.Url ? known.Region : null;
        IntegrationEntry added = new()
        {
            Alias = settings.Alias,
            PortalUrl = address.Url,
            Region = settings.Region is { } region ? PortalRegion(region, address)
                : knownRegion ?? address.RegionInHost ?? throw NoRegion(address, settings.PortalUrl),
            DefaultRegion = settings.DefaultRegion is { } used ? Known(used, AwsRegion.NoHost) : null,
            ProfileNameTemplate = settings.ProfileNameTemplate is { } template ? Template(template) : null,
            Method = settings.Method?.ToString(),
            LoginMethod = settings.LoginMethod?.ToString(),
        };
        IntegrationEntry entry = document.Find(settings.Alias) ?? added;
        StoreChoice store = StoreChoice.Of(entry, settings.TokenStore, settings.Method, isKnown: entry != added);
        added.TokenStore = store.TokenStore;
        added.Vault = store.Vault;
        return added;
    }

    /// <summary>The settings of a known integration after it is added once more: what is not given stays.</summary>
    internal static IntegrationState Merge(IntegrationEntry known, IntegrationEntry given) => new(
        given.PortalUrl,
        given.Region,
        given.DefaultRegion ?? known.DefaultRegion,
        given.ProfileNameTemplate ?? known.ProfileNameTemplate,
        given.Method ?? StoreChoice.MethodThatStays(known, given.TokenStore),
        given.LoginMethod ?? known.LoginMethod,
        given.TokenStore,
        given.Vault);

    /// <summary>The settings of a known integration after a change.</summary>
    /// <exception cref="LeappException">Something given cannot be.</exception>
    internal IntegrationState Merge(IntegrationEntry known, IntegrationChange change)
    {
        if (change.IsEmpty)
        {
            throw new LeappException(
                LeappErrorCode.NothingToChange,
                $"Nothing was said of what to change of '{known.Alias}'. Give -PortalUrl, -Region, -DefaultRegion, -ProfileNameTemplate, -Method, -LoginMethod or -TokenStore.",
                change.Alias);
        }

        StoreChoice store = StoreChoice.Of(known, change.TokenStore, change.Method);
        // An address that is kept was accepted once.
        PortalAddress address = change.PortalUrl is { } url ? Portal(url) : PortalAddress.Parse(known.PortalUrl, acceptForeignHost: true);
        string? inHost = change.PortalUrl is null ? null : address.RegionInHost;
        return new IntegrationState(
            change.PortalUrl is null ? known.PortalUrl : address.Url,
            change.Region is { } region ? PortalRegion(region, address) : inHost ?? known.Region,
            Given(change.DefaultRegion, known.DefaultRegion, r => Known(r, AwsRegion.NoHost)),
            Given(change.ProfileNameTemplate, known.ProfileNameTemplate, Template),
            change.Method?.ToString() ?? StoreChoice.MethodThatStays(known, store.TokenStore),
            change.LoginMethod?.ToString() ?? known.LoginMethod,
            store.TokenStore,
            store.Vault);
    }

    /// <summary>A setting that an empty text takes away.</summary>
    private static string? Given(string? given, string? known, Func<string, string> check) => given switch
    {
        null => known,
        _ when string.IsNullOrWhiteSpace(given) => null,
        _ => check(given),
    };

    private PortalAddress Portal(string url)
    {
        PortalAddress address = PortalAddress.Parse(url, acceptForeignHost: force);
        if (address.Warning is { } doubt)
        {
            _doubts.Add(doubt);
        }

        return address;
    }

    private string PortalRegion(string given, PortalAddress address)
    {
        string region = Known(given, "the login fails");
        if (address.RegionInHost is { } inHost && inHost != region)
        {
            _doubts.Add($"The address {address.Url} names the region {inHost}, but -Region says {region}; {region} is used.");
        }

        return region;
    }

    private static LeappException NoRegion(PortalAddress address, string given) => new(
        LeappErrorCode.InvalidRegion,
        $"The address {address.Url} does not tell its region: give the one in which the portal is administered with -Region, for example eu-west-1."
        + " It serves the login only.",
        given);

    private string Known(string given, string trouble)
    {
        string region = AwsRegion.Parse(given);
        if (AwsRegion.Doubt(region, trouble) is { } doubt)
        {
            _doubts.Add(doubt);
        }

        return region;
    }

    private static string Template(string template)
    {
        ProfileNames.CheckTemplate(template);
        return template;
    }

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}\z", RegexOptions.CultureInvariant)]
    private static partial Regex AliasPattern();
}
