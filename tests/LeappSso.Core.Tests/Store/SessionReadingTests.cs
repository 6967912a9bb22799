using System.Text;
using CsCheck;
using LeappSso.Core.Tests.Fakes;
using LeappSso.CredentialProcess;
using LeappSso.Engine;
using LeappSso.Mapping;
using LeappSso.Store;

namespace LeappSso.Core.Tests.Store;

public sealed class SessionReadingTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("leappsso-test-").FullName;
    private readonly JumpingTime _time = new();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_sessions_are_those_of_the_document_however_it_is_written()
    {
        Gen.Int.Sample(
            seed =>
            {
                RandomWorkspace random = new(seed);
                File.WriteAllText(Workspace.Path, random.Spell(random.Document()));

                Assert.Equal(OfDocument(), Find(new SessionFilter()));
            },
            iter: 1000,
            threads: 1);
    }

    [Fact]
    public void What_a_chained_session_needs_for_its_keys_is_that_of_the_document()
    {
        Gen.Int.Sample(
            seed =>
            {
                RandomWorkspace random = new(seed);
                File.WriteAllText(Workspace.Path, random.Spell(random.Document()));
                FilterSieve sieve = new(new SessionFilter());
                Workspace.Read(sieve);

                Assert.Equal(SessionPlace.All(Workspace.Read()).Select(Chain), sieve.Picked.Select(Chain));
            },
            iter: 500,
            threads: 1);

        static (string?, string?, string?, int?, string?) Chain(SessionPlace place) => place.Role.Chain is { } chain
            ? (chain.RoleArn, chain.Parent, chain.ExternalId, chain.DurationSeconds, chain.RoleSessionName)
            : default;
    }

    [Fact]
    public void A_filtered_read_gives_what_an_unfiltered_one_filtered_afterwards_gives()
    {
        Gen.Select(Gen.Int, Gen.Int[0, 127]).Sample(
            (seed, members) =>
            {
                RandomWorkspace random = new(seed);
                File.WriteAllText(Workspace.Path, random.Spell(random.Document()));
                List<LeappSession> all = Find(new SessionFilter());
                File.WriteAllText(Paths.ConfigFile, string.Concat(all.Where((_, i) => i % 2 == 0).Select(Profile)));
                all = Find(new SessionFilter());

                SessionFilter filter = FilterOf(members, all.Count > 0 ? all[(seed & int.MaxValue) % all.Count] : null, random.Text());

                Assert.Equal(all.Where(s => Passes(s, filter)), Find(filter));
            },
            iter: 1000,
            threads: 1);
    }

    [Fact]
    public void Whatever_byte_is_wrong_what_the_document_still_has_is_found()
    {
        Gen.Select(Gen.Int, Gen.Int[0, int.MaxValue], Gen.Byte).Sample(
            (seed, at, wrong) =>
            {
                RandomWorkspace random = new(seed);
                byte[] text = Encoding.UTF8.GetBytes(random.Spell(random.Document()));
                text[at % text.Length] = wrong;
                File.WriteAllBytes(Workspace.Path, text);
                List<LeappSession>? expected = null;
                try
                {
                    expected = OfDocument();
                }
                catch (LeappException)
                {
                    // The damage may lie where no session is read from.
                    Assert.True(Record.Exception(() => Find(new SessionFilter())) is null or LeappException { Code: LeappErrorCode.WorkspaceInvalid });
                    return;
                }

                Assert.Equal(expected, Find(new SessionFilter()));
            },
            iter: 2000,
            threads: 1);
    }

    [Fact]
    public void A_file_that_ends_early_is_damaged_whatever_is_asked_of_it()
    {
        const string Whole = """
            {"version":1,"integrations":[{"alias":"acme","portalUrl":"https://x","region":"eu-west-1","accounts":[
             {"id":"000000000001","name":"a\"b","roles":[{"name":"Admin","profile":"p\\"},{"name":"ReadOnly","goneAt":"2030-01-01T00:00:00+00:00"}]}]}]}
            """;
        for (int length = 0; length < Whole.Length; length++)
        {
            File.WriteAllText(Workspace.Path, Whole[..length]);
            foreach (SessionFilter filter in (SessionFilter[])[new(), new() { AccountId = _ => false }])
            {
                Assert.Equal(LeappErrorCode.WorkspaceInvalid, Assert.Throws<LeappException>(() => Find(filter)).Code);
            }
        }

        File.WriteAllText(Workspace.Path, Whole);
        Assert.Equal("p\\", Assert.Single(Find(new SessionFilter())).ProfileName);
    }

    [Theory]
    [InlineData("{\"integrations\":[{\"alias\":\"\",\"portalUrl\":\"x\",\"region\":\"x\",\"accounts\":[]}]}")]
    [InlineData("{\"integrations\":[{\"alias\":\"a\",\"portalUrl\":\"x\",\"region\":\"x\",\"accounts\":[{\"id\":\"\"}]}]}")]
    [InlineData("{\"integrations\":[{\"alias\":\"a\",\"portalUrl\":\"x\",\"region\":\"x\",\"accounts\":[{\"id\":\"1\",\"roles\":[{}]}]}]}")]
    [InlineData("{\"integrations\":[{\"alias\":\"a\",\"portalUrl\":\"x\",\"region\":\"x\",\"accounts\":[{\"id\":\"1\",\"roles\":[{\"name\":1}]}]}]}")]
    [InlineData("{\"integrations\":[{\"alias\":\"a\",\"portalUrl\":\"x\",\"region\":\"x\",\"accounts\":[{\"id\":\"1\",\"roles\":[{\"name\":\"r\",\"goneAt\":\"x\"}]}]}]}")]
    [InlineData("{\"integrations\":[{\"alias\":\"a\",\"portalUrl\":\"x\",\"region\":\"x\",\"accounts\":[{\"id\":\"1\",\"roles\":[{\"name\":\"r\",\"chain\":{\"parent\":\"x\"}}]}]}]}")]
    [InlineData("{\"integrations\":[]}{")]
    [InlineData("{\"integrations\":[,]}")]
    [InlineData("{\"integrations\":[]],\"later\":[{}}")]
    public void What_is_no_workspace_is_damaged(string content)
    {
        File.WriteAllText(Workspace.Path, content);

        Assert.Equal(LeappErrorCode.WorkspaceInvalid, Assert.Throws<LeappException>(() => Find(new SessionFilter())).Code);
    }

    [Theory]
    [InlineData("{\"integrations\":[INTEGRATION],\"integrations\":[]}", 0)]
    [InlineData("{\"integrations\":[],\"integrations\":[INTEGRATION]}", 1)]
    [InlineData("{\"integrations\":[{\"alias\":\"b\",\"accounts\":[ACCOUNT],\"accounts\":[],\"portalUrl\":\"x\",\"region\":\"x\"}]}", 0)]
    [InlineData("{\"integrations\":[{\"alias\":\"b\",\"accounts\":[ACCOUNT],\"portalUrl\":\"x\",\"region\":\"x\",\"alias\":\"acme\"}]}", 1)]
    [InlineData("{\"integrations\":[{\"alias\":\"acme\",\"portalUrl\":\"x\",\"region\":\"x\",\"accounts\":[{\"id\":\"9\",\"name\":\"x\",ROLES,\"id\":\"1\",\"name\":\"prod\"}]}]}", 1)]
    [InlineData("{\"integrations\":[{\"alias\":\"acme\",\"portalUrl\":\"x\",\"region\":\"x\",\"accounts\":[{\"id\":\"1\",\"name\":\"prod\",ROLES,ROLES}]}]}", 1)]
    public void Of_a_member_that_is_there_twice_the_last_one_counts_however_it_is_read(string content, int sessions)
    {
        File.WriteAllText(Workspace.Path, content
            .Replace("INTEGRATION", "{\"alias\":\"acme\",\"portalUrl\":\"x\",\"region\":\"x\",\"accounts\":[ACCOUNT]}", StringComparison.Ordinal)
            .Replace("ACCOUNT", "{\"id\":\"1\",\"name\":\"prod\",ROLES}", StringComparison.Ordinal)
            .Replace("ROLES", "\"roles\":[{\"name\":\"Admin\"}]", StringComparison.Ordinal));
        IdSieve byId = new(["acme/1/Admin"]);
        Workspace.Read(byId);

        Assert.Equal(sessions, OfDocument().Count);
        Assert.Equal(OfDocument(), Find(new SessionFilter()));
        Assert.Equal(OfDocument(), Find(new SessionFilter { AccountName = name => name == "prod" }));
        Assert.Equal(sessions, byId.Found().Count());
    }

    [Theory]
    [InlineData("startedAt", "\\ude80")]
    [InlineData("goneAt", "2030-01-01T00:00:00\\ud800")]
    [InlineData("profile", "\\ud800")]
    public void Half_of_a_character_is_damage(string member, string value)
    {
        File.WriteAllText(Workspace.Path, "{\"integrations\":[{\"alias\":\"a\",\"portalUrl\":\"x\",\"region\":\"x\",\"accounts\":[{\"id\":\"1\",\"roles\":[{\"name\":\"r\",\""
            + member + "\":\"" + value + "\"}]}]}]}");

        Assert.Equal(LeappErrorCode.WorkspaceInvalid, Assert.Throws<LeappException>(() => Find(new SessionFilter())).Code);
    }

    [Fact]
    public async Task What_nobody_can_write_in_a_later_member_stays_and_the_change_is_refused()
    {
        const string Content = "{\"version\":1,\"integrations\":[],\"later\":{\"\\ud83d\":\"\\ude80\"}}";
        File.WriteAllText(Workspace.Path, Content);

        LeappException refusal = await Assert.ThrowsAsync<LeappException>(() => Workspace.UpdateAsync(_ => true, CancellationToken.None));

        Assert.Equal(LeappErrorCode.WorkspaceInvalid, refusal.Code);
        Assert.Equal(Content, File.ReadAllText(Workspace.Path));
    }

    [Fact]
    public void Brackets_without_end_are_damage_and_no_crash()
    {
        File.WriteAllText(Workspace.Path, "{\"later\":" + new string('[', 1_000_000));

        Assert.Equal(LeappErrorCode.WorkspaceInvalid, Assert.Throws<LeappException>(() => Find(new SessionFilter())).Code);
    }

    private WorkspaceStore Workspace => new(_folder, _time, setsAside: false);

    private AwsPaths Paths => new(name => name switch
    {
        "AWS_CONFIG_FILE" => Path.Combine(_folder, "config"),
        "AWS_SHARED_CREDENTIALS_FILE" => Path.Combine(_folder, "credentials"),
        _ => null,
    });

    private List<LeappSession> Find(SessionFilter filter)
    {
        RecordingLog log = new();
        ProfileShelf profiles = new(
            Paths, new VariableShelf(new TestVariables(), new VariableMemory()), new HelperShelf(_folder, HelperSource.None, log, _time), log, _time);
        return [.. new SessionBook(Workspace, profiles, log, _time).Find(filter)];
    }

    private List<LeappSession> OfDocument() => [.. SessionPlace.All(Workspace.Read()).Select(p => p.View(default))];

    private static string Profile(LeappSession s) => !ProfileNames.IsPortable(s.ProfileName) || s.RoleName.Contains('\n', StringComparison.Ordinal)
        ? string.Empty
        : $"[profile {s.ProfileName}]\nsso_session = {s.Integration}\nsso_account_id = {s.AccountId}\nsso_role_name = {s.RoleName}\n";

    /// <summary>A filter on some members, made of what a session has or of another text.</summary>
    private static SessionFilter FilterOf(int members, LeappSession? like, string other)
    {
        return new SessionFilter
        {
            Integration = Test(1, like?.Integration),
            AccountId = Test(2, like?.AccountId),
            AccountName = Test(4, like?.AccountName),
            RoleName = Test(8, like?.RoleName),
            ProfileName = Test(16, like?.ProfileName),
            Id = Test(32, like?.Id),
            Status = (members & 64) == 0 ? null : like?.Status ?? LeappSessionStatus.Active,
        };

        Func<string, bool>? Test(int member, string? value) => (members & member) == 0 ? null
            : text => string.Equals(text, value ?? other, StringComparison.OrdinalIgnoreCase);
    }

    private static bool Passes(LeappSession session, SessionFilter filter) =>
        filter.Integration?.Invoke(session.Integration) != false
        && filter.AccountId?.Invoke(session.AccountId) != false
        && filter.AccountName?.Invoke(session.AccountName) != false
        && filter.RoleName?.Invoke(session.RoleName) != false
        && filter.ProfileName?.Invoke(session.ProfileName) != false
        && filter.Id?.Invoke(session.Id) != false
        && (filter.Status is null || filter.Status == session.Status);
}
