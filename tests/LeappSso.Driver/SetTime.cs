namespace LeappSso.Driver;

/// <summary>A clock that shows one time, and waits by the system's.</summary>
internal sealed class SetTime(DateTimeOffset now) : TimeProvider
{
    /// <summary>The time of a change: each is on a day of its own.</summary>
    internal static SetTime Of(int serial) => new(new DateTimeOffset(2040, 1, 1, 0, 0, 0, TimeSpan.Zero).AddDays(serial));

    public override DateTimeOffset GetUtcNow() => now;
}
