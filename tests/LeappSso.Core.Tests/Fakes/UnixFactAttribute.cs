namespace LeappSso.Core.Tests.Fakes;

/// <summary>A test of what only Unix has: a shell, and files that are programs by their mode.</summary>
internal sealed class UnixFactAttribute : FactAttribute
{
    public UnixFactAttribute() => Skip = OperatingSystem.IsWindows() ? "the helper for Unix (there is no /bin/sh on Windows)" : null;
}
