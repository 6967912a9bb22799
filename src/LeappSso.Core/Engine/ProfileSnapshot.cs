using LeappSso.CredentialProcess;
using LeappSso.Profiles;
using LeappSso.Store;

namespace LeappSso.Engine;

/// <summary>What the AWS files and the variables of this process hold of sessions, at one moment.</summary>
internal sealed class ProfileSnapshot(IniDocument config, IniDocument credentials, VariableShelf variables, DateTimeOffset now)
{
    private readonly SessionId? _inVariables = Read(variables.SessionId);

    /// <summary>Whether other programs can use a session: by its profile, whoever wrote it, by keys of ours, or by variables.</summary>
    internal SessionState Of(SessionId id, string profileName)
    {
        SessionTraces traces = IsInConfig(config, id, profileName) ? SessionTraces.Config : SessionTraces.None;
        DateTimeOffset? ends = null;
        if (KeysOf(id, profileName) is { } keys)
        {
            traces |= SessionTraces.Credentials;
            ends = TokenDates.Read(keys[CredentialsEditor.ExpiryKey]);
        }

        if (_inVariables is not null && IsSame(_inVariables, id))
        {
            traces |= SessionTraces.Variables;
            ends = variables.ExpiresAt is { } other && (ends is null || other > ends) ? other : ends;
        }

        return SessionState.Of(traces, ends, now);
    }

    /// <summary>Whether a config file leads to a session, whoever wrote it.</summary>
    internal static bool IsInConfig(IniDocument config, SessionId id, string profileName)
    {
        if (config.Find(SectionKind.Profile, profileName) is not { } section)
        {
            return false;
        }

        return section["sso_session"] is { } session
            ? session == id.Integration && section["sso_account_id"] == id.AccountId && section["sso_role_name"] == id.RoleName
            : SsoProfile.IsOldFor(section, id.AccountId, id.RoleName)
            || (section["credential_process"] is { } command && ProcessCommand.SessionIn(command) is { } served ? IsSame(served, id)
            : section["role_arn"] is not null && section[CredentialsEditor.SessionKey] is { } owner && IsSame(owner, id));
    }

    private IniSection? KeysOf(SessionId id, string profileName) =>
        credentials.Sections.Count > 0
        && CredentialsEditor.Find(credentials, profileName) is { IsMarked: true } section
        && section[CredentialsEditor.SessionKey] is { } owner
        && IsSame(owner, id) ? section : null;

    /// <summary>Whether a file leads to a session, whoever wrote it.</summary>
    internal bool IsInFiles(SessionId id, string profileName) => (Of(id, profileName).Traces & SessionTraces.Files) != SessionTraces.None;

    /// <summary>The same files with the variables as they are now.</summary>
    internal ProfileSnapshot WithVariablesOfNow() => new(config, credentials, variables, now);

    private static SessionId? Read(string? text) => text is not null && SessionId.TryParse(text, out SessionId? id) ? id : null;

    private static bool IsSame(string text, SessionId id) => Read(text) is { } other && IsSame(other, id);

    private static bool IsSame(SessionId one, SessionId other) =>
        one.AccountId == other.AccountId
        && string.Equals(one.RoleName, other.RoleName, StringComparison.OrdinalIgnoreCase)
        && string.Equals(one.Integration, other.Integration, StringComparison.OrdinalIgnoreCase);
}
