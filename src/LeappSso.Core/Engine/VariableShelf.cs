using LeappSso.Ports;
using LeappSso.Store;

namespace LeappSso.Engine;

/// <summary>
/// The session whose keys are in the environment variables of this process. Programs started from it inherit them; a PowerShell among
/// these knows the session by <c>LEAPPSSO_SESSION</c>, but not what was there before, so there they are only taken away.
/// </summary>
internal sealed class VariableShelf(IVariables variables, VariableMemory memory)
{
    /// <summary>The variable that holds the id of the session.</summary>
    internal const string SessionVariable = "LEAPPSSO_SESSION";

    /// <summary>The variable that holds the access key id of that session, which is no secret: keys with another id were put there by somebody else since.</summary>
    internal const string KeyVariable = "LEAPPSSO_KEY";

    private const string Expiration = "AWS_CREDENTIAL_EXPIRATION";

    private const string KeyId = "AWS_ACCESS_KEY_ID";

    private const string Profile = "AWS_PROFILE";

    // So that a process that inherited the region knows whether it is ours.
    internal const string RegionOfSession = "LEAPPSSO_REGION";

    /// <summary>The variables by which programs find the region.</summary>
    internal static readonly string[] Regions = ["AWS_REGION", "AWS_DEFAULT_REGION"];

    private static readonly string[] s_keys = [KeyId, "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"];

    /// <summary>The variables of keys, whatever the region.</summary>
    internal static readonly string[] Ours = [.. s_keys, Expiration, RegionOfSession, KeyVariable, SessionVariable];

    /// <summary>The token by its old name, which botocore prefers, and profiles, which the SDK for JavaScript prefers to keys.</summary>
    internal static readonly string[] Rivals = ["AWS_SECURITY_TOKEN", Profile, "AWS_DEFAULT_PROFILE"];

    /// <summary>The id of the session; null if there is none, or if its keys were taken away or replaced.</summary>
    internal string? SessionId => HasKeys && HoldsOwnKeys(name => variables[name]) ? NamedSession : null;

    /// <summary>The id of the session that was put there last, whoever's keys are there now; null if there is none.</summary>
    internal string? NamedSession => variables[SessionVariable] is { Length: > 0 } id ? id : null;

    /// <summary>Whether a session was put there last: of it, something may be left where somebody else has put keys there since.</summary>
    internal bool Names(SessionId id) => string.Equals(NamedSession, id.ToString(), StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether there are keys, whoever put them there.</summary>
    internal bool HasKeys => variables[KeyId] is { Length: > 0 };

    /// <summary>When its keys end; null if that is not known.</summary>
    internal DateTimeOffset? ExpiresAt => TokenDates.Read(variables[Expiration]);

    /// <summary>Puts keys into the variables, in place of what is there.</summary>
    /// <param name="session">The id of the session.</param>
    /// <param name="keys">Its keys.</param>
    /// <param name="region">The region in which it works; null leaves the region as it is.</param>
    internal void Set(string session, RoleKeys keys, string? region)
    {
        if (NamedSession is not null)
        {
            // With the region of the session before, for one.
            Clear();
        }

        foreach ((string name, string? value) in Of(session, keys, region))
        {
            Set(name, value);
        }
    }

    /// <summary>
    /// What the variables of a process are while they hold the keys of a session; null for those that must not be there. The one list of it.
    /// </summary>
    /// <param name="session">The id of the session.</param>
    /// <param name="keys">Its keys.</param>
    /// <param name="region">The region in which it works; null where the region stays as it is.</param>
    internal static IEnumerable<(string Name, string? Value)> Of(string session, RoleKeys keys, string? region) =>
    [
        .. Rivals.Select(name => (name, (string?)null)),
        (KeyId, keys.AccessKeyId),
        ("AWS_SECRET_ACCESS_KEY", keys.SecretAccessKey),
        ("AWS_SESSION_TOKEN", keys.SessionToken),
        (Expiration, TokenDates.Write(keys.ExpiresAt)),
        .. region is null ? [] : Regions.Append(RegionOfSession).Select(name => (name, (string?)region)),
        (KeyVariable, keys.AccessKeyId),
        (SessionVariable, session),
    ];

    /// <summary>The profile that AWS tools started from here use.</summary>
    internal string? ProfileName
    {
        get => variables[Profile];
        set => variables[Profile] = value;
    }

    /// <summary>Names no profile any more, if it is one of these, and brings none of them back later.</summary>
    internal void Forget(IReadOnlyCollection<string> profileNames)
    {
        if (ProfileName is { } present && profileNames.Contains(present))
        {
            ProfileName = null;
        }

        memory.Forget(Profile, profileNames);
    }

    /// <summary>Gives every variable back what it was, unless somebody has changed it since.</summary>
    internal void Clear()
    {
        IReadOnlyDictionary<string, (string? Before, string? Ours)> held = memory.Take();
        if (held.Count == 0)
        {
            string? region = variables[RegionOfSession];
            // Of keys that somebody has put there since, the end too may be theirs.
            string[] ofOthers = HasKeys && !HoldsOwnKeys(name => variables[name]) ? [.. s_keys, Expiration] : [];
            foreach (string name in Regions.Where(n => region is not null && variables[n] == region).Concat(Ours.Except(ofOthers)).ToArray())
            {
                variables[name] = null;
            }

            return;
        }

        foreach ((string name, (string? before, string? ours)) in held)
        {
            if (variables[name] == ours)
            {
                variables[name] = before;
            }
        }
    }

    /// <summary>
    /// What the region is without the session that has put it there: its variables, with what they were before; null for those that were not there.
    /// One that somebody has set since is none of these.
    /// </summary>
    /// <param name="variable">Looks a variable up.</param>
    /// <param name="memory">What the variables were before.</param>
    internal static IEnumerable<(string Name, string? Value)> RegionBehind(Func<string, string?> variable, VariableMemory memory) =>
        variable(RegionOfSession) is { Length: > 0 } region
            ? [.. Regions.Where(name => variable(name) == region).Append(RegionOfSession).Select(name => (name, memory.Before(name, region)))]
            : [];

    /// <summary>Whether the keys in variables are those that were put there together with the id of a session.</summary>
    /// <param name="variable">Looks a variable up.</param>
    internal static bool HoldsOwnKeys(Func<string, string?> variable) => variable(KeyVariable) is { Length: > 0 } key && variable(KeyId) == key;

    private void Set(string name, string? value)
    {
        memory.Note(name, variables[name], value);
        variables[name] = value;
    }
}
