using LeappSso.CredentialProcess;
using LeappSso.Diagnosis;
using LeappSso.Import;
using LeappSso.Login;
using LeappSso.Mapping;
using LeappSso.Platform;
using LeappSso.Ports;
using LeappSso.Store;

namespace LeappSso.Engine;

/// <summary>The engine as commands see it. Makes its parts; holds no state between calls.</summary>
public sealed partial class LeappEngine
{
    private readonly IEngineLog _log;
    private readonly TimeProvider _time;
    private readonly LoginStores _stores;
    private readonly IBrowser _browser;
    private readonly Lazy<IAwsServices> _services;
    private readonly WorkspaceStore _workspace;
    private readonly UnfinishedStore _unfinished;
    private readonly RegistrationStore _registrations;
    private readonly HelperShelf _helper;
    private readonly ProfileShelf _profiles;
    private readonly KeyShelf _keys;
    private readonly ClockWatch _clock;
    private readonly TokenSource _tokens;
    private readonly Catalog _catalog;
    private readonly SessionBook _sessions;
    private readonly ImportDesk _import;
    private readonly ChainBook _chains;
    private readonly UsedSessionFinder _used;
    private readonly Func<DiagnosisRequest, Evidence> _evidence;

    /// <summary>Makes an engine for this user and process.</summary>
    /// <param name="services">Gives the services of AWS; asked only when one is needed.</param>
    /// <param name="log">Where it tells what it does.</param>
    /// <param name="memory">What the PowerShell session holds between commands.</param>
    /// <param name="helper">Tells what the helper for <c>credential_process</c> is made from; asked only when one is needed.</param>
    /// <param name="secrets">The way to the store for secrets of this platform.</param>
    public LeappEngine(Func<IAwsServices> services, IEngineLog log, EngineMemory memory, Func<HelperSource> helper, SecretSource secrets)
        : this(
            services,
            log,
            memory,
            new SystemBrowser(Surroundings.OfThisProcess),
            TimeProvider.System,
            new ProcessVariables(),
            helper,
            secrets: secrets)
    {
    }

    internal LeappEngine(
        Func<IAwsServices> services,
        IEngineLog log,
        EngineMemory memory,
        IBrowser browser,
        TimeProvider time,
        IVariables variables,
        Func<HelperSource>? helper = null,
        bool setsAside = true,
        SecretSource? secrets = null)
    {
        Func<string, string?> environment = name => variables[name];
        AwsPaths paths = new(environment);
        string folder = WorkspaceStore.DefaultFolder(environment);
        _log = log;
        _time = time;
        _browser = browser;
        _services = ServicesOnDemand.Over(services, paths);
        _workspace = new WorkspaceStore(folder, time, setsAside)
        {
            Waits = () => log.Verbose("Waiting for another process that changes integrations or sessions."),
        };
        _unfinished = new UnfinishedStore(folder);
        _registrations = new RegistrationStore(Path.Combine(folder, "registrations.json"), time);
        SharedTokenStore shared = new(new TokenCache(paths, time), memory.Tokens, log);
        _stores = new LoginStores(shared, _registrations, memory.Logins, secrets ?? SecretSource.None, folder, log, time);
        _helper = new HelperShelf(folder, helper ?? HelperSource.None, log, time);
        _profiles = new ProfileShelf(paths, new VariableShelf(variables, memory.Variables), _helper, log, time);
        _keys = new KeyShelf(new RoleKeyCache(Path.Combine(folder, "role-keys"), time), memory.Logins, _stores, log);
        _clock = new ClockWatch(_services, log, time);
        _tokens = new TokenSource(_stores, _services, log, time);
        _catalog = new Catalog(_workspace, _tokens, log, time);
        _sessions = new SessionBook(_workspace, _profiles, log, time);
        _chains = new ChainBook(_workspace, _profiles, _keys, log);
        _used = new UsedSessionFinder(
            new WorkspaceStore(folder, time, setsAside: false), paths, new VariableShelf(variables, memory.Variables), _stores, memory.Used, time);
        _import = new ImportDesk(_workspace, _profiles, new ChainImport(_workspace, _chains), paths, log, time, MachineId.OfThisMachine);
        _evidence = request => EvidenceFor(request, environment, helper ?? HelperSource.None);
    }

