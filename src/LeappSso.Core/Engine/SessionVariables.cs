using LeappSso.Store;

namespace LeappSso.Engine;

/// <summary>The environment variables by which programs find the keys of a session, and those that would lead them elsewhere.</summary>
public static class SessionVariables
{
    /// <summary>The variables that name other credentials: programs take some of them before keys, others when keys end.</summary>
    /// <remarks>
    /// AWS SDKs and Tools Reference Guide, "Environment variables list". The token by its old name is what botocore prefers, and a profile is
    /// what the SDK for JavaScript prefers to keys.
    /// </remarks>
    public static IReadOnlyList<string> Rivals { get; } =
    [
        "AWS_PROFILE",
        "AWS_DEFAULT_PROFILE",
        "AWS_SECURITY_TOKEN",
        "AWS_WEB_IDENTITY_TOKEN_FILE",
        "AWS_ROLE_ARN",
        "AWS_ROLE_SESSION_NAME",
        "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
        "AWS_CONTAINER_CREDENTIALS_FULL_URI",
        "AWS_CONTAINER_AUTHORIZATION_TOKEN",
        "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE",
    ];

    /// <summary>The variables of a session with their values. Where it has no region, the region of the process stays.</summary>
    /// <param name="credential">Its keys.</param>
    public static IReadOnlyList<KeyValuePair<string, string>> Of(LeappCredential credential)
    {
        ArgumentNullException.ThrowIfNull(credential);
        List<KeyValuePair<string, string>> variables =
        [
            new("AWS_ACCESS_KEY_ID", credential.AccessKeyId),
            new("AWS_SECRET_ACCESS_KEY", credential.SecretAccessKey.Reveal()),
            new("AWS_SESSION_TOKEN", credential.SessionToken.Reveal()),
            new("AWS_CREDENTIAL_EXPIRATION", TokenDates.Write(credential.ExpiresAt)),
            new(VariableShelf.SessionVariable, credential.SessionId),
        ];
        if (credential.Region is { } region)
        {
            variables.AddRange([new("AWS_REGION", region), new("AWS_DEFAULT_REGION", region), new(VariableShelf.RegionOfSession, region)]);
        }

        return variables;
    }
}
