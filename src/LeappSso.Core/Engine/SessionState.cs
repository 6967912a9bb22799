namespace LeappSso.Engine;

/// <summary>Where a session is written for other programs.</summary>
[Flags]
internal enum SessionTraces
{
    /// <summary>Nowhere.</summary>
    None = 0,
    /// <summary>A profile in the config file leads to it.</summary>
    Config = 1,
    /// <summary>Its keys are in the credentials file.</summary>
    Credentials = 2,
    /// <summary>One of the AWS files.</summary>
    Files = Config | Credentials,
    /// <summary>Its keys are in the variables of this process.</summary>
    Variables = 4,
}

/// <summary>Whether other programs can use a session.</summary>
/// <param name="Traces">Where it is written.</param>
/// <param name="Status">What that makes of it.</param>
/// <param name="ExpiresAt">When its keys end; null where programs renew them by themselves.</param>
internal readonly record struct SessionState(SessionTraces Traces, LeappSessionStatus Status, DateTimeOffset? ExpiresAt)
{
    /// <summary>Judges by where a session is written.</summary>
    /// <param name="traces">Where.</param>
    /// <param name="ends">When its keys end, where there are keys.</param>
    /// <param name="now">The time.</param>
    internal static SessionState Of(SessionTraces traces, DateTimeOffset? ends, DateTimeOffset now) =>
        traces == SessionTraces.None ? default
        : traces.HasFlag(SessionTraces.Config) ? new(traces, LeappSessionStatus.Active, null)
        : new(traces, ends <= now ? LeappSessionStatus.Expired : LeappSessionStatus.Active, ends);
}
