using System.Globalization;

namespace LeappSso.Emulator;

/// <summary>True time decides what is still valid; reported time, which may be shifted, is what the service says.</summary>
internal sealed class EmulatorClock(EmulatorOptions options)
{
    public DateTimeOffset Now => options.TimeProvider.GetUtcNow();

    public DateTimeOffset Reported(DateTimeOffset time) => time + options.ClockOffset;

    /// <summary>Null when the web server's own Date header is right.</summary>
    public string? DateHeader =>
        options.ClockOffset == TimeSpan.Zero && options.TimeProvider == TimeProvider.System
            ? null
            : Reported(Now).ToString("R", CultureInfo.InvariantCulture);
}
