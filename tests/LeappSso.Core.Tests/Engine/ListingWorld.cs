using System.Globalization;
using LeappSso.Core.Tests.Fakes;
using LeappSso.Engine;
using LeappSso.Mapping;
using LeappSso.Ports;
using LeappSso.Store;

namespace LeappSso.Core.Tests.Engine;

internal enum Command { Sync, SyncForce, Connect, NewLogin, LoginOfSomebodyElse }

internal enum Ending { Complete, Stopped, PageFails, LoginRenewed }

/// <summary>What changes at the portal, then what is run, how it ends, and what the user sets after it.</summary>
internal sealed record Step(
    (int Account, int Role)[] Changes, Command Command, Ending Ending, int At, int[] Failing, bool AllowRemoval, int Minutes, int UserSets);

/// <summary>A portal that changes, commands against it, and what must hold after each.</summary>
internal sealed class ListingWorld : IDisposable
{
    private const string Theirs = "999999999999";
    private static readonly string[] s_roles = ["Admin", "ReadOnly", "Read-Only", "Dev"];

    /// <summary>What may pass on the clock of the test while a command runs.</summary>
    private static readonly TimeSpan s_moment = TimeSpan.FromSeconds(30);

    private readonly TestEngine _test = new();
    private readonly SortedDictionary<string, SortedSet<string>> _truth = new(StringComparer.Ordinal);
    private readonly Dictionary<(string, string), (string Profile, string? Region)> _settings = [];
    private readonly List<(string Account, DateTimeOffset At, string[] Roles)> _answers = [];
    private readonly HashSet<string> _asked = [];
    private DateTimeOffset _lastComplete;
    private bool _stopped;

    internal async Task BeginAsync()
    {
        await _test.WithIntegrationAsync();
        _test.WithToken(TimeSpan.FromDays(1), "refresh");
        _test.Portal.PageSize = s_roles.Length;
        _test.Config = "[profile a1-Admin]\nregion = eu-west-1\n";
        await _test.WithIntegrationAsync("globex");
        List<RoleEntry> roles = [new() { Name = "Dev", Profile = "A0-Dev" }, new() { Name = "Admin", Profile = "a0-admin" }];
        AccountEntry account = new() { Id = "000000000001", Name = "a0", Roles = roles };
        await _test.Workspace.UpdateAsync(d => { d.Find("globex")!.Accounts.Add(account); return true; }, CancellationToken.None);
    }

    public void Dispose() => _test.Dispose();

    internal async Task RunAsync(Step step)
    {
        _test.Time.Advance(TimeSpan.FromMinutes(step.Minutes) + TimeSpan.FromSeconds(1));
        Change(step);
        HashSet<(string, string)> before = Live();
        bool stranger = step.Command == Command.LoginOfSomebodyElse && before.Count > 0;
        if (step is { Command: Command.NewLogin, AllowRemoval: true })
        {
            // A person logs in because there is no login, not because that was demanded.
            File.Delete(_test.Tokens.PathOf("acme"));
        }

        bool fresh = step.Command is Command.NewLogin or Command.LoginOfSomebodyElse || _test.Tokens.Read("acme").Token is null;
        Prepare(step, stranger);
        string? token = _test.Tokens.Read("acme").Token?.AccessToken;
        IReadOnlyDictionary<string, UnfinishedAccount> remembered = _test.Unfinished.Read(
            "acme", "https://acme.awsapps.com/start", token is null ? string.Empty : RoleKeyCache.LoginOf(token));
        HashSet<string> emitted = [];

        LeappException? failure = await ListAsync(step, fresh, emitted);

        if (stranger)
        {
            Assert.Equal(before, Live());
            Assert.Equal(token, _test.Tokens.Read("acme").Token?.AccessToken);
            Assert.True(step.Ending == Ending.Stopped || failure is not null);
        }
        else
        {
            bool complete = !_stopped && failure is null;
            Assert.False(complete && step.Ending == Ending.PageFails && _truth.Count > _test.Portal.PageSize);
            CheckAnswers(step, remembered, resumes: !fresh && step.Command != Command.SyncForce, complete);
            Check(step, before, remembered, emitted, complete, failure);
        }

        CheckSettings();
        await LetUserSetAsync(step);
    }

