using LeappSso.CredentialProcess;
using LeappSso.Profiles;
using LeappSso.Store;

namespace LeappSso.Engine;

/// <summary>Carries out plans in the two AWS files as they are in memory.</summary>
/// <param name="config">The config file.</param>
/// <param name="credentials">The credentials file.</param>
/// <param name="paths">Where they are.</param>
/// <param name="program">The program that serves <c>credential_process</c>; null where no plan needs it.</param>
internal sealed class PlanWriter(IniDocument config, IniDocument credentials, AwsPaths paths, string? program)
{
    private readonly ProfileRivals _rivals = new(config, credentials, paths);
    private readonly ConfigEditor _config = new(config, paths.ConfigFile);
    private readonly CredentialsEditor _credentials = new(credentials, paths.CredentialsFile);
    private readonly List<string> _warnings = [];
    private readonly HashSet<string> _sessions = new(StringComparer.Ordinal);
    private string? _command;
    private SourceFollower? _follower;

    /// <summary>What the person is to know, each once.</summary>
    internal IEnumerable<string> Warnings => _warnings.Distinct(StringComparer.Ordinal);

    /// <summary>The profile names of chained sessions that were stopped because the profile of their parent is gone.</summary>
    internal IReadOnlyList<string> StoppedChildren => _follower?.Stopped ?? [];

    /// <summary>Carries out plans. One that fails gets its failure, has changed nothing, and does not stop the others.</summary>
    /// <param name="plans">The plans.</param>
    /// <param name="ended">Says which sessions, of those that are written somewhere, are known no more.</param>
    internal void Run(IReadOnlyCollection<SessionPlan> plans, Predicate<SessionId>? ended = null)
    {
        foreach (SessionPlan plan in plans)
        {
            try
            {
                // It may run again, on what somebody else has made of the file meanwhile.
                plan.Failure = null;
                Run(plan);
            }
            catch (LeappException failure)
            {
                plan.Failure = failure;
            }
        }

        List<SessionTrace> swept = Sweep(plans, ended);
        _follower = new SourceFollower(_config, credentials);
        _follower.Run(plans.Where(p => p.Failure is null), swept.Select(t => t.Name), _warnings.Add);
        HashSet<string> left = [.. swept.Select(t => t.Session.Integration), .. plans.Select(p => p.Place.Integration.Alias)];
        left.ExceptWith(plans.Where(p => p.Failure is null && NeedsSession(p)).Select(p => p.Place.Integration.Alias));
        foreach (string alias in left)
        {
            Try(() => Warn(_config.RemoveSessionIfUnused(alias, credentials)));
        }

        _config.Finish();
        _credentials.Finish();
    }

    /// <summary>
    /// Removes all marked sections of sessions that have ended or are stopped, also those that a killed command left under another name.
    /// </summary>
    /// <returns>What was removed.</returns>
    private List<SessionTrace> Sweep(IReadOnlyCollection<SessionPlan> plans, Predicate<SessionId>? ended)
    {
        Dictionary<string, SessionPlan> planned = new(StringComparer.OrdinalIgnoreCase);
        foreach (SessionPlan plan in plans)
        {
            planned[plan.Place.Id.ToString()] = plan;
        }

        List<SessionTrace> removed = [];
        if (ended is null && plans.All(p => !p.IsAskedToStop))
        {
            return removed;
        }

        foreach (SessionTrace trace in SessionTrace.All(config, credentials).ToList())
        {
            bool gone = planned.TryGetValue(trace.Session.ToString(), out SessionPlan? plan)
                ? plan.Failure is null && plan.IsAskedToStop
                : ended?.Invoke(trace.Session) == true;
            if (gone)
            {
                removed.Add(trace);
                Try(() =>
                {
                    if (trace.Where == SessionTraces.Config)
                    {
                        Warn(_config.RemoveProfile(trace.Name));
                    }
                    else
                    {
                        Warn(_credentials.Remove(trace.Name));
                    }
                });
            }
        }

        return removed;
    }

