using LeappSso.Ports;
using LeappSso.Profiles;
using LeappSso.Store;

namespace LeappSso.Engine;

/// <summary>The profiles of sessions in the AWS files.</summary>
internal sealed class ProfileShelf(AwsPaths paths, IEngineLog log, TimeProvider time)
{
    private ConfigFile Config => new(paths.ConfigFile, time);

    /// <summary>The profiles as they are now.</summary>
    internal ProfileSnapshot Read() => new(Config.Read());

    /// <summary>The profile names that are not ours to give: all that this module did not write. Ignores letter case.</summary>
    internal HashSet<string> NamesOfOthers()
    {
        HashSet<string> names = new(StringComparer.OrdinalIgnoreCase) { "default" };
        names.UnionWith(Config.Read().Sections.Where(s => s.Name.Kind == SectionKind.Profile && !s.IsMarked).Select(s => s.Name.Name));
        names.UnionWith(NamesInCredentials());
        return names;
    }

    /// <summary>Carries out plans with one write. A plan that fails gets its failure and does not stop the others.</summary>
    /// <returns>The profiles as they are then.</returns>
    internal async Task<ProfileSnapshot> ApplyAsync(IReadOnlyList<SessionPlan> plans, CancellationToken cancellationToken)
    {
        if (!plans.Any(p => p.Writes || p.Removes))
        {
            return Read();
        }

        List<string> warnings = [];
        IniDocument document = await Config.ChangeAsync(
            config =>
            {
                SsoProfileEditor editor = new(config, paths.ConfigFile);
                foreach (SessionPlan plan in plans)
                {
                    Apply(plan, editor, warnings);
                }

                HashSet<string> inUse = [.. plans.Where(p => p.Writes && p.Failure is null).Select(p => p.Place.Integration.Alias)];
                foreach (string alias in plans.Select(p => p.Place.Integration.Alias).Distinct(StringComparer.Ordinal).Where(a => !inUse.Contains(a)))
                {
                    AddIfAny(warnings, editor.RemoveSessionIfUnused(alias));
                }

                editor.Finish();
            },
            cancellationToken).ConfigureAwait(false);
        WarnOfKeys(plans, warnings);
        Tell(warnings);
        return new ProfileSnapshot(document);
    }

    /// <summary>Removes profiles, and the sso-session of their integration where nothing uses it any more.</summary>
    internal async Task RemoveAsync(string alias, IReadOnlyList<string> names, CancellationToken cancellationToken)
    {
        if (!File.Exists(paths.ConfigFile))
        {
            return;
        }

        List<string> warnings = [];
        await Config.ChangeAsync(
            config =>
            {
                SsoProfileEditor editor = new(config, paths.ConfigFile);
                foreach (string name in names)
                {
                    editor.RemoveProfile(name);
                }

                AddIfAny(warnings, editor.RemoveSessionIfUnused(alias));
                editor.Finish();
            },
            cancellationToken).ConfigureAwait(false);
        Tell(warnings);
    }

    private static void Apply(SessionPlan plan, SsoProfileEditor editor, List<string> warnings)
    {
        try
        {
            if (plan.Writes)
            {
                SessionId id = plan.Place.Id;
                AddIfAny(warnings, editor.EnsureSession(id.Integration, plan.Place.Integration.PortalUrl, plan.Place.Integration.Region));
                SsoProfile profile = new(plan.NewProfile, id.Integration, id.AccountId, id.RoleName, plan.NewRegion);
                AddIfAny(warnings, editor.EnsureProfile(profile, plan.Force));
            }

            if (plan.Removes)
            {
                editor.RemoveProfile(plan.OldProfile);
            }
        }
        catch (LeappException failure)
        {
            plan.Failure = failure;
        }
    }

    /// <summary>Readers prefer the sso-session of a profile to keys under the same name in the credentials file.</summary>
    private void WarnOfKeys(IReadOnlyList<SessionPlan> plans, List<string> warnings)
    {
        HashSet<string> withKeys = [.. NamesInCredentials()];
        warnings.AddRange(
            from plan in plans
            where plan.Writes && plan.Failure is null && withKeys.Contains(plan.NewProfile)
            select $"{paths.CredentialsFile} has keys under the name '{plan.NewProfile}' too; most AWS tools use the session, some the keys.");
    }

    private IEnumerable<string> NamesInCredentials() =>
        new ConfigFile(paths.CredentialsFile, time).Read().Sections.Select(s => s.Header.Text.Trim().TrimStart('[').TrimEnd(']').Trim());

    private static void AddIfAny(List<string> warnings, string? warning)
    {
        if (warning is not null && !warnings.Contains(warning))
        {
            warnings.Add(warning);
        }
    }

    private void Tell(List<string> warnings)
    {
        foreach (string warning in warnings)
        {
            log.Warning(warning);
        }
    }
}
