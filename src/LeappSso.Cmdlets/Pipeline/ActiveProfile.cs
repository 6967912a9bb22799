namespace LeappSso.Cmdlets.Pipeline;

/// <summary>The profile that AWS tools started from this process use: the environment variable <c>AWS_PROFILE</c>.</summary>
internal static class ActiveProfile
{
    private const string Variable = "AWS_PROFILE";

    // What AWS CLI and the SDKs take before a profile (AWS SDKs reference guide, "Standardized credential providers").
    private static readonly string[] s_winners = ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_WEB_IDENTITY_TOKEN_FILE"];

    /// <summary>The profile; null if none is named.</summary>
    internal static string? Name => Value(Variable);

    /// <summary>The variables that win over a session of this process.</summary>
    internal static IEnumerable<string> Winners(LeappSession session)
    {
        if (session.Method == LeappMethod.Environment)
        {
            return s_winners.Where(v => v == "AWS_WEB_IDENTITY_TOKEN_FILE" && Value(v) is not null);
        }

        // botocore looks at AWS_DEFAULT_PROFILE first.
        return [.. s_winners.Where(v => Value(v) is not null), .. Others("AWS_DEFAULT_PROFILE", session.ProfileName)];
    }

    /// <summary>The variables that set another region than the one of a session: they win over its profile.</summary>
    internal static IEnumerable<string> Regions(LeappSession session) => session.Region is { } region && session.Method != LeappMethod.Environment
        ? [.. Others("AWS_REGION", region), .. Others("AWS_DEFAULT_REGION", region)]
        : [];

    private static IEnumerable<string> Others(string variable, string value) => Value(variable) is { } present && present != value ? [variable] : [];

    private static string? Value(string variable) => Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value ? value : null;
}
