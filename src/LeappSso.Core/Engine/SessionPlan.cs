using LeappSso.Store;

namespace LeappSso.Engine;

/// <summary>What a change makes of one session: of its profile in the AWS files, and of its settings in the workspace.</summary>
internal sealed class SessionPlan(SessionPlace place, SessionChange change, LeappSessionStatus before)
{
    /// <summary>The session.</summary>
    internal SessionPlace Place { get; } = place;

    /// <summary>Why the profile could not be written; set by whoever writes it.</summary>
    internal LeappException? Failure { get; set; }

    /// <summary>Whether a profile of somebody else may be taken over.</summary>
    internal bool Force => change.Force;

    /// <summary>The profile name before the change.</summary>
    internal string OldProfile { get; } = place.Role.Profile;

    /// <summary>The profile name after it.</summary>
    internal string NewProfile => change.ProfileName ?? OldProfile;

    /// <summary>The region after it; null for none.</summary>
    internal string? NewRegion => OwnRegion ?? Place.Integration.DefaultRegion;

    /// <summary>Whether a profile shall be there after it.</summary>
    internal bool Writes => change.StatusAfter(before) == LeappSessionStatus.Active;

    /// <summary>Whether the old profile shall go.</summary>
    internal bool Removes => before != LeappSessionStatus.Inactive && (!Writes || NewProfile != OldProfile);

    /// <summary>The profile name that leads to no session after it; null if none.</summary>
    internal string? Leaves => Removes ? OldProfile : null;

    private string? OwnRegion => change.Region switch
    {
        null => Place.Role.Region,
        "" => null,
        string given => given,
    };

    /// <summary>Writes the settings into the workspace.</summary>
    internal void Keep(DateTimeOffset now)
    {
        RoleEntry role = Place.Role;
        role.Region = OwnRegion;
        role.Profile = NewProfile;
        role.Method = change.Method?.ToString() ?? role.Method;
        role.StartedAt = !Writes ? null : before == LeappSessionStatus.Active ? role.StartedAt ?? now : now;
    }
}
