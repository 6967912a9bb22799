using LeappSso.Engine;

namespace LeappSso.Core.Tests.Engine;

public sealed class KnownNamesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("leappsso-test-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Each_name_is_known_with_what_has_it()
    {
        Write(
            """{"id":"000000000001","name":"Prod","roles":[{"name":"Admin","profile":"p-1"},{"name":"ReadOnly","profile":"p-2"}]}""",
            """{"id":"000000000002","roles":[{"name":"Admin","profile":"q-1"}]}""");

        Assert.Equal([new KnownName("acme", "https://x, Offline")], Names.Aliases());
        Assert.Equal(
            [new KnownName("Prod", "000000000001, 2 roles"), new KnownName("000000000002", "000000000002, 1 role")], Names.AccountNames(Begins("")));
        Assert.Equal([new KnownName("000000000001", "Prod, 2 roles")], Names.AccountIds(Begins("000000000001")));
        Assert.Equal([new KnownName("Admin", "in 2 accounts"), new KnownName("ReadOnly", "in Prod (000000000001)")], Names.RoleNames(Begins("")));
        Assert.Equal([new KnownName("p-2", "Prod (000000000001), ReadOnly")], Names.ProfileNames(Begins("P-2")));
        Assert.Equal("Prod, ReadOnly, profile p-2", Assert.Single(Names.SessionIds(Begins("acme/000000000001/read"))).About);
    }

    [Fact]
    public void Accounts_of_one_name_are_one_name_that_tells_of_all()
    {
        Write([.. Enumerable.Range(1, 4).Select(a => $$"""{"id":"00000000000{{a}}","name":"{{(a == 1 ? "PROD" : "prod")}}","roles":[{"name":"Admin"}]}""")]);

        Assert.Equal(
            [new KnownName("PROD", "4 accounts of this name: 000000000001, 000000000002, 000000000003 ...")], Names.AccountNames(Begins("")));
    }

    [Fact]
    public void An_account_that_is_seen_through_two_portals_is_one_account()
    {
        const string Account = """{"id":"000000000001","name":"Prod","roles":[{"name":"Admin","profile":"p"},{"name":"ROLE","profile":"q"}]}""";
        string[] portals = [.. ((string[])["ReadOnly", "Deploy"]).Select((role, i) =>
            $$"""{"alias":"a{{i}}","portalUrl":"https://x","region":"x","accounts":[{{Account.Replace("ROLE", role, StringComparison.Ordinal)}}]}""")];
        File.WriteAllText(Path.Combine(_folder, "workspace.json"), $$"""{"version":1,"integrations":[{{string.Join(',', portals)}}]}""");

        Assert.Equal([new KnownName("Prod", "000000000001, 3 roles")], Names.AccountNames(Begins("")));
        Assert.Equal([new KnownName("000000000001", "Prod, 3 roles")], Names.AccountIds(Begins("")));
        Assert.Equal(
            [new KnownName("Admin", "in Prod (000000000001)"), new KnownName("ReadOnly", "in Prod (000000000001)"), new KnownName("Deploy", "in Prod (000000000001)")],
            Names.RoleNames(Begins("")));
    }

    [Fact]
    public void An_alias_tells_whether_there_is_a_login()
    {
        Write();
        string cache = Directory.CreateDirectory(Path.Combine(_folder, ".aws", "sso", "cache")).FullName;
        // Named by the SHA-1 of 'acme'.
        string file = Path.Combine(cache, "293abb6b76d7791c0732cc517d38c4b5c734b87f.json");

        File.WriteAllText(file, """{"startUrl":"https://x","region":"x","accessToken":"t","expiresAt":"2999-01-01T00:00:00Z"}""");
        Assert.Equal("https://x, Online", Assert.Single(Names.Aliases()).About);

        File.WriteAllText(file, """{"startUrl":"https://x","region":"x","accessToken":"t","expiresAt":"2001-01-01T00:00:00Z"}""");
        Assert.Equal("https://x, Expired", Assert.Single(Names.Aliases()).About);

        File.WriteAllText(file, """{"startUrl":"https://other","region":"x","accessToken":"t","expiresAt":"2999-01-01T00:00:00Z"}""");
        Assert.Equal("https://x, Offline", Assert.Single(Names.Aliases()).About);
    }

    [Fact]
    public void Only_what_other_parameters_leave_is_offered_and_counted()
    {
        Write(
            """{"id":"000000000001","name":"Prod","roles":[{"name":"Admin","profile":"p-1"},{"name":"ReadOnly","profile":"p-2"}]}""",
            """{"id":"000000000002","name":"Test","roles":[{"name":"Admin","profile":"q-1"},{"name":"Deploy","profile":"q-2"}]}""");
        SessionFilter inProd = new() { AccountName = name => name == "Prod" };
        SessionFilter withAdmin = new() { RoleName = name => name == "Admin" };

        Assert.Equal([new KnownName("Admin", "in Prod (000000000001)"), new KnownName("ReadOnly", "in Prod (000000000001)")], Names.RoleNames(Begins("", inProd)));
        Assert.Equal(["p-1", "p-2"], Values(Names.ProfileNames(Begins("", inProd))));
        Assert.Equal(["acme/000000000001/Admin", "acme/000000000001/ReadOnly"], Values(Names.SessionIds(Begins("acme/0", inProd))));
        Assert.Empty(Names.SessionIds(Begins("acme/000000000002", inProd)));
        Assert.Equal(["acme/000000000001/Admin"], Values(Names.SessionIds(Inside("admin", inProd))));
        Assert.Equal([new KnownName("000000000001", "Prod, 1 role"), new KnownName("000000000002", "Test, 1 role")], Names.AccountIds(Begins("", withAdmin)));
    }

    [Theory]
    [InlineData("prod", 2)]
    [InlineData("PROD", 2)]
    [InlineData("only prod", 1)]
    [InlineData("prod*only", 1)]
    [InlineData("p-2", 1)]
    [InlineData("admin", 2)]
    [InlineData("02 cme", 1)]
    [InlineData("prod deploy", 0)]
    [InlineData("nothing", 0)]
    public void Ids_are_found_by_words_of_account_role_profile_and_alias(string typed, int count)
    {
        Write(
            """{"id":"000000000001","name":"Production","roles":[{"name":"Admin","profile":"p-1"},{"name":"ReadOnly","profile":"p-2"}]}""",
            """{"id":"000000000002","name":"Test","roles":[{"name":"Admin","profile":"q-1"}]}""");
        NameQuery query = Inside(typed);

        IReadOnlyList<KnownName> found = [.. Names.SessionIds(query)];

        Assert.Equal(count, found.Count);
        Assert.All(found, name => Assert.True(query.Fits(name.Value, name.Also)));
    }

    [Fact]
    public void Chained_sessions_can_be_asked_for_alone()
    {
        Write("""{"id":"000000000001","roles":[{"name":"Admin"},{"name":"role:Deploy","profile":"d","chain":{"roleArn":"arn:x","parent":"acme/000000000001/Admin"}}]}""");

        Assert.Equal(["acme/000000000001/role:Deploy"], Values(Names.SessionIds(Begins("acme/000000000001/", SessionFilter.Chained))));
        Assert.Equal(["acme/000000000001/role:Deploy"], Values(Names.SessionIds(Inside("deploy", SessionFilter.Chained))));
        Assert.Empty(Names.SessionIds(Begins("acme/000000000001/A", SessionFilter.Chained)));
    }

    [Theory]
    [InlineData("", 3)]
    [InlineData("AC", 3)]
    [InlineData("acme", 3)]
    [InlineData("acm/", 0)]
    [InlineData("ACME/", 3)]
    [InlineData("acme/00000000000", 3)]
    [InlineData("acme/000000000001", 2)]
    [InlineData("acme/000000000001/", 2)]
    [InlineData("acme/00000000000/", 0)]
    [InlineData("acme/000000000001/path/r", 1)]
    [InlineData("acme/000000000001/path/x", 0)]
    public void Ids_are_found_by_what_they_begin_with(string beginning, int count)
    {
        Write(
            """{"id":"000000000001","roles":[{"name":"Admin"},{"name":"path/ReadOnly"}]}""",
            """{"id":"000000000002","roles":[{"name":"Admin"}]}""");

        Assert.Equal(count, Names.SessionIds(Begins(beginning)).Count());
    }

    [Fact]
    public void What_is_gone_is_not_offered_and_nor_is_an_account_of_which_nothing_is_left()
    {
        const string Gone = "\"goneAt\":\"2030-01-01T00:00:00+00:00\"";
        Write(
            $$"""{"id":"000000000001","name":"Left","roles":[{"name":"Old",{{Gone}}},{"name":"New"}]}""",
            $$"""{"id":"000000000002","name":"Empty","roles":[{"name":"Older",{{Gone}}}]}""");

        Assert.Equal(["Left"], Values(Names.AccountNames(Begins(""))));
        Assert.Equal(["New"], Values(Names.RoleNames(Begins(""))));
        Assert.Equal(["acme/000000000001/New"], Values(Names.SessionIds(Begins(""))));
    }

    [Fact]
    public void Names_are_known_too_where_the_file_is_written_in_an_unusual_way()
    {
        File.WriteAllText(
            Path.Combine(_folder, "workspace.json"),
            """
            {"integrations":[{/* mine */"accounts":[{"roles":[{"profile":"p","name":"Admin"}],"name":"Prod","id":"000000000001"}],
             "region":"x","portalUrl":"https://x","alias":"acme"},]}
            """);

        Assert.Equal(["Admin"], Values(Names.RoleNames(Begins("ad"))));
        Assert.Equal(["Prod"], Values(Names.AccountNames(Begins("pro"))));
        Assert.Equal(["acme/000000000001/Admin"], Values(Names.SessionIds(Begins("acme/0"))));
        Assert.Equal(["acme/000000000001/Admin"], Values(Names.SessionIds(Inside("prod acm adm"))));
        Assert.Empty(Names.SessionIds(Inside("test")));
        Assert.Empty(Names.SessionIds(Begins("other/")));
        Assert.Equal(["Admin"], Values(Names.RoleNames(Begins("", new SessionFilter { Integration = a => a == "acme" }))));
        Assert.Empty(Names.RoleNames(Begins("", new SessionFilter { Integration = a => a == "other" })));
        Assert.Equal(["acme"], Values(Names.Aliases()));
    }

    [Fact]
    public void Of_very_many_names_enough_are_given_and_typing_on_brings_the_others()
    {
        Write([.. Enumerable.Range(0, 3000).Select(a => $$"""{"id":"{{a:000000000000}}","roles":[{"name":"Admin","profile":"p{{a}}a"},{"name":"User","profile":"p{{a}}u"}]}""")]);

        Assert.Equal(3000, Names.AccountIds(Begins("")).Count());
        Assert.Equal(KnownNames.Most, Names.ProfileNames(Begins("")).Count());
        Assert.Equal(["p2999u"], Values(Names.ProfileNames(Begins("p2999u"))));
        Assert.Equal(["acme/000000002999/User"], Values(Names.SessionIds(Begins("acme/000000002999/U"))));
    }

    [Fact]
    public void Profiles_of_the_AWS_files_are_known_whoever_wrote_them()
    {
        Write("""{"id":"000000000001","name":"Prod","roles":[{"name":"Admin","profile":"p-1"},{"name":"User","profile":"p-2"}]}""");
        Directory.CreateDirectory(Path.Combine(_folder, ".aws"));
        File.WriteAllText(
            Path.Combine(_folder, ".aws", "config"),
            "[default]\r\n[ profile  mine ] # comment\n[profile p-1]\nregion = [x]\n  [profile no]\n[sso-session acme]\n[plugins]\n[profile 'a b']\n[profile");
        File.WriteAllText(Path.Combine(_folder, ".aws", "credentials"), "[default]\n[old]\n");

        Assert.Equal(["default", "mine", "p-1", "a b", "old"], Values(Names.WrittenProfiles(Begins(""))));
        Assert.Equal([new KnownName("p-1", "Prod (000000000001), Admin")], Names.WrittenProfiles(Begins("P-")));
        Assert.Equal([new KnownName("old", "in the AWS files")], Names.WrittenProfiles(Begins("ol")));
    }

    [Fact]
    public void Without_a_workspace_nothing_is_known()
    {
        Assert.Empty(Names.Aliases());
        Assert.Empty(Names.RoleNames(Begins("")));
    }

    [Fact]
    public void A_damaged_workspace_stays_where_it_is()
    {
        string path = Path.Combine(_folder, "workspace.json");
        File.WriteAllText(path, "{\"integrations\":[{");

        Assert.Throws<LeappException>(() => Names.AccountNames(Begins("")));

        Assert.Equal([path], Directory.GetFiles(_folder));
    }

    private KnownNames Names => new(_folder, name => name is "HOME" or "USERPROFILE" ? _folder : null);

    private static NameQuery Begins(string typed, SessionFilter? within = null) => new(typed, Inside: false, within ?? new SessionFilter());

    private static NameQuery Inside(string typed, SessionFilter? within = null) => new(typed, Inside: true, within ?? new SessionFilter());

    private static IEnumerable<string> Values(IEnumerable<KnownName> names) => names.Select(n => n.Value);

    private void Write(params string[] accounts) => File.WriteAllText(
        Path.Combine(_folder, "workspace.json"),
        $$"""{"version":1,"integrations":[{"alias":"acme","portalUrl":"https://x","region":"x","accounts":[{{string.Join(",\n", accounts)}}]}]}""");
}