    private async Task<LeappException?> ListAsync(Step step, bool fresh, HashSet<string> emitted)
    {
        using CancellationTokenSource stop = new();
        _stopped = false;
        _test.Log.OnProgress = p =>
        {
            if (step.Ending == Ending.Stopped && p.Status.StartsWith($"{step.At} of", StringComparison.Ordinal))
            {
                stop.Cancel();
            }
        };
        try
        {
            if (step.Command is Command.Sync or Command.SyncForce)
            {
                await _test.LettingTimePassAsync(_test.Engine.SyncAsync(
                    new SyncRequest { Alias = "acme", Force = step.Command == Command.SyncForce, AllowRemoval = step.AllowRemoval }, stop.Token));
            }
            else
            {
                ConnectRequest request = new()
                {
                    Alias = "acme",
                    Force = (step.Command is Command.NewLogin or Command.LoginOfSomebodyElse) && _test.Tokens.Read("acme").Token is not null,
                    LoginMethod = LeappLoginMethod.DeviceCode,
                    AllowRemoval = step.AllowRemoval && !IsStranger,
                };
                await _test.LettingTimePassAsync(_test.Engine.ConnectAsync(request, s => emitted.Add(s.Id), stop.Token));
            }

            return null;
        }
        catch (OperationCanceledException)
        {
            Assert.Equal(Ending.Stopped, step.Ending);
            _stopped = true;
            return null;
        }
        catch (LeappException e)
        {
            return e;
        }
    }

    private bool IsStranger => _test.Portal.Accounts.Exists(a => a.Id == Theirs);

    /// <summary>Adds or removes a role of an account, or renames the account.</summary>
    private void Change(Step step)
    {
        foreach ((int account, int role) in step.Changes)
        {
            string id = account.ToString("D12", CultureInfo.InvariantCulture);
            if (!_truth.TryGetValue(id, out SortedSet<string>? roles))
            {
                _truth[id] = roles = new SortedSet<string>(StringComparer.Ordinal);
            }

            if (role == s_roles.Length)
            {
                _truth.Remove(id);
            }
            else if (!roles.Add(s_roles[role]))
            {
                roles.Remove(s_roles[role]);
            }
        }
    }

    private void Prepare(Step step, bool stranger)
    {
        _asked.Clear();
        _test.Log.Failures.Clear();
        _test.Portal.Accounts.Clear();
        if (stranger)
        {
            _test.Portal.With(Theirs, "theirs", "Admin");
        }
        else
        {
            foreach ((string id, SortedSet<string> roles) in _truth)
            {
                // Two names for all, and now and then another one: names collide, and accounts are renamed.
                _test.Portal.With(id, $"a{(id[^1] + step.Minutes) % 2}", [.. roles]);
            }
        }

        string? refused = step.Ending == Ending.LoginRenewed ? _test.Tokens.Read("acme").Token?.AccessToken : null;
        _test.Portal.Before = (operation, what, _, _) =>
        {
            string token;
            lock (_test.Portal.Tokens)
            {
                token = _test.Portal.Tokens[^1];
            }

            if (operation == "ListAccounts")
            {
                return what.Length > 0 && step.Ending == Ending.PageFails
                    ? throw new ServiceException(ServiceFault.NotAnAwsAnswer, operation, "no") : Task.CompletedTask;
            }

            if (token == refused && what.EndsWith(step.At.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal))
            {
                throw new ServiceException(ServiceFault.Unauthorized, operation, "no");
            }

            if (Fails(step, what))
            {
                throw new ServiceException(ServiceFault.Forbidden, operation, "no");
            }

            lock (_answers)
            {
                _asked.Add(what);
                _answers.Add((what, _test.Time.GetUtcNow(), [.. _test.Portal.Roles[what]]));
            }

            return Task.CompletedTask;
        };
    }

    private static bool Fails(Step step, string account) => step.Failing.Contains(int.Parse(account[^2..], CultureInfo.InvariantCulture));

    /// <summary>Every answer that was not asked for in this run was truly given, less than 10 minutes ago, after the last complete listing.</summary>
    private void CheckAnswers(Step step, IReadOnlyDictionary<string, UnfinishedAccount> remembered, bool resumes, bool complete)
    {
        if (!complete)
        {
            return;
        }

        foreach (string id in _truth.Keys.Where(id => !_asked.Contains(id) && !(Fails(step, id) && !remembered.ContainsKey(id))))
        {
            if (Fails(step, id) && _test.Log.Failures.Any(f => Equals(f.Target, id)))
            {
                continue;
            }

            Assert.True(resumes, $"{id} was not asked.");
            UnfinishedAccount answer = remembered[id];
            Assert.True(answer.At > _lastComplete && _test.Time.GetUtcNow() - answer.At < ListingMemory.Life + s_moment);
            Assert.Contains(_answers, a => a.Account == id && a.At <= answer.At && a.At > answer.At - s_moment && a.Roles.SequenceEqual(answer.Roles));
        }
    }

