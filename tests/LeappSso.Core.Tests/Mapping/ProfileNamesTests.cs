using CsCheck;
using LeappSso.Mapping;

namespace LeappSso.Core.Tests.Mapping;

public sealed class ProfileNamesTests
{
    [Theory]
    [InlineData("My Account", "ReadOnly", "My-Account-ReadOnly")]
    [InlineData("Acme [production]", "Admin", "Acme-production-Admin")]
    [InlineData("Acme; test", "Admin", "Acme-test-Admin")]
    [InlineData("A, B", "Admin", "A-B-Admin")]
    [InlineData("O'Brien \"x\"", "Admin", "O-Brien-x-Admin")]
    [InlineData("Büro 🚀", "Admin", "Buro-Admin")]
    [InlineData("Straße", "Admin", "Strasse-Admin")]
    [InlineData("本番", "Admin", "111122223333-Admin")]
    [InlineData("🚀🚀", "Admin", "111122223333-Admin")]
    [InlineData(null, "Admin", "111122223333-Admin")]
    [InlineData("", "Admin", "111122223333-Admin")]
    [InlineData("acme.dev", "Admin", "acme.dev-Admin")]
    [InlineData("a\r\n[profile evil]", "Admin", "a-profile-evil-Admin")]
    [InlineData("\ud83d half", "Admin", "half-Admin")]
    [InlineData("{RoleName}", "Admin", "RoleName-Admin")]
    [InlineData("Dev", "Dev+Ops=a,b.c@d-e_f", "Dev-Dev+Ops-a-b.c@d-e_f")]
    public void A_name_is_made_of_what_every_SDK_reads(string? account, string role, string expected)
    {
        Assert.Equal(expected, ProfileNames.Render(ProfileNames.DefaultTemplate, "acme", "111122223333", account, role));
    }

    [Fact]
    public void Names_that_are_no_text_get_names_too()
    {
        NewSession[] sessions = [.. ((string[])["\ufffe", "\ud83d", "\ude80", "\ufffd"]).Select(r => new NewSession("acme", new SessionKey("111122223333", r), r))];

        Dictionary<SessionKey, string> names = ProfileNames.Settle(sessions, ProfileNames.DefaultTemplate, new HashSet<string>(StringComparer.OrdinalIgnoreCase));

        Assert.Equal(4, names.Values.Distinct().Count());
        Assert.All(names.Values, n => Assert.True(ProfileNames.IsPortable(n), n));
    }

    [Theory]
    [InlineData("{AccountName}-{RoleName}")]
    [InlineData("{AccountId}")]
    public void What_a_portal_gives_for_an_account_id_cannot_end_the_name(string template)
    {
        NewSession[] sessions = [new("acme", new SessionKey("0\n[profile x]", "default"), null), new("acme", new SessionKey("0 \t", "default"), null)];

        Dictionary<SessionKey, string> names = ProfileNames.Settle(sessions, template, new(StringComparer.OrdinalIgnoreCase));

        Assert.All(names.Values, name => Assert.True(ProfileNames.IsPortable(name), name));
    }

    [Fact]
    public void No_session_becomes_the_default_profile_by_itself()
    {
        Assert.Equal("111122223333-Admin", ProfileNames.Render("{AccountName}", "acme", "111122223333", "Default", "Admin"));
    }

    [Fact]
    public void Every_member_of_a_colliding_group_gets_its_account_id()
    {
        Dictionary<SessionKey, string> names = ProfileNames.Settle(
            [New("111122223333", "sandbox"), New("444455556666", "Sandbox"), New("777788889999", "prod")],
            ProfileNames.DefaultTemplate,
            new HashSet<string>(StringComparer.OrdinalIgnoreCase));

        Assert.Equal("sandbox-Developer-111122223333", names[new("111122223333", "Developer")]);
        Assert.Equal("Sandbox-Developer-444455556666", names[new("444455556666", "Developer")]);
        Assert.Equal("prod-Developer", names[new("777788889999", "Developer")]);
    }

    [Fact]
    public void A_name_in_use_elsewhere_is_left_alone_whatever_its_letter_case()
    {
        HashSet<string> taken = new(StringComparer.OrdinalIgnoreCase) { "PROD-developer" };

        Dictionary<SessionKey, string> names = ProfileNames.Settle([New("777788889999", "prod")], ProfileNames.DefaultTemplate, taken);

        Assert.Equal("prod-Developer-777788889999", Assert.Single(names).Value);
    }

    [Theory]
    [InlineData("{AccountId}-{RoleName}", true)]
    [InlineData("{Integration}/{AccountName}:{RoleName}", true)]
    [InlineData("{accountname}", true)]
    [InlineData("fixed", false)]
    [InlineData("{AccountName} {RoleName}", false)]
    [InlineData("{Account}-{RoleName}", false)]
    [InlineData("{AccountName}\n[x]", false)]
    [InlineData("", false)]
    public void A_template_is_checked_when_it_is_given(string template, bool good)
    {
        Exception? refusal = Record.Exception(() => ProfileNames.CheckTemplate(template));

        Assert.Equal(good ? null : LeappErrorCode.InvalidProfileName, (refusal as LeappException)?.Code);
    }

