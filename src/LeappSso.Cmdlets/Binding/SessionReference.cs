using System.Management.Automation;

namespace LeappSso.Cmdlets.Binding;

/// <summary>
/// Which session is meant: a session object (also one that came back from a job or remoting, or of an earlier load of the module),
/// its id, or its profile name.
/// </summary>
public sealed class SessionReference
{
    /// <summary>Refers to a session by its id or profile name.</summary>
    /// <param name="name">The id, <c>alias/accountId/roleName</c>, or a profile name.</param>
    public SessionReference(string name)
    {
        // An empty name is refused by ValidateNamed: what is thrown here is shown with names of types around it.
        ArgumentNullException.ThrowIfNull(name);
        Name = name;
    }

    /// <summary>Refers to a session by its object.</summary>
    /// <param name="session">The session.</param>
    public SessionReference(LeappSession session)
    {
        ArgumentNullException.ThrowIfNull(session);
        Name = session.Id;
        Given = session;
    }

    /// <summary>Refers to a session by any object with a property <c>Id</c>.</summary>
    /// <param name="value">The object.</param>
    public SessionReference(PSObject value)
    {
        ArgumentNullException.ThrowIfNull(value);
        Name = value.BaseObject as string
            ?? value.Properties["Id"]?.Value as string
            ?? throw new ArgumentException("It is no session: it has no property Id.", nameof(value));
        Given = value.BaseObject is string ? null : value;
    }

    /// <summary>The id or profile name.</summary>
    public string Name { get; }

    /// <summary>The object that was given; null where a name was.</summary>
    internal object? Given { get; }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
