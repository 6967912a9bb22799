using LeappSso.Ports;

namespace LeappSso.Store;

/// <summary>
/// Role keys with their life. It is counted from when they were fetched, both by the clock of this machine, so a clock that is wrong by
/// hours misjudges nothing as long as it stays wrong by as much.
/// </summary>
/// <param name="keys">The keys.</param>
/// <param name="fetchedAt">When they were fetched, by the clock of this machine.</param>
/// <param name="life">How long they lived from then on.</param>
/// <param name="login">The login they were fetched with, as a hash; null if unknown.</param>
internal sealed class KeptKeys(RoleKeys keys, DateTimeOffset fetchedAt, TimeSpan life, string? login)
{
    /// <summary>
    /// Keys are renewed in the last quarter of their life: the keys of a permission set live 15 minutes to 12 hours, so no fixed time
    /// suits all of them.
    /// </summary>
    internal const double RenewedPart = 0.25;

    /// <summary>Nor earlier than this, which is what the AWS SDKs keep in hand (botocore: 15 minutes).</summary>
    internal static readonly TimeSpan LongestMargin = TimeSpan.FromMinutes(15);

    /// <summary>More than AWS gives any keys; what says that they live longer is wrong.</summary>
    internal static readonly TimeSpan LongestLife = TimeSpan.FromDays(7);

    private static readonly TimeSpan s_stepBack = TimeSpan.FromMinutes(1);

    internal RoleKeys Keys { get; } = keys;

    internal DateTimeOffset FetchedAt { get; } = fetchedAt;

    internal TimeSpan Life { get; } = Bounded(life);

    internal string? Login { get; } = login;

    /// <summary>A life that keys can have.</summary>
    internal static TimeSpan Bounded(TimeSpan life) => life < LongestLife ? life : LongestLife;

    /// <summary>Whether they need not be renewed yet.</summary>
    internal bool IsFresh(DateTimeOffset now)
    {
        TimeSpan part = Life * RenewedPart;
        return IsAlive(now) && now - FetchedAt < Life - (part < LongestMargin ? part : LongestMargin);
    }

    /// <summary>Whether AWS still takes them. A clock that was set back tells nothing, so they count as ended.</summary>
    internal bool IsAlive(DateTimeOffset now) => now - FetchedAt > -s_stepBack && now - FetchedAt < Life;
}
