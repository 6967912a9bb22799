using LeappSso.Ports;
using LeappSso.Store;

namespace LeappSso.Engine;

/// <summary>What a change makes of one session: of its traces in the AWS files and variables, and of its settings in the workspace.</summary>
internal sealed class SessionPlan(string name, SessionPlace place, SessionChange change, SessionState before)
{
    /// <summary>The id or profile name by which the session was asked for.</summary>
    internal string Name { get; } = name;

    /// <summary>The session.</summary>
    internal SessionPlace Place { get; } = place;

    /// <summary>Why it could not be carried out; set by whoever carries it out.</summary>
    internal LeappException? Failure { get; set; }

    /// <summary>The keys to write; null until they are there.</summary>
    internal RoleKeys? Keys { get; set; }

    /// <summary>Whether a profile of somebody else may be taken over.</summary>
    internal bool Force => change.Force;

    /// <summary>The profile name before the change.</summary>
    internal string OldProfile { get; } = place.Role.Profile;

    /// <summary>The profile name after it.</summary>
    internal string NewProfile => change.ProfileName ?? OldProfile;

    /// <summary>The region after it; null for none.</summary>
    internal string? NewRegion => OwnRegion ?? Place.Integration.DefaultRegion;

    /// <summary>The method after it.</summary>
    internal LeappMethod NewMethod => change.Method ?? SessionView.MethodOf(Place.Integration, Place.Role);

    /// <summary>Whether programs shall be able to use it after the change.</summary>
    internal bool Activates => change.StatusAfter(before.Status) == LeappSessionStatus.Active;

    /// <summary>Whether that is what was asked for, and not only what came along with another setting.</summary>
    private bool IsAskedToActivate => change.StatusAfter(LeappSessionStatus.Inactive) == LeappSessionStatus.Active;

    /// <summary>Whether it is made active by a file, where it was not or where that was asked for.</summary>
    internal bool EntersFiles => (Writes & SessionTraces.Files) != SessionTraces.None
        && (IsAskedToActivate || (before.Traces & SessionTraces.Files) == SessionTraces.None);

    /// <summary>Whether it is to be stopped, whatever is known of it.</summary>
    internal bool IsAskedToStop => change.Status == LeappSessionStatus.Inactive;

    /// <summary>Where it shall be written after the change.</summary>
    internal SessionTraces Writes => !Activates ? SessionTraces.None : NewMethod switch
    {
        LeappMethod.CredentialsFile => SessionTraces.Credentials,
        LeappMethod.Environment => SessionTraces.Variables,
        _ => SessionTraces.Config,
    };

    /// <summary>Where it was written and shall be no longer.</summary>
    internal SessionTraces Removes => StaysExpired ? SessionTraces.None : NewProfile == OldProfile ? before.Traces & ~Writes : before.Traces & ~(Writes & SessionTraces.Variables);

    /// <summary>Whether keys are needed for it.</summary>
    internal bool NeedsKeys => Writes is SessionTraces.Credentials or SessionTraces.Variables;

    /// <summary>The profile name that the session leaves; null if none.</summary>
    internal string? Leaves =>
        (Removes & SessionTraces.Files) != SessionTraces.None && ((Writes & SessionTraces.Files) == SessionTraces.None || NewProfile != OldProfile)
            ? OldProfile
            : null;

    /// <summary>Whether ended keys stay where they are: only what is active is rewritten.</summary>
    private bool StaysExpired => change.StatusAfter(before.Status) == LeappSessionStatus.Expired
        && NewProfile == OldProfile && NewMethod == SessionView.MethodOf(Place.Integration, Place.Role);

    private string? OwnRegion => change.Region switch
    {
        null => Place.Role.Region,
        "" => null,
        string given => given,
    };

    /// <summary>The plan that stops a session.</summary>
    internal static SessionPlan ToStop(SessionPlace place, SessionState before) =>
        new(place.Id.ToString(), place, new SessionChange { Status = LeappSessionStatus.Inactive }, before);

    /// <summary>Writes the settings into the workspace.</summary>
    internal void Keep(DateTimeOffset now)
    {
        RoleEntry role = Place.Role;
        role.Region = OwnRegion;
        role.Profile = NewProfile;
        role.Method = change.Method?.ToString() ?? role.Method;
        // An activation by variables is the process's own, so it is not stored.
        role.StartedAt = StaysExpired ? role.StartedAt
            : (Writes & SessionTraces.Files) == SessionTraces.None ? null : before.Status == LeappSessionStatus.Active ? role.StartedAt ?? now : now;
    }
}