    /// <summary>What cannot be removed stays, and is told.</summary>
    private void Try(Action remove)
    {
        try
        {
            remove();
        }
        catch (LeappException failure)
        {
            _warnings.Add(failure.Message);
        }
    }

    private void Run(SessionPlan plan)
    {
        bool leavesConfig = plan.Removes.HasFlag(SessionTraces.Config);
        bool leavesKeys = plan.Removes.HasFlag(SessionTraces.Credentials);
        if (leavesConfig)
        {
            _config.DemandRemovable(plan.OldProfile);
        }

        if (leavesKeys)
        {
            _credentials.DemandRemovable(plan.OldProfile);
        }

        if (plan.Writes == SessionTraces.Config)
        {
            WriteConfig(plan, leavesKeys);
        }
        else if (plan.Writes == SessionTraces.Credentials)
        {
            WriteKeys(plan, leavesConfig);
        }

        if (leavesConfig)
        {
            Warn(_config.RemoveProfile(plan.OldProfile));
        }

        if (leavesKeys)
        {
            Warn(_credentials.Remove(plan.OldProfile));
        }
    }

    private void WriteConfig(SessionPlan plan, bool leavesKeys)
    {
        SessionId id = plan.Place.Id;
        _rivals.DemandNothingElse(plan, leavesKeys);
        Warn(_rivals.DemandNoKeys(plan, leavesKeys));
        Warn(_rivals.AnotherRegion(plan, leavesKeys));
        if (plan.NeedsSource)
        {
            WriteChain(plan, plan.Place.Role.Chain!);
            return;
        }

        if (!NeedsSession(plan))
        {
            _command ??= ProcessCommand.ProgramOf(program!);
            Warn(_config.EnsureProfile(new ProcessProfile(plan.NewProfile, $"{_command} {ProcessCommand.IdOf(id)}", plan.NewRegion), plan.Force));
            return;
        }

        SsoProfile profile = new(plan.NewProfile, id.Integration, id.AccountId, id.RoleName, plan.NewRegion);
        if (_config.IsOld(profile) && !plan.Force)
        {
            // It works without an sso-session; -Force gives it one.
            return;
        }

        if (!_sessions.Contains(id.Integration))
        {
            _config.Demand(profile, plan.Force);
            Warn(_config.EnsureSession(id.Integration, plan.Place.Integration.PortalUrl, plan.Place.Integration.Region));
            _sessions.Add(id.Integration);
        }

        Warn(_config.EnsureProfile(profile, plan.Force));
    }

    private void WriteChain(SessionPlan plan, ChainEntry chain)
    {
        if (plan.Source?.Failure is { } failure)
        {
            throw new LeappException(
                failure.Code,
                $"{plan.Place.Id} needs the profile '{plan.SourceProfile}' of its parent, which could not be written, so nothing was changed for it.",
                plan.Name);
        }

        ChainProfile profile = new(plan.NewProfile, plan.Place.Id.ToString(), chain.RoleArn, plan.SourceProfile!, plan.NewRegion)
        {
            RoleSessionName = chain.RoleSessionName,
            ExternalId = chain.ExternalId,
            DurationSeconds = chain.DurationSeconds,
        };
        Warn(_config.EnsureProfile(profile, plan.Force));
        if (plan.NewRegion is null)
        {
            _warnings.Add($"{plan.Place.Id} has no region, and AWS CLI needs one to assume its role: give it one by Set-LeappSession -Region, unless AWS_REGION is set.");
        }
    }

    private void WriteKeys(SessionPlan plan, bool leavesConfig)
    {
        _rivals.DemandNoneOfKeys(plan, leavesConfig);
        _credentials.Ensure(new KeysProfile(plan.NewProfile, plan.Place.Id.ToString(), plan.Keys!, plan.NewRegion), plan.Force);
    }

    private static bool NeedsSession(SessionPlan plan) => plan.Writes == SessionTraces.Config && !plan.NeedsSource && plan.NewMethod != LeappMethod.CredentialProcess;

    private void Warn(string? warning)
    {
        if (warning is not null)
        {
            _warnings.Add(warning);
        }
    }
}
