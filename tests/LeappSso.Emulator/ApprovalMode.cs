namespace LeappSso.Emulator;

/// <summary>How the person at the browser decides.</summary>
public enum ApprovalMode
{
    /// <summary>Every login is allowed at once.</summary>
    Automatic,
    /// <summary>A login waits for a click, the C# API or the control endpoint.</summary>
    Manual,
    /// <summary>Every login is denied at once.</summary>
    Deny,
}
