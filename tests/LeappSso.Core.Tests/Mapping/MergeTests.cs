using CsCheck;
using LeappSso.Mapping;
using LeappSso.Ports;
using LeappSso.Store;

namespace LeappSso.Core.Tests.Mapping;

public sealed class MergeTests
{
    private static readonly DateTimeOffset s_now = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_first_listing_adds_everything()
    {
        IntegrationEntry entry = Empty();

        LeappSyncResult result = Run(entry, true, Listed("1", "prod", "Admin", "ReadOnly"), Listed("2", null, "Admin")).Result;

        Assert.Equal((3, 0, 0, 0, 2), (result.Added, result.Removed, result.Changed, result.Unchanged, result.Accounts));
        Assert.Equal(["prod-Admin", "prod-ReadOnly", "000000000002-Admin"], Profiles(entry));
        Assert.Equal(s_now, entry.LastSync);
    }

    [Fact]
    public void A_renamed_account_keeps_its_sessions_and_their_settings()
    {
        IntegrationEntry entry = Known(Listed("1", "prod", "Admin"));
        entry.Accounts[0].Roles[0].Region = "eu-central-1";

        LeappSyncResult result = Run(entry, true, Listed("1", "production", "Admin")).Result;

        Assert.Equal((0, 1, 0), (result.Added, result.Changed, result.Removed));
        Assert.Equal("production", entry.Accounts[0].Name);
        Assert.Equal("prod-Admin", entry.Accounts[0].Roles[0].Profile);
        Assert.Equal("eu-central-1", entry.Accounts[0].Roles[0].Region);
    }

    [Fact]
    public void What_is_gone_is_removed_and_finds_its_settings_when_it_comes_back()
    {
        ListedAccount[] all = [Listed("1", "a", "Old", "Stays"), Listed("2", "b", "Stays")];
        IntegrationEntry entry = Known(all);
        RoleEntry old = entry.Accounts[0].Roles[0];
        old.Region = "eu-central-1";
        old.Profile = "mine";

        MergeOutcome gone = Run(entry, true, Listed("1", "a", "Stays", "New"), Listed("2", "b", "Stays"));
        Assert.Equal((1, 1, 2), (gone.Result.Added, gone.Result.Removed, gone.Result.Unchanged));
        Assert.Equal(["mine"], gone.Removed.Select(r => r.Role.Profile));
        Assert.Equal(s_now, old.GoneAt);

        LeappSyncResult back = Run(entry, true, Listed("1", "a", "Old", "Stays", "New"), Listed("2", "b", "Stays")).Result;
        Assert.Equal((1, 0), (back.Added, back.Removed));
        Assert.Null(old.GoneAt);
        Assert.Equal(("mine", "eu-central-1"), (old.Profile, old.Region));
    }

    [Fact]
    public void A_chained_session_stays_through_every_listing_and_counts_in_none()
    {
        IntegrationEntry entry = Known(Listed("1", "prod", "Admin"), Listed("2", "test", "Admin"));
        RoleEntry here = Chained();
        RoleEntry elsewhere = Chained();
        entry.Accounts[0].Roles.Add(here);
        entry.Accounts.Add(new AccountEntry { Id = "000000000009", Roles = [elsewhere] });

        MergeOutcome outcome = Run(entry, true, Listed("1", "prod", "Admin"));
        Assert.Equal((0, 0, 1, 1), (outcome.Result.Added, outcome.Result.Changed, outcome.Result.Unchanged, outcome.Result.Removed));
        Assert.Equal(2, outcome.KnownBefore);
        Assert.Equal([here, elsewhere], entry.Accounts.SelectMany(a => a.Roles).Where(r => r.Chain is not null));
        Assert.Null(here.GoneAt ?? elsewhere.GoneAt);
    }

