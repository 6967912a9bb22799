using System.Diagnostics;

namespace LeappSso.Reliability.Tests;

/// <summary>The program that is killed.</summary>
internal static class DriverProgram
{
    internal static string Path { get; } =
        System.IO.Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "LeappSso.Driver.exe" : "LeappSso.Driver");

    /// <summary>Lets it write without end, and kills it so much later.</summary>
    internal static async Task RunAndKillAsync(TimeSpan life, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(Path, arguments) { RedirectStandardOutput = true })!;
        Assert.Equal("writing", await process.StandardOutput.ReadLineAsync());
        long begun = Stopwatch.GetTimestamp();
        SpinWait.SpinUntil(() => Stopwatch.GetElapsedTime(begun) >= life);
        process.Kill();
        await process.WaitForExitAsync();
    }

    /// <summary>Lets it kill itself; gives the step it did last, and the file it did it to. Null where it came to its end before.</summary>
    internal static async Task<(string Step, string Path)?> RunToPointAsync(params string[] arguments)
    {
        (string output, int exitCode) = await RunAsync(new ProcessStartInfo(Path, arguments));
        string last = output.TrimEnd().Split('\n')[^1];
        if (exitCode == 0)
        {
            return null;
        }

        Assert.StartsWith("at ", last, StringComparison.Ordinal);
        string[] words = last.Split(' ', 3);
        return (words[1], words[2]);
    }

    /// <summary>Runs a program to its end; gives what it said and its exit code.</summary>
    internal static async Task<(string Output, int ExitCode)> RunAsync(ProcessStartInfo start)
    {
        start.RedirectStandardOutput = true;
        using Process process = Process.Start(start)!;
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (output, process.ExitCode);
    }
}
