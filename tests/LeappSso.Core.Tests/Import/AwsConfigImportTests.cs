using System.Text;
using LeappSso.Core.Tests.Fakes;
using LeappSso.Engine;
using LeappSso.Import;
using LeappSso.Profiles;
using LeappSso.Store;

namespace LeappSso.Core.Tests.Import;

public sealed class AwsConfigImportTests : IDisposable
{
    private const string Config = """
        [default]
        region = eu-west-1

        [sso-session acme]
        sso_start_url = https://acme.awsapps.com/start/#/
        sso_region = eu-west-1
        sso_registration_scopes = sso:account:access

        [profile prod]
        sso_session = acme
        sso_account_id = 000000000001
        sso_role_name = Admin
        region = eu-central-1
        output = json

        [profile prod-again]
        sso_session = acme
        sso_account_id = 000000000001
        sso_role_name = Admin

        [profile old]
        sso_start_url = https://d-1234567890.awsapps.com/start
        sso_region = us-east-1
        sso_account_id = 000000000002
        sso_role_name = ReadOnly

        [profile old-of-acme]
        sso_start_url = https://acme.awsapps.com/start
        sso_region = eu-west-1
        sso_account_id = 000000000003
        sso_role_name = ReadOnly

        [profile chained]
        role_arn = arn:aws:iam::000000000009:role/X
        source_profile = prod
        external_id = e-1

        [profile keys]
        aws_access_key_id = AKIAEXAMPLE
        aws_secret_access_key = secret
        """;

    private readonly TestEngine _test = new();

    public void Dispose() => _test.Dispose();

