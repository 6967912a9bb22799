namespace LeappSso.Benchmarks;

/// <summary>What the emulator saw of one run.</summary>
/// <param name="Calls">Calls of the portal API, refused ones included.</param>
/// <param name="Refused">Answers with status 429.</param>
/// <param name="Logins">Logins that ended with tokens.</param>
/// <param name="Wall">Seconds from the first call of the portal API to the last answer.</param>
internal sealed record PortalCounts(int Calls, int Refused, int Logins, double Wall)
{
    public int Answered => Calls - Refused;
}
