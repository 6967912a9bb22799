namespace LeappSso;

/// <summary>What became of one thing that was found in the settings of another tool.</summary>
public sealed record LeappImportItem
{
    /// <summary>What became of it.</summary>
    public LeappImportStatus Status { get; init; }

    /// <summary>What it is.</summary>
    public LeappImportKind Kind { get; init; }

    /// <summary>Its name here where it was taken: an alias or the id of a session; else its name there.</summary>
    public required string Name { get; init; }

    /// <summary>What is to be known about it, and why it was not taken; null where there is nothing to say. Never holds a secret.</summary>
    public string? Detail { get; init; }
}

/// <summary>What became of a thing.</summary>
public enum LeappImportStatus
{
    /// <summary>It was taken over.</summary>
    Added,
    /// <summary>It is known here already; the settings it has here are kept.</summary>
    Unchanged,
    /// <summary>It was left out.</summary>
    NotTaken,
}

/// <summary>The kinds of thing that are taken over.</summary>
public enum LeappImportKind
{
    /// <summary>An access portal.</summary>
    Integration,
    /// <summary>A role in an account.</summary>
    Session,
    /// <summary>Something else that the other tool keeps.</summary>
    Setting,
}

/// <summary>Where settings are taken over from.</summary>
public enum LeappImportSource
{
    /// <summary>The config file of AWS CLI and the SDKs.</summary>
    AwsConfig,
    /// <summary>The workspace of the Leapp desktop application.</summary>
    Leapp,
}