    /// <summary>The id of the session whose keys are in the environment variables of this process; null if there is none.</summary>
    public static string? SessionInVariables => new VariableShelf(new ProcessVariables(), new VariableMemory()).SessionId;

    /// <summary>All integrations.</summary>
    public IEnumerable<LeappSsoIntegration> GetIntegrations() => _catalog.All();

    /// <summary>The one integration that is meant.</summary>
    /// <param name="alias">Its alias; null where there is only one.</param>
    /// <exception cref="LeappException">None or several could be meant.</exception>
    public LeappSsoIntegration ResolveAlias(string? alias) => _catalog.Describe(Catalog.Resolve(_workspace.Read(), alias));

    /// <summary>Removes an integration with its login, its sessions and the profiles written for them.</summary>
    /// <param name="alias">Its alias.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The profile names that no longer lead to a session.</returns>
    public Task<IReadOnlyList<string>> RemoveIntegrationAsync(string alias, CancellationToken cancellationToken) =>
        DepartAsync(alias, removes: true, cancellationToken);

    /// <summary>Logs in if needed, and maps all accounts and roles.</summary>
    /// <param name="request">What the person gave.</param>
    /// <param name="emit">Gets each session as soon as it is known.</param>
    /// <param name="cancellationToken">Ends it; what was listed is kept.</param>
    /// <returns>The profile names that no longer lead to a session.</returns>
    public async Task<IReadOnlyList<string>> ConnectAsync(ConnectRequest request, Action<LeappSession> emit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        IntegrationEntry known = await FindAsync(request.Alias, cancellationToken).ConfigureAwait(false);
        await _helper.RefreshIfPresentAsync(cancellationToken).ConfigureAwait(false);
        AskPerson person = new(request, new PersonLogin(_services, _stores, _browser, _log, _time));
        Connection connection = Open(known, person, new SessionStream(known, Naming, emit), !request.Force, request.AllowRemoval);
        await connection.RunAsync(cancellationToken).ConfigureAwait(false);
        return connection.Outcome?.StoppedProfiles ?? [];
    }

    /// <summary>Maps all accounts and roles again with the login there is. Asks nobody to log in.</summary>
    /// <param name="request">What the person gave.</param>
    /// <param name="cancellationToken">Ends it; what was listed is kept.</param>
    public async Task<SyncOutcome> SyncAsync(SyncRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        IntegrationEntry known = await FindAsync(request.Alias, cancellationToken).ConfigureAwait(false);
        await _helper.RefreshIfPresentAsync(cancellationToken).ConfigureAwait(false);
        Connection connection = Open(known, new AskNobody(), null, !request.Force, request.AllowRemoval);
        await new ListingLimit(known.Alias, request.Timeout, connection, _time).RunAsync(cancellationToken).ConfigureAwait(false);
        return connection.Outcome ?? throw new LeappException(
            LeappErrorCode.IntegrationNotFound, $"'{known.Alias}' was removed, or changed to another portal, while it was being listed, so nothing was kept."
            + " Get-LeappSsoIntegration shows what there is; Add-LeappSsoIntegration adds it again.",
            known.Alias);
    }

    /// <summary>Ends the login of an integration and stops its sessions.</summary>
    /// <param name="alias">Its alias.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The profile names that no longer lead to a session.</returns>
    public Task<IReadOnlyList<string>> DisconnectAsync(string alias, CancellationToken cancellationToken) =>
        DepartAsync(alias, removes: false, cancellationToken);

    /// <summary>The known sessions that pass a filter. Touches no network.</summary>
    /// <param name="filter">Which are wanted.</param>
    public IEnumerable<LeappSession> GetSessions(SessionFilter filter)
    {
        ArgumentNullException.ThrowIfNull(filter);
        _log.Verbose($"Reading what is known from {_workspace.Path}. Nothing is called; Sync-LeappSso brings it up to date.");
        return _sessions.Find(filter);
    }

