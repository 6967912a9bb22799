namespace LeappSso.Secrets;

/// <summary>Why the platform's store for secrets cannot be used, and what to do.</summary>
internal static class Unavailable
{
    /// <summary>The error.</summary>
    /// <param name="reason">What is the matter; a sentence.</param>
    /// <param name="advice">What would help; a sentence.</param>
    /// <param name="cause">The exception of the platform, which names no secret; null if there is none.</param>
    internal static LeappException Because(string reason, string advice, Exception? cause = null) =>
        new(LeappErrorCode.TokenStoreNotAvailable, $"{reason} {advice}", null, cause);
}
