using System.Globalization;
using CsCheck;
using LeappSso.Mapping;
using LeappSso.Ports;
using LeappSso.Store;

namespace LeappSso.Core.Tests.Mapping;

/// <summary>What holds for every sequence of listings of two integrations beside hand-written profiles.</summary>
public sealed class MergePropertyTests
{
    private static readonly DateTimeOffset s_now = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>A listing: its accounts with their names and roles, those of them that fail, and how it ends.</summary>
    private sealed record Step(int Integration, ListedAccount[] Accounts, bool Complete, bool AllowRemoval, int UserSets, string UserName);

    [Fact]
    public void No_sequence_of_listings_loses_a_setting_a_name_or_a_session()
    {
        Steps.Sample(
            steps =>
            {
                World world = new();
                foreach (Step step in steps)
                {
                    world.Run(step);
                    world.Check(step);
                    world.LetUserSet(step);
                }
            },
            iter: Cases.InEveryCulture(3000, few: 300));
    }

    [Fact]
    public void A_complete_first_listing_names_profiles_the_same_in_any_order()
    {
        Gen.Select(Accounts(maximum: 8), Gen.Int, NastyNames.Account.Array[0, 3]).Sample(
            (accounts, seed, others) =>
            {
                HashSet<string> taken = new(others.OfType<string>(), StringComparer.OrdinalIgnoreCase) { "default", "prod-Admin", "A-B-admin" };
                Dictionary<SessionKey, string> names = NamesOf(accounts, taken);
                ListedAccount[] shuffled = [.. accounts.Select(a =>
                {
                    string[] roles = [.. a.Roles];
                    new Random(seed).Shuffle(roles);
                    return a with { Roles = roles };
                })];
                new Random(seed).Shuffle(shuffled);

                Assert.Equal(names, NamesOf(shuffled, taken));
                Assert.Equal(names.Count, names.Values.Distinct(StringComparer.OrdinalIgnoreCase).Count());
                Assert.All(names.Values, n => Assert.True(ProfileNames.IsPortable(n) && !taken.Contains(n), n));
            },
            iter: Cases.InEveryCulture(3000, few: 300));

        static Dictionary<SessionKey, string> NamesOf(ListedAccount[] accounts, HashSet<string> taken)
        {
            IntegrationEntry entry = Entry("acme");
            Merge merge = new(entry, s_now);
            foreach (ListedAccount account in accounts)
            {
                merge.Add(account);
            }

            merge.End(true, false, new HashSet<string>(taken, StringComparer.OrdinalIgnoreCase), TimeSpan.Zero);
            return entry.Accounts.SelectMany(a => a.Roles.Select(r => (Key: new SessionKey(a.Id, r.Name), r.Profile))).ToDictionary(r => r.Key, r => r.Profile);
        }
    }

    private static Gen<Step[]> Steps => Gen.Select(
        Gen.Int[0, 1], AccountsThatMayFail, Gen.Bool, Gen.Bool, Gen.Int[0, 5], NastyNames.Account,
        (integration, accounts, complete, allow, sets, name) => new Step(integration, accounts, complete, allow, sets, name ?? "x")).Array[1, 7];

    private static Gen<ListedAccount[]> AccountsThatMayFail => Gen.Select(Accounts(maximum: 6), Gen.Int[0, 5].Array[6]).Select((accounts, chance) => accounts
        .Select((a, i) => chance[i] == 0 ? new ListedAccount(a.Account, [], new LeappException(LeappErrorCode.AccessDenied, "no")) : a).ToArray());

    private static Gen<ListedAccount[]> Accounts(int maximum) => Gen.Select(Gen.Int[1, 6], NastyNames.Account, NastyNames.Role.Array[0, 4]).Array[0, maximum]
        .Select(accounts => accounts.DistinctBy(a => a.Item1).Select(a => new ListedAccount(
            new PortalAccount(a.Item1.ToString("D12", CultureInfo.InvariantCulture), a.Item2, null), [.. a.Item3.Distinct()], null)).ToArray());

    private static IntegrationEntry Entry(string alias) => new() { Alias = alias, PortalUrl = $"https://{alias}.awsapps.com/start", Region = "eu-west-1" };

    /// <summary>The workspace, and what must hold of it.</summary>
    private sealed class World
    {
        private readonly IntegrationEntry[] _entries = [Entry("acme"), Entry("globex")];
        private readonly HashSet<string> _handWritten = new(StringComparer.OrdinalIgnoreCase) { "default", "prod-Admin", "a-b-readonly" };
        private readonly Dictionary<(string, SessionKey), (string Profile, string? Region)> _settings = [];
        private readonly HashSet<string> _userNames = new(StringComparer.OrdinalIgnoreCase);
        private HashSet<SessionKey> _before = [];
        private MergeOutcome? _outcome;

