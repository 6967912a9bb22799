using LeappSso.Core.Tests.Fakes;
using LeappSso.Engine;

namespace LeappSso.Core.Tests.Engine;

public sealed class UnreadableFileTests : IAsyncLifetime, IDisposable
{
    private const string Admin = "acme/000000000001/Admin";

    private readonly TestEngine _test = new();

    public async Task InitializeAsync()
    {
        await _test.WithIntegrationAsync();
        _test.WithToken(TimeSpan.FromHours(8)).Portal.With("000000000001", "prod", "Admin");
        _test.Portal.KeysEnd = () => _test.Time.GetUtcNow().AddHours(1);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _test.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_file_that_cannot_be_read_is_told_once_a_command_and_breaks_none(bool config)
    {
        string path = MakeUnreadable(config);

        await TellsOnceAsync(path, () => _test.ConnectAsync());
        await TellsOnceAsync(path, () => Task.FromResult(Assert.Single(_test.Sessions())));
        await TellsOnceAsync(path, () => ChangeAsync(LeappMethod.Environment));
        Assert.Equal(LeappSessionStatus.Active, Assert.Single(_test.Sessions()).Status);
        _test.Log.Warnings.Clear();
        await TellsOnceAsync(path, () => StopAsync());
        await TellsOnceAsync(path, () => _test.Engine.DisconnectAsync("acme", CancellationToken.None));

        Assert.Empty(_test.Log.Failures);
        Assert.Empty(Directory.GetFileSystemEntries(path));
    }

    [Theory]
    [InlineData(true, LeappMethod.SsoProfile, true)]
    [InlineData(true, LeappMethod.CredentialProcess, true)]
    [InlineData(true, LeappMethod.CredentialsFile, false)]
    [InlineData(false, LeappMethod.SsoProfile, false)]
    [InlineData(false, LeappMethod.CredentialProcess, false)]
    [InlineData(false, LeappMethod.CredentialsFile, true)]
    public async Task A_file_that_cannot_be_read_refuses_what_is_to_be_written_into_it_alone(bool config, LeappMethod method, bool refused)
    {
        string path = MakeUnreadable(config);
        await _test.ConnectAsync();

        if (refused)
        {
            LeappException refusal = await Assert.ThrowsAsync<LeappException>(() => ChangeAsync(method));
            Assert.Equal(LeappErrorCode.AwsFileInvalid, refusal.Code);
            Assert.Contains(path, refusal.Message, StringComparison.Ordinal);
            Assert.Equal(LeappSessionStatus.Inactive, Assert.Single(_test.Sessions()).Status);
        }
        else
        {
            await ChangeAsync(method);
            Assert.Equal(LeappSessionStatus.Active, Assert.Single(_test.Sessions()).Status);
            Assert.Equal(["prod-Admin"], (await StopAsync()).StoppedProfiles);
        }

        Assert.Empty(Directory.GetFileSystemEntries(path));
    }

    private string MakeUnreadable(bool config)
    {
        string path = config ? _test.Paths.ConfigFile : _test.Paths.CredentialsFile;
        Directory.CreateDirectory(path);
        return path;
    }

    private async Task TellsOnceAsync(string path, Func<Task> command)
    {
        await command();
        string warning = Assert.Single(_test.Log.Warnings);
        Assert.Contains($"{path} cannot be read", warning, StringComparison.Ordinal);
        _test.Log.Warnings.Clear();
    }

    private Task<SessionChangeResult> ChangeAsync(LeappMethod method) =>
        _test.Engine.ChangeSessionsAsync([Admin], new SessionChange { Method = method, Status = LeappSessionStatus.Active }, CancellationToken.None);

    private Task<SessionChangeResult> StopAsync() =>
        _test.Engine.ChangeSessionsAsync([Admin], new SessionChange { Status = LeappSessionStatus.Inactive }, CancellationToken.None);
}
