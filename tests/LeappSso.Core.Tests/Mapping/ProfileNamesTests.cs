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

    private static NewSession New(string accountId, string accountName) => new("acme", new SessionKey(accountId, "Developer"), accountName);
}
