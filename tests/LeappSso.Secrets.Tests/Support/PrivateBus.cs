using System.Diagnostics;

namespace LeappSso.Secrets.Tests.Support;

/// <summary>A session bus that nobody else is on, with nothing that it could start.</summary>
public class PrivateBus : IDisposable
{
    private readonly Process _bus;

    public PrivateBus()
    {
        Folder = Directory.CreateTempSubdirectory("leappsso-bus-").FullName;
        string config = Path.Combine(Folder, "bus.conf");
        File.WriteAllText(
            config,
            $"""
            <!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN" "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
            <busconfig>
              <type>session</type>
              <listen>unix:path={Folder}/bus</listen>
              <policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy>
            </busconfig>
            """);
        _bus = Process.Start(new ProcessStartInfo("dbus-daemon", ["--nofork", "--print-address=1", $"--config-file={config}"]) { RedirectStandardOutput = true })!;
        Address = _bus.StandardOutput.ReadLine() ?? throw new InvalidOperationException("dbus-daemon has not begun.");
    }

    /// <summary>What to install; null where nothing is missing.</summary>
    public static string? Missing => Programs.Find("dbus-daemon")
        ? null
        : "the Secret Service is asked on a bus of its own (install a D-Bus daemon, on Debian: apt-get install dbus)";

    public string Folder { get; }

    public string Address { get; }

    /// <summary>The variables of a process on this bus.</summary>
    internal Dictionary<string, string?> Variables { get; } = [];

    internal string? Variable(string name) => name == "DBUS_SESSION_BUS_ADDRESS" ? Address : Variables.GetValueOrDefault(name);

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            Programs.End(_bus);
            Directory.Delete(Folder, recursive: true);
        }
    }
}
