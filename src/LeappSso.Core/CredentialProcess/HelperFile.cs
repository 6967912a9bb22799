using System.ComponentModel;
using System.Diagnostics;
using System.Security.Cryptography;
using LeappSso.Store;

namespace LeappSso.CredentialProcess;

/// <summary>Puts a program where others may be starting it at this moment. To be used under the lock of its folder.</summary>
/// <param name="path">The program.</param>
internal sealed class HelperFile(string path)
{
    private const UnixFileMode OwnerProgram = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>ETXTBSY: some process still has the file open for writing, as a child that was just being started does for a moment.</summary>
    private const int TextFileBusy = 26;

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(10);

    private readonly string _folder = Path.GetDirectoryName(path)!;

    /// <summary>Whether a program is there, as long as noted, that the system would start.</summary>
    internal static bool IsRunnable(string path, long length)
    {
        FileInfo file = new(path);
        return file.Exists && file.Length == length && (OperatingSystem.IsWindows() || file.UnixFileMode.HasFlag(UnixFileMode.UserExecute));
    }

    /// <summary>Replaces the program, once the new one has shown that it runs here.</summary>
    /// <param name="content">The new program.</param>
    /// <param name="version">What it must answer to <c>--version</c>.</param>
    /// <param name="cancellationToken">Ends it; the old program stays then.</param>
    /// <returns>Why it does not run here, so that the old one stayed; null if it does.</returns>
    /// <exception cref="IOException">The disk refuses; the old program stayed.</exception>
    /// <exception cref="UnauthorizedAccessException">The program or its folder may not be written; the old program stayed.</exception>
    internal async Task<string?> PutAsync(byte[] content, string version, CancellationToken cancellationToken)
    {
        DropAbandoned();
        if (IsRunnable(path, content.Length) && File.ReadAllBytes(path).AsSpan().SequenceEqual(content))
        {
            return null;
        }

        // The name ends as the program's does, since Windows goes by that.
        string temporary = Path.Combine(_folder, $".new-{RandomNumberGenerator.GetHexString(12, lowercase: true)}-{Path.GetFileName(path)}");
        try
        {
            Write(temporary, content);
            string? refusal = await TryAsync(temporary, version, cancellationToken).ConfigureAwait(false);
            if (refusal is null)
            {
                PreparedFile.Replace(temporary, path);
            }

            return refusal;
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    private static void Write(string temporary, byte[] content)
    {
        FileStreamOptions options = new() { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerProgram;
        }

        using FileStream stream = new(temporary, options);
        FileSteps.Tell(FileStep.Made, temporary);
        stream.Write(content);
        FileSteps.Tell(FileStep.Written, temporary);
        stream.Flush(flushToDisk: true);
        FileSteps.Tell(FileStep.Flushed, temporary);
    }

    /// <summary>Whoever writes here holds the lock, so what lies here under such a name was left by a process that died.</summary>
    private void DropAbandoned()
    {
        foreach (string left in Directory.EnumerateFiles(_folder, $".new-*-{Path.GetFileName(path)}"))
        {
            File.Delete(left);
            FileSteps.Tell(FileStep.Removed, left);
        }
    }

    private static async Task<string?> TryAsync(string program, string version, CancellationToken cancellationToken)
    {
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(s_patience);
        try
        {
            string answer = await AskAsync(program, limit.Token).ConfigureAwait(false);
            return answer == version ? null : $"it answers '{VisibleText.Of(answer)}' instead of '{version}'";
        }
        catch (Win32Exception e)
        {
            return e.Message;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return "it does not answer";
        }
    }

    private static async Task<string> AskAsync(string program, CancellationToken cancellationToken)
    {
        using Process process = await StartAsync(program, cancellationToken).ConfigureAwait(false);
        try
        {
            process.StandardInput.Close();
            Task<string> errors = process.StandardError.ReadToEndAsync(cancellationToken);
            string output = await process.StandardOutput.ReadToEndAsync(cancellationToken).ConfigureAwait(false);
            await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
            return (output.Length > 0 ? output : await errors.ConfigureAwait(false)).Trim();
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            throw;
        }
    }

    private static async Task<Process> StartAsync(string program, CancellationToken cancellationToken)
    {
        ProcessStartInfo start = new(program, ["--version"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            CreateNoWindow = true,
        };
        while (true)
        {
            try
            {
                return Process.Start(start)!;
            }
            catch (Win32Exception e) when (e.NativeErrorCode == TextFileBusy && !OperatingSystem.IsWindows())
            {
                await Task.Delay(s_pause, cancellationToken).ConfigureAwait(false);
            }
        }
    }
}
