namespace LeappSso.Reliability.Tests;

/// <summary>A test that needs a Unix shell.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class UnixFactAttribute : FactAttribute
{
    public UnixFactAttribute() => Skip = OperatingSystem.IsWindows() ? "full disks and limits of file sizes (they need Linux or macOS)" : null;
}
