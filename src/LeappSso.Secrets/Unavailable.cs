namespace LeappSso.Secrets;

/// <summary>Why the platform's store for secrets cannot be used, and what to do.</summary>
internal static class Unavailable
{
    /// <summary>What always helps.</summary>
    private const string Otherwise = "Or keep the login elsewhere: -TokenStore Shared or Memory, also of Set-LeappSsoIntegration.";

    /// <summary>The error.</summary>
    /// <param name="reason">What is the matter; a sentence.</param>
    /// <param name="advice">What would help; a sentence.</param>
    /// <param name="cause">The exception of the platform, which names no secret; null if there is none.</param>
    internal static LeappException Because(string reason, string advice, Exception? cause = null) =>
        new(LeappErrorCode.TokenStoreNotAvailable, $"{reason} {advice} {Otherwise}", null, cause);
}
