namespace LeappSso.Ports;

/// <summary>What became of an attempt to reach a service.</summary>
public enum ReachFault
{
    /// <summary>An answer of AWS came.</summary>
    None,
    /// <summary>Nothing was called, because the address cannot be.</summary>
    BadAddress,
    /// <summary>The name of the host has no address here.</summary>
    NameUnknown,
    /// <summary>No connection was made, or it broke.</summary>
    NoConnection,
    /// <summary>The proxy cannot be reached, or refuses.</summary>
    ProxyRefused,
    /// <summary>TLS failed: the certificate is not trusted, or no common ground was found.</summary>
    NotTrusted,
    /// <summary>Something answered that is not AWS.</summary>
    NotAws,
    /// <summary>No answer came in time.</summary>
    NoAnswer,
}

/// <summary>Whether the login service of a region can be reached from here.</summary>
/// <param name="Host">The host that was called.</param>
/// <param name="Fault">What became of it.</param>
/// <param name="Said">What the transport or the answer said; null for an answer of AWS. Never holds a secret.</param>
public sealed record ServiceReach(string Host, ReachFault Fault, string? Said)
{
    /// <summary>The proxy that was used, as host and port; null for none.</summary>
    public string? Proxy { get; init; }

    /// <summary>How far the clock of AWS is ahead of this machine's (negative: behind); null where no answer of AWS told.</summary>
    public TimeSpan? ClockDifference { get; init; }
}
