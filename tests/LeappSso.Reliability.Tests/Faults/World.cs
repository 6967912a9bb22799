using LeappSso.Aws;
using LeappSso.Core.Tests.Fakes;
using LeappSso.CredentialProcess;
using LeappSso.Engine;
using LeappSso.Login;
using LeappSso.Store;

namespace LeappSso.Reliability.Tests;

/// <summary>A home folder with known sessions beside what others wrote, and the engine over the adapter over a scripted portal.</summary>
internal sealed class World : IDisposable
{
    internal const string Alias = "acme";
    internal const string StartUrl = "https://acme.awsapps.com/start";

    /// <summary>A session with settings of its own.</summary>
    internal const string Chosen = "acme/000000000001/Admin";

    /// <summary>An active session.</summary>
    internal const string Active = "acme/000000000002/ReadOnly";

    /// <summary>A chained session.</summary>
    internal const string Chained = "acme/444455556666/role:Deploy";

    internal World()
    {
        Variables["HOME"] = Variables["USERPROFILE"] = Home;
        Variables["LEAPPSSO_HOME"] = Path.Combine(Home, "leapp");
        Portal = new ScriptedPortal(Time);
        Browser = new PersonBrowser(Time);
        Services = new AwsServices(name => Variables[name], Time, Portal);
    }

    internal string Home { get; } = Directory.CreateTempSubdirectory("leappsso-fault-").FullName;

    internal SteppingTime Time { get; } = new();

    internal TestVariables Variables { get; } = new();

    internal ScriptedPortal Portal { get; }

    internal PersonBrowser Browser { get; }

    internal AwsServices Services { get; }

    internal EngineMemory Memory { get; } = new();

    /// <summary>What the command that runs tells.</summary>
    internal RecordingLog Log { get; private set; } = new();

    /// <summary>What the command that runs gives.</summary>
    internal Given Given { get; private set; } = new();

    internal AwsPaths Paths => new(name => Variables[name]);

    internal TokenCache Tokens => new(Paths, Time);

    internal string WorkspaceFile => Path.Combine(Home, "leapp", "workspace.json");

    internal string RegistrationFile => Path.Combine(Home, "leapp", "registrations.json");

    internal string RoleKeyFolder => Path.Combine(Home, "leapp", "role-keys");

    /// <summary>A new engine each time, as each command makes one.</summary>
    internal LeappEngine Engine => new(() => Services, Log, Memory, Browser, Time, Variables, Helper);

    /// <summary>Forgets what the last command told and gave.</summary>
    internal void BeginCommand() => (Log, Given) = (new RecordingLog(), new Given());

    /// <summary>Keeps a login as an earlier command left it.</summary>
    internal void KeepLogin(LoginState state)
    {
        if (state is LoginState.None or LoginState.Registered)
        {
            if (state == LoginState.None)
            {
                File.Delete(RegistrationFile);
            }

            return;
        }

        Tokens.Write(Alias, new SsoToken
        {
            StartUrl = StartUrl,
            Region = "eu-west-1",
            AccessToken = PortalState.KeptAccess,
            ExpiresAt = Time.GetUtcNow().AddHours(state == LoginState.Valid ? 6 : -1),
            ClientId = PortalState.KeptClient,
            ClientSecret = $"{PortalState.Secret}-client-kept",
            RegistrationExpiresAt = Time.GetUtcNow().AddDays(30),
            RefreshToken = PortalState.KeptRefresh,
        });
    }

    public void Dispose() => Directory.Delete(Home, recursive: true);

    /// <summary>A module that is nothing but a manifest, so that the helper is a script.</summary>
    private HelperSource Helper()
    {
        string module = Path.Combine(Home, "module");
        if (!Directory.Exists(module))
        {
            Directory.CreateDirectory(module);
            File.WriteAllText(Path.Combine(module, "LeappSso.psd1"), "@{}");
        }

        return new HelperSource(module, new Version(0, 1, 0), null, ["pwsh"]);
    }
}