    [Fact]
    public void A_listing_that_names_the_account_of_a_chained_session_gives_it_its_name_and_does_not_know_it_from_before()
    {
        IntegrationEntry entry = Known(Listed("1", "prod", "Admin"));
        entry.Accounts.Add(new AccountEntry { Id = "000000000009", Roles = [Chained()] });
        Merge merge = new(entry, s_now);

        _ = merge.Add(Listed("9", "target", "ReadOnly", "role:Deploy"));
        MergeOutcome outcome = merge.End(complete: true, allowRemoval: false, new HashSet<string>(StringComparer.OrdinalIgnoreCase), TimeSpan.Zero);

        Assert.False(merge.HasKnownAccount);
        Assert.Equal((1, 0, 0), (outcome.Result.Added, outcome.Result.Removed, outcome.Result.Unchanged));
        Assert.Equal(1, outcome.RefusedRemovals);
        AccountEntry target = Assert.Single(entry.Accounts, a => a.Id == "000000000009");
        Assert.Equal("target", target.Name);
        Assert.Equal(["role:Deploy", "ReadOnly"], target.Roles.Select(r => r.Name));
    }

    [Fact]
    public void Where_there_are_only_chained_sessions_nothing_is_known()
    {
        IntegrationEntry entry = Empty();
        entry.Accounts.Add(new AccountEntry { Id = "000000000009", Roles = [Chained()] });

        Assert.True(new Merge(entry, s_now).IsFirst);
    }

    [Fact]
    public void A_listing_that_did_not_end_removes_nothing()
    {
        IntegrationEntry entry = Known(Listed("1", "a", "R"), Listed("2", "b", "R"));

        LeappSyncResult result = Run(entry, false, Listed("1", "a", "New")).Result;

        Assert.Equal((1, 0), (result.Added, result.Removed));
        Assert.All(entry.Accounts.SelectMany(a => a.Roles), r => Assert.Null(r.GoneAt));
    }

    [Fact]
    public void An_account_that_failed_keeps_its_sessions()
    {
        IntegrationEntry entry = Known(Listed("1", "a", "R"), Listed("2", "b", "R"));

        LeappSyncResult result = Run(entry, true, Listed("1", "a", "R"), Failed("2")).Result;

        Assert.Equal((0, 1), (result.Removed, result.Failed));
        Assert.All(entry.Accounts.SelectMany(a => a.Roles), r => Assert.Null(r.GoneAt));
    }

    [Theory]
    [InlineData(1, 0, true)]
    [InlineData(9, 1, false)]
    [InlineData(10, 5, false)]
    [InlineData(10, 4, true)]
    [InlineData(12, 0, true)]
    public void A_listing_that_would_remove_most_is_refused(int before, int after, bool refused)
    {
        ListedAccount[] all = [.. Enumerable.Range(1, before).Select(i => Listed($"{i}", $"a{i}", "R"))];
        IntegrationEntry entry = Known(all);

        MergeOutcome outcome = Run(entry, true, [.. all.Take(after), Listed("999", "new", "R")]);

        Assert.Equal(refused ? before - after : 0, outcome.RefusedRemovals);
        Assert.Equal(refused ? 0 : before - after, outcome.Result.Removed);
        Assert.Equal(1, outcome.Result.Added);
    }

    [Fact]
    public void A_removal_that_is_allowed_is_done()
    {
        IntegrationEntry entry = Known(Listed("1", "a", "R"));

        MergeOutcome outcome = new Merge(entry, s_now).End(true, allowRemoval: true, new(StringComparer.OrdinalIgnoreCase), TimeSpan.Zero);

        Assert.Equal((1, 0), (outcome.Result.Removed, outcome.RefusedRemovals));
    }

