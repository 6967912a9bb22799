using System.Text.RegularExpressions;
using LeappSso.Login;
using LeappSso.Mapping;
using LeappSso.Ports;
using LeappSso.Store;

namespace LeappSso.Engine;

/// <summary>The integrations: adding, finding, describing.</summary>
internal sealed partial class Catalog(WorkspaceStore workspace, TokenSource tokens, IEngineLog log, TimeProvider time)
{
    /// <summary>Adds an integration, or finds the same one already there. Touches no network.</summary>
    internal async Task<LeappSsoIntegration> AddAsync(IntegrationSettings settings, bool force, CancellationToken cancellationToken)
    {
        IntegrationEntry added = Check(settings, force);
        LeappSsoIntegration? result = null;
        await workspace.UpdateAsync(
            document =>
            {
                IntegrationEntry? known = document.Find(added.Alias);
                WarnOfTwin(document, added);
                bool changed = known is null || Apply(known, added, settings, force);
                if (known is null)
                {
                    document.Integrations.Add(added);
                }

                result = Describe(known ?? added);
                return changed;
            },
            cancellationToken).ConfigureAwait(false);
        return result!;
    }

    /// <summary>All integrations, described.</summary>
    internal IEnumerable<LeappSsoIntegration> All() => workspace.Read().Integrations.Select(Describe);

    /// <summary>Finds the one integration that is meant.</summary>
    /// <param name="document">The workspace.</param>
    /// <param name="alias">Its alias; null where there is only one.</param>
    /// <exception cref="LeappException">None or several could be meant.</exception>
    internal static IntegrationEntry Resolve(WorkspaceDocument document, string? alias)
    {
        string known = string.Join(", ", document.Integrations.Select(i => i.Alias).Order(StringComparer.OrdinalIgnoreCase));
        if (document.Integrations.Count == 0)
        {
            throw new LeappException(
                LeappErrorCode.IntegrationNotFound,
                "There is no integration yet. Add one: Add-LeappSsoIntegration -Alias NAME -PortalUrl https://d-1234567890.awsapps.com/start -Region eu-west-1",
                alias);
        }

        if (alias is null)
        {
            return document.Integrations.Count == 1
                ? document.Integrations[0]
                : throw new LeappException(
                    LeappErrorCode.IntegrationAmbiguous, $"There are several integrations: {known}. Say which one with -Alias.");
        }

        return document.Find(alias) ?? throw new LeappException(
            LeappErrorCode.IntegrationNotFound,
            $"There is no integration '{alias}'. There are: {known}. Add-LeappSsoIntegration adds one.",
            alias);
    }

    /// <summary>The integration as it enters the pipeline.</summary>
    internal LeappSsoIntegration Describe(IntegrationEntry entry)
    {
        SsoToken? token = tokens.Kept(GoalOf(entry));
        DateTimeOffset now = time.GetUtcNow();
        return new LeappSsoIntegration
        {
            Alias = entry.Alias,
            PortalUrl = entry.PortalUrl,
            Region = entry.Region,
            Status = token is null ? LeappIntegrationStatus.Offline
                : token.IsValid(now, TimeSpan.Zero) || token.IsRefreshable(now) ? LeappIntegrationStatus.Online
                : LeappIntegrationStatus.Expired,
            TokenExpiresAt = token?.ExpiresAt,
            LastSync = entry.LastSync,
            SessionCount = entry.Accounts.Sum(a => a.Roles.Count(r => r.GoneAt is null)),
            DefaultRegion = entry.DefaultRegion,
            ProfileNameTemplate = entry.ProfileNameTemplate ?? ProfileNames.DefaultTemplate,
            Method = MethodOf(entry.Method),
            LoginMethod = Enum.TryParse(entry.LoginMethod, ignoreCase: true, out LeappLoginMethod method) ? method : LeappLoginMethod.Auto,
        };
    }

    /// <summary>What one logs in for.</summary>
    internal static LoginGoal GoalOf(IntegrationEntry entry) => new(entry.Alias, entry.PortalUrl, entry.Region);

    /// <summary>Where the services of an integration are.</summary>
    internal static SsoEndpoint EndpointOf(IntegrationEntry entry) =>
        new(entry.Region, PortalAddress.NeedsDualStack(entry.PortalUrl));

