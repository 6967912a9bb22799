using LeappSso.Engine;

namespace LeappSso.Driver;

/// <summary>A command that is killed: what there is before it, and what it does.</summary>
/// <param name="Name">Its name for the program.</param>
/// <param name="Text">What it is, as a reader of a table would say it.</param>
/// <param name="BeginAsync">Makes what there is before it, in a home that has an integration with a login and its sessions.</param>
/// <param name="RunAsync">The command.</param>
internal sealed record CrashedCommand(string Name, string Text, Func<EngineHome, Task> BeginAsync, Func<EngineHome, Task> RunAsync)
{
    private static readonly string[] s_three = [Admin(1), Admin(2), Admin(3)];

    internal static IReadOnlyList<CrashedCommand> All { get; } =
    [
        new("login", "`Connect-LeappSso`, a first login", ForgetLogin, home => home.Engine.ConnectAsync(
            new ConnectRequest { LoginMethod = LeappLoginMethod.DeviceCode }, _ => { }, CancellationToken.None)),
        new("sync", "`Sync-LeappSso`, which renews the login and removes an active session", async home =>
        {
            await ChangeAsync(home, Active(LeappMethod.CredentialsFile), Admin(5), Admin(6));
            await home.KeepLoginAsync(TimeSpan.FromMinutes(-1));
        }, home => SyncAsync(home, accounts: 5)),
        new("trouble", "`Sync-LeappSso`, which ends early", home => Task.CompletedTask, home => SyncAsync(home, accounts: 9, troubleFrom: 5)),
        new("keys", "`Set-LeappSession -Method CredentialsFile -Status Active`", home => Task.CompletedTask, home =>
            ChangeAsync(home, Active(LeappMethod.CredentialsFile), s_three)),
        new("program", "`Set-LeappSession -Method CredentialProcess -Status Active`", home => Task.CompletedTask, home =>
            ChangeAsync(home, Active(LeappMethod.CredentialProcess), s_three)),
        new("profiles", "`Set-LeappSession`", home => Task.CompletedTask, home => ChangeAsync(home, Active(LeappMethod.SsoProfile), s_three)),
        new("method", "`Set-LeappSession -Method SsoProfile` of sessions with keys", home => ChangeAsync(home, Active(LeappMethod.CredentialsFile), s_three), home =>
            ChangeAsync(home, new SessionChange { Method = LeappMethod.SsoProfile }, s_three)),
        new("name", "`Set-LeappSession -ProfileName`", home => ChangeAsync(home, Active(LeappMethod.CredentialsFile), s_three), home =>
            ChangeAsync(home, new SessionChange { ProfileName = "renamed" }, Admin(2))),
        new("stop", "`Stop-LeappSession`", async home =>
        {
            await ChangeAsync(home, Active(LeappMethod.CredentialsFile), s_three);
            await ChangeAsync(home, Active(LeappMethod.SsoProfile), Admin(4));
        }, home => ChangeAsync(home, new SessionChange { Status = LeappSessionStatus.Inactive }, [.. s_three, Admin(4)])),
        new("settings", "`Set-LeappSsoIntegration -DefaultRegion`", home => ChangeAsync(home, Active(LeappMethod.CredentialsFile), s_three), home =>
            home.Engine.SetIntegrationAsync(new IntegrationChange { Alias = EngineHome.UsualAlias, DefaultRegion = "us-east-1" }, false, CancellationToken.None)),
        new("portal", "`Set-LeappSsoIntegration -PortalUrl`", home => ChangeAsync(home, Active(LeappMethod.CredentialsFile), s_three), home =>
            home.Engine.SetIntegrationAsync(new IntegrationChange { Alias = EngineHome.UsualAlias, PortalUrl = "https://other.awsapps.com/start" }, false, CancellationToken.None)),
        new("store", "`Set-LeappSsoIntegration -TokenStore Memory`", home => Task.CompletedTask, home =>
            home.Engine.SetIntegrationAsync(new IntegrationChange { Alias = EngineHome.UsualAlias, TokenStore = LeappTokenStore.Memory }, false, CancellationToken.None)),
        new("logout", "`Disconnect-LeappSso`", home => ChangeAsync(home, Active(LeappMethod.CredentialsFile), s_three), DisconnectAsync),
        new("remove", "`Remove-LeappSsoIntegration`", home => ChangeAsync(home, Active(LeappMethod.CredentialsFile), s_three), RemoveAsync),
    ];

    /// <summary>Makes the home of the command in an empty folder.</summary>
    internal async Task PrepareAsync(EngineHome home)
    {
        home.WriteOthers();
        await home.Engine.AddIntegrationAsync(
            new IntegrationSettings { Alias = EngineHome.UsualAlias, PortalUrl = "https://acme.awsapps.com/start", Region = "eu-west-1" }, false, CancellationToken.None);
        await home.KeepLoginAsync(TimeSpan.FromHours(8));
        await home.Engine.SyncAsync(new SyncRequest(), CancellationToken.None);
        await BeginAsync(home);
    }

    /// <summary>Ends the login; without an integration there is none.</summary>
    internal static Task DisconnectAsync(EngineHome home) => home.Engine.DisconnectAsync(EngineHome.UsualAlias, CancellationToken.None);

    private static Task ForgetLogin(EngineHome home)
    {
        File.Delete(home.Tokens.PathOf(EngineHome.UsualAlias));
        return Task.CompletedTask;
    }

    private static async Task RemoveAsync(EngineHome home)
    {
        if (home.Engine.GetIntegrations().Any())
        {
            await home.Engine.RemoveIntegrationAsync(EngineHome.UsualAlias, CancellationToken.None);
        }
    }

    private static async Task SyncAsync(EngineHome home, int accounts, int? troubleFrom = null)
    {
        home.Portal.Accounts = accounts;
        home.Portal.TroubleFrom = troubleFrom;
        try
        {
            await home.Engine.SyncAsync(new SyncRequest(), CancellationToken.None);
        }
        catch (LeappException failure) when (troubleFrom is not null && failure.Code == LeappErrorCode.NotAnAwsAnswer)
        {
            // That is how it ends.
            return;
        }
    }

    private static Task<SessionChangeResult> ChangeAsync(EngineHome home, SessionChange change, params string[] names) =>
        home.Engine.ChangeSessionsAsync(names, change, CancellationToken.None);

    private static SessionChange Active(LeappMethod method) => new() { Method = method, Status = LeappSessionStatus.Active };

    private static string Admin(int account) => $"{EngineHome.UsualAlias}/{PortalInMemory.IdOf(account)}/Admin";
}
