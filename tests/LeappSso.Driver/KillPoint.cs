using System.Diagnostics;
using System.Runtime.InteropServices;
using LeappSso.Store;

namespace LeappSso.Driver;

/// <summary>Kills this process, as <c>kill -9</c> does, when the engine has done so many steps on the disk.</summary>
internal sealed class KillPoint(int steps)
{
    private int _done;

    /// <summary>Kills from now on. Says before it where it was, as <c>at STEP PATH</c>.</summary>
    internal void Arm() => FileSteps.Listen((step, path) =>
    {
        if (Interlocked.Increment(ref _done) == steps)
        {
            Kill(step, path);
        }
    });

    private void Kill(FileStep step, string path)
    {
        bool isCut = step == FileStep.Written && steps % 2 == 0;
        if (isCut && !OperatingSystem.IsWindows())
        {
            // As a kill in the middle of the write leaves it.
            _ = Truncate(path, new FileInfo(path).Length / 2);
        }

        Console.WriteLine($"at {(isCut ? "Cut" : step.ToString())} {path}");
        Console.Out.Flush();
        using Process process = Process.GetCurrentProcess();
        process.Kill();
        // A signal may take a moment.
        process.WaitForExit();
    }

    [DllImport("libc", EntryPoint = "truncate", CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Truncate(string path, long length);
}
