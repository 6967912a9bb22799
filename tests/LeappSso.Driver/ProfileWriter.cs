using System.Globalization;
using System.Text;
using LeappSso.Ports;
using LeappSso.Profiles;

namespace LeappSso.Driver;

/// <summary>
/// Activates and stops profiles in a config file and a credentials file that hold what others wrote: after change number so and so the
/// last few profiles are active, so that the bytes of each file tell which change it was, and whether they are whole.
/// </summary>
internal sealed class ProfileWriter(string folder)
{
    /// <summary>With this begins every secret of ours.</summary>
    internal const string Secret = "FAKE-SECRET-";

    private const int Active = 3;

    /// <summary>What others wrote into the config file.</summary>
    internal static string OthersInConfig { get; } = Others("profile hand-made", "s3 =\r\n  region = keep\noutput=json # caf\u00e9\r\n");

    /// <summary>What others wrote into the credentials file.</summary>
    internal static string OthersInCredentials { get; } = Others("hand-made", "aws_access_key_id=THEIRS\naws_secret_access_key = theirs/+=\n");

    internal AwsFile Config { get; } = new(Path.Combine(folder, "config"), TimeProvider.System);

    internal AwsFile Credentials { get; } = new(Path.Combine(folder, "credentials"), TimeProvider.System, forBackup: CredentialsEditor.WithoutOurs);

    /// <summary>Writes what others wrote, and nothing else.</summary>
    internal void Begin()
    {
        File.WriteAllBytes(Config.Path, Encoding.Latin1.GetBytes(OthersInConfig));
        File.WriteAllBytes(Credentials.Path, Encoding.Latin1.GetBytes(OthersInCredentials));
    }

    /// <summary>Makes a change of the config file.</summary>
    internal Task WriteConfigAsync(int serial) => Config.ChangeAsync(d => ChangeConfig(d, serial), CancellationToken.None);

    /// <summary>Makes a change of both files.</summary>
    internal Task WriteBothAsync(int serial) =>
        new AwsFiles(Config, Credentials).ChangeAsync(
            (config, credentials) =>
            {
                ChangeConfig(config, serial);
                ChangeCredentials(credentials, serial);
            },
            CancellationToken.None);

    /// <summary>Adds one profile to a config file.</summary>
    internal static Task AddAsync(string path, string name) => new AwsFile(path, TimeProvider.System).ChangeAsync(d => Add(d, name, "eu-west-1"), CancellationToken.None);

    /// <summary>The number of the last change of a file; -1 if there was none.</summary>
    internal static int SerialIn(AwsFile file) => file.Read().Sections
        .Where(s => s.IsMarked && s.Name.Kind != SectionKind.SsoSession).Select(s => int.Parse(s.Name.Name[1..], CultureInfo.InvariantCulture)).DefaultIfEmpty(-1).Max();

    /// <summary>The config file after a change.</summary>
    internal static byte[] ConfigAt(int serial) => At(OthersInConfig, serial, ChangeConfig);

    /// <summary>The credentials file after a change.</summary>
    internal static byte[] CredentialsAt(int serial) => At(OthersInCredentials, serial, ChangeCredentials);

    private static string Others(string name, string keys) =>
        "# mine\r\n\n" + string.Concat(Enumerable.Range(1, 60).Select(i => $"; of {i}\n[{name}-{i}]\r\n{keys}\n")) + "# the end, without newline \u00ff";

    private static void ChangeConfig(IniDocument document, int serial)
    {
        Add(document, $"p{serial}", $"region-{serial}");
        ConfigEditor editor = new(document, "config");
        editor.RemoveProfile($"p{serial - Active}");
        editor.Finish();
    }

    private static void Add(IniDocument document, string name, string region)
    {
        ConfigEditor editor = new(document, "config");
        editor.EnsureSession("acme", "https://acme.awsapps.com/start", "eu-west-1");
        editor.EnsureProfile(new SsoProfile(name, "acme", "000000000001", "Admin", region), force: false);
    }

    private static void ChangeCredentials(IniDocument document, int serial)
    {
        string secret = Secret + serial + new string((char)('a' + (serial % 26)), 20 + (serial * 7919 % 4000));
        CredentialsEditor editor = new(document, "credentials");
        RoleKeys keys = new(secret, secret, secret, DateTimeOffset.UnixEpoch.AddSeconds(serial));
        editor.Ensure(new KeysProfile($"p{serial}", "acme/000000000001/Admin", keys, null), force: false);
        editor.Remove($"p{serial - Active}");
        editor.Finish();
    }

    private static byte[] At(string others, int serial, Action<IniDocument, int> change)
    {
        IniDocument document = IniDocument.Parse(Encoding.Latin1.GetBytes(others));
        for (int i = Math.Max(0, serial - Active + 1); i <= serial; i++)
        {
            change(document, i);
        }

        return document.ToBytes();
    }
}
