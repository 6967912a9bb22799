using System.Globalization;
using LeappSso.Diagnosis;
using LeappSso.Engine;
using LeappSso.Login;
using LeappSso.Mapping;
using LeappSso.Profiles;

namespace LeappSso.Import;

/// <summary>The sso-sessions of an AWS config, and the profiles that log in by a portal.</summary>
internal sealed class AwsConfigSource
{
    private readonly ImportDraft _draft = new();
    private readonly Dictionary<string, ImportedPortal> _sessions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ImportedSession> _profiles = new(StringComparer.Ordinal);
    private readonly Dictionary<IniSection, ImportedChain?> _chains = new(ReferenceEqualityComparer.Instance);
    private readonly IniDocument _config;

    private AwsConfigSource(IniDocument config) => _config = config;

    /// <summary>Reads a config file.</summary>
    internal static ImportDraft Read(IniDocument config)
    {
        AwsConfigSource source = new(config);
        // Those whose name can stay come first, so that no other takes it.
        foreach (IniSection section in source.Sections(SectionKind.SsoSession).OrderBy(s => IntegrationCheck.IsAlias(NameOf(s)) ? 0 : 1))
        {
            source.ReadPortal(section);
        }

        foreach (IniSection section in source.Sections(SectionKind.Profile))
        {
            source.ReadProfile(section);
        }

        foreach (IniSection section in source.Sections(SectionKind.Profile))
        {
            source.ReadChain(section);
        }

        return source._draft;
    }

    private IEnumerable<IniSection> Sections(SectionKind kind) => _config.Sections.Where(s => s.Name.Kind == kind);

    private static string NameOf(IniSection section) => FileText.Meant(section.Name.Name);

    private static string? Value(IniSection section, string key) => section[key] is { Length: > 0 } value ? FileText.Meant(value) : null;

    private void ReadPortal(IniSection section)
    {
        string name = NameOf(section);
        (PortalAddress? address, string region, string? problem) = PortalText.Read(Value(section, "sso_start_url"), Value(section, "sso_region"));
        if (address is null)
        {
            _draft.Refuse(LeappImportKind.Integration, name, problem!);
            return;
        }

        if (_sessions.ContainsKey(section.Name.Name))
        {
            _draft.Refuse(LeappImportKind.Integration, name, "The file has this section twice; AWS CLI does not read such a file. The first one counts here.");
            return;
        }

        bool stays = IntegrationCheck.IsAlias(name);
        ImportedPortal portal = new(stays ? name : AliasText.Of(name), address.Url, region)
        {
            IsKnownByName = stays,
            Note = stays ? PortalText.NoteOf(address) : $"'{VisibleText.Of(name)}' cannot be an alias. Its profiles stay as they are; sessions activated here use the new name.",
        };
        _sessions.Add(section.Name.Name, portal);
        _draft.Portals.Add(portal);
    }

    private void ReadProfile(IniSection section)
    {
        string name = NameOf(section);
        if (PortalOf(section, name) is not { } portal)
        {
            return;
        }

        string? account = Value(section, "sso_account_id");
        string? role = Value(section, "sso_role_name");
        if (account is null || role is null)
        {
            _draft.Refuse(LeappImportKind.Session, name, "This profile logs in, but names no account and role, so it is no session.");
        }
        else if (account.Length != 12 || !account.All(char.IsAsciiDigit))
        {
            _draft.Refuse(LeappImportKind.Session, name, $"'{VisibleText.Of(account)}' is not the 12 digits of an account.");
        }
        else if (!ChainText.IsRoleName(role))
        {
            _draft.Refuse(LeappImportKind.Session, name, $"'{VisibleText.Of(role)}' cannot be a role: names of roles have 1 to 64 letters, digits and _ + = , . @ - only.");
        }
        else
        {
            bool keeps = ProfileNames.IsPortable(name);
            ImportedSession session = new(name, account, role)
            {
                Region = PortalText.RegionOf(Value(section, "region")),
                Profile = keeps ? name : null,
                Note = keeps ? null : $"The profile name '{VisibleText.Of(name)}' cannot be read by every AWS tool, so the session has another one, and counts as inactive.",
            };
            portal.Sessions.Add(session);
            _profiles.TryAdd(section.Name.Name, session);
        }
    }

    /// <summary>Reads a profile that assumes a role with the keys of one that logs in, or of another such profile.</summary>
    /// <returns>Null where it is none.</returns>
    private ImportedChain? ReadChain(IniSection section)
    {
        // What is being read counts as none, so that a circle ends.
        if (_chains.TryAdd(section, null) && section["sso_session"] is null && section["sso_start_url"] is null
            && Value(section, "role_arn") is { } role && section["source_profile"] is { } source)
        {
            ImportedSession? parent = _profiles.GetValueOrDefault(source);
            ImportedChain? above = parent is null && _config.Find(SectionKind.Profile, source) is { } next ? ReadChain(next) : null;
            if ((parent ?? above?.Parent) is { } first)
            {
                ImportedChain chain = new(NameOf(section), first, role)
                {
                    Above = above,
                    ExternalId = Value(section, "external_id"),
                    Duration = LifeOf(Value(section, "duration_seconds")),
                    WrittenFor = section.IsMarked ? Value(section, CredentialsEditor.SessionKey) : null,
                    IsInConfig = true,
                };
                _chains[section] = chain;
                _draft.Chains.Add(chain);
            }
        }

        return _chains[section];
    }

    private static TimeSpan? LifeOf(string? seconds) =>
        int.TryParse(seconds, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && TimeSpan.FromSeconds(number) is var life
        && life >= ChainText.ShortestLife && life <= ChainText.LongestLife ? life : null;

    /// <summary>The portal by which a profile logs in; null where it does not, or that cannot be taken.</summary>
    private ImportedPortal? PortalOf(IniSection section, string name)
    {
        if (section["sso_session"] is { Length: > 0 } session)
        {
            ImportedPortal? portal = _sessions.GetValueOrDefault(session);
            if (portal is null)
            {
                _draft.Refuse(
                    LeappImportKind.Session, name, $"Its [sso-session {FileText.Shown(session)}] is not in the file, or was not taken.");
            }

            return portal;
        }

        return section["sso_start_url"] is { Length: > 0 } ? OldPortalOf(section, name) : null;
    }

    /// <summary>The portal of a profile of the old kind, which names the portal itself.</summary>
    private ImportedPortal? OldPortalOf(IniSection section, string name)
    {
        (PortalAddress? address, string region, string? problem) = PortalText.Read(Value(section, "sso_start_url"), Value(section, "sso_region"));
        if (address is null)
        {
            _draft.Refuse(LeappImportKind.Session, name, problem!);
            return null;
        }

        ImportedPortal? known = _draft.Portals.Find(p => PortalAddress.SamePortal(p.Url, address.Url) && p.Region == region);
        if (known is null)
        {
            known = new ImportedPortal(AliasText.OfPortal(address.Url), address.Url, region)
            {
                Note = "From profiles without an sso-session, whose login AWS tools keep under the address of the portal: Connect-LeappSso is a login of its own.",
            };
            _draft.Portals.Add(known);
        }

        return known;
    }
}