    /// <summary>Changes sessions with one write of each file. What fails for one of them is told and does not stop the others.</summary>
    /// <param name="names">Ids or profile names.</param>
    /// <param name="change">What is to become of each.</param>
    /// <param name="cancellationToken">Ends the wait for other processes.</param>
    public Task<SessionChangeResult> ChangeSessionsAsync(
        IReadOnlyList<string> names, SessionChange change, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(names);
        ArgumentNullException.ThrowIfNull(change);
        return UseKeysAsync(async desk =>
        {
            await _helper.RefreshIfPresentAsync(cancellationToken).ConfigureAwait(false);
            SessionChangeResult result = await _sessions.ChangeAsync(names, change, desk, cancellationToken).ConfigureAwait(false);
            TellOfMissingLogins(result.Changed);
            return result;
        });
    }

    /// <summary>The sessions with which a change would be tried. What is refused before that is told and does not stop the others. Changes nothing.</summary>
    /// <param name="names">Ids or profile names.</param>
    /// <param name="change">What would become of each.</param>
    public IReadOnlyList<SessionOutlook> ForeseeSessions(IReadOnlyList<string> names, SessionChange change)
    {
        ArgumentNullException.ThrowIfNull(names);
        ArgumentNullException.ThrowIfNull(change);
        return _sessions.Foresee(names, change);
    }

    /// <summary>What a change would make of the AWS files, as unified differences. Changes nothing, touches no network, and shows no secret.</summary>
    /// <param name="names">Ids or profile names.</param>
    /// <param name="change">What would become of each.</param>
    public IReadOnlyList<string> PreviewSessions(IReadOnlyList<string> names, SessionChange change)
    {
        ArgumentNullException.ThrowIfNull(names);
        ArgumentNullException.ThrowIfNull(change);
        return _sessions.Preview(names, change);
    }

    /// <summary>Gets short-lived keys of sessions, side by side. Asks nobody to log in.</summary>
    /// <param name="names">Ids or profile names.</param>
    /// <param name="emit">Gets each credential, in the order of the names. What fails for one is told and does not stop the others.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public Task GetCredentialsAsync(IReadOnlyList<string> names, Action<LeappCredential> emit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(names);
        ArgumentNullException.ThrowIfNull(emit);
        return UseKeysAsync(async desk =>
        {
            await desk.RunAsync(names, emit, cancellationToken).ConfigureAwait(false);
            return true;
        });
    }

    private async Task<T> UseKeysAsync<T>(Func<CredentialDesk, Task<T>> use)
    {
        using KeySource source = new(_keys, _tokens, _services, new ParentIndex(_workspace), _log, _time);
        try
        {
            return await use(new CredentialDesk(_workspace, source, _log)).ConfigureAwait(false);
        }
        finally
        {
            _clock.Tell();
        }
    }

    private Connection Open(IntegrationEntry known, INewLogin newLogin, SessionStream? stream, bool recalls, bool allowRemoval)
    {
        Access access = new(known, newLogin, _tokens, _stores, _keys, _log);
        ListingMemory memory = new(_unfinished, known, recalls, _log, _time);
        ListingRecord record = new(known, allowRemoval, memory, _workspace, _profiles, _keys, _log, _time);
        Lazy<ISsoPortal> portal = new(() => _services.Value.Portal(Catalog.EndpointOf(known)));
        return new Connection(known, access, portal, stream, memory, record, _clock, _log, _time);
    }

    private SessionNaming Naming()
    {
        ProfileSnapshot snapshot = _profiles.Read();
        HashSet<string> taken = _profiles.NamesOfOthers();
        taken.UnionWith(SessionPlace.All(_workspace.Read()).Select(p => p.Role.Profile));
        return new SessionNaming(taken, snapshot.Of);
    }
}
