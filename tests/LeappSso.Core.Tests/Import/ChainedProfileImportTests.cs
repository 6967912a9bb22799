using LeappSso.Core.Tests.Fakes;
using LeappSso.Engine;
using LeappSso.Import;

namespace LeappSso.Core.Tests.Import;

/// <summary>Profiles of the AWS config that assume a role: they stay, and the command that makes a session of one is told.</summary>
public sealed class ChainedProfileImportTests : IDisposable
{
    private const string Prod = "acme/000000000001/Admin";
    private const string Deploy = "arn:aws:iam::000000000009:role/Deploy";

    private readonly TestEngine _test = new();

    public void Dispose() => _test.Dispose();

    [Theory]
    [InlineData("arn:aws:iam::000000000009:role/x'y/Deploy", "-RoleArn 'arn:aws:iam::000000000009:role/x''y/Deploy'")]
    [InlineData("arn:aws:iam::000000000009:role/Deploy'; Remove-Item x; '", null)]
    [InlineData("arn:aws:iam::000000000009:role/Deploy\u2019; Remove-Item x; \u2018", null)]
    [InlineData("nonsense", null)]
    [InlineData(Deploy + "\nexternal_id = e'; Remove-Item x; '", null)]
    [InlineData(Deploy + "\nexternal_id = e-1", "-ExternalId 'e-1'")]
    [InlineData(Deploy + "\nduration_seconds = 1800", "-Duration 00:30:00")]
    public async Task The_command_holds_the_text_of_the_file_as_text_or_is_not_told(string role, string? part)
    {
        Write($"[profile chained]\nsource_profile = prod\nrole_arn = {role}");

        string detail = (await ImportAsync()).Single(i => i.Name == "chained").Detail!;

        if (part is null)
        {
            Assert.DoesNotContain("Add-LeappSession", detail, StringComparison.Ordinal);
        }
        else
        {
            Assert.Contains("Add-LeappSession", detail, StringComparison.Ordinal);
            Assert.Contains(part, detail, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_long_external_id_is_told_whole()
    {
        string id = new('e', 1000);
        Write($"[profile chained]\nsource_profile = prod\nrole_arn = {Deploy}\nexternal_id = {id}");

        Assert.Contains($"-ExternalId '{id}'", (await ImportAsync()).Single(i => i.Name == "chained").Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("899")]
    [InlineData("7200")]
    [InlineData("long")]
    public async Task A_life_of_keys_that_the_command_would_refuse_is_not_in_it(string seconds)
    {
        Write($"[profile chained]\nsource_profile = prod\nrole_arn = {Deploy}\nduration_seconds = {seconds}");

        string? detail = (await ImportAsync()).Single(i => i.Name == "chained").Detail;

        Assert.Contains("Add-LeappSession", detail, StringComparison.Ordinal);
        Assert.DoesNotContain("-Duration", detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_profile_of_a_chained_session_of_ours_is_known()
    {
        Write(string.Empty);
        await ImportAsync();
        LeappSession session = await _test.Engine.AddSessionAsync(
            new ChainSettings { Parent = Prod, RoleArn = Deploy, Name = "mine" }, CancellationToken.None);
        await _test.Engine.ChangeSessionsAsync([session.Id], new SessionChange { Status = LeappSessionStatus.Active }, CancellationToken.None);
        Assert.Contains("x_leappsso_session", _test.Config, StringComparison.Ordinal);

        IReadOnlyList<LeappImportItem> items = await ImportAsync();

        Assert.Equal((session.Id, null), (items[^1].Name, items[^1].Detail));
        Assert.All(items, i => Assert.Equal(LeappImportStatus.Unchanged, i.Status));
    }

    [Fact]
    public async Task A_profile_whose_session_was_made_by_the_command_is_known()
    {
        Write($"[profile chained]\nsource_profile = prod\nrole_arn = {Deploy}");
        await ImportAsync();
        await _test.Engine.AddSessionAsync(new ChainSettings { Parent = Prod, RoleArn = Deploy }, CancellationToken.None);

        LeappImportItem item = (await ImportAsync())[^1];

        Assert.Equal(("acme/000000000009/role:Deploy", LeappImportStatus.Unchanged), (item.Name, item.Status));
    }

    [Fact]
    public async Task A_profile_with_the_keys_of_a_chained_one_is_told_with_that_as_parent()
    {
        Write($"[profile last]\nsource_profile = chained\nrole_arn = arn:aws:iam::000000000010:role/Last\n[profile chained]\nsource_profile = prod\nrole_arn = {Deploy}");

        LeappImportItem[] told = [.. (await ImportAsync()).Where(i => i.Status == LeappImportStatus.NotTaken)];

        Assert.Equal(["chained", "last"], told.Select(i => i.Name));
        Assert.Contains("-Parent 'acme/000000000009/role:Deploy' -RoleArn 'arn:aws:iam::000000000010:role/Last'", told[1].Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Profiles_that_lead_in_a_circle_or_to_keys_of_their_own_are_none_of_ours()
    {
        Write(
            $"[profile a]\nsource_profile = b\nrole_arn = {Deploy}\n[profile b]\nsource_profile = a\nrole_arn = {Deploy}\n"
            + $"[profile self]\nsource_profile = self\nrole_arn = {Deploy}\n[profile of-keys]\nsource_profile = keys\nrole_arn = {Deploy}\n[profile keys]\nregion = eu-west-1");

        Assert.DoesNotContain(await ImportAsync(), i => i.Status == LeappImportStatus.NotTaken);
    }

    private void Write(string chained) => _test.Config =
        "[sso-session acme]\nsso_start_url = https://acme.awsapps.com/start\nsso_region = eu-west-1\nsso_registration_scopes = sso:account:access\n"
        + $"[profile prod]\nsso_session = acme\nsso_account_id = 000000000001\nsso_role_name = Admin\n{chained}\n";

    private Task<IReadOnlyList<LeappImportItem>> ImportAsync() =>
        _test.Engine.ImportAsync(new ImportRequest(LeappImportSource.AwsConfig), CancellationToken.None);
}
