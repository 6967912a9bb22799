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

        Assert.Equal([new KnownName("acme", "https://x")], Names.Aliases());
        Assert.Equal([new KnownName("Prod", "000000000001"), new KnownName("000000000002", "000000000002")], Names.AccountNames(string.Empty));
        Assert.Equal([new KnownName("000000000002", "000000000002")], Names.AccountIds("000000000002"));
        Assert.Equal(["Admin", "ReadOnly"], Values(Names.RoleNames(string.Empty)));
        Assert.Equal([new KnownName("p-2", "acme/000000000001/ReadOnly")], Names.ProfileNames("P-2"));
        Assert.Equal([new KnownName("acme/000000000001/ReadOnly", "Prod, ReadOnly")], Names.SessionIds("acme/000000000001/read"));
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

        Assert.Equal(count, Names.SessionIds(beginning).Count());
    }

    [Fact]
    public void What_is_gone_is_not_offered_and_nor_is_an_account_of_which_nothing_is_left()
    {
        const string Gone = "\"goneAt\":\"2030-01-01T00:00:00+00:00\"";
        Write(
            $$"""{"id":"000000000001","name":"Left","roles":[{"name":"Old",{{Gone}}},{"name":"New"}]}""",
            $$"""{"id":"000000000002","name":"Empty","roles":[{"name":"Older",{{Gone}}}]}""");

        Assert.Equal(["Left"], Values(Names.AccountNames(string.Empty)));
        Assert.Equal(["New"], Values(Names.RoleNames(string.Empty)));
        Assert.Equal(["acme/000000000001/New"], Values(Names.SessionIds(string.Empty)));
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

        Assert.Equal(["Admin"], Values(Names.RoleNames("ad")));
        Assert.Equal(["Prod"], Values(Names.AccountNames("pro")));
        Assert.Equal(["acme/000000000001/Admin"], Values(Names.SessionIds("acme/0")));
        Assert.Equal(["acme"], Values(Names.Aliases()));
    }

    [Fact]
    public void Of_very_many_names_enough_are_given_and_typing_on_brings_the_others()
    {
        Write([.. Enumerable.Range(0, 3000).Select(a => $$"""{"id":"{{a:000000000000}}","roles":[{"name":"Admin","profile":"p{{a}}a"},{"name":"User","profile":"p{{a}}u"}]}""")]);

        Assert.Equal(3000, Names.AccountIds(string.Empty).Count());
        Assert.Equal(KnownNames.Most, Names.ProfileNames(string.Empty).Count());
        Assert.Equal(["p2999u"], Values(Names.ProfileNames("p2999u")));
        Assert.Equal(["acme/000000002999/User"], Values(Names.SessionIds("acme/000000002999/U")));
    }

    [Fact]
    public void Without_a_workspace_nothing_is_known()
    {
        Assert.Empty(Names.Aliases());
        Assert.Empty(Names.RoleNames(string.Empty));
    }

    [Fact]
    public void A_damaged_workspace_stays_where_it_is()
    {
        string path = Path.Combine(_folder, "workspace.json");
        File.WriteAllText(path, "{\"integrations\":[{");

        Assert.Throws<LeappException>(() => Names.AccountNames(string.Empty));

        Assert.Equal([path], Directory.GetFiles(_folder));
    }

    private KnownNames Names => new(_folder);

    private static IEnumerable<string> Values(IEnumerable<KnownName> names) => names.Select(n => n.Value);

    private void Write(params string[] accounts) => File.WriteAllText(
        Path.Combine(_folder, "workspace.json"),
        $$"""{"version":1,"integrations":[{"alias":"acme","portalUrl":"https://x","region":"x","accounts":[{{string.Join(",\n", accounts)}}]}]}""");
}
