namespace LeappSso.Reliability.Tests;

/// <summary>The login that is there before a command begins.</summary>
internal enum LoginState
{
    /// <summary>None.</summary>
    None,
    /// <summary>None, but this machine is registered.</summary>
    Registered,
    /// <summary>One that lives for hours.</summary>
    Valid,
    /// <summary>One that has ended and can be renewed.</summary>
    Ended,
}
