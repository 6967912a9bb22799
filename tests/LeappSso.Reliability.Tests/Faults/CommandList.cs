using LeappSso.Engine;
using LeappSso.WebConsole;

namespace LeappSso.Reliability.Tests;

/// <summary>Every command that calls AWS.</summary>
internal static class CommandList
{
    private const string Other = "acme/111111111111/Admin";

    private static readonly CancellationToken s_none = CancellationToken.None;

    /// <summary>What a person does when a login is needed.</summary>
    internal static Command Login { get; } = Connect("Connect", LoginState.None, LeappLoginMethod.DeviceCode);

    internal static IReadOnlyList<Command> All { get; } =
    [
        Connect("Connect by browser", LoginState.None, LeappLoginMethod.Browser, Call.RegisterClient, Call.CreateTokenByCode),
        Connect("Connect by device code", LoginState.None, LeappLoginMethod.DeviceCode, Call.RegisterClient, Call.StartDeviceAuthorization, Call.CreateTokenByDevice),
        Connect("Connect by browser, registered", LoginState.Registered, LeappLoginMethod.Browser, Call.CreateTokenByCode),
        Connect("Connect by device code, registered", LoginState.Registered, LeappLoginMethod.DeviceCode, Call.StartDeviceAuthorization, Call.CreateTokenByDevice),
        Connect("Connect with a login", LoginState.Valid, LeappLoginMethod.DeviceCode),
        Connect("Connect with an ended login", LoginState.Ended, LeappLoginMethod.DeviceCode, Call.CreateTokenByRefresh),
        Sync("Sync", LoginState.Valid),
        Sync("Sync with an ended login", LoginState.Ended, Call.CreateTokenByRefresh),
        Keys("Get keys", LoginState.Valid, Other, Call.GetRoleCredentials),
        Keys("Get keys with an ended login", LoginState.Ended, Other, Call.CreateTokenByRefresh, Call.GetRoleCredentials),
        Keys("Get keys of a chained session", LoginState.Valid, World.Chained, Call.GetRoleCredentials, Call.AssumeRole),
        Helper("credential_process", LoginState.Valid, Call.GetRoleCredentials),
        Helper("credential_process with an ended login", LoginState.Ended, Call.CreateTokenByRefresh),
        Start("Start by CredentialsFile", LoginState.Valid, LeappMethod.CredentialsFile, Call.GetRoleCredentials),
        Start("Start by CredentialsFile with an ended login", LoginState.Ended, LeappMethod.CredentialsFile, Call.CreateTokenByRefresh),
        Start("Start by Environment", LoginState.Valid, LeappMethod.Environment, Call.GetRoleCredentials),
        Run("Run a block", Call.GetRoleCredentials),
        Console("Console by keys", passThru: true),
        Console("Console by keys in the browser", passThru: false),
        Leave("Disconnect", w => w.Engine.DisconnectAsync(World.Alias, s_none)),
        Leave("Remove the integration", w => w.Engine.RemoveIntegrationAsync(World.Alias, s_none)) with { Find = FindRemoved, Removes = true, Changes = true },
        Leave("Set another region of the portal", w => w.Engine.SetIntegrationAsync(new IntegrationChange { Alias = World.Alias, Region = "eu-west-2" }, false, s_none)) with { Changes = true },
        new("Test", LoginState.Valid, [Call.Probe], RunTestAsync, FindInTest),
    ];

    private static Command Connect(string name, LoginState state, LeappLoginMethod method, params Call[] calls) => new(
        name,
        state,
        state == LoginState.Registered ? calls : [.. calls, Call.ListAccounts, Call.ListAccountRoles],
        w => w.Engine.ConnectAsync(new ConnectRequest { LoginMethod = method }, w.Given.Sessions.Enqueue, s_none),
        w => Unless(w.Given.Sessions.Count == PortalState.Accounts.Length * PortalState.Roles.Length, "not all sessions came out"))
    {
        MayLogIn = true,
    };

    private static Command Sync(string name, LoginState state, params Call[] calls) => new(
        name,
        state,
        [.. calls, Call.ListAccounts, Call.ListAccountRoles],
        async w => w.Given.Sync = (await w.Engine.SyncAsync(new SyncRequest(), s_none)).Result,
        w => Unless(w.Given.Sync is { Failed: 0, Removed: 0, Accounts: 6 }, "not all accounts were listed"));

    private static Command Keys(string name, LoginState state, string session, params Call[] calls) => new(
        name,
        state,
        calls,
        w => w.Engine.GetCredentialsAsync([session], w.Given.Credentials.Enqueue, s_none),
        w => Unless(w.Given.Credentials.Count == 1, "no keys came out"));

    private static Command Helper(string name, LoginState state, params Call[] calls) => new(
        name,
        state,
        calls,
        w => new LeappEngine(() => w.Services, w.Log, new EngineMemory(), w.Browser, w.Time, w.Variables, setsAside: false)
            .GetCredentialsAsync([Other], c => w.Given.Addresses.Enqueue(CredentialProcessText.Of(c)), s_none),
        w => Unless(w.Given.Addresses.Count == 1, "no keys were printed"));

    private static Command Start(string name, LoginState state, LeappMethod method, params Call[] calls) => new(
        name,
        state,
        calls,
        w => w.Engine.ChangeSessionsAsync([World.Chosen], new SessionChange { Method = method, Status = LeappSessionStatus.Active }, s_none),
        w => Unless(w.Engine.GetSessions(new SessionFilter()).Single(s => s.Id == World.Chosen) is { Status: LeappSessionStatus.Active } s && s.Method == method, "it is not active"))
    {
        Changes = true,
    };

    private static Command Run(string name, params Call[] calls) => new(
        name,
        LoginState.Valid,
        calls,
        w => w.Engine.UseSessionsAsync([Other], async (sessions, keys) => w.Given.Credentials.Enqueue(await keys.GetAsync(sessions[0], s_none))),
        w => Unless(w.Given.Credentials.Count == 1, "the block got no keys"));

    private static Command Console(string name, bool passThru) => new(
        name,
        LoginState.Valid,
        [Call.GetRoleCredentials, Call.GetSigninToken],
        w =>
        {
            ConsoleRequest request = new() { Federated = true };
            IReadOnlyList<ConsoleGoal> goals = w.Engine.PlanConsoles([Other], request);
            return passThru
                ? w.Engine.GetConsoleAddressesAsync(goals, request, w.Given.Addresses.Enqueue, s_none)
                : w.Engine.OpenConsolesAsync(goals, request, s_none);
        },
        w => Unless(passThru ? w.Given.Addresses.Count == 1 : w.Browser.Opened > 0, "no console came out"));

    private static Command Leave(string name, Func<World, Task> run) => new(
        name,
        LoginState.Valid,
        [Call.Logout],
        run,
        w => Unless(w.Engine.GetSessions(new SessionFilter()).All(s => s.Status == LeappSessionStatus.Inactive), "a session is still active"))
    {
        EndsLogin = true,
    };

    private static async Task RunTestAsync(World world) => await world.Engine.DiagnoseAsync(
        new DiagnosisRequest { Wanted = name => name is "Connection" or "Clock" }, world.Given.Findings.Enqueue, s_none);

    private static IEnumerable<string> FindInTest(World world) =>
        Unless(world.Given.Findings.Any(f => f.Name == "Connection"), "there is no finding about the connection");

    private static IEnumerable<string> FindRemoved(World world) => Unless(!world.Engine.GetIntegrations().Any(), "the integration is still there");

    private static IEnumerable<string> Unless(bool good, string complaint) => good ? [] : [complaint];
}
