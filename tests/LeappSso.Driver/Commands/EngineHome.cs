using System.Text;
using LeappSso.CredentialProcess;
using LeappSso.Engine;
using LeappSso.Login;
using LeappSso.Store;

namespace LeappSso.Driver;

/// <summary>A home folder with AWS files of somebody else, and the whole engine over it.</summary>
/// <param name="folder">The home folder; beside it lies what the helper is made from.</param>
/// <param name="alias">The integration. Each has a workspace of its own; the AWS files are those of the home.</param>
internal sealed class EngineHome(string folder, string alias = EngineHome.UsualAlias)
{
    internal const string UsualAlias = "acme";
    internal const string OthersInConfig = "# mine\r\n[default]\nregion = eu-north-1\n\n[profile mine] ; hand-made\nregion=x\n# the end, without newline";
    internal const string OthersInCredentials = "[default]\naws_access_key_id=AKIATHEIRS\naws_secret_access_key=theirs/+=\r\n\n# the end\n";

    internal static SetTime Time { get; } = SetTime.Of(0);

    internal PortalInMemory Portal { get; } = new(Time);

    internal string Alias => alias;

    internal SilentLog Log { get; } = new();

    internal string Config => Path.Combine(folder, ".aws", "config");

    internal string Credentials => Path.Combine(folder, ".aws", "credentials");

    internal TokenCache Tokens => new(new AwsPaths(name => Variables[name]), Time);

    /// <summary>A new engine each time, as each command makes one.</summary>
    internal LeappEngine Engine => new(() => Portal, Log, new EngineMemory(), Portal, Time, Variables, Helper);

    private VariablesInMemory Variables => new(folder, alias == UsualAlias ? "leapp" : alias);

    /// <summary>Writes what others wrote.</summary>
    internal void WriteOthers()
    {
        AtomicFile.Write(Config, Encoding.Latin1.GetBytes(OthersInConfig), ownerOnly: true);
        AtomicFile.Write(Credentials, Encoding.Latin1.GetBytes(OthersInCredentials), ownerOnly: true);
    }

    /// <summary>Keeps a login.</summary>
    internal async Task KeepLoginAsync(TimeSpan life)
    {
        using IDisposable held = await Tokens.LockAsync(Alias, null, CancellationToken.None);
        Tokens.Write(Alias, new SsoToken
        {
            StartUrl = "https://acme.awsapps.com/start",
            Region = "eu-west-1",
            AccessToken = StoreWriter.Secret + "login",
            ExpiresAt = Time.GetUtcNow() + life,
            ClientId = "client",
            ClientSecret = StoreWriter.Secret + "client",
            RegistrationExpiresAt = Time.GetUtcNow().AddDays(30),
            RefreshToken = StoreWriter.Secret + "refresh",
        });
    }

    /// <summary>A module with a native helper, which is a script here.</summary>
    private HelperSource Helper()
    {
        string module = Path.Combine(Path.GetDirectoryName(folder)!, "module");
        string native = Path.Combine(module, "leappsso-credential");
        if (!File.Exists(native))
        {
            Directory.CreateDirectory(module);
            File.WriteAllText(native, "#!/bin/sh\necho 0.1.0\n");
        }

        return new HelperSource(module, new Version(0, 1, 0), native, []);
    }
}
