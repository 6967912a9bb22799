using System.Text.Json;
using System.Text.RegularExpressions;
using LeappSso.Login;
using LeappSso.Mapping;

namespace LeappSso.Import;

/// <summary>The integrations and sessions in a workspace of the Leapp desktop application.</summary>
internal sealed partial class LeappSource
{
    private const string OldIntegration = "the only one";

    private readonly ImportDraft _draft = new();
    private readonly Dictionary<string, ImportedPortal> _portals = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _profiles = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ImportedSession> _sessions = new(StringComparer.Ordinal);
    private readonly HashSet<string> _usedProfiles = new(StringComparer.OrdinalIgnoreCase);
    private readonly JsonElement _workspace;
    private readonly string? _defaultRegion;

    private LeappSource(JsonElement workspace)
    {
        _workspace = workspace;
        _defaultRegion = PortalText.RegionOf(workspace.Text("defaultRegion"));
        foreach (JsonElement profile in workspace.Objects("profiles"))
        {
            if (profile.Text("id") is { } id && profile.Text("name") is { } name)
            {
                _profiles[id] = name.Trim();
            }
        }
    }

    /// <summary>Reads a workspace.</summary>
    internal static ImportDraft Read(JsonElement workspace)
    {
        LeappSource source = new(workspace);
        source.ReadPortals();
        // Several sessions may share a named profile there; the one that is active has the best claim to it.
        foreach (JsonElement session in workspace.Objects("sessions").Where(s => !IsChained(s)).OrderBy(s => IsActive(s) ? 0 : 1))
        {
            source.ReadSession(session);
        }

        foreach (JsonElement session in workspace.Objects("sessions").Where(IsChained))
        {
            source.ReadChain(session);
        }

        source.RefuseSettings();
        return source._draft;
    }

    private void ReadPortals()
    {
        foreach (JsonElement integration in _workspace.Objects("awsSsoIntegrations"))
        {
            ReadPortal(integration, integration.Text("id") ?? string.Empty, integration.Text("alias"));
        }

        // Before Leapp knew several portals.
        if (_portals.Count == 0 && _workspace.Member("awsSsoConfiguration") is { } only && only.Text("portalUrl") is not null)
        {
            ReadPortal(only, OldIntegration, null);
        }
    }

    private void ReadPortal(JsonElement integration, string id, string? alias)
    {
        (PortalAddress? address, string region, string? problem) = PortalText.Read(integration.Text("portalUrl"), integration.Text("region"));
        if (address is null)
        {
            _draft.Refuse(LeappImportKind.Integration, alias ?? id, problem!);
            return;
        }

        string name = alias is null ? AliasText.OfPortal(address.Url) : AliasText.Of(alias);
        string? renamed = alias is null || alias == name ? null : $"It was '{VisibleText.Of(alias)}' there, which cannot be an alias.";
        ImportedPortal portal = new(name, address.Url, region)
        {
            DefaultRegion = _defaultRegion,
            Note = string.Join(" ", new[] { renamed, PortalText.NoteOf(address) }.Where(n => n is not null)) is { Length: > 0 } note ? note : null,
        };
        _portals[id] = portal;
        _draft.Portals.Add(portal);
    }

    private void ReadSession(JsonElement session)
    {
        string name = session.Text("sessionName") ?? session.Text("sessionId") ?? "a session without a name";
        string? reason = session.Text("type") switch
        {
            "awsSsoRole" or "awsSso" or null => null,
            "awsIamUser" => "Keys of IAM users are not for this module, which knows sessions of access portals alone.",
            "awsIamRoleFederated" => "A login by SAML is not for this module, which knows sessions of access portals alone.",
            "azure" or "localstack" => "It is not of AWS.",
            string other => $"'{VisibleText.Of(other)}' is no kind of session that is known here.",
        };
        if (reason is not null)
        {
            _draft.Refuse(LeappImportKind.Session, name, reason);
            return;
        }

        Match role = PseudoArn().Match(session.Text("roleArn") ?? string.Empty);
        ImportedPortal? portal = _portals.GetValueOrDefault(session.Text("awsSsoConfigurationId") ?? OldIntegration)
            ?? (_portals.Count == 1 && session.Text("awsSsoConfigurationId") is null ? _portals.Values.First() : null);
        if (!role.Success)
        {
            _draft.Refuse(LeappImportKind.Session, name, "It names no account and role of a portal.");
        }
        else if (portal is null)
        {
            _draft.Refuse(LeappImportKind.Session, name, "Its integration is not in the file, or was not taken.");
        }
        else
        {
            (string? profile, string? note) = ProfileOf(session);
            ImportedSession taken = new(name, role.Groups["account"].Value, role.Groups["role"].Value)
            {
                AccountName = session.Text("sessionName"),
                AccountEmail = session.Text("email"),
                Region = PortalText.RegionOf(session.Text("region")),
                Profile = profile,
                Note = note,
            };
            portal.Sessions.Add(taken);
            _sessions.TryAdd(session.Text("sessionId") ?? string.Empty, taken);
        }
    }

