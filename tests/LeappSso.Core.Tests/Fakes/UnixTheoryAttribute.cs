namespace LeappSso.Core.Tests.Fakes;

/// <summary>A test, by its cases, of what only Unix has: its shells.</summary>
internal sealed class UnixTheoryAttribute : TheoryAttribute
{
    public UnixTheoryAttribute() => Skip = OperatingSystem.IsWindows() ? "shells of Unix (there is no /bin/sh on Windows)" : null;
}