    [Fact]
    public void Names_are_unique_and_portable_and_the_same_in_any_order_of_listing()
    {
        Gen<string> name = Gen.OneOf(
            Gen.OneOf("sandbox", "Sandbox", "prod", "本番", "a b", "a-b", "prod-Admin", "x-000000000001", string.Empty), Gen.String);
        Gen<string> role = Gen.OneOf("Admin", "admin", "Read Only", "Read-Only", "A");
        Gen<NewSession[]> sessions = Gen.Select(Gen.Int[1, 6], name, role).Array[1, 12].Select(items => items
            .Select(i => new NewSession("acme", new SessionKey(i.Item1.ToString("D12", System.Globalization.CultureInfo.InvariantCulture), i.Item3), i.Item2))
            .DistinctBy(s => s.Key).ToArray());
        Gen<string> template = Gen.OneOf("{AccountName}-{RoleName}", "{AccountName}", "{RoleName}", "{AccountId}/{RoleName}");
        Gen.Select(sessions, template, Gen.Int).Sample((all, form, seed) =>
        {
            Dictionary<SessionKey, string> names = ProfileNames.Settle(all, form, Taken());
            NewSession[] shuffled = [.. all];
            new Random(seed).Shuffle(shuffled);
            Dictionary<SessionKey, string> again = ProfileNames.Settle(shuffled, form, Taken());

            Assert.Equal(all.Length, names.Values.Distinct(StringComparer.OrdinalIgnoreCase).Count());
            Assert.All(names.Values, n => Assert.True(ProfileNames.IsPortable(n), n));
            Assert.All(names, n => Assert.Equal(n.Value, again[n.Key]));
        });

        static HashSet<string> Taken() => new(StringComparer.OrdinalIgnoreCase) { "default", "prod-admin" };
    }

    [Fact]
    public void A_template_that_is_refused_is_told_with_what_one_is_made_of()
    {
        LeappException refusal = Assert.Throws<LeappException>(() => ProfileNames.CheckTemplate("fi\u001bxed"));

        Assert.Equal("fi\u001bxed", refusal.Target);
        Assert.Equal(
            "'fi\\u001bxed' is not a template for profile names. It is made of {AccountName}, {AccountId}, {RoleName} and {Integration},"
            + " and of letters, digits and _ - @ + . % : / only.",
            refusal.Message);
    }

    [Theory]
    [InlineData("a b")]
    [InlineData("")]
    [InlineData("ä")]
    public void A_name_that_is_refused_is_told_with_what_one_is_made_of(string name)
    {
        LeappException refusal = Assert.Throws<LeappException>(() => ProfileNames.Check(name));

        Assert.Equal((LeappErrorCode.InvalidProfileName, name), (refusal.Code, refusal.Target));
        Assert.Equal(
            $"'{name}' cannot be a profile name, because not every AWS tool could read it. Use letters, digits and _ - @ + . % : / only.", refusal.Message);
        ProfileNames.Check("a-b");
    }

    [Fact]
    public void While_a_listing_runs_names_get_longer_step_by_step()
    {
        HashSet<string> taken = new(StringComparer.OrdinalIgnoreCase);

        string[] names = [.. Enumerable.Range(0, 6).Select(_ => ProfileNames.Provisional(New("111122223333", "prod"), "{AccountName}", taken))];

        Assert.Equal(["prod", "prod-111122223333", "prod-111122223333-Developer"], names[..3]);
        Assert.All(names[3..], n => Assert.Matches("^prod-111122223333-[0-9a-f]{8}$", n));
        Assert.Equal(6, names.Distinct().Count());
    }

    [Fact]
    public void A_name_that_is_settled_is_taken()
    {
        // The id of the second account is what the first one is called with its own.
        NewSession[] sessions =
        [
            new("acme", new SessionKey("1", "A"), "x-2"), new("acme", new SessionKey("2", "A"), "x"), new("acme", new SessionKey("3", "A"), "x"),
        ];
        HashSet<string> taken = new(StringComparer.OrdinalIgnoreCase);

        Dictionary<SessionKey, string> names = ProfileNames.Settle(sessions, "{AccountName}", taken);

        Assert.Equal(["x-2", "x-2-A", "x-3"], sessions.Select(s => names[s.Key]));
        Assert.Equal(["x-2", "x-2-A", "x-3"], taken.Order());
    }

    private static NewSession New(string accountId, string accountName) => new("acme", new SessionKey(accountId, "Developer"), accountName);
}