    private void Check(
        Step step,
        HashSet<(string, string)> before,
        IReadOnlyDictionary<string, UnfinishedAccount> remembered,
        HashSet<string> emitted,
        bool complete,
        LeappException? failure)
    {
        HashSet<(string, string)> after = Live();
        if (!complete)
        {
            Assert.Subset(after, before);
            return;
        }

        string[] failed = [.. _test.Log.Failures.Where(f => f.Code == LeappErrorCode.AccessDenied).Select(f => (string)f.Target!)];
        Assert.Equal(failed.Distinct(), failed);
        HashSet<(string, string)> listed = [.. _truth.Where(a => !failed.Contains(a.Key)).SelectMany(a =>
            (_asked.Contains(a.Key) ? [.. a.Value] : remembered[a.Key].Roles).Select(r => (a.Key, r)))];
        HashSet<(string Account, string)> gone = [.. before.Except(listed).Where(s => !failed.Contains(s.Item1))];
        bool refused = !step.AllowRemoval && gone.Count > 0 && (gone.Count == before.Count || (before.Count >= 10 && gone.Count * 2 > before.Count));
        HashSet<(string, string)> expected = [.. before, .. listed];
        if (!refused)
        {
            expected.ExceptWith(gone);
        }

        Assert.Equal(expected, after);
        Assert.Equal(refused, _test.Log.Failures.Any(f => f.Code == LeappErrorCode.RemovalRefused));
        Assert.Null(failure);
        Assert.False(File.Exists(_test.Unfinished.PathOf("acme")));
        if (step.Command is Command.Connect or Command.NewLogin or Command.LoginOfSomebodyElse)
        {
            Assert.Equal([.. listed.Select(s => $"acme/{s.Item1}/{s.Item2}")], emitted);
        }

        _lastComplete = _test.Workspace.Read().Find("acme")!.LastSync!.Value;
    }

    private void CheckSettings()
    {
        foreach (((string, string) key, (string Profile, string? Region) set) in _settings)
        {
            RoleEntry role = Roles().Single(r => r.Key == key).Role;
            Assert.Equal(set, (role.Profile, role.Region));
        }

        string[] names = [.. _test.Workspace.Read().Integrations.SelectMany(i => i.Accounts).SelectMany(a => a.Roles).Select(r => r.Profile)];
        Assert.Equal(names.Length, names.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.All(names, n => Assert.True(ProfileNames.IsPortable(n) && !n.Equals("a1-Admin", StringComparison.OrdinalIgnoreCase), n));
        foreach (((string, string) key, RoleEntry role) in Roles())
        {
            _settings.TryAdd(key, (role.Profile, role.Region));
        }
    }

    private async Task LetUserSetAsync(Step step)
    {
        List<LeappSession> sessions = [.. _test.Sessions().Where(s => s.Integration == "acme")];
        if (sessions.Count == 0)
        {
            return;
        }

        LeappSession session = sessions[step.UserSets % sessions.Count];
        SessionChange change = new()
        {
            Region = $"eu-west-{1 + (step.UserSets % 3)}",
            ProfileName = $"mine-{step.UserSets}-{session.AccountId}-{session.RoleName}",
        };
        await _test.Engine.ChangeSessionsAsync([session.Id], change, CancellationToken.None);
        RoleEntry role = Roles().Single(r => r.Key == (session.AccountId, session.RoleName)).Role;
        Assert.True(role.Region is not null, string.Join(' ', _test.Log.Failures.Select(f => f.Message)));
        _settings[(session.AccountId, session.RoleName)] = (role.Profile, role.Region);
    }

    private IEnumerable<((string, string) Key, RoleEntry Role)> Roles() =>
        from account in _test.Workspace.Read().Find("acme")!.Accounts
        from role in account.Roles
        select ((account.Id, role.Name), role);

    private HashSet<(string, string)> Live() => [.. Roles().Where(r => r.Role.GoneAt is null).Select(r => r.Key)];
}