        private IntegrationEntry _entry = null!;

        internal void Run(Step step)
        {
            _entry = _entries[step.Integration];
            _before = Live();
            HashSet<string> taken = new(_handWritten, StringComparer.OrdinalIgnoreCase);
            taken.UnionWith(_entries.Where(e => e != _entry).SelectMany(e => e.Accounts).SelectMany(a => a.Roles).Select(r => r.Profile));
            Merge merge = new(_entry, s_now);
            foreach (ListedAccount account in step.Accounts)
            {
                merge.Add(account);
            }

            _outcome = merge.End(step.Complete, step.AllowRemoval, taken, TimeSpan.Zero);
        }

        internal void Check(Step step)
        {
            HashSet<SessionKey> after = Live();
            HashSet<SessionKey> listed = [.. step.Accounts.SelectMany(a => a.Roles.Select(r => new SessionKey(a.Account.Id, r)))];
            HashSet<string> failed = [.. step.Accounts.Where(a => a.Failure is not null).Select(a => a.Account.Id)];
            HashSet<SessionKey> gone = [.. _before.Where(s => !listed.Contains(s) && !failed.Contains(s.AccountId))];
            bool refused = !step.AllowRemoval && gone.Count > 0 && (gone.Count == _before.Count || (_before.Count >= 10 && gone.Count * 2 > _before.Count));
            HashSet<SessionKey> expected = [.. _before, .. listed];
            if (step.Complete && !refused)
            {
                expected.ExceptWith(gone);
            }

            Assert.Equal(expected, after);
            LeappSyncResult result = _outcome!.Result;
            Assert.Equal(step.Complete && refused ? gone.Count : 0, _outcome.RefusedRemovals);
            Assert.Equal(listed.Count, result.Added + result.Changed + result.Unchanged);
            Assert.Equal(listed.Count(s => !_before.Contains(s)), result.Added);
            Assert.Equal(_before.Count + result.Added - result.Removed, after.Count);
            Assert.Equal((failed.Count, step.Accounts.Length), (result.Failed, result.Accounts));
            CheckSettings();
        }

        private void CheckSettings()
        {
            foreach (((string alias, SessionKey key), (string Profile, string? Region) set) in _settings)
            {
                RoleEntry role = _entries.Single(e => e.Alias == alias).Accounts.Single(a => a.Id == key.AccountId).Roles.Single(r => r.Name == key.RoleName);
                Assert.Equal(set, (role.Profile, role.Region));
            }

            string[] names = [.. _entries.SelectMany(e => e.Accounts).SelectMany(a => a.Roles).Select(r => r.Profile)];
            Assert.Equal(names.Length, names.Distinct(StringComparer.OrdinalIgnoreCase).Count());
            Assert.All(names, n => Assert.True(ProfileNames.IsPortable(n), n));
            Assert.All(names, n => Assert.True(_userNames.Contains(n) || !_handWritten.Contains(n), n));
            foreach (IntegrationEntry entry in _entries)
            {
                foreach (AccountEntry account in entry.Accounts)
                {
                    account.Roles.ForEach(r => _settings.TryAdd((entry.Alias, new SessionKey(account.Id, r.Name)), (r.Profile, r.Region)));
                }
            }
        }

        /// <summary>Lets the user set region and profile name of a session, as Set-LeappSession would.</summary>
        internal void LetUserSet(Step step)
        {
            (AccountEntry Account, RoleEntry Role)[] live =
                [.. _entry.Accounts.SelectMany(a => a.Roles.Where(r => r.GoneAt is null).Select(r => (a, r)))];
            if (live.Length == 0)
            {
                return;
            }

            (AccountEntry account, RoleEntry role) = live[step.UserSets % live.Length];
            role.Region = $"region-{step.UserSets}";
            string wanted = ProfileNames.Render("{AccountName}", "x", account.Id, step.UserName, role.Name);
            if (!_entries.SelectMany(e => e.Accounts).SelectMany(a => a.Roles).Any(r => r.Profile.Equals(wanted, StringComparison.OrdinalIgnoreCase)))
            {
                role.Profile = wanted;
                _userNames.Add(wanted);
            }

            _settings[(_entry.Alias, new SessionKey(account.Id, role.Name))] = (role.Profile, role.Region);
        }

        private HashSet<SessionKey> Live() =>
            [.. _entry.Accounts.SelectMany(a => a.Roles.Where(r => r.GoneAt is null).Select(r => new SessionKey(a.Id, r.Name)))];
    }
}