    /// <summary>The method by its stored name; the default where it is not stored or of a newer version.</summary>
    internal static LeappMethod MethodOf(string? stored) =>
        Enum.TryParse(stored, ignoreCase: true, out LeappMethod method) ? method : LeappMethod.SsoProfile;

    private IntegrationEntry Check(IntegrationSettings settings, bool force)
    {
        if (!AliasPattern().IsMatch(settings.Alias))
        {
            throw new LeappException(
                LeappErrorCode.InvalidAlias,
                $"'{settings.Alias}' cannot be an alias, because it names a section of the AWS config. Use 1 to 64 letters, digits, '_', '.' or '-',"
                + " and begin with a letter or digit.",
                settings.Alias);
        }

        PortalAddress address = PortalAddress.Parse(settings.PortalUrl, acceptForeignHost: force);
        if (address.Warning is { } doubt)
        {
            log.Warning(doubt);
        }

        if (settings.ProfileNameTemplate is { } template)
        {
            ProfileNames.CheckTemplate(template);
        }

        return new IntegrationEntry
        {
            Alias = settings.Alias,
            PortalUrl = address.Url,
            Region = RegionOf(settings, address),
            DefaultRegion = settings.DefaultRegion is { } region ? Known(AwsRegion.Parse(region)) : null,
            ProfileNameTemplate = settings.ProfileNameTemplate,
            Method = settings.Method?.ToString(),
            LoginMethod = settings.LoginMethod?.ToString(),
        };
    }

    private string RegionOf(IntegrationSettings settings, PortalAddress address)
    {
        if (settings.Region is null)
        {
            return address.RegionInHost ?? throw new LeappException(
                LeappErrorCode.InvalidRegion,
                $"The address {address.Url} does not tell its region: give the one in which the portal is administered with -Region, for example eu-west-1."
                + " It serves the login only.",
                settings.PortalUrl);
        }

        string region = Known(AwsRegion.Parse(settings.Region));
        if (address.RegionInHost is { } inHost && inHost != region)
        {
            log.Warning($"The address {address.Url} names the region {inHost}, but -Region says {region}; {region} is used.");
        }

        return region;
    }

    private string Known(string region)
    {
        if (!AwsRegion.IsKnown(region))
        {
            log.Warning($"The region {region} is not among those this version knows; it is used as it is. If the login fails, look for a typing error.");
        }

        return region;
    }

    private void WarnOfTwin(WorkspaceDocument document, IntegrationEntry added)
    {
        IntegrationEntry? twin = document.Integrations.Find(i =>
            i.PortalUrl == added.PortalUrl && !string.Equals(i.Alias, added.Alias, StringComparison.OrdinalIgnoreCase));
        if (twin is not null)
        {
            log.Warning($"'{twin.Alias}' already leads to {added.PortalUrl}. Both are kept: use two when you log in there as two people.");
        }
    }

    /// <summary>Brings newly given settings into a known integration.</summary>
    /// <returns>Whether anything changed.</returns>
    private static bool Apply(IntegrationEntry known, IntegrationEntry given, IntegrationSettings settings, bool force)
    {
        bool moved = known.PortalUrl != given.PortalUrl || known.Region != given.Region;
        if (moved && !force)
        {
            throw new LeappException(
                LeappErrorCode.IntegrationExists,
                $"The integration '{known.Alias}' exists, with {known.PortalUrl} in {known.Region}. Choose another alias,"
                + $" or let -Force change it to {given.PortalUrl} in {given.Region} (that ends its login).",
                settings.Alias);
        }

        (string, string, string?, string?, string?, string?) before = Settings(known);
        known.PortalUrl = given.PortalUrl;
        known.Region = given.Region;
        known.DefaultRegion = given.DefaultRegion ?? known.DefaultRegion;
        known.ProfileNameTemplate = given.ProfileNameTemplate ?? known.ProfileNameTemplate;
        known.Method = given.Method ?? known.Method;
        known.LoginMethod = given.LoginMethod ?? known.LoginMethod;
        return Settings(known) != before;
    }

    private static (string PortalUrl, string Region, string? DefaultRegion, string? Template, string? Method, string? LoginMethod) Settings(
        IntegrationEntry entry) =>
        (entry.PortalUrl, entry.Region, entry.DefaultRegion, entry.ProfileNameTemplate, entry.Method, entry.LoginMethod);

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}\z", RegexOptions.CultureInvariant)]
    private static partial Regex AliasPattern();
}
