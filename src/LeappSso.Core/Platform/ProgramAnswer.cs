using System.ComponentModel;
using System.Diagnostics;

namespace LeappSso.Platform;

/// <summary>Asks a program for its version.</summary>
internal static class ProgramAnswer
{
    /// <summary>How long a program may take. AWS CLI is Python, and takes a second where the disk is slow.</summary>
    internal static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    /// <summary>What a program prints for <c>--version</c>; null if it cannot be started.</summary>
    /// <param name="program">The path of the program.</param>
    /// <param name="cancellationToken">Ends the program.</param>
    /// <exception cref="TimeoutException">It did not end in time, and was ended, with what it has started.</exception>
    internal static async Task<string?> OfVersionAsync(string program, CancellationToken cancellationToken)
    {
        using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        end.CancelAfter(Limit);
        ProcessStartInfo start = new(program, ["--version"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            CreateNoWindow = true,
            // On Windows AWS CLI may be a command file.
            UseShellExecute = false,
        };
        try
        {
            using Process process = Process.Start(start)!;
            try
            {
                process.StandardInput.Close();
                Task<string> errors = process.StandardError.ReadToEndAsync(end.Token);
                string output = await process.StandardOutput.ReadToEndAsync(end.Token).ConfigureAwait(false);
                // Old versions of AWS CLI print it there.
                string said = await errors.ConfigureAwait(false);
                await process.WaitForExitAsync(end.Token).ConfigureAwait(false);
                return (output.Length > 0 ? output : said).Trim();
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
                cancellationToken.ThrowIfCancellationRequested();
                throw new TimeoutException();
            }
        }
        catch (Exception e) when (e is Win32Exception or InvalidOperationException)
        {
            return null;
        }
    }
}