    private void ReadChain(JsonElement session)
    {
        string name = session.Text("sessionName") ?? "a session without a name";
        if (session.Text("roleArn") is { } role && _sessions.GetValueOrDefault(session.Text("parentSessionId") ?? string.Empty) is { } parent)
        {
            (string? profile, string? note) = ProfileOf(session);
            string? region = PortalText.RegionOf(session.Text("region"));
            _draft.Chains.Add(new ImportedChain(name, parent, role)
            {
                RoleSessionName = session.Text("roleSessionName"), Region = region, Profile = profile, Note = note,
            });
        }
        else
        {
            _draft.Refuse(LeappImportKind.Session, name, "It assumes a role with the keys of a session that is no session of a portal.");
        }
    }

    private static bool IsChained(JsonElement session) => session.Text("type") == "awsIamRoleChained";

    /// <summary>The named profile of a session, where it can be a profile name here; else why not.</summary>
    private (string? Profile, string? Note) ProfileOf(JsonElement session)
    {
        string? name = session.Text("profileId") is { } id ? _profiles.GetValueOrDefault(id) : null;
        return name is null ? (null, null)
            : name.Equals("default", StringComparison.OrdinalIgnoreCase)
                ? (null, "It used the profile 'default' there, which is written here only when Set-LeappSession -ProfileName default asks for it.")
            : !ProfileNames.IsPortable(name)
                ? (null, $"The profile name '{VisibleText.Of(name)}' cannot be read by every AWS tool.")
            : !_usedProfiles.Add(name)
                ? (null, $"Several sessions shared the profile '{name}' there; here each has its own.")
            : (name, null);
    }

    private void RefuseSettings()
    {
        foreach (JsonElement azure in _workspace.Objects("azureIntegrations"))
        {
            _draft.Refuse(LeappImportKind.Integration, azure.Text("alias") ?? "Azure", "It is not of AWS.");
        }

        if (_workspace.Member("proxyConfiguration") is { } proxy && proxy.Text("proxyUrl") is not null)
        {
            _draft.Refuse(LeappImportKind.Setting, "proxy", "Proxies come from the environment variables HTTPS_PROXY and NO_PROXY, as AWS CLI has it.");
        }

        (string List, string Name, string Reason)[] lists =
        [
            ("idpUrls", "identity providers", "A login by SAML is not for this module."),
            ("folders", "folders", "There are none here; Get-LeappSession filters by every property."),
            ("segments", "filters", "They are made with Get-LeappSession and Where-Object."),
            ("pinned", "pinned sessions", "There are none here."),
        ];
        foreach ((string list, string name, string reason) in lists)
        {
            if (_workspace.Count(list) is int count and > 0)
            {
                _draft.Refuse(LeappImportKind.Setting, $"{name} ({count})", reason);
            }
        }
    }

    private static bool IsActive(JsonElement session) =>
        session.Member("status") is { ValueKind: JsonValueKind.Number } status && status.TryGetInt32(out int value) && value == 2;

    /// <summary>How Leapp writes account and role of a portal: the ARN of no role, since 'role/' is missing.</summary>
    [GeneratedRegex(@"^arn:aws[a-z-]*:iam::(?<account>[0-9]{12})/(?<role>[A-Za-z0-9_+=,.@-]{1,64})\z", RegexOptions.CultureInvariant)]
    private static partial Regex PseudoArn();
}
