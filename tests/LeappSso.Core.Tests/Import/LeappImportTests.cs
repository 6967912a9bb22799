using LeappSso.Core.Tests.Fakes;
using LeappSso.Engine;
using LeappSso.Import;

namespace LeappSso.Core.Tests.Import;

public sealed class LeappImportTests : IDisposable
{
    private const string Machine = "3d1219c7c4c5404aaa1f6d2a48adfda4";

    private const string Workspace = """
        {"_pinned":["s1"],"_sessions":[
         {"sessionName":"prod","region":"ap-south-1","sessionId":"s1","status":0,"email":"p@x","roleArn":"arn:aws:iam::111111111111/Admin",
          "profileId":"p-work","type":"awsSsoRole","awsSsoConfigurationId":"i1"},
         {"sessionName":"prod","region":"eu-central-1","sessionId":"s2","status":2,"email":"p@x","roleArn":"arn:aws:iam::111111111111/ReadOnly",
          "profileId":"p-work","type":"awsSsoRole","awsSsoConfigurationId":"i1"},
         {"sessionName":"test","region":"eu-central-1","sessionId":"s3","status":0,"email":"t@x","roleArn":"arn:aws:iam::222222222222/Admin",
          "profileId":"p-default","type":"awsSsoRole","awsSsoConfigurationId":"i1"},
         {"sessionName":"chained","region":"us-east-1","sessionId":"s4","status":0,"roleArn":"arn:aws:iam::333333333333:role/X",
          "profileId":"p-default","parentSessionId":"s1","type":"awsIamRoleChained","roleSessionName":"assumed-from-leapp"},
         {"sessionName":"user","region":"us-east-1","sessionId":"s5","status":0,"type":"awsIamUser","profileId":"p-default"},
         {"sessionName":"lost","region":"us-east-1","sessionId":"s6","status":0,"roleArn":"arn:aws:iam::111111111111/Admin","type":"awsSsoRole","awsSsoConfigurationId":"gone"},
         {"sessionName":"odd","region":"us-east-1","sessionId":"s7","status":0,"roleArn":"arn:aws:iam::111111111111:role/Admin","type":"awsSsoRole","awsSsoConfigurationId":"i1"}],
         "_folders":[],"_segments":[],"_defaultRegion":"eu-central-1","_idpUrls":[],
         "_profiles":[{"id":"p-default","name":"default"},{"id":"p-work","name":"work"}],
         "_awsSsoIntegrations":[{"id":"i1","alias":"Acme Inc.","type":"AWS-SSO","isOnline":true,
           "portalUrl":"https://acme.awsapps.com/start#/unrolled","region":"eu-west-1","browserOpening":"In-browser"}],
         "_azureIntegrations":[{"id":"a1","alias":"azure"}],
         "proxyConfiguration":{"proxyProtocol":"https","proxyUrl":"proxy.example","proxyPort":"8080","username":"me","password":"very-secret"},
         "_workspaceVersion":7}
        """;

    private readonly TestEngine _test = new();

    public void Dispose() => _test.Dispose();

