using LeappSso.Login;
using LeappSso.Mapping;
using LeappSso.Ports;
using LeappSso.Store;

namespace LeappSso.Engine;

/// <summary>The integrations: finding and describing them.</summary>
internal sealed class Catalog(WorkspaceStore workspace, TokenSource tokens, IEngineLog log, TimeProvider time)
{
    /// <summary>All integrations, described. One that a newer version has made is told and does not hide the others.</summary>
    internal IEnumerable<LeappSsoIntegration> All() => workspace.Read().Integrations.Select(TryDescribe).OfType<LeappSsoIntegration>();

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
                document.SetAside is { } damaged
                    ? $"There is no integration, because the workspace was damaged and moved to {damaged}. {DamagedWorkspace.Advice(damaged)}"
                        + " To begin anew: Add-LeappSsoIntegration"
                    : "There is no integration yet. Add one: Add-LeappSsoIntegration -Alias NAME -PortalUrl https://d-1234567890.awsapps.com/start -Region eu-west-1",
                alias);
        }

        if (alias is null)
        {
            return document.Integrations.Count == 1
                ? document.Integrations[0]
                : throw new LeappException(
                    LeappErrorCode.IntegrationAmbiguous, $"There are several integrations: {known}. Say which one with -Alias.");
        }

        string advice = NameGuess.LooksLikePattern(alias)
            ? $" There are: {known}. Aliases are taken literally here: pipe what Get-LeappSsoIntegration '{alias.Replace("'", "''", StringComparison.Ordinal)}' gives into this command."
            : $"{NameGuess.Of(alias, document.Integrations.Select(i => i.Alias))} There are: {known}. Add-LeappSsoIntegration adds one.";
        return document.Find(alias)
            ?? throw new LeappException(LeappErrorCode.IntegrationNotFound, $"There is no integration '{alias}'.{advice}", alias);
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
            Status = StatusOf(token, now),
            TokenExpiresAt = token?.ExpiresAt,
            LastSync = entry.LastSync,
            SessionCount = entry.Accounts.Sum(a => a.Roles.Count(r => r.GoneAt is null)),
            DefaultRegion = entry.DefaultRegion,
            ProfileNameTemplate = entry.ProfileNameTemplate ?? ProfileNames.DefaultTemplate,
            Method = MethodOf(entry),
            TokenStore = TokenStoreRules.StoreOf(entry),
            LoginMethod = Enum.TryParse(entry.LoginMethod, ignoreCase: true, out LeappLoginMethod method) ? method : LeappLoginMethod.Auto,
        };
    }

    /// <summary>Whether an integration with this login has one that is usable.</summary>
    internal static LeappIntegrationStatus StatusOf(SsoToken? token, DateTimeOffset now) =>
        token is null ? LeappIntegrationStatus.Offline
        : token.IsValid(now, TimeSpan.Zero) || token.IsRefreshable(now) ? LeappIntegrationStatus.Online
        : LeappIntegrationStatus.Expired;

    /// <summary>What one logs in for.</summary>
    /// <exception cref="LeappException"><see cref="LeappErrorCode.WorkspaceNewer"/>: its login is where only a newer version looks.</exception>
    internal static LoginGoal GoalOf(IntegrationEntry entry) => new(entry.Alias, entry.PortalUrl, entry.Region)
    {
        Store = TokenStoreRules.StoreOf(entry),
        Vault = entry.Vault ?? string.Empty,
    };

    /// <summary>Where the services of an integration are.</summary>
    internal static SsoEndpoint EndpointOf(IntegrationEntry entry) =>
        new(entry.Region, PortalAddress.NeedsDualStack(entry.PortalUrl));

    /// <summary>The method of an integration, or of a session of it, by its stored name; the default where it is not stored or of a newer version.</summary>
    internal static LeappMethod MethodOf(IntegrationEntry entry, string? ofSession = null) =>
        Enum.TryParse(ofSession ?? entry.Method, ignoreCase: true, out LeappMethod method) ? method : TokenStoreRules.DefaultMethodOf(entry);

    private LeappSsoIntegration? TryDescribe(IntegrationEntry entry)
    {
        try
        {
            return Describe(entry);
        }
        catch (LeappException newer) when (newer.Code == LeappErrorCode.WorkspaceNewer)
        {
            log.Failure(newer);
            return null;
        }
    }
}
