using System.Management.Automation;

namespace LeappSso.Cmdlets.Running;

/// <summary>Says of each object that a block gives, with which session it was got. One serves one command.</summary>
/// <param name="isHere">Whether blocks run in this PowerShell, and so give objects that others hold too.</param>
internal sealed class SessionStamp(bool isHere)
{
    private static readonly (string Name, Func<LeappSession, string> Value)[] s_notes =
    [
        (nameof(LeappSession.Integration), s => s.Integration),
        (nameof(LeappSession.AccountId), s => s.AccountId),
        (nameof(LeappSession.AccountName), s => s.AccountName),
        (nameof(LeappSession.RoleName), s => s.RoleName),
    ];

    /// <summary>Whether blocks run in this PowerShell.</summary>
    internal bool IsHere => isHere;

    /// <summary>Adds note properties. A property that the object has by itself stays as it is, and so does what a command within the block has said.</summary>
    /// <param name="item">What the block gave; null is passed on.</param>
    /// <param name="session">The session.</param>
    internal PSObject? Put(PSObject? item, LeappSession session)
    {
        StampProperty? mark = item is null ? null : s_notes.Select(n => item.Properties[n.Name]).OfType<StampProperty>().FirstOrDefault();
        if (item is null || (mark is not null && mark.By != this))
        {
            return item;
        }

        PSObject stamped = Own(item, isMarked: mark is not null);
        foreach ((string name, Func<LeappSession, string> value) in s_notes)
        {
            if (stamped.Properties[name] is null)
            {
                stamped.Properties.Add(new StampProperty(name, value(session), this));
            }
        }

        return stamped;
    }

    /// <summary>An object that can be written on. A live one is written on itself, unless it came from another session before: then a snapshot is.</summary>
    private PSObject Own(PSObject item, bool isMarked)
    {
        if (isHere && item.ImmediateBaseObject is PSCustomObject)
        {
            return item.Copy();
        }

        if (!isMarked)
        {
            return item;
        }

        // Members are kept with the live object, not with its wrapper.
        PSObject copy = PSObject.AsPSObject(PSSerializer.Deserialize(PSSerializer.Serialize(item, depth: 1)));
        foreach ((string name, _) in s_notes)
        {
            copy.Properties.Remove(name);
        }

        return copy;
    }
}
