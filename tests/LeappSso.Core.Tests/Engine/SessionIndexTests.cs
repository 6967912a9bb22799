using CsCheck;
using LeappSso.Core.Tests.Fakes;
using LeappSso.Engine;
using LeappSso.Store;

namespace LeappSso.Core.Tests.Engine;

public sealed class SessionIndexTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("leappsso-test-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void An_index_for_some_names_answers_for_them_as_one_of_the_whole_workspace_does()
    {
        int byId = 0;
        int others = 0;
        Gen.Select(Gen.Int, Gen.Int[0, 3]).Sample(
            (seed, kind) =>
            {
                RandomWorkspace random = new(seed);
                WorkspaceDocument document = random.Document();
                File.WriteAllText(Workspace.Path, random.Spell(document));
                SessionIndex whole = new(Workspace.Read());
                string[] names = Names(document, kind, random);

                SessionIndex some = SessionIndex.Of(names, Workspace);

                foreach (string name in names)
                {
                    Assert.Equal(Answer(whole, name), Answer(some, name));
                }

                byId += names.Length > 0 && kind < 2 ? 1 : 0;
                others += names.Length > 0 && kind >= 2 ? 1 : 0;
            },
            iter: 1000,
            threads: 1);
        Assert.True(byId > 100 && others > 100, $"{byId} and {others} were tried with names");
    }

    [Fact]
    public void An_id_is_found_though_a_profile_of_another_session_has_it_for_a_name()
    {
        Write("""
            {"id":"000000000001","roles":[{"name":"Admin","profile":"acme/000000000002/Admin"}]},
            {"id":"000000000002","roles":[{"name":"Admin","profile":"p"}]}
            """);

        Assert.Equal("000000000002", SessionIndex.Of(["acme/000000000002/Admin"], Workspace).Get("acme/000000000002/Admin").Account.Id);
    }

    [Fact]
    public void A_profile_with_the_name_of_no_id_is_found_by_it()
    {
        Write("""{"id":"000000000001","roles":[{"name":"Admin","profile":"acme/000000000002/Admin"}]}""");

        Assert.Equal("000000000001", SessionIndex.Of(["acme/000000000002/Admin"], Workspace).Get("acme/000000000002/Admin").Account.Id);
    }

    [Fact]
    public void A_damaged_workspace_is_told()
    {
        File.WriteAllText(Workspace.Path, "{\"integrations\":[{");

        Assert.Equal(
            LeappErrorCode.WorkspaceInvalid, Assert.Throws<LeappException>(() => SessionIndex.Of(["acme/000000000001/Admin"], Workspace)).Code);
    }

    private WorkspaceStore Workspace => new(_folder, TimeProvider.System, setsAside: false);

    /// <summary>Ids; ids in other letter case; those and a name that is none; profile names among them.</summary>
    private static string[] Names(WorkspaceDocument document, int kind, RandomWorkspace random)
    {
        string[] ids = [.. SessionPlace.All(document).Where((_, index) => index % 2 == 0).Select(place => place.Id.ToString())];
        return kind switch
        {
            0 => ids,
            1 => [.. ids.Select(id => id.ToUpperInvariant())],
            2 => [.. ids, random.Text()],
            _ => [.. ids, .. SessionPlace.All(document).Select(place => place.Role.Profile)],
        };
    }

    private static string Answer(SessionIndex index, string name)
    {
        try
        {
            SessionPlace place = index.Get(name);
            LeappSession session = place.View(default);
            return $"{session} {place.Integration.PortalUrl} {place.Integration.Region} {place.Integration.DefaultRegion} {place.Integration.Method}";
        }
        catch (LeappException failure)
        {
            return $"{failure.Code} {failure.Message}";
        }
    }

    private void Write(string accounts) => File.WriteAllText(
        Workspace.Path,
        $$"""{"version":1,"integrations":[{"alias":"acme","portalUrl":"https://x","region":"eu-west-1","accounts":[{{accounts}}]}]}""");
}
