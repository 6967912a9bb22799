using LeappSso.Ports;

namespace LeappSso.Engine;

/// <summary>The environment variables by which programs find the keys of a session, and those that would lead them elsewhere.</summary>
public static class SessionVariables
{
    /// <summary>The variables that hold keys, and say whose they are.</summary>
    public static IReadOnlyList<string> OfKeys => VariableShelf.Ours;

    /// <summary>The variables that name other credentials. Beside those that win over keys, they are what programs look for when keys fail.</summary>
    /// <remarks>AWS SDKs and Tools Reference Guide, "Environment variables list".</remarks>
    public static IReadOnlyList<string> Rivals { get; } =
    [
        .. VariableShelf.Rivals,
        "AWS_WEB_IDENTITY_TOKEN_FILE",
        "AWS_ROLE_ARN",
        "AWS_ROLE_SESSION_NAME",
        "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
        "AWS_CONTAINER_CREDENTIALS_FULL_URI",
        "AWS_CONTAINER_AUTHORIZATION_TOKEN",
        "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE",
        "AWS_ACCOUNT_ID",
        "AWS_BEARER_TOKEN_BEDROCK",
    ];

    /// <summary>
    /// What becomes of the variables of a process where a program shall find no session and no credentials in them; null for those that must not be
    /// there. A region that came with a session goes with it, so that no other session works in it; any other stays.
    /// </summary>
    /// <param name="variable">Looks a variable of the process up.</param>
    /// <param name="memory">What its variables were before a session was put there.</param>
    public static IReadOnlyList<KeyValuePair<string, string?>> Without(Func<string, string?> variable, VariableMemory memory)
    {
        ArgumentNullException.ThrowIfNull(variable);
        ArgumentNullException.ThrowIfNull(memory);
        return
        [
            .. OfKeys.Concat(Rivals).Select(name => KeyValuePair.Create(name, (string?)null)),
            .. VariableShelf.RegionBehind(variable, memory).Select(v => KeyValuePair.Create(v.Name, v.Value)),
        ];
    }

    /// <summary>The variables of a session with their values. Where it has no region, none of these is of a region.</summary>
    /// <param name="credential">Its keys.</param>
    public static IReadOnlyList<KeyValuePair<string, string>> Of(LeappCredential credential)
    {
        ArgumentNullException.ThrowIfNull(credential);
        RoleKeys keys = new(credential.AccessKeyId, credential.SecretAccessKey.Reveal(), credential.SessionToken.Reveal(), credential.ExpiresAt);
        return
        [
            .. from variable in VariableShelf.Of(credential.SessionId, keys, credential.Region)
               where variable.Value is not null
               select KeyValuePair.Create(variable.Name, variable.Value),
        ];
    }
}
