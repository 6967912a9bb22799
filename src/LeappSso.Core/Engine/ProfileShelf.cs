using LeappSso.CredentialProcess;
using LeappSso.Ports;
using LeappSso.Profiles;
using LeappSso.Store;

namespace LeappSso.Engine;

/// <summary>The sessions in the AWS files and in the variables of this process.</summary>
/// <param name="paths">Where the AWS files are.</param>
/// <param name="variables">The session in the variables.</param>
/// <param name="helper">The program that serves <c>credential_process</c>.</param>
/// <param name="log">Where warnings go.</param>
/// <param name="time">The clock.</param>
internal sealed class ProfileShelf(
    AwsPaths paths, VariableShelf variables, HelperShelf helper, IEngineLog log, TimeProvider time)
{
    private readonly HashSet<string> _unreadable = [];
    private bool _hasToldOfReaders;

    private AwsFile Config => new(paths.ConfigFile, time) { Waits = () => TellOfWait(paths.ConfigFile) };

    // A backup is for what the person wrote: keys of ours shall not outlive the session there.
    private AwsFile Credentials =>
        new(paths.CredentialsFile, time, CredentialsEditor.WithoutOurs) { Waits = () => TellOfWait(paths.CredentialsFile) };

    private AwsFiles Files => new(Config, Credentials, log);

    /// <summary>How they are now. A file that cannot be read is taken for empty, which is told.</summary>
    internal ProfileSnapshot Read() => Snapshot(Read(Config), Read(Credentials));

    /// <summary>The profile names that are not ours to give: all that this module did not write. Ignores letter case.</summary>
    internal HashSet<string> NamesOfOthers()
    {
        HashSet<string> names = new(StringComparer.OrdinalIgnoreCase) { SectionName.Default };
        names.UnionWith(Read(Config).Sections.Where(s => s.Name.Kind == SectionKind.Profile && !s.IsMarked).Select(s => s.Name.Name));
        names.UnionWith(Read(Credentials).Sections.Where(s => !s.IsMarked).Select(s => s.Name.Name));
        return names;
    }

    /// <summary>Gets ready, before any file is locked, what plans need besides keys. What fails is told when they are carried out.</summary>
    internal Task PrepareAsync(IEnumerable<SessionPlan> plans, CancellationToken cancellationToken) =>
        plans.Any(p => p.NeedsProgram) ? FindProgramAsync([], cancellationToken) : Task.CompletedTask;

    /// <summary>Whether the program for credential_process is there already.</summary>
    internal bool HasProgram => helper.State().IsCurrent;

    /// <summary>Whether a section of ours serves a session of which this is true.</summary>
    internal bool HasTrace(Predicate<SessionId> isWanted) => SessionTrace.All(Read(Config), Read(Credentials)).Any(t => isWanted(t.Session));

    /// <summary>The ids of the sessions that sections of ours serve. Ignores letter case.</summary>
    internal HashSet<string> MarkedSessions() =>
        new(SessionTrace.All(Read(Config), Read(Credentials)).Select(t => t.Session.ToString()), StringComparer.OrdinalIgnoreCase);

    /// <summary>Carries out plans with one write of each file. A plan that fails gets its failure and does not stop the others.</summary>
    /// <param name="plans">The plans.</param>
    /// <param name="ended">Says which sessions, of those that are written somewhere, are known no more.</param>
    /// <param name="cancellationToken">Ends the wait for other processes.</param>
    /// <returns>The profile names that no longer lead to a session, and how everything is then.</returns>
    internal async Task<(IReadOnlyList<string> Gone, ProfileSnapshot Snapshot)> ApplyAsync(
        IReadOnlyList<SessionPlan> plans, Predicate<SessionId>? ended, CancellationToken cancellationToken)
    {
        string? program = plans.Any(p => p.NeedsProgram) ? await FindProgramAsync(plans, cancellationToken).ConfigureAwait(false) : null;
        SessionPlan[] possible = [.. plans.Where(p => p.Failure is null)];
        bool touches = ended is not null
            || Array.Exists(possible, p => p.IsAskedToStop || ((p.Writes | p.Removes) & SessionTraces.Files) != SessionTraces.None);
        (ProfileSnapshot after, IReadOnlyList<string> children) = touches
            ? await WriteAsync(possible, ended, program, cancellationToken).ConfigureAwait(false)
            : (Read(), []);
        string[] gone =
        [
            .. possible.Where(p => p.Failure is null && p.Leaves is not null && !after.IsInFiles(p.Place.Id, p.Leaves)).Select(p => p.Leaves!),
            .. children,
        ];
        UseVariables(possible, gone);
        // The variables may have changed since.
        return (gone, touches ? after.WithVariablesOfNow() : Read());
    }

    /// <summary>What plans would make of the files, as unified differences without secrets. A plan that would fail gets its failure.</summary>
    internal IReadOnlyList<string> Preview(IReadOnlyList<SessionPlan> plans)
    {
        string? program = plans.Any(p => p.NeedsProgram) ? helper.State().Path : null;
        IReadOnlyList<FileChange> changes = Files.Preview((config, credentials) => new PlanWriter(config, credentials, paths, program).Run(plans));
        return [.. changes.Where(c => c.IsChange).Select(c => new UnifiedDiff(c).ToText(c.Path == paths.CredentialsFile ? SecretMask.OfCredentials : SecretMask.OfConfig))];
    }

    private async Task<(ProfileSnapshot After, IReadOnlyList<string> StoppedChildren)> WriteAsync(
        SessionPlan[] plans, Predicate<SessionId>? ended, string? program, CancellationToken cancellationToken)
    {
        PlanWriter? writer = null;
        (IniDocument config, IniDocument credentials) = await Files.ChangeAsync(
            (changedConfig, changedCredentials) =>
            {
                writer = new PlanWriter(changedConfig, changedCredentials, paths, program);
                writer.Run(plans, ended);
            },
            cancellationToken).ConfigureAwait(false);
        foreach (string warning in writer!.Warnings)
        {
            log.Warning(warning);
        }

        WarnOfReaders(plans);
        return (Snapshot(config, credentials), writer.StoppedChildren);
    }

    /// <summary>The mode of a file stays as its owner has set it, also where that lets others read the keys that are now in it.</summary>
    private void WarnOfReaders(SessionPlan[] plans)
    {
        string file = Credentials.RealName;
        if (!_hasToldOfReaders
            && Array.Exists(plans, p => p.Failure is null && p.Writes.HasFlag(SessionTraces.Credentials))
            && FilePermissions.OthersRead(file))
        {
            _hasToldOfReaders = true;
            log.Warning($"Other users of this machine can read {file}, and the keys that are now in it. {FilePermissions.Close(file)}");
        }
    }

    /// <summary>The program; where there can be none, the plans that need it get the failure.</summary>
    private async Task<string?> FindProgramAsync(IReadOnlyList<SessionPlan> plans, CancellationToken cancellationToken)
    {
        try
        {
            return await helper.EnsureAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (LeappException failure)
        {
            foreach (SessionPlan plan in plans.Where(p => p.NeedsProgram))
            {
                plan.Failure = failure;
            }

            return null;
        }
    }

    private void UseVariables(SessionPlan[] plans, string[] gone)
    {
        SessionPlan[] done = [.. plans.Where(p => p.Failure is null)];
        // Who used a profile goes on with the same session under its new name.
        SessionPlan? renamed = Array.Find(done, p => p.Leaves is not null && p.Leaves == variables.ProfileName && (p.Writes & SessionTraces.Files) != SessionTraces.None);
        variables.Forget(gone);
        if (Array.Exists(done, p => p.Removes.HasFlag(SessionTraces.Variables) || (p.IsAskedToStop && variables.Names(p.Place.Id))))
        {
            variables.Clear();
        }

        if (Array.FindAll(done, p => !p.IsCompanion) is [{ EntersFiles: true } one])
        {
            variables.ProfileName = one.NewProfile;
        }
        else if (renamed is not null)
        {
            variables.ProfileName = renamed.NewProfile;
        }

        if (Array.Find(done, p => p.Writes == SessionTraces.Variables) is { } plan)
        {
            variables.Set(plan.Place.Id.ToString(), plan.Keys!, plan.NewRegion);
            if (DefaultKeys.Warning(Read(Config), Read(Credentials), paths.ConfigFile, paths.CredentialsFile) is { } warning)
            {
                log.Warning(warning);
            }
        }
    }

    private void TellOfWait(string path) => log.Verbose($"Waiting for another process that changes {path}.");

    private IniDocument Read(AwsFile file)
    {
        try
        {
            return file.Read();
        }
        catch (LeappException unreadable) when (unreadable.Code == LeappErrorCode.AwsFileInvalid)
        {
            lock (_unreadable)
            {
                if (_unreadable.Add(file.Path))
                {
                    log.Warning($"{unreadable.Message} No session counts as active by what may be in it.");
                }
            }

            return IniDocument.Parse([]);
        }
    }

    private ProfileSnapshot Snapshot(IniDocument config, IniDocument credentials) => new(config, credentials, variables, time.GetUtcNow());
}
