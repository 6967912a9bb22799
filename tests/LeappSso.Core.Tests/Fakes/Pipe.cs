using System.Diagnostics;

namespace LeappSso.Core.Tests.Fakes;

/// <summary>A named pipe in the file system.</summary>
internal static class Pipe
{
    internal static void Make(string path)
    {
        using Process process = Process.Start("mkfifo", [path]);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }
}
