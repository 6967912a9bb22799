namespace LeappSso.Reliability.Tests;

/// <summary>How the engine has to take a fault, whatever it looks like.</summary>
internal enum FaultKind
{
    /// <summary>No fault for a client that knows what services may do.</summary>
    Harmless,
    /// <summary>No answer, half an answer, or an error of the server: the call is made again.</summary>
    Broken,
    /// <summary>The same, and each call takes as long as the patience with it.</summary>
    Silent,
    /// <summary>Too many requests: waited out.</summary>
    Throttled,
    /// <summary>Something that is not AWS answered.</summary>
    Stranger,
    /// <summary>AWS answered without what was asked for.</summary>
    Incomplete,
    /// <summary>HTTP 400.</summary>
    Refused,
    /// <summary>HTTP 401.</summary>
    Unauthorized,
    /// <summary>HTTP 403.</summary>
    Forbidden,
    /// <summary>HTTP 404.</summary>
    NotFound,
    /// <summary>The grant is not accepted any more.</summary>
    GrantEnded,
    /// <summary>The device code has expired.</summary>
    CodeExpired,
}