    [Fact]
    public void No_sequence_of_listings_loses_a_setting()
    {
        Gen<(int Account, int Role)[]> listing = Gen.Select(Gen.Int[1, 4], Gen.Int[1, 3]).Array[0, 8];
        Gen.Select(listing.Array[1, 6], Gen.Bool.Array[6], Gen.Bool.Array[6]).Sample((listings, complete, allow) =>
        {
            IntegrationEntry entry = Empty();
            Dictionary<(string, string), (string Profile, string Region)> settings = [];
            for (int i = 0; i < listings.Length; i++)
            {
                ListedAccount[] accounts = [.. listings[i].GroupBy(x => x.Account).Select(g =>
                    Listed($"{g.Key}", $"name{g.Key}", [.. g.Select(x => $"role{x.Role}").Distinct()]))];
                Merge merge = new(entry, s_now);
                foreach (ListedAccount account in accounts)
                {
                    merge.Add(account);
                }

                merge.End(complete[i], allow[i], new(StringComparer.OrdinalIgnoreCase), TimeSpan.Zero);
                foreach ((AccountEntry account, RoleEntry role) in entry.Accounts.SelectMany(a => a.Roles.Select(r => (a, r))))
                {
                    role.Region ??= $"region-of-{account.Id}-{role.Name}";
                    settings.TryAdd((account.Id, role.Name), (role.Profile, role.Region));
                }

                Assert.All(settings, known =>
                {
                    RoleEntry role = entry.Accounts.Single(a => a.Id == known.Key.Item1).Roles.Single(r => r.Name == known.Key.Item2);
                    Assert.Equal(known.Value, (role.Profile, role.Region!));
                });
                Assert.All(accounts, a => Assert.All(a.Roles, name => Assert.Null(
                    entry.Accounts.Single(e => e.Id == a.Account.Id).Roles.Single(r => r.Name == name).GoneAt)));
            }
        });
    }

    [Fact]
    public void New_sessions_are_named_by_the_template_of_the_integration()
    {
        IntegrationEntry entry = Empty();
        entry.ProfileNameTemplate = "{RoleName}.{AccountId}";

        Run(entry, true, Listed("1", "prod", "Admin"));

        Assert.Equal(["Admin.000000000001"], Profiles(entry));
    }

    [Fact]
    public void An_account_without_roles_is_counted_and_not_kept()
    {
        IntegrationEntry entry = Empty();

        LeappSyncResult result = Run(entry, true, Listed("1", "prod"), Listed("2", "dev", "Admin")).Result;

        Assert.Equal((1, 2), (result.Added, result.Accounts));
        Assert.Equal(["000000000002"], entry.Accounts.Select(a => a.Id));
    }

    [Fact]
    public void An_account_that_is_known_twice_becomes_one()
    {
        IntegrationEntry entry = Known(Listed("1", "prod", "Admin"));
        entry.Accounts.Add(new AccountEntry { Id = "000000000001", Name = "prod", Roles = [new RoleEntry { Name = "ReadOnly", Profile = "mine" }] });

        LeappSyncResult result = Run(entry, true, Listed("1", "prod", "Admin", "ReadOnly")).Result;

        Assert.Equal((0, 0, 2), (result.Added, result.Removed, result.Unchanged));
        Assert.Equal(["prod-Admin", "mine"], Assert.Single(entry.Accounts).Roles.Select(r => r.Profile));
    }

    private static RoleEntry Chained() => new()
    {
        Name = "role:Deploy", Profile = Guid.NewGuid().ToString(),
        Chain = new ChainEntry { RoleArn = "arn:aws:iam::000000000009:role/Deploy", Parent = "acme/000000000001/Admin" },
    };

    private static IntegrationEntry Empty() => new() { Alias = "acme", PortalUrl = "https://acme.awsapps.com/start", Region = "eu-west-1" };

    private static IntegrationEntry Known(params ListedAccount[] listed)
    {
        IntegrationEntry entry = Empty();
        Run(entry, true, listed);
        return entry;
    }

    private static MergeOutcome Run(IntegrationEntry entry, bool complete, params ListedAccount[] listed)
    {
        Merge merge = new(entry, s_now);
        foreach (ListedAccount account in listed)
        {
            merge.Add(account);
        }

        return merge.End(complete, allowRemoval: false, new(StringComparer.OrdinalIgnoreCase), TimeSpan.Zero);
    }

    private static IEnumerable<string> Profiles(IntegrationEntry entry) => entry.Accounts.SelectMany(a => a.Roles).Select(r => r.Profile);

    private static ListedAccount Listed(string id, string? name, params string[] roles) =>
        new(new PortalAccount(id.PadLeft(12, '0'), name, null), roles, null);

    private static ListedAccount Failed(string id) => new(
        new PortalAccount(id.PadLeft(12, '0'), null, null), [], new LeappException(LeappErrorCode.AccessDenied, "no"));
}
