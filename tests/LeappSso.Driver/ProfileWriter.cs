using System.Globalization;
using System.Text;
using LeappSso.Ports;
using LeappSso.Profiles;
using LeappSso.Store;

namespace LeappSso.Driver;

/// <summary>
/// Activates and stops profiles in a config file and a credentials file that hold what others wrote: after change number so and so the
/// last few profiles are active. Each change is on a day of its own, so both files get a backup each time.
/// </summary>
internal sealed class ProfileWriter(string folder) : StoreWriter
{
    private const int Active = 3;

    /// <summary>What others wrote into the config file.</summary>
    internal static string OthersInConfig { get; } = Others("profile hand-made", "s3 =\r\n  region = keep\noutput=json # caf\u00e9\r\n");

    private static string OthersInCredentials { get; } = Others("hand-made", "aws_access_key_id=THEIRS\naws_secret_access_key = theirs/+=\n");

    internal AwsFile Config { get; } = ConfigOf(folder, 0);

    private AwsFile Credentials { get; } = CredentialsOf(folder, 0);

    /// <summary>Writes what others wrote, and nothing else.</summary>
    internal override void Begin()
    {
        AtomicFile.Write(Config.Path, Encoding.Latin1.GetBytes(OthersInConfig), ownerOnly: true);
        AtomicFile.Write(Credentials.Path, Encoding.Latin1.GetBytes(OthersInCredentials), ownerOnly: true);
    }

    internal override Task WriteAsync(int serial) =>
        new AwsFiles(ConfigOf(folder, serial), CredentialsOf(folder, serial)).ChangeAsync(
            (config, credentials) =>
            {
                ChangeConfig(config, serial);
                ChangeCredentials(credentials, serial);
            },
            CancellationToken.None);

    /// <summary>Adds one profile to a config file.</summary>
    internal static Task AddAsync(string path, string name) => new AwsFile(path, TimeProvider.System).ChangeAsync(d => Add(d, name, "eu-west-1"), CancellationToken.None);

    /// <summary>Adds the profile of a change to a config file, and removes that of the change before.</summary>
    internal static Task MoveOnAsync(string path, int serial) => new AwsFile(path, TimeProvider.System).ChangeAsync(
        document =>
        {
            Add(document, $"p{serial}", "eu-west-1");
            ConfigEditor editor = new(document, path);
            editor.RemoveProfile($"p{serial - 1}");
            editor.Finish();
        },
        CancellationToken.None);

    internal override int Last() => SerialIn(Config);

    /// <summary>Both files are of one change, or the config file is one ahead; each backup is of the change before its day.</summary>
    internal override IEnumerable<string> Faults(int last)
    {
        IEnumerable<string> faults = FaultsOf(Config.Path, ConfigAt(last)).Concat(FaultsOf(Credentials.Path, CredentialsAt(last), CredentialsAt(last - 1)));
        for (int day = 0; day <= last + 1; day++)
        {
            faults = faults
                .Concat(FaultsOf(BackupOf(Config, day), null, ConfigAt(day - 1)))
                .Concat(FaultsOf(BackupOf(Credentials, day), null, CredentialsEditor.WithoutOurs(IniDocument.Parse(CredentialsAt(day - 1)))));
        }

        return faults;
    }

    internal override string? KindOf(string path) => path == Config.Path ? "config (`~/.aws/config`)"
        : path == Credentials.Path ? "credentials (`~/.aws/credentials`)"
        : BackupName.IsOf("config", Path.GetFileName(path)) || BackupName.IsOf("credentials", Path.GetFileName(path)) ? "their backups (`*.leappsso-*.bak`)"
        : null;

    /// <summary>A change of which the config file is there, and the credentials file not yet, is made once more before the next.</summary>
    internal override async Task<int> GoOnAsync()
    {
        int last = Last();
        if (SerialIn(Credentials) < last)
        {
            await WriteAsync(last);
        }

        return await base.GoOnAsync();
    }

    private static AwsFile ConfigOf(string folder, int serial) => new(Path.Combine(folder, "config"), SetTime.Of(serial));

    private static AwsFile CredentialsOf(string folder, int serial) =>
        new(Path.Combine(folder, "credentials"), SetTime.Of(serial), forBackup: CredentialsEditor.WithoutOurs);

    private static int SerialIn(AwsFile file) => file.Read().Sections
        .Where(s => s.IsMarked && s.Name.Kind != SectionKind.SsoSession).Select(s => int.Parse(s.Name.Name[1..], CultureInfo.InvariantCulture)).DefaultIfEmpty(-1).Max();

    private static string BackupOf(AwsFile file, int serial) =>
        Path.Combine(Path.GetDirectoryName(file.Path)!, BackupName.Of(Path.GetFileName(file.Path), SetTime.Of(serial).GetUtcNow()));

    private static byte[] ConfigAt(int serial) => At(OthersInConfig, serial, ChangeConfig);

    private static byte[] CredentialsAt(int serial) => At(OthersInCredentials, serial, ChangeCredentials);

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
        CredentialsEditor editor = new(document, "credentials");
        RoleKeys keys = new(SecretOf(serial), SecretOf(serial), SecretOf(serial), DateTimeOffset.UnixEpoch.AddSeconds(serial));
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
