using System.ComponentModel;
using System.Diagnostics;
using System.Net;
using LeappSso.Ports;

namespace LeappSso.Platform;

/// <summary>The browser of this machine: <c>$BROWSER</c>, else the platform's own way to open an address. Never through a shell.</summary>
internal sealed class SystemBrowser(Surroundings surroundings) : IBrowser
{
    /// <inheritdoc/>
    public bool IsLikely => surroundings.BrowserIsLikely;

    /// <inheritdoc/>
    /// <remarks>WSL looks once a second for ports that Windows does not have yet (<c>MonitorListeningSockets</c> of microsoft/WSL).</remarks>
    public bool SeesPortsLate => surroundings.IsWsl;

    /// <inheritdoc/>
    public string? Open(Uri address)
    {
        bool loopback = IPAddress.TryParse(address.Host.Trim('[', ']'), out IPAddress? ip) && IPAddress.IsLoopback(ip);
        if (address.Scheme != Uri.UriSchemeHttps && !(address.Scheme == Uri.UriSchemeHttp && loopback))
        {
            return $"only https addresses are opened, not {address.Scheme}";
        }

        string? problem = "no program to open an address was found";
        foreach (ProcessStartInfo start in Candidates(address.AbsoluteUri))
        {
            problem = TryStart(start);
            if (problem is null)
            {
                return null;
            }
        }

        return problem;
    }

    /// <summary>What is tried in turn to open an address.</summary>
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
    private static string? TryStart(ProcessStartInfo start)
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
                LetRun(process);
            }

            return null;
        }
        catch (Exception e) when (e is Win32Exception or InvalidOperationException or IOException)
        {
            return $"{Path.GetFileName(start.FileName)}: {e.Message}";
        }
    }

    /// <summary>Reads away what the program prints: a closed pipe would end it before it has opened anything.</summary>
    private static void LetRun(Process process)
    {
        process.StandardInput.Close();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        process.EnableRaisingEvents = true;
        process.Exited += (_, _) => process.Dispose();
    }
}
