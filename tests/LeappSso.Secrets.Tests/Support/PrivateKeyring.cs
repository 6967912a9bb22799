using System.Diagnostics;
using LeappSso.Secrets.Linux;

namespace LeappSso.Secrets.Tests.Support;

/// <summary>GNOME Keyring with an unlocked keyring of its own, on a bus of its own.</summary>
public sealed class PrivateKeyring : PrivateBus
{
    private Process _keyring;
    private bool _hasEnded;

    public PrivateKeyring() => _keyring = Begin();

    private Process Begin()
    {
        ProcessStartInfo start = new("gnome-keyring-daemon", ["--foreground", "--components=secrets", "--unlock", $"--control-directory={Folder}"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach ((string name, string? value) in new Dictionary<string, string?>
        {
            ["DBUS_SESSION_BUS_ADDRESS"] = Address,
            ["HOME"] = Folder,
            ["XDG_DATA_HOME"] = Folder,
            ["XDG_RUNTIME_DIR"] = Folder,
            ["DISPLAY"] = null,
            ["WAYLAND_DISPLAY"] = null,
        })
        {
            start.Environment[name] = value;
        }

        Process keyring = Process.Start(start)!;
        // The password of the keyring, which is empty.
        keyring.StandardInput.Write("\n");
        keyring.StandardInput.Close();
        return keyring;
    }

    /// <summary>What to install; null where nothing is missing.</summary>
    public static new string? Missing => Programs.Find("dbus-daemon") && Programs.Find("gnome-keyring-daemon")
        ? null
        : "the Secret Service keeps logins (install GNOME Keyring and a D-Bus daemon, on Debian: apt-get install gnome-keyring dbus)";

    /// <summary>Waits until the keyring has its name on the bus.</summary>
    internal async Task ReadyAsync(SecretServiceStore store)
    {
        long begun = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                await store.OpenAsync(mayAsk: false, CancellationToken.None);
                return;
            }
            catch (LeappException) when (!_keyring.HasExited && Stopwatch.GetElapsedTime(begun) < TimeSpan.FromSeconds(30))
            {
                await Task.Yield();
            }
        }
    }

    /// <summary>Ends the keyring as a logout of the desktop does.</summary>
    internal void End()
    {
        if (!_hasEnded)
        {
            Programs.End(_keyring);
            _hasEnded = true;
        }
    }

    /// <summary>Starts it anew on the same bus, with what it has kept.</summary>
    internal void StartAnew()
    {
        End();
        _keyring = Begin();
        _hasEnded = false;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            End();
        }

        base.Dispose(disposing);
    }
}
