using LeappSso.Profiles;

namespace LeappSso.Engine;

/// <summary>
/// Keeps the profiles of chained sessions whole, which AWS tools read by the profile of the parent: one that has got another name is
/// followed, and where there is none any more the child is stopped too.
/// </summary>
internal sealed class SourceFollower(ConfigEditor config, IniDocument credentials)
{
    private readonly List<string> _stopped = [];

    /// <summary>The profile names of the children that were stopped.</summary>
    internal IReadOnlyList<string> Stopped => _stopped;

    /// <summary>Follows what plans have done.</summary>
    /// <param name="plans">The plans that were carried out.</param>
    /// <param name="removed">The names of other profiles that were removed.</param>
    /// <param name="warn">Gets what the person is to know.</param>
    internal void Run(IEnumerable<SessionPlan> plans, IEnumerable<string> removed, Action<string> warn)
    {
        HashSet<string> left = new(removed, StringComparer.Ordinal);
        Dictionary<string, string> renamed = new(StringComparer.Ordinal);
        foreach (SessionPlan plan in plans.Where(p => p.Leaves is not null))
        {
            if ((plan.Writes & SessionTraces.Files) == SessionTraces.None)
            {
                left.Add(plan.OldProfile);
            }
            else
            {
                renamed[plan.OldProfile] = plan.NewProfile;
            }
        }

        foreach (ChainProfile child in config.Chained())
        {
            if (renamed.TryGetValue(child.Source, out string? name))
            {
                Try(() => config.SetSource(child.Name, name), warn);
            }
        }

        List<ChainProfile> children = [.. config.Chained()];
        while (children.Find(c => left.Contains(c.Source) && !GivesKeys(c.Source)) is { } orphan)
        {
            children.Remove(orphan);
            if (Try(() => Warn(config.RemoveProfile(orphan.Name), warn), warn))
            {
                left.Add(orphan.Name);
                _stopped.Add(orphan.Name);
                warn($"The session {orphan.Session} was stopped too, because its profile '{orphan.Name}' used '{orphan.Source}', the profile of its parent.");
            }
        }
    }

    private static void Warn(string? warning, Action<string> warn)
    {
        if (warning is not null)
        {
            warn(warning);
        }
    }

    /// <summary>What cannot be changed stays, and is told.</summary>
    private static bool Try(Action change, Action<string> warn)
    {
        try
        {
            change();
            return true;
        }
        catch (LeappException failure)
        {
            warn(failure.Message);
            return false;
        }
    }

    private bool GivesKeys(string name) => config.GivesKeys(name) || CredentialsEditor.Find(credentials, name)?["aws_access_key_id"] is not null;
}
