using LeappSso.Core.Tests.Fakes;
using LeappSso.Engine;

namespace LeappSso.Core.Tests.Engine;

/// <summary>An integration with two roles, whose login is kept somewhere.</summary>
public abstract class TokenStoreScene : IDisposable
{
    private protected const string Admin = "acme/000000000001/Admin";
    private protected const string ReadOnly = "acme/000000000001/ReadOnly";

    /// <summary>All that the fakes give and nobody else may read.</summary>
    private protected static readonly string[] Secrets = ["access1", "refresh1", "client-secret", "secret1+/", "session1"];

    private protected TestEngine Test { get; } = new();

    private protected TokenStoreScene()
    {
        Test.Portal.With("000000000001", "prod", "Admin", "ReadOnly");
        Test.Portal.KeysEnd = () => Test.Time.GetUtcNow().AddHours(1);
    }

    public void Dispose()
    {
        Test.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected async Task<List<LeappSession>> LogInAsync(LeappTokenStore? store, bool force = false)
    {
        if (Test.Workspace.Read().Find("acme") is null)
        {
            await Test.WithIntegrationAsync(store: store);
        }

        return await Test.LettingTimePassAsync(Test.ConnectAsync(new ConnectRequest { Force = force }));
    }

    private protected Task<LeappSsoIntegration> SetAsync(LeappTokenStore? store, LeappMethod? method = null) => Test.LettingTimePassAsync(
        Test.Engine.SetIntegrationAsync(new IntegrationChange { Alias = "acme", TokenStore = store, Method = method }, false, CancellationToken.None));

    private protected async Task<SessionChangeResult> StartAsync(LeappMethod? method, params string[] names) => await Test.Engine.ChangeSessionsAsync(
        names, new SessionChange { Method = method, Status = LeappSessionStatus.Active }, CancellationToken.None);

    private protected LeappSsoIntegration Integration => Assert.Single(Test.Engine.GetIntegrations());

    /// <summary>A PowerShell session besides the first, in this process or another.</summary>
    private protected void InAnotherSession() => Test.Memory = new EngineMemory();

    private protected void AssertNoSecretOnDisk()
    {
        foreach ((string path, string text) in Test.Files())
        {
            Assert.All(Secrets, secret => Assert.False(text.Contains(secret, StringComparison.Ordinal), $"{secret} in {path}"));
        }
    }
}
