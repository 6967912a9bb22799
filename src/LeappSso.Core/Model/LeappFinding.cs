namespace LeappSso;

/// <summary>What a check of the AWS files, the variables, the helper or the workspace has found.</summary>
public sealed record LeappFinding
{
    /// <summary>The name of the check.</summary>
    public required string Name { get; init; }

    /// <summary>How bad it is.</summary>
    public LeappFindingStatus Status { get; init; }

    /// <summary>What was found, and where. Never holds a secret.</summary>
    public required string Detail { get; init; }

    /// <summary>What to do about it; null where nothing is to be done.</summary>
    public string? Advice { get; init; }

    /// <summary>The file or folder, or the environment variable; null where it is about none.</summary>
    public string? Target { get; init; }

    /// <summary>The line of the file, counted from 1; null where it is about none.</summary>
    public int? Line { get; init; }
}

/// <summary>How bad a finding is.</summary>
public enum LeappFindingStatus
{
    /// <summary>All is well.</summary>
    Ok,
    /// <summary>Worth knowing; nothing is wrong.</summary>
    Note,
    /// <summary>Some tool misreads something, some profile does not work, or something can be seen by others.</summary>
    Warning,
    /// <summary>Some tool fails whatever the profile, or something that is in use does not work at all.</summary>
    Error,
}
