using LeappSso.CredentialProcess;
using LeappSso.Engine;
using LeappSso.Login;
using LeappSso.Ports;
using LeappSso.Store;
using Microsoft.Extensions.Time.Testing;

namespace LeappSso.Core.Tests.Fakes;

/// <summary>An engine on a home folder of its own, with a portal and a login service in memory.</summary>
internal sealed class TestEngine : IAwsServices, IBrowser, IDisposable
{
    private readonly string _home = Directory.CreateTempSubdirectory("leappsso-test-").FullName;

    public TestEngine()
    {
        Variables["HOME"] = Variables["USERPROFILE"] = _home;
        Variables["LEAPPSSO_HOME"] = WorkspaceFolder;
    }

    public FakePortal Portal { get; } = new() { PageSize = 100 };

    public FakeSts Sts { get; } = new();

    public FakeOidc Login { get; } = new();

    public RecordingLog Log { get; } = new();

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));

    public AwsPaths Paths => new(name => Variables[name]);

    public TokenCache Tokens => new(Paths, Time);

    public string Config
    {
        get => Read(Paths.ConfigFile);
        set => Write(Paths.ConfigFile, value);
    }

    public string Credentials
    {
        get => Read(Paths.CredentialsFile);
        set => Write(Paths.CredentialsFile, value);
    }

    /// <summary>A new engine each time, as each command makes one.</summary>
    public LeappEngine Engine => new(() => this, Log, Memory, this, Time, Variables, Helper, secrets: new SecretSource(_ => Secrets, MayAsk));

    /// <summary>The platform's store for secrets.</summary>
    public FakeSecrets Secrets { get; } = new();

    /// <summary>Whether there is a person to unlock it.</summary>
    public bool MayAsk { get; set; }

    /// <summary>What a PowerShell session holds between commands.</summary>
    public EngineMemory Memory { get; set; } = new();

    /// <summary>A module that is nothing but a manifest, so that the helper is a script.</summary>
    public HelperSource Helper()
    {
        string module = Path.Combine(_home, "module");
        if (!Directory.Exists(module))
        {
            Directory.CreateDirectory(module);
            File.WriteAllText(Path.Combine(module, "LeappSso.psd1"), "@{}");
        }

        return new HelperSource(module, new Version(0, 1, 0), null, ["pwsh"]);
    }

    /// <summary>The variables of the process.</summary>
    public TestVariables Variables { get; } = new();

    public WorkspaceStore Workspace => new(WorkspaceFolder, Time, setsAside: true);

    public UnfinishedStore Unfinished => new(WorkspaceFolder);

    public string WorkspaceFolder => Path.Combine(_home, "leapp");

    public RoleKeyCache RoleKeys => new(Path.Combine(_home, "leapp", "role-keys"), Time);

    public TimeSpan? ClockDifference { get; set; }

    public ClockReading? Clock => ClockDifference is { } difference ? new ClockReading(difference, Time.GetTimestamp()) : null;

    /// <summary>The browser: gets an address, gives null or why it cannot be opened; null where there is none.</summary>
    public Func<Uri, string?>? Browser { get; set; }

    public bool IsLikely => Browser is not null;

    public bool SeesPortsLate { get; set; }

    /// <summary>The sign-in of the console.</summary>
    public FakeSignIn Console { get; } = new();

    public ISignIn SignIn(string host)
    {
        Console.Host = host;
        return Console;
    }

    public async Task<TestEngine> WithIntegrationAsync(string alias = "acme", LeappTokenStore? store = null)
    {
        await Engine.AddIntegrationAsync(
            new IntegrationSettings { Alias = alias, PortalUrl = $"https://{alias}.awsapps.com/start", Region = "eu-west-1", TokenStore = store },
            false,
            CancellationToken.None);
        return this;
    }

    /// <summary>Keeps a login as AWS CLI or an earlier command left it.</summary>
    public TestEngine WithToken(TimeSpan life, string? refreshToken = null, string alias = "acme", string access = "kept")
    {
        Tokens.Write(alias, new SsoToken
        {
            StartUrl = $"https://{alias}.awsapps.com/start",
            Region = "eu-west-1",
            AccessToken = access,
            ExpiresAt = Time.GetUtcNow() + life,
            ClientId = "client",
            ClientSecret = "client-secret",
            RegistrationExpiresAt = Time.GetUtcNow().AddDays(30),
            RefreshToken = refreshToken,
        });
        return this;
    }

    public async Task<List<LeappSession>> ConnectAsync(ConnectRequest? request = null, CancellationToken cancellationToken = default)
    {
        List<LeappSession> sessions = [];
        await Engine.ConnectAsync(request ?? new ConnectRequest(), sessions.Add, cancellationToken);
        return sessions;
    }

    public async Task<LeappSyncResult> SyncAsync(SyncRequest? request = null) =>
        (await Engine.SyncAsync(request ?? new SyncRequest(), CancellationToken.None)).Result;

    public async Task<List<LeappCredential>> CredentialsAsync(params string[] names)
    {
        List<LeappCredential> credentials = [];
        await Engine.GetCredentialsAsync(names, credentials.Add, CancellationToken.None);
        return credentials;
    }

    public async Task<List<LeappFinding>> DiagnoseAsync(Func<string, bool>? wanted = null)
    {
        List<LeappFinding> found = [];
        await Engine.DiagnoseAsync(new DiagnosisRequest { Wanted = wanted }, found.Add, CancellationToken.None);
        return found;
    }

    /// <summary>Lets the fake clock go on while work runs, so that its waits pass.</summary>
    public async Task<T> LettingTimePassAsync<T>(Task<T> work)
    {
        for (int turn = 0; !work.IsCompleted; turn++)
        {
            Time.Advance(TimeSpan.FromMilliseconds(turn < 50 ? 1 : 100));
            // The work is on other threads and at real files; a clock that ran ahead of it would end its patience before it has begun.
            await Task.WhenAny(work, Task.Delay(1));
        }

        return await work;
    }

    /// <summary>The texts of all files below the home folder.</summary>
    public IEnumerable<(string Path, string Text)> Files() =>
        Directory.EnumerateFiles(_home, "*", SearchOption.AllDirectories).Select(f => (f, System.Text.Encoding.Latin1.GetString(File.ReadAllBytes(f))));

    public List<LeappSession> Sessions() => [.. Engine.GetSessions(new SessionFilter())];

    /// <summary>Where the login service was asked for.</summary>
    public List<SsoEndpoint> OidcEndpoints { get; } = [];

    public ISsoOidc Oidc(SsoEndpoint endpoint)
    {
        OidcEndpoints.Add(endpoint);
        return Login;
    }

    /// <summary>Where the company's own domain leads.</summary>
    public Uri? Redirect { get; set; }

    /// <summary>Why the company's own domain cannot be asked; null if it can.</summary>
    public ServiceException? RedirectFailure { get; set; }

    public Task<Uri?> RedirectAsync(Uri address, CancellationToken cancellationToken)
    {
        Assert.Equal("https://sso.acme.example/", address.AbsoluteUri);
        return RedirectFailure is null ? Task.FromResult(Redirect) : Task.FromException<Uri?>(RedirectFailure);
    }

    public Task<ServiceReach> ReachAsync(SsoEndpoint endpoint, TimeSpan limit, CancellationToken cancellationToken) =>
        Task.FromResult(new ServiceReach($"oidc.{endpoint.Region}.amazonaws.com", ReachFault.None, null) { ClockDifference = ClockDifference });

    /// <summary>How many clients of the portal were made.</summary>
    public int Portals { get; private set; }

    ISsoPortal IAwsServices.Portal(SsoEndpoint endpoint)
    {
        Portals++;
        return Portal;
    }

    ISts IAwsServices.Sts(string region)
    {
        Sts.Region = region;
        return Sts;
    }

    public string? Open(Uri address) => Browser is null ? "there is none" : Browser(address);

    public void Dispose() => Directory.Delete(_home, recursive: true);

    private static string Read(string path) => File.Exists(path) ? File.ReadAllText(path) : string.Empty;

    private static void Write(string path, string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
    }
}
