using LeappSso.Core.Tests.Fakes;
using LeappSso.Engine;

namespace LeappSso.Core.Tests.Diagnosis;

/// <summary>Whatever the engine writes is well in the eyes of the checks.</summary>
public sealed class OwnWritesTests : IDisposable
{
    private readonly TestEngine _test = new();

    public void Dispose() => _test.Dispose();

    [Theory]
    [InlineData(LeappMethod.SsoProfile, 4)]
    [InlineData(LeappMethod.CredentialProcess, 3)]
    [InlineData(LeappMethod.CredentialsFile, 3)]
    public async Task What_a_method_writes_is_well_and_nothing_of_it_is_missed_when_it_is_gone(LeappMethod method, int sections)
    {
        await _test.WithIntegrationAsync();
        _test.WithToken(TimeSpan.FromHours(8)).Portal.With("000000000001", "prod", "Admin", "ReadOnly");
        _test.Portal.KeysEnd = () => _test.Time.GetUtcNow().AddHours(1);
        _test.Sts.KeysEnd = _test.Portal.KeysEnd;
        await _test.ConnectAsync();
        await _test.Engine.AddSessionAsync(
            new ChainSettings { Parent = "acme/000000000001/Admin", RoleArn = "arn:aws:iam::444455556666:role/Deploy", ExternalId = "ab" }, CancellationToken.None);
        _test.Config = "# mine\n[default]\nregion = eu-north-1\n";
        string[] all = [.. _test.Sessions().Select(s => s.Id)];

        await _test.Engine.ChangeSessionsAsync(
            all, new SessionChange { Method = method, Region = "us-east-1", Status = LeappSessionStatus.Active }, CancellationToken.None);

        Assert.Equal($"Sections of LeappSso: {sections}; each leads to its session.", (await WellFindingsAsync()).Single(f => f.Name == "OwnSections").Detail);

        await _test.Engine.ChangeSessionsAsync(all, new SessionChange { Status = LeappSessionStatus.Inactive }, CancellationToken.None);

        Assert.Equal("Sections of LeappSso: 0; each leads to its session.", (await WellFindingsAsync()).Single(f => f.Name == "OwnSections").Detail);
    }

    [Fact]
    public async Task Keys_in_variables_are_a_note_and_no_fault()
    {
        await _test.WithIntegrationAsync();
        _test.WithToken(TimeSpan.FromHours(8)).Portal.With("000000000001", "prod", "Admin");
        _test.Portal.KeysEnd = () => _test.Time.GetUtcNow().AddHours(1);
        await _test.ConnectAsync();

        await _test.Engine.ChangeSessionsAsync(
            ["acme/000000000001/Admin"], new SessionChange { Method = LeappMethod.Environment, Status = LeappSessionStatus.Active }, CancellationToken.None);

        Assert.Equal(LeappFindingStatus.Note, (await WellFindingsAsync()).Single(f => f.Name == "Variables").Status);
        _test.Time.Advance(TimeSpan.FromHours(1));
        Assert.Contains(await _test.DiagnoseAsync(), f => f is { Name: "Variables", Status: LeappFindingStatus.Warning });
    }

    private async Task<LeappFinding[]> WellFindingsAsync()
    {
        LeappFinding[] found = [.. await _test.DiagnoseAsync()];
        Assert.All(found, f => Assert.True(f.Status < LeappFindingStatus.Warning, f.Detail));
        return found;
    }
}
