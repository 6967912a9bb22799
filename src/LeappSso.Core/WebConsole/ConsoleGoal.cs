namespace LeappSso.WebConsole;

/// <summary>A console that is to be opened. It holds no secret.</summary>
public sealed class ConsoleGoal
{
    internal ConsoleGoal(string name, SessionId session, Uri issuer, Uri start, Uri? destination)
    {
        Name = name;
        Session = session.ToString();
        Issuer = issuer;
        Start = start;
        Destination = destination;
    }

    /// <summary>The id of the session.</summary>
    public string Session { get; }

    /// <summary>The host at which the browser begins: the portal's, or that of the sign-in.</summary>
    public string Host => Start.Authority;

    /// <summary>What the user passed.</summary>
    internal string Name { get; }

    /// <summary>The portal of the session.</summary>
    internal Uri Issuer { get; }

    /// <summary>The link through the portal, whole; or the sign-in, which still lacks its token.</summary>
    internal Uri Start { get; }

    /// <summary>Where a federated sign-in leads; null for a link through the portal.</summary>
    internal Uri? Destination { get; }
}
