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

    private AwsFile Config => new(paths.ConfigFile, time);

    // A backup is for what the person wrote: keys of ours shall not outlive the session there.
    private AwsFile Credentials => new(paths.CredentialsFile, time, document => CredentialsEditor.WithoutOurs(document, paths.CredentialsFile));

    private AwsFiles Files => new(Config, Credentials);

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

    /// <summary>Carries out plans with one write of each file. A plan that fails gets its failure and does not stop the others.</summary>
    /// <param name="plans">The plans.</param>
    /// <param name="ended">Aliases whose sso-session may go too.</param>
    /// <param name="cancellationToken">Ends the wait for other processes.</param>
    /// <returns>How everything is then.</returns>
    internal async Task<ProfileSnapshot> ApplyAsync(
        IReadOnlyList<SessionPlan> plans, IReadOnlyCollection<string> ended, CancellationToken cancellationToken)
    {
        string? program = plans.Any(NeedsProgram) ? await helper.EnsureAsync(cancellationToken).ConfigureAwait(false) : null;
        PlanWriter? writer = null;
        SessionTraces touched = plans.Aggregate(SessionTraces.None, (all, plan) => all | plan.Writes | plan.Removes);
        if ((touched & SessionTraces.Files) == SessionTraces.None && (ended.Count == 0 || !File.Exists(paths.ConfigFile)))
        {
            UseVariables(plans);
            return Read();
        }

        (IniDocument config, IniDocument credentials) = await Files.ChangeAsync(
            (changedConfig, changedCredentials) =>
            {
                writer = new PlanWriter(changedConfig, changedCredentials, paths, program);
                writer.Run(plans, ended);
            },
            cancellationToken).ConfigureAwait(false);
        UseVariables(plans);
        foreach (string warning in writer!.Warnings)
        {
            log.Warning(warning);
        }

        return Snapshot(config, credentials);
    }

    /// <summary>What plans would make of the files, as unified differences without secrets. A plan that would fail gets its failure.</summary>
    internal IReadOnlyList<string> Preview(IReadOnlyList<SessionPlan> plans)
    {
        string? program = plans.Any(NeedsProgram) ? helper.State().Path : null;
        IReadOnlyList<FileChange> changes = Files.Preview((config, credentials) => new PlanWriter(config, credentials, paths, program).Run(plans, []));
        return [.. changes.Where(c => c.IsChange).Select(c => new UnifiedDiff(c).ToText(c.Path == paths.CredentialsFile ? SecretMask.OfCredentials : SecretMask.OfConfig))];
    }

    private static bool NeedsProgram(SessionPlan plan) => plan is { Writes: SessionTraces.Config, NewMethod: LeappMethod.CredentialProcess };

    private void UseVariables(IEnumerable<SessionPlan> plans)
    {
        SessionPlan[] done = [.. plans.Where(p => p.Failure is null)];
        if (done.Any(p => p.Removes.HasFlag(SessionTraces.Variables)))
        {
            variables.Clear();
        }

        if (Array.Find(done, p => p.Writes == SessionTraces.Variables) is { } plan)
        {
            variables.Set(plan.Place.Id.ToString(), plan.Keys!, plan.NewRegion, done.Select(p => p.Leaves).OfType<string>());
            if (DefaultKeys.Warning(Read(Config), Read(Credentials), paths.ConfigFile, paths.CredentialsFile) is { } warning)
            {
                log.Warning(warning);
            }
        }
    }

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
