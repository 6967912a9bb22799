using System.ComponentModel;
using System.Diagnostics;
using System.Net;
using LeappSso.Ports;

namespace LeappSso.Platform;

/// <summary>
/// The browser of this machine: <c>$BROWSER</c>, or where that is not set, the platform's own way to open an address. Never through a shell.
/// </summary>
internal sealed class SystemBrowser(Surroundings surroundings) : IBrowser
{
    /// <summary>ENOENT and ERROR_FILE_NOT_FOUND are the same number.</summary>
    private const int NoSuchFile = 2;

    /// <inheritdoc/>
    public bool IsLikely => surroundings.BrowserIsLikely;

    /// <inheritdoc/>
    /// <remarks>WSL looks once a second for ports that Windows does not have yet (<c>MonitorListeningSockets</c> of microsoft/WSL).</remarks>
    public bool SeesPortsLate => surroundings.IsWsl;

    /// <inheritdoc/>
    public string? Open(Uri address) => Open(address, _ => { });

    /// <inheritdoc/>
    public string? Open(Uri address, Action<string> failed)
    {
        bool loopback = IPAddress.TryParse(address.Host.Trim('[', ']'), out IPAddress? ip) && IPAddress.IsLoopback(ip);
        if (address.Scheme != Uri.UriSchemeHttps && !(address.Scheme == Uri.UriSchemeHttp && loopback))
        {
            return $"only https addresses are opened, not {address.Scheme}";
        }

        string? problem = "no program to open an address was found";
        foreach (ProcessStartInfo start in Candidates(address.AbsoluteUri))
        {
            problem = TryStart(start, failed);
            if (problem is null)
            {
                return null;
            }
        }

        return problem;
    }

    /// <summary>
    /// What is tried in turn to open an address. The platform's own way takes no place of a <c>$BROWSER</c> that is not there: it tells of no failure.
    /// </summary>
    internal IEnumerable<ProcessStartInfo> Candidates(string address)
    {
        foreach (string command in surroundings.BrowserCommands)
        {
            List<string> words = CommandWords.Split(command);
            if (words.Count > 0)
            {
                bool placed = words.Exists(w => w.Contains("%s", StringComparison.Ordinal));
                IEnumerable<string> arguments = words.Skip(1).Select(w => w.Replace("%s", address, StringComparison.Ordinal));
                yield return new ProcessStartInfo(words[0], placed ? arguments : arguments.Append(address));
            }
        }

        if (surroundings.BrowserCommands.Count > 0)
        {
            yield break;
        }

        switch (surroundings.Os)
        {
            case Os.Windows:
                yield return new ProcessStartInfo(address) { UseShellExecute = true };
                break;
            case Os.MacOS:
                yield return new ProcessStartInfo("/usr/bin/open", [address]);
                break;
            default:
                foreach (string opener in surroundings.IsWsl ? (string[])["wslview", "xdg-open"] : ["xdg-open"])
                {
                    yield return new ProcessStartInfo(opener, [address]);
                }

                break;
        }
    }

    /// <summary>Starts a program whose output must not mix with ours, and does not wait for it.</summary>
    private string? TryStart(ProcessStartInfo start, Action<string> failed)
    {
        if (!start.UseShellExecute)
        {
            start.RedirectStandardOutput = true;
            start.RedirectStandardError = true;
            start.RedirectStandardInput = true;
        }

        try
        {
            if (Process.Start(start) is { } process && !start.UseShellExecute)
            {
                LetRun(process, code => failed($"{Name(start)} ended with the exit code {code}"));
            }

            return null;
        }
        catch (Exception e) when (e is Win32Exception or InvalidOperationException or IOException)
        {
            return e is Win32Exception { NativeErrorCode: NoSuchFile } ? $"{Name(start)} was not found" : $"{Name(start)} cannot be started: {e.Message}";
        }
    }

    private string Name(ProcessStartInfo start) =>
        surroundings.BrowserCommands.Count > 0 ? $"the browser '{start.FileName}' of $BROWSER" : start.UseShellExecute ? "the default browser" : start.FileName;

    /// <summary>Reads away what the program prints: a closed pipe would end it before it has opened anything.</summary>
    private static void LetRun(Process process, Action<int> failed)
    {
        process.StandardInput.Close();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        process.Exited += (_, _) =>
        {
            int code = process.ExitCode;
            process.Dispose();
            if (code != 0)
            {
                failed(code);
            }
        };
        process.EnableRaisingEvents = true;
    }
}
