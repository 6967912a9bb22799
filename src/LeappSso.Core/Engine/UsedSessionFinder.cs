using LeappSso.Login;
using LeappSso.Profiles;
using LeappSso.Store;

namespace LeappSso.Engine;

/// <summary>
/// Finds the session that programs started from this process use. It only reads: takes no lock, waits for nobody, tells nothing, and
/// takes a file that cannot be read for an empty one.
/// </summary>
/// <param name="workspace">The workspace; a damaged one is left where it is.</param>
/// <param name="paths">Where the AWS files are.</param>
/// <param name="variables">The variables of this process.</param>
/// <param name="logins">The logins.</param>
/// <param name="memory">What was found last.</param>
/// <param name="time">The clock.</param>
internal sealed class UsedSessionFinder(
    WorkspaceStore workspace, AwsPaths paths, VariableShelf variables, LoginStores logins, UsedSessionMemory memory, TimeProvider time)
{
    /// <summary>The session; null if none is in use.</summary>
    internal UsedSession? Find()
    {
        string? id = variables.SessionId;
        // Keys of somebody else in the variables win over any profile.
        string? profile = id is null && !variables.HasKeys ? variables.ProfileName : null;
        return id is null && string.IsNullOrEmpty(profile) ? null : memory.Get(ClueOf(id, profile), () => id is null ? OfProfile(profile!) : OfVariables(id));
    }

    /// <summary>When a session ends: its keys, or the login it lives by; null where it goes on by itself.</summary>
    /// <remarks>The platform's store for secrets is not asked, since a prompt waits for no other program; then nothing is said of an end.</remarks>
    internal DateTimeOffset? EndOf(UsedSession session) => !session.NeedsLogin ? session.EndWith(null, time.GetUtcNow())
        : session.Place is { } place && !TokenStoreRules.Serves(place.Integration, LeappMethod.SsoProfile) ? null
        : session.EndWith(LoginOf(session), time.GetUtcNow());

    private UsedSessionMemory.Clue ClueOf(string? id, string? profile) => id is null
        ? new(null, null, profile, FileStamp.Of(workspace.Path), FileStamp.Of(paths.ConfigFile), FileStamp.Of(paths.CredentialsFile))
        : new(id, variables.ExpiresAt, null, FileStamp.Of(workspace.Path), default, default);

    private UsedSession? OfVariables(string text)
    {
        IdSieve sieve = new([text]);
        SessionPlace? place = Read(sieve) ? sieve.Found().FirstOrDefault() : null;
        return place is not null ? new UsedSession(place.Id, place, variables.ExpiresAt, NeedsLogin: false)
            : SessionId.TryParse(text, out SessionId? id) ? new UsedSession(id, null, variables.ExpiresAt, NeedsLogin: false)
            : null;
    }

    private UsedSession? OfProfile(string name)
    {
        FilterSieve sieve = new(new SessionFilter { ProfileName = profile => profile == name }, most: 1);
        if (!Read(sieve) || sieve.Picked is not [{ } place, ..])
        {
            return null;
        }

        ProfileSnapshot snapshot = new(Read(paths.ConfigFile), Read(paths.CredentialsFile), variables, time.GetUtcNow());
        SessionState state = place.StateIn(snapshot);
        return state.Traces == SessionTraces.None ? null : new UsedSession(place.Id, place, state.ExpiresAt, state.Traces.HasFlag(SessionTraces.Config));
    }

    private SsoToken? LoginOf(UsedSession session) =>
        session.Place is { } place && Catalog.GoalOf(place.Integration) is { } goal
        && logins.Of(goal).Read(goal.Integration).Token is { } token && TokenSource.Belongs(token, goal)
            ? token
            : null;

    private bool Read(ISessionSieve sieve)
    {
        try
        {
            workspace.Read(sieve);
            return true;
        }
        catch (LeappException damaged) when (damaged.Code == LeappErrorCode.WorkspaceInvalid)
        {
            // The next command tells of it.
            return false;
        }
    }

    private static IniDocument Read(string path)
    {
        try
        {
            return IniDocument.Parse(OrdinaryFile.ReadAllBytes(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return IniDocument.Parse([]);
        }
    }
}