    [Theory]
    [InlineData("Default")]
    [InlineData("DEFAULT")]
    public void A_profile_named_default_in_other_letters_gives_its_session_no_name(string name)
    {
        ImportDraft draft = AwsConfigSource.Read(IniDocument.Parse(Encoding.Latin1.GetBytes(
            $"[profile {name}]\nsso_start_url = https://acme.awsapps.com/start\nsso_region = eu-west-1\nsso_account_id = 000000000001\nsso_role_name = Admin\n")));

        ImportedSession session = Assert.Single(Assert.Single(draft.Portals).Sessions);
        Assert.Null(session.Profile);
        Assert.StartsWith($"The profile name '{name}' cannot be read by every AWS tool", session.Note, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_sso_session_is_an_integration_and_every_profile_of_one_an_active_session()
    {
        _test.Config = Config;

        IReadOnlyList<LeappImportItem> items = await ImportAsync();

        Assert.Equal(
            [
                "Added Integration acme", "Added Session acme/000000000001/Admin", "Added Session acme/000000000003/ReadOnly",
                "NotTaken Session prod-again", "Added Integration d-1234567890", "Added Session d-1234567890/000000000002/ReadOnly",
                "NotTaken Session chained",
            ],
            Lines(items));
        Assert.Equal(
            [("prod", "eu-central-1"), ("old-of-acme", null), ("old", null)],
            _test.Sessions().Select(s => (s.ProfileName, s.Region)));
        Assert.All(_test.Sessions(), s => Assert.Equal(LeappSessionStatus.Active, s.Status));
        Assert.Equal(
            [("acme", "https://acme.awsapps.com/start", "eu-west-1"), ("d-1234567890", "https://d-1234567890.awsapps.com/start", "us-east-1")],
            _test.Engine.GetIntegrations().Select(i => (i.Alias, i.PortalUrl, i.Region)));
        Assert.Contains(
            "Add-LeappSession -Parent 'acme/000000000001/Admin' -RoleArn 'arn:aws:iam::000000000009:role/X' -ExternalId 'e-1'",
            items.Single(i => i.Name == "chained").Detail,
            StringComparison.Ordinal);
        Assert.Equal(Config, _test.Config);
    }

    [Fact]
    public async Task A_second_run_changes_nothing()
    {
        _test.Config = Config;
        await ImportAsync();
        byte[] before = await File.ReadAllBytesAsync(_test.Workspace.Path);

        IReadOnlyList<LeappImportItem> items = await ImportAsync();

        Assert.DoesNotContain(items, i => i.Status == LeappImportStatus.Added);
        Assert.Equal(5, items.Count(i => i.Status == LeappImportStatus.Unchanged));
        Assert.Equal(2, items.Count(i => i.Status == LeappImportStatus.NotTaken));
        Assert.Equal(before, await File.ReadAllBytesAsync(_test.Workspace.Path));
    }

    [Fact]
    public async Task Told_only_it_is_the_same_and_nothing_is_kept()
    {
        _test.Config = Config;

        IReadOnlyList<LeappImportItem> told = await ImportAsync(onlyTells: true);

        Assert.False(File.Exists(_test.Workspace.Path));
        Assert.Equal(await ImportAsync(), told);
    }

    [Fact]
    public async Task What_is_known_keeps_its_settings()
    {
        await _test.WithIntegrationAsync();
        _test.WithToken(TimeSpan.FromHours(1), "refresh").Portal.With("000000000001", "production", "Admin");
        await _test.ConnectAsync();
        _test.Config = Config;

        LeappImportItem known = (await ImportAsync()).Single(i => i.Name == "acme/000000000001/Admin");

        Assert.Equal(LeappImportStatus.Unchanged, known.Status);
        Assert.Contains("-ProfileName 'prod'", known.Detail, StringComparison.Ordinal);
        LeappSession session = _test.Sessions().Single(s => s.AccountId == "000000000001");
        Assert.Equal(("production-Admin", "production", null), (session.ProfileName, session.AccountName, session.Region));
    }

    [Fact]
    public async Task A_listing_finds_them_again_and_what_it_lacks_goes()
    {
        _test.Config = Config;
        await ImportAsync();
        _test.WithToken(TimeSpan.FromHours(1), "refresh").Portal.With("000000000001", "production", "Admin", "ReadOnly").With("000000000003", "test", "Billing");

        LeappSyncResult result = await _test.SyncAsync(new SyncRequest { Alias = "acme" });

        Assert.Equal((2, 1), (result.Added, result.Removed));
        LeappSession kept = _test.Sessions().Single(s => s.AccountId == "000000000001" && s.RoleName == "Admin");
        Assert.Equal(("prod", "eu-central-1", "production"), (kept.ProfileName, kept.Region, kept.AccountName));
        LeappImportItem gone = (await ImportAsync()).Single(i => i.Name == "old-of-acme");
        Assert.Equal(LeappImportStatus.NotTaken, gone.Status);
        Assert.Contains("does not list", gone.Detail, StringComparison.Ordinal);
        Assert.Equal(Config, _test.Config);
    }

    [Fact]
    public async Task An_imported_profile_is_used_as_it_is_also_of_the_old_kind()
    {
        _test.Config = Config;
        await ImportAsync();

        SessionChangeResult result = await _test.Engine.ChangeSessionsAsync(
            ["prod", "old"], new SessionChange { Status = LeappSessionStatus.Active }, CancellationToken.None);

        Assert.Equal(2, result.Changed.Count);
        Assert.Empty(_test.Log.Failures);
        Assert.Equal(Config, _test.Config);
    }

    [Fact]
    public async Task Force_gives_a_profile_of_the_old_kind_an_sso_session()
    {
        _test.Config = Config;
        await ImportAsync();

        await _test.Engine.ChangeSessionsAsync(
            ["old"], new SessionChange { Status = LeappSessionStatus.Active, Force = true }, CancellationToken.None);

        Assert.Empty(_test.Log.Failures);
        Assert.Contains("[sso-session d-1234567890]", _test.Config, StringComparison.Ordinal);
        Assert.Contains("sso_session = d-1234567890", _test.Config, StringComparison.Ordinal);
        Assert.DoesNotContain("sso_start_url = https://d-1234567890.awsapps.com/start\nsso_region = us-east-1\nsso_account_id", _test.Config, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_that_cannot_be_an_alias_is_made_one()
    {
        _test.Config = """
            [sso-session "my company"]
            sso_start_url = https://acme.awsapps.com/start
            sso_region = eu-west-1
            [sso-session my-company]
            sso_start_url = https://other.awsapps.com/start
            sso_region = eu-west-1
            [profile "my prod"]
            sso_session = my company
            sso_account_id = 000000000001
            sso_role_name = Admin
            """;

        IReadOnlyList<LeappImportItem> items = await ImportAsync();

        Assert.Equal(["my-company", "my-company-2"], _test.Engine.GetIntegrations().Select(i => i.Alias));
        Assert.Contains("'my company' cannot be an alias", items.Single(i => i.Name == "my-company-2").Detail, StringComparison.Ordinal);
        LeappSession session = Assert.Single(_test.Sessions());
        Assert.Equal(("my-company-2", "000000000001-Admin", LeappSessionStatus.Inactive), (session.Integration, session.ProfileName, session.Status));
        Assert.DoesNotContain(await ImportAsync(), i => i.Status == LeappImportStatus.Added);
    }

    [Fact]
    public async Task An_alias_that_leads_elsewhere_stays_and_the_import_gets_another()
    {
        await _test.Engine.AddIntegrationAsync(
            new IntegrationSettings { Alias = "ACME", PortalUrl = "https://other.awsapps.com/start", Region = "eu-west-1" }, false, CancellationToken.None);
        _test.Config = Config;

        LeappImportItem item = (await ImportAsync()).First(i => i.Kind == LeappImportKind.Integration);

        Assert.Equal(("acme-2", LeappImportStatus.Added), (item.Name, item.Status));
        Assert.Contains("leads to another portal", item.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain(await ImportAsync(), i => i.Status == LeappImportStatus.Added);
    }

    [Fact]
    public async Task A_profile_of_the_old_kind_comes_to_the_integration_there_is()
    {
        await _test.Engine.AddIntegrationAsync(
            new IntegrationSettings { Alias = "mine", PortalUrl = "https://d-1234567890.awsapps.com/start", Region = "us-east-1" }, false, CancellationToken.None);
        _test.Config = Config;

        await ImportAsync();

        Assert.Equal("old", _test.Sessions().Single(s => s.Integration == "mine").ProfileName);
        Assert.DoesNotContain(_test.Engine.GetIntegrations(), i => i.Alias == "d-1234567890");
    }

    [Theory]
    [InlineData("[sso-session x]\nsso_region = eu-west-1", "x", "no address")]
    [InlineData("[sso-session x]\nsso_start_url = https://acme.awsapps.com/start", "x", "no region")]
    [InlineData("[sso-session x]\nsso_start_url = http://acme.awsapps.com/start\nsso_region = eu-west-1", "x", "https")]
    [InlineData("[sso-session x]\nsso_start_url = https://acme.awsapps.com/start\nsso_region = Ireland", "x", "eu-west-1 for Ireland")]
    [InlineData("[profile p]\nsso_session = nowhere\nsso_account_id = 000000000001\nsso_role_name = A", "p", "[sso-session nowhere]")]
    [InlineData("[profile p]\nsso_start_url = https://acme.awsapps.com/start\nsso_region = eu-west-1", "p", "no account and role")]
    [InlineData("[profile p]\nsso_start_url = https://acme.awsapps.com/start\nsso_region = eu-west-1\nsso_account_id = 12\nsso_role_name = A", "p", "12 digits")]
    [InlineData("[profile p]\nsso_start_url = nowhere\nsso_region = eu-west-1\nsso_account_id = 000000000001\nsso_role_name = A", "p", "awsapps.com")]
    [InlineData("[profile p]\nsso_start_url = https://acme.awsapps.com/start\nsso_region = eu-west-1\nsso_account_id = 000000000001\nsso_role_name = role:x", "p", "'role:x'")]
    [InlineData("[profile p]\nsso_start_url = https://acme.awsapps.com/start\nsso_region = eu-west-1\nsso_account_id = 000000000001\nsso_role_name = a/b", "p", "'a/b'")]
    [InlineData("[profile p]\nsso_start_url = https://acme.awsapps.com/start\nsso_region = eu-west-1\nsso_account_id = 000000000001\nsso_role_name = Ro*", "p", "'Ro*'")]
    [InlineData("[profile p]\nsso_start_url = https://acme.awsapps.com/start\nsso_region = eu-west-1\nsso_account_id = 000000000001\nsso_role_name = it's; $(rm)", "p", "letters, digits")]
    [InlineData("[profile p]\nsso_start_url = https://acme.awsapps.com/start\nsso_region = eu-west-1\nsso_account_id = 000000000001\nsso_role_name = \u00c4rzte", "p", "letters, digits")]
    public async Task What_cannot_be_taken_is_told_with_the_reason(string config, string name, string reason)
    {
        _test.Config = config;

        LeappImportItem item = (await ImportAsync()).Single(i => i.Status == LeappImportStatus.NotTaken);

        Assert.Equal(name, item.Name);
        Assert.Contains(reason, item.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Roles_that_differ_in_letter_case_alone_are_one_session()
    {
        _test.Config = """
            [sso-session acme]
            sso_start_url = https://acme.awsapps.com/start
            sso_region = eu-west-1
            [profile one]
            sso_session = acme
            sso_account_id = 000000000001
            sso_role_name = ReadOnly
            [profile two]
            sso_session = acme
            sso_account_id = 000000000001
            sso_role_name = readonly
            """;

        LeappImportItem second = (await ImportAsync())[^1];

        Assert.Equal(("two", LeappImportStatus.NotTaken), (second.Name, second.Status));
        Assert.Contains("acme/000000000001/ReadOnly", second.Detail, StringComparison.Ordinal);
        Assert.Equal("one", Assert.Single(_test.Sessions()).ProfileName);
    }

    [Fact]
    public async Task A_config_without_portals_is_told_and_one_that_is_not_there_is_an_error()
    {
        Assert.Equal(LeappErrorCode.ImportSourceNotFound, (await Assert.ThrowsAsync<LeappException>(() => ImportAsync())).Code);
        _test.Config = "[default]\nregion = eu-west-1\n";

        Assert.Empty(await ImportAsync());
        Assert.Contains("nothing that could be taken over", Assert.Single(_test.Log.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_company_domain_is_taken_and_told()
    {
        _test.Config = "[sso-session x]\nsso_start_url = https://sso.acme.example/\nsso_region = eu-west-1";

        Assert.Contains("does not belong to AWS", Assert.Single(await ImportAsync()).Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("acme", "acme")]
    [InlineData("AWS on my Laptop", "AWS-on-my-Laptop")]
    [InlineData("-x-", "x")]
    [InlineData("\u00e4\u00f6", "portal")]
    [InlineData("", "portal")]
    [InlineData("a//b", "a-b")]
    public void A_name_becomes_an_alias(string name, string alias) => Assert.Equal(alias, AliasText.Of(name));

    [Fact]
    public void A_long_name_becomes_an_alias_too()
    {
        string alias = AliasText.Of(new string('x', 200));

        Assert.All(AliasText.Candidates(alias).Take(12), c => Assert.True(IntegrationCheck.IsAlias(c)));
        Assert.Equal(12, AliasText.Candidates(alias).Take(12).Distinct().Count());
    }

    [Theory]
    [InlineData("https://d-1234567890.awsapps.com/start", "d-1234567890")]
    [InlineData("https://start.us-gov-west-1.us-gov-home.awsapps.com/directory/d-1", "d-1")]
    [InlineData("https://ssoins-1234567890abcdef.portal.eu-west-1.app.aws", "ssoins-1234567890abcdef")]
    [InlineData("http://127.0.0.1:8080/start", "127.0.0.1")]
    public void An_address_becomes_an_alias(string url, string alias) => Assert.Equal(alias, AliasText.OfPortal(url));

    private Task<IReadOnlyList<LeappImportItem>> ImportAsync(bool onlyTells = false) =>
        _test.Engine.ImportAsync(new ImportRequest(LeappImportSource.AwsConfig) { OnlyTells = onlyTells }, CancellationToken.None);

    private static IEnumerable<string> Lines(IEnumerable<LeappImportItem> items) => items.Select(i => $"{i.Status} {i.Kind} {i.Name}");
}
