using LeappSso.CredentialProcess;
using LeappSso.Profiles;

namespace LeappSso.Engine;

/// <summary>A section with our mark, and the session it serves, whatever the workspace knows of it.</summary>
/// <param name="Where">The file.</param>
/// <param name="Name">The name of the profile.</param>
/// <param name="Session">The session.</param>
internal sealed record SessionTrace(SessionTraces Where, string Name, SessionId Session)
{
    /// <summary>All of two files.</summary>
    internal static IEnumerable<SessionTrace> All(IniDocument config, IniDocument credentials) =>
    [
        .. config.Sections.Where(s => s.IsMarked && s.Name.Kind == SectionKind.Profile).Select(s => Of(SessionTraces.Config, s, InConfig(s))).OfType<SessionTrace>(),
        .. credentials.Sections.Where(s => s.IsMarked)
            .Select(s => Of(SessionTraces.Credentials, s, s[CredentialsEditor.SessionKey])).OfType<SessionTrace>(),
    ];

    private static SessionTrace? Of(SessionTraces where, IniSection section, string? session) =>
        session is not null && SessionId.TryParse(session, out SessionId? id) ? new SessionTrace(where, section.Name.Name, id) : null;

    private static string? InConfig(IniSection section) => section["sso_session"] is { } alias
        ? $"{alias}/{section["sso_account_id"]}/{section["sso_role_name"]}"
        : section["credential_process"] is { } command && ProcessCommand.SessionIn(command) is { } served ? served
        : section["role_arn"] is not null ? section[CredentialsEditor.SessionKey]
        : null;
}
