using System.Management.Automation;

namespace LeappSso.Cmdlets.Running;

/// <summary>Says of each object that a block gives, with which session it was got.</summary>
internal static class SessionStamp
{
    private static readonly (string Name, Func<LeappSession, string> Value)[] s_notes =
    [
        (nameof(LeappSession.Integration), s => s.Integration),
        (nameof(LeappSession.AccountId), s => s.AccountId),
        (nameof(LeappSession.AccountName), s => s.AccountName),
        (nameof(LeappSession.RoleName), s => s.RoleName),
    ];

    /// <summary>Adds note properties. A property that the object has by itself stays as it is.</summary>
    /// <param name="item">What the block gave; null is passed on.</param>
    /// <param name="session">The session.</param>
    internal static PSObject? Put(PSObject? item, LeappSession session)
    {
        if (item is null)
        {
            return null;
        }

        // The same live object may come from several sessions, and members are kept with the object, not with its wrapper.
        PSObject stamped = Array.Exists(s_notes, n => item.Properties[n.Name] is StampProperty) ? Unstamped(item) : item;
        foreach ((string name, Func<LeappSession, string> value) in s_notes)
        {
            if (stamped.Properties[name] is null)
            {
                stamped.Properties.Add(new StampProperty(name, value(session)));
            }
        }

        return stamped;
    }

    /// <summary>Another object with the same values. Of a live one it is a snapshot, as a worker would give it.</summary>
    private static PSObject Unstamped(PSObject item)
    {
        PSObject copy = item.ImmediateBaseObject is PSCustomObject
            ? item.Copy()
            : PSObject.AsPSObject(PSSerializer.Deserialize(PSSerializer.Serialize(item, depth: 1)));
        foreach ((string name, _) in s_notes)
        {
            copy.Properties.Remove(name);
        }

        return copy;
    }
}
