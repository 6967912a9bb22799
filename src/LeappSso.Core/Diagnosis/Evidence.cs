using LeappSso.CredentialProcess;
using LeappSso.Platform;
using LeappSso.Ports;
using LeappSso.Store;

namespace LeappSso.Diagnosis;

/// <summary>What the checks look at. Each thing is read once, when the first check asks for it.</summary>
internal sealed class Evidence
{
    private readonly Lazy<InspectedFile> _config;
    private readonly Lazy<InspectedFile> _credentials;
    private readonly Lazy<WorkspaceReading> _workspace;
    private readonly Lazy<HelperState> _helper;

    /// <summary>Makes it.</summary>
    /// <param name="environment">Looks up an environment variable.</param>
    /// <param name="time">The clock.</param>
    /// <param name="helper">Tells how the helper behind credential_process is.</param>
    internal Evidence(Func<string, string?> environment, TimeProvider time, Func<HelperState> helper)
    {
        AwsPaths paths = new(environment);
        Environment = environment;
        Now = time.GetUtcNow();
        WorkspaceFolder = WorkspaceStore.DefaultFolder(environment);
        LoginFolder = paths.SsoCacheFolder;
        Logins = new TokenCache(paths, time);
        _config = new Lazy<InspectedFile>(() => InspectedFile.Of(paths.ConfigFile, isConfig: true));
        _credentials = new Lazy<InspectedFile>(() => InspectedFile.Of(paths.CredentialsFile, isConfig: false));
        _workspace = new Lazy<WorkspaceReading>(() => WorkspaceReading.Of(new WorkspaceStore(WorkspaceFolder, time, setsAside: false)));
        _helper = new Lazy<HelperState>(helper);
        Locks = new LockReading(time);
    }

    internal Func<string, string?> Environment { get; }

    internal DateTimeOffset Now { get; }

    internal HelperState Helper => _helper.Value;

    internal InspectedFile Config => _config.Value;

    internal InspectedFile Credentials => _credentials.Value;

    /// <summary>Both AWS files.</summary>
    internal IEnumerable<InspectedFile> Files => [Config, Credentials];

    internal WorkspaceReading Workspace => _workspace.Value;

    internal string WorkspaceFolder { get; }

    /// <summary>The folder of the logins that AWS CLI and the SDKs share.</summary>
    internal string LoginFolder { get; }

    internal TokenCache Logins { get; }

    /// <summary>Whether files can be made in a folder.</summary>
    internal Func<string, bool> MayWrite { get; init; } = WriteAccess.To;

    internal bool IsWindows { get; init; } = OperatingSystem.IsWindows();

    /// <summary>Whether .NET trusts what OpenSSL trusts here.</summary>
    internal bool HasOpenSsl { get; init; } = !OperatingSystem.IsWindows() && !OperatingSystem.IsMacOS();

    /// <summary>What comes back from the network.</summary>
    internal NetworkReading Network { get; init; } = new(null);

    /// <summary>The AWS CLI of this machine.</summary>
    internal CliReading Cli { get; init; } = new(ProgramAnswer.OfVersionAsync);

    /// <summary>The logins that are not in the shared cache.</summary>
    internal StoreReading Stores { get; init; } = new((_, _) => Task.FromResult(new TokenReading(null, null)));

    /// <summary>What this process runs on.</summary>
    internal RuntimeFacts Runtime { get; init; } = new(null, null, null);

    /// <summary>The locks that stay held while one looks.</summary>
    internal LockReading Locks { get; }

    /// <summary>An environment variable that says something; null if it does not.</summary>
    internal string? Variable(string name) => Environment(name) is { Length: > 0 } value ? value : null;
}
