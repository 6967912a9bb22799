namespace LeappSso.Cmdlets.Pipeline;

/// <summary>The profile that AWS tools started from this process use: the environment variable <c>AWS_PROFILE</c>.</summary>
internal static class ActiveProfile
{
    private const string Variable = "AWS_PROFILE";

    // What AWS CLI and the SDKs take before a profile (AWS SDKs reference guide, "Standardized credential providers").
    private static readonly string[] s_winners = ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_WEB_IDENTITY_TOKEN_FILE"];

    /// <summary>Names a profile for this process.</summary>
    internal static void Use(string profileName) => Environment.SetEnvironmentVariable(Variable, profileName);

    /// <summary>Names no profile any more, if it was one of these.</summary>
    internal static void Forget(IEnumerable<string> profileNames)
    {
        string? present = Environment.GetEnvironmentVariable(Variable);
        if (present is not null && profileNames.Contains(present, StringComparer.Ordinal))
        {
            Environment.SetEnvironmentVariable(Variable, null);
        }
    }

    /// <summary>The variables that would win over the profile.</summary>
    internal static IEnumerable<string> Winners() => s_winners.Where(v => !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(v)));
}
