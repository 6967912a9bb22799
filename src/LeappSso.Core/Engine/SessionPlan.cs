using LeappSso.Ports;
using LeappSso.Store;

namespace LeappSso.Engine;

/// <summary>What a change makes of one session: of its traces in the AWS files and variables, and of its settings in the workspace.</summary>
internal sealed class SessionPlan
{
    private readonly SessionChange _change;
    private readonly SessionState _before;
    private readonly bool _staysExpired;

    /// <summary>Makes a plan; what it says stays, whatever becomes of the session.</summary>
    /// <param name="name">The id or profile name by which the session was asked for.</param>
    /// <param name="place">The session.</param>
    /// <param name="change">What is to become of it.</param>
    /// <param name="before">Where it is written.</param>
    internal SessionPlan(string name, SessionPlace place, SessionChange change, SessionState before)
    {
        _change = change;
        _before = before;
        Name = name;
        Place = place;
        OldProfile = place.Role.Profile;
        LeappMethod method = SessionView.MethodOf(place.Integration, place.Role);
        OldMethod = method;
        NewMethod = change.Method ?? method;
        LeappSessionStatus after = change.StatusAfter(before.Status);
        Writes = after != LeappSessionStatus.Active ? SessionTraces.None : NewMethod switch
        {
            LeappMethod.CredentialsFile => SessionTraces.Credentials,
            LeappMethod.Environment => SessionTraces.Variables,
            _ => SessionTraces.Config,
        };
        // Ended keys stay where they are: only what is active is rewritten.
        _staysExpired = after == LeappSessionStatus.Expired && NewProfile == OldProfile && NewMethod == method;
        Removes = _staysExpired ? SessionTraces.None
            : before.Traces & ~(NewProfile == OldProfile ? Writes : Writes & SessionTraces.Variables);
    }

    /// <summary>The id or profile name by which the session was asked for.</summary>
    internal string Name { get; }

    /// <summary>The session.</summary>
    internal SessionPlace Place { get; }

    /// <summary>Why it could not be carried out; set by whoever carries it out.</summary>
    internal LeappException? Failure { get; set; }

    /// <summary>The keys to write; null until they are there.</summary>
    internal RoleKeys? Keys { get; set; }

    /// <summary>Whether nobody asked for it: it goes along for a chained session that needs the profile.</summary>
    internal bool IsCompanion { get; init; }

    /// <summary>The plan that writes the profile of the parent; null where that is there already, or not needed.</summary>
    internal SessionPlan? Source { get; set; }

    /// <summary>The profile of the parent; null where it is not needed.</summary>
    internal string? SourceProfile { get; set; }

    /// <summary>Whether AWS tools assume the role themselves, by the profile of the parent.</summary>
    internal bool NeedsSource => Place.Role.Chain is not null && Writes == SessionTraces.Config && NewMethod != LeappMethod.CredentialProcess;

    /// <summary>Whether a profile of somebody else may be taken over.</summary>
    internal bool Force => _change.Force;

    /// <summary>The profile name before the change.</summary>
    internal string OldProfile { get; }

    /// <summary>The profile name after it.</summary>
    internal string NewProfile => _change.ProfileName ?? OldProfile;

    /// <summary>The region after it; null for none.</summary>
    internal string? NewRegion => OwnRegion ?? Place.Integration.DefaultRegion;

    /// <summary>The method before the change.</summary>
    internal LeappMethod OldMethod { get; }

    /// <summary>The method after it.</summary>
    internal LeappMethod NewMethod { get; }

    /// <summary>Where it shall be written after the change.</summary>
    internal SessionTraces Writes { get; }

    /// <summary>Where it was written and shall be no longer.</summary>
    internal SessionTraces Removes { get; }

    /// <summary>Whether that is what was asked for, and not only what came along with another setting.</summary>
    private bool IsAskedToActivate => _change.StatusAfter(LeappSessionStatus.Inactive) == LeappSessionStatus.Active;

    /// <summary>Whether it is made active by a file, where it was not or where that was asked for.</summary>
    internal bool EntersFiles => (Writes & SessionTraces.Files) != SessionTraces.None
        && (IsAskedToActivate || (_before.Traces & SessionTraces.Files) == SessionTraces.None);

    /// <summary>Whether it is to be stopped, whatever is known of it.</summary>
    internal bool IsAskedToStop => _change.Status == LeappSessionStatus.Inactive;

    /// <summary>Whether the program for credential_process is needed for it.</summary>
    internal bool NeedsProgram => Writes == SessionTraces.Config && NewMethod == LeappMethod.CredentialProcess;

    /// <summary>Whether keys are needed for it.</summary>
    internal bool NeedsKeys => Writes is SessionTraces.Credentials or SessionTraces.Variables;

    /// <summary>The profile name that the session leaves; null if none.</summary>
    internal string? Leaves =>
        (Removes & SessionTraces.Files) != SessionTraces.None && ((Writes & SessionTraces.Files) == SessionTraces.None || NewProfile != OldProfile)
            ? OldProfile
            : null;

    private string? OwnRegion => _change.Region switch
    {
        null => Place.Role.Region,
        "" => null,
        string given => given,
    };

    /// <summary>Whether the change makes it active, or active another time, by a method, or shall remember it.</summary>
    internal bool IsAskedFor(LeappMethod method) => Writes != SessionTraces.None || _change.Method == method;

    /// <summary>The plan that stops a session.</summary>
    internal static SessionPlan ToStop(SessionPlace place, SessionState before) =>
        new(place.Id.ToString(), place, new SessionChange { Status = LeappSessionStatus.Inactive }, before);

    /// <summary>Writes the settings into the workspace.</summary>
    internal void Keep(DateTimeOffset now)
    {
        RoleEntry role = Place.Role;
        role.Region = OwnRegion;
        role.Profile = NewProfile;
        role.Method = IsCompanion ? role.Method : _change.Method?.ToString() ?? role.Method;
        // An activation by variables is the process's own, so it is not stored.
        role.StartedAt = _staysExpired ? role.StartedAt
            : (Writes & SessionTraces.Files) == SessionTraces.None ? null : _before.Status == LeappSessionStatus.Active ? role.StartedAt ?? now : now;
    }
}