    [Fact]
    public async Task Integrations_and_sessions_of_portals_come_and_all_else_is_told()
    {
        Write(Workspace);

        IReadOnlyList<LeappImportItem> items = await ImportAsync();

        Assert.Equal(
            [
                "Added Integration Acme-Inc.", "Added Session Acme-Inc./111111111111/ReadOnly", "Added Session Acme-Inc./111111111111/Admin",
                "Added Session Acme-Inc./222222222222/Admin", "Added Session Acme-Inc./333333333333/role:chained", "NotTaken Session user",
                "NotTaken Session lost", "NotTaken Session odd", "NotTaken Integration azure", "NotTaken Setting proxy", "NotTaken Setting pinned sessions (1)",
            ],
            items.Select(i => $"{i.Status} {i.Kind} {i.Name}"));
        LeappSsoIntegration integration = Assert.Single(_test.Engine.GetIntegrations());
        Assert.Equal(("https://acme.awsapps.com/start", "eu-west-1", "eu-central-1"), (integration.PortalUrl, integration.Region, integration.DefaultRegion));
        Assert.Equal(
            [
                ("prod", "p@x", "ReadOnly", "eu-central-1", "work", LeappSessionStatus.Inactive),
                ("prod", "p@x", "Admin", "ap-south-1", "prod-Admin", LeappSessionStatus.Inactive),
                ("test", "t@x", "Admin", "eu-central-1", "test-Admin", LeappSessionStatus.Inactive),
                ("333333333333", null, "chained", "us-east-1", "333333333333-chained", LeappSessionStatus.Inactive),
            ],
            _test.Sessions().Select(s => (s.AccountName, s.AccountEmail, s.RoleName, s.Region, s.ProfileName, s.Status)));
        Assert.Contains("'default'", items.Single(i => i.Name == "Acme-Inc./222222222222/Admin").Detail, StringComparison.Ordinal);
        Assert.Contains("shared the profile 'work'", items.Single(i => i.Name == "Acme-Inc./111111111111/Admin").Detail, StringComparison.Ordinal);
        LeappSession chained = _test.Sessions().Single(s => s.Parent is not null);
        Assert.Equal(("Acme-Inc./111111111111/Admin", "arn:aws:iam::333333333333:role/X"), (chained.Parent, chained.RoleArn));
        Assert.All(items, i => Assert.DoesNotContain("very-secret", i.ToString(), StringComparison.Ordinal));
        Assert.DoesNotContain("very-secret", await File.ReadAllTextAsync(_test.Workspace.Path), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_run_changes_nothing()
    {
        Write(Workspace);
        await ImportAsync();
        byte[] before = await File.ReadAllBytesAsync(_test.Workspace.Path);

        Assert.DoesNotContain(await ImportAsync(), i => i.Status == LeappImportStatus.Added);
        Assert.Equal(before, await File.ReadAllBytesAsync(_test.Workspace.Path));
    }

    [Fact]
    public async Task Told_only_it_is_the_same_and_nothing_is_kept()
    {
        Write(Workspace);

        IReadOnlyList<LeappImportItem> told = await _test.Engine.ImportAsync(
            new ImportRequest(LeappImportSource.Leapp) { MachineId = Machine, OnlyTells = true }, CancellationToken.None);

        Assert.False(File.Exists(_test.Workspace.Path));
        Assert.Equal(await ImportAsync(), told);
    }

    [Fact]
    public async Task A_chained_session_that_cannot_be_is_told_with_the_reason()
    {
        Write(Workspace.Replace("arn:aws:iam::333333333333:role/X", "arn:aws-cn:iam::333333333333:role/X", StringComparison.Ordinal));

        LeappImportItem chained = (await ImportAsync()).Single(i => i.Name == "chained");

        Assert.Equal(LeappImportStatus.NotTaken, chained.Status);
        Assert.Contains("partition", chained.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_single_integration_of_old_versions_comes_too()
    {
        Write("""
            {"_awsSsoConfiguration":{"portalUrl":"https://d-1234567890.awsapps.com/start","region":"eu-west-1"},
             "_sessions":[{"sessionName":"prod","sessionId":"s1","region":"us-east-1","roleArn":"arn:aws:iam::111111111111/Admin","type":"awsSso"}]}
            """);

        await ImportAsync();

        LeappSession session = Assert.Single(_test.Sessions());
        Assert.Equal(("d-1234567890/111111111111/Admin", "us-east-1"), (session.Id, session.Region));
    }

    [Fact]
    public async Task Members_without_underscore_and_a_file_that_is_not_encrypted_are_read()
    {
        File.WriteAllText(LeappPath, Workspace.Replace("\"_", "\"", StringComparison.Ordinal));

        await ImportAsync();

        Assert.Equal(4, _test.Sessions().Count);
    }

    [Fact]
    public async Task Two_integrations_of_one_portal_stay_two()
    {
        Write("""
            {"_awsSsoIntegrations":[
              {"id":"i1","alias":"me","portalUrl":"https://acme.awsapps.com/start","region":"eu-west-1"},
              {"id":"i2","alias":"admin","portalUrl":"https://acme.awsapps.com/start/","region":"eu-west-1"}],
             "_sessions":[]}
            """);

        await ImportAsync();
        await ImportAsync();

        Assert.Equal(["me", "admin"], _test.Engine.GetIntegrations().Select(i => i.Alias));
    }

    [Fact]
    public async Task A_portal_that_is_known_under_another_alias_is_that_one()
    {
        await _test.WithIntegrationAsync();
        Write(Workspace);

        LeappImportItem integration = (await ImportAsync()).First(i => i.Kind == LeappImportKind.Integration);

        Assert.Equal(("acme", LeappImportStatus.Unchanged), (integration.Name, integration.Status));
        Assert.Equal(4, _test.Sessions().Count(s => s.Integration == "acme"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("us-east-1")]
    [InlineData("eu-central-1")]
    public async Task A_session_keeps_its_region_whatever_the_default_of_an_integration_that_is_known(string? defaultRegion)
    {
        await _test.Engine.AddIntegrationAsync(
            new IntegrationSettings { Alias = "acme", PortalUrl = "https://acme.awsapps.com/start", Region = "eu-west-1", DefaultRegion = defaultRegion },
            false,
            CancellationToken.None);
        Write(Workspace);

        await ImportAsync();

        Assert.Equal(["eu-central-1", "ap-south-1", "eu-central-1", "us-east-1"], _test.Sessions().Select(s => s.Region));
        Assert.Equal(defaultRegion, Assert.Single(_test.Engine.GetIntegrations()).DefaultRegion);
    }

    [Fact]
    public async Task What_another_machine_wrote_is_an_error_that_says_what_to_do()
    {
        Write(Workspace);

        LeappException failure = await Assert.ThrowsAsync<LeappException>(() => ImportAsync("another"));

        Assert.Equal(LeappErrorCode.ImportSourceInvalid, failure.Code);
        Assert.Contains("-MachineId", failure.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(_test.Workspace.Path));
    }

    [Fact]
    public async Task No_workspace_of_Leapp_is_an_error() =>
        Assert.Equal(LeappErrorCode.ImportSourceNotFound, (await Assert.ThrowsAsync<LeappException>(() => ImportAsync())).Code);

    [Theory]
    [InlineData("""{"_sessions":{},"_awsSsoIntegrations":3,"_profiles":[1,null,{}]}""")]
    [InlineData("""{"_sessions":[null,1,{"status":"x","type":7,"roleArn":null}],"_awsSsoIntegrations":[{}]}""")]
    [InlineData("""{"_sessions":[{"type":"awsSsoRole","roleArn":"arn:aws:iam::1/","awsSsoConfigurationId":""}],"_proxyConfiguration":[]}""")]
    [InlineData("""{"_sessions":[{"sessionName":"a\ud800","type":"\udc00","roleArn":"\ud800"}],"_awsSsoIntegrations":[{"id":"i1","alias":"a\ud800"}]}""")]
    [InlineData("""{"\ud800 of a longer name":1,"_sessions":[{"type":"awsSsoRole"}]}""")]
    public async Task A_workspace_of_another_shape_does_no_harm(string json)
    {
        Write(json);

        Assert.DoesNotContain(await ImportAsync(), i => i.Status == LeappImportStatus.Added);
    }

    [Fact]
    public async Task A_text_that_is_no_Unicode_counts_as_absent_and_the_rest_comes()
    {
        Write(Workspace.Replace("Acme Inc.", "a\\ud800", StringComparison.Ordinal).Replace("p@x", "\\udc00", StringComparison.Ordinal));

        await ImportAsync();

        Assert.Equal("acme", Assert.Single(_test.Engine.GetIntegrations()).Alias);
        Assert.Equal([null, null, "t@x", null], _test.Sessions().Select(s => s.AccountEmail));
    }

    [Theory]
    [InlineData("arn:aws:iam::111111111111/role:x")]
    [InlineData("arn:aws:iam::111111111111/Ro*")]
    [InlineData("arn:aws:iam::111111111111/it's; $(rm)")]
    public async Task A_role_that_no_portal_can_have_is_not_taken(string role)
    {
        Write(Workspace.Replace("arn:aws:iam::111111111111/ReadOnly", role, StringComparison.Ordinal));

        Assert.Equal(2, (await ImportAsync()).Count(i => i.Status == LeappImportStatus.NotTaken && i.Name is "prod" or "odd"));
    }

    [Fact]
    public async Task The_name_for_the_logs_of_AWS_comes_with_a_chained_session()
    {
        Write(Workspace);

        await ImportAsync();

        Assert.Contains("assumed-from-leapp", await File.ReadAllTextAsync(_test.Workspace.Path), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("arn:aws-cn:iam::333333333333:role/X", 1)]
    [InlineData("arn:aws:iam::333333333333:role/Y", 1)]
    [InlineData("nonsense", 1)]
    [InlineData("arn:aws:iam::333333333333:role/X", 0)]
    public async Task Told_only_a_second_chained_session_is_foreseen_as_it_comes(string role, int refused)
    {
        Write(Workspace.Replace(
            """{"sessionName":"user",""",
            $$"""{"sessionName":"chained","sessionId":"s8","roleArn":"{{role}}","parentSessionId":"s1","type":"awsIamRoleChained"},{"sessionName":"user",""",
            StringComparison.Ordinal));

        IReadOnlyList<LeappImportItem> told = await _test.Engine.ImportAsync(
            new ImportRequest(LeappImportSource.Leapp) { MachineId = Machine, OnlyTells = true }, CancellationToken.None);

        Assert.False(File.Exists(_test.Workspace.Path));
        Assert.Equal(refused, told.Count(i => i.Name == "chained" && i.Status == LeappImportStatus.NotTaken));
        Assert.Equal(await ImportAsync(), told);
    }

    private string LeappPath
    {
        get
        {
            string folder = Path.Combine(_test.Variables["HOME"]!, ".Leapp");
            Directory.CreateDirectory(folder);
            return Path.Combine(folder, "Leapp-lock.json");
        }
    }

    private void Write(string json) => File.WriteAllBytes(LeappPath, LeappFileTests.Encrypt(json, Machine));

    private Task<IReadOnlyList<LeappImportItem>> ImportAsync(string machine = Machine) =>
        _test.Engine.ImportAsync(new ImportRequest(LeappImportSource.Leapp) { MachineId = machine }, CancellationToken.None);
}
