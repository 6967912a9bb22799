using System.Text;
using System.Text.Json;
using LeappSso.Core.Tests.Fakes;
using LeappSso.CredentialProcess;
using LeappSso.Diagnosis;
using LeappSso.Store;
using Microsoft.Extensions.Time.Testing;

namespace LeappSso.Core.Tests.Diagnosis;

/// <summary>A home folder to diagnose, with a workspace of one integration and two sessions, in which all is well.</summary>
internal sealed class DiagnosisScene : IDisposable
{
    public const string Session =
        "[sso-session acme]\n# managed by LeappSso\nsso_start_url = https://acme.awsapps.com/start\nsso_region = eu-west-1\nsso_registration_scopes = sso:account:access\n";

    public const string Profile =
        "[profile prod-Admin]\n# managed by LeappSso\nsso_session = acme\nsso_account_id = 000000000001\nsso_role_name = Admin\nregion = eu-central-1\n";

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public DiagnosisScene()
    {
        Variables["HOME"] = Variables["USERPROFILE"] = Home;
        Variables["LEAPPSSO_HOME"] = WorkspaceFolder;
        Workspace = new()
        {
            Integrations =
            [
                new()
                {
                    Alias = "acme",
                    PortalUrl = "https://acme.awsapps.com/start",
                    Region = "eu-west-1",
                    Accounts =
                    [
                        new()
                        {
                            Id = "000000000001",
                            Name = "prod",
                            Roles = [new() { Name = "Admin", Profile = "prod-Admin" }, new() { Name = "ReadOnly", Profile = "prod-ReadOnly" }],
                        },
                    ],
                },
            ],
        };
        Config = Session + "\n" + Profile;
    }

    public string Home { get; } = Directory.CreateTempSubdirectory("leappsso-test-").FullName;

    public string WorkspaceFolder => Path.Combine(Home, "leapp");

    public string AwsFolder => Path.Combine(Home, ".aws");

    public string ConfigPath => Path.Combine(AwsFolder, "config");

    public string CredentialsPath => Path.Combine(AwsFolder, "credentials");

    public string WorkspacePath => Path.Combine(WorkspaceFolder, "workspace.json");

    public TestVariables Variables { get; } = new();

    public FakeTimeProvider Time { get; } = new(DateTimeOffset.UtcNow);

    /// <summary>Folders in which nothing can be written.</summary>
    public HashSet<string> ReadOnlyFolders { get; } = [];

    public bool IsWindows { get; set; }

    public TokenCache Logins => new(new AwsPaths(name => Variables[name]), Time);

    /// <summary>The config, one character a byte.</summary>
    public string Config
    {
        set => Put(ConfigPath, Encoding.Latin1.GetBytes(value));
    }

    /// <summary>The credentials file, one character a byte.</summary>
    public string Credentials
    {
        set => Put(CredentialsPath, Encoding.Latin1.GetBytes(value));
    }

    public WorkspaceDocument Workspace
    {
        get => JsonSerializer.Deserialize(File.ReadAllBytes(WorkspacePath), StoreJson.Default.WorkspaceDocument)!;
        set => Put(WorkspacePath, JsonSerializer.SerializeToUtf8Bytes(value, StoreJson.Default.WorkspaceDocument));
    }

    /// <summary>How the helper is; there is none.</summary>
    public HelperState Helper { get; set; } = new("/nowhere/leappsso-credential", false, false, null, true, false);

    public void Change(Action<RoleEntry> change)
    {
        WorkspaceDocument document = Workspace;
        change(document.Integrations[0].Accounts[0].Roles[0]);
        Workspace = document;
    }

    /// <summary>The services that the network leads to; null where nothing may be called.</summary>
    public FakeReach? Network { get; set; } = new();

    public bool HasOpenSsl { get; set; } = true;

    /// <summary>What this process runs on.</summary>
    public RuntimeFacts Runtime { get; set; } = new("/modules/LeappSso/0.1.0", new Version(0, 1, 0), "7.6.9");

    /// <summary>What a program prints for its version.</summary>
    public Func<string, string?> VersionOf { get; set; } = _ => "aws-cli/2.34.1 Python/3.13";

    public LeappFinding[] Run(string? check = null) => [.. CheckList.RunAsync(Evidence(), check is null ? null : name => name == check, default).ToBlockingEnumerable()];

    public Evidence Evidence() => new(name => Variables[name], Time, () => Helper)
    {
        IsWindows = IsWindows,
        HasOpenSsl = HasOpenSsl,
        MayWrite = folder => !ReadOnlyFolders.Contains(folder) && WriteAccess.To(folder),
        Network = new NetworkReading(Network is null ? null : () => Network),
        Cli = new CliReading((program, _) => Task.FromResult(VersionOf(program))),
        Runtime = Runtime,
    };

    /// <summary>The one finding of a check.</summary>
    public LeappFinding Only(string check) => Assert.Single(Run(check));

    /// <summary>A file with a mode.</summary>
    public static string Put(string path, string content = "", UnixFileMode mode = OwnerOnly) => Put(path, Encoding.UTF8.GetBytes(content), mode);

    /// <inheritdoc cref="Put(string, string, UnixFileMode)"/>
    public static string Put(string path, byte[] content, UnixFileMode mode = OwnerOnly)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, mode);
        }

        return path;
    }

    public void Dispose() => Directory.Delete(Home, recursive: true);
}
