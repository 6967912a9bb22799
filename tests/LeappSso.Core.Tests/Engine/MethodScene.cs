using LeappSso.Core.Tests.Fakes;
using LeappSso.Engine;

namespace LeappSso.Core.Tests.Engine;

/// <summary>Two known sessions with a login, beside AWS files of somebody else.</summary>
public abstract class MethodScene : IAsyncLifetime, IDisposable
{
    private protected const string Admin = "acme/000000000001/Admin";
    private protected const string ReadOnly = "acme/000000000001/ReadOnly";
    private protected const string MyConfig = "# mine\n[default]\nregion = eu-north-1\n";
    private protected const string MyCredentials = "# mine too\n[default]\naws_access_key_id=AKIAMINE\naws_secret_access_key=mine\n";

    private protected TestEngine Test { get; } = new();

    public async Task InitializeAsync()
    {
        await Test.WithIntegrationAsync();
        Test.WithToken(TimeSpan.FromHours(8)).Portal.With("000000000001", "prod", "Admin", "ReadOnly");
        Test.Portal.KeysEnd = () => Test.Time.GetUtcNow().AddHours(1);
        await Test.ConnectAsync();
        Test.Config = MyConfig;
        Test.Credentials = MyCredentials;
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose()
    {
        Test.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected Task<SessionChangeResult> StartAsync(LeappMethod method) =>
        ChangeAsync(new SessionChange { Method = method, Region = "us-east-1", Status = LeappSessionStatus.Active }, Admin);

    private protected Task<SessionChangeResult> StopAsync() => ChangeAsync(new SessionChange { Status = LeappSessionStatus.Inactive }, Admin);

    private protected Task<SessionChangeResult> ChangeAsync(SessionChange change, params string[] names) =>
        Test.Engine.ChangeSessionsAsync(names, change, CancellationToken.None);

    private protected LeappSession Session(string id) => Assert.Single(Test.Sessions(), s => s.Id == id);

    private protected (string Config, string Credentials, string Variables) Everything() =>
        (Sections(Test.Config), Sections(Test.Credentials), string.Join('\n', Test.Variables.All));

    private protected string[] Files() =>
        [.. Directory.EnumerateFiles(Path.GetDirectoryName(Test.WorkspaceFolder)!, "*", SearchOption.AllDirectories)
            .Select(f => $"{f} {File.GetLastWriteTimeUtc(f):O}").Order(StringComparer.Ordinal)];

    /// <summary>The sections of a file in an order of their own.</summary>
    private protected static string Sections(string content) => string.Join("\n[", content.Split("\n[").Select(s => s.TrimEnd()).Order(StringComparer.Ordinal));

    private protected void AssertOnlyMine()
    {
        Assert.Equal((MyConfig, MyCredentials), (Test.Config, Test.Credentials));
        Assert.Null(Test.Variables["AWS_ACCESS_KEY_ID"]);
        Assert.Null(Test.Variables["LEAPPSSO_SESSION"]);
    }
}
