namespace LeappSso.Engine;

/// <summary>What a person wants to be looked at.</summary>
public sealed record DiagnosisRequest
{
    /// <summary>Which checks, by their names; null for all.</summary>
    public Func<string, bool>? Wanted { get; init; }

    /// <summary>Whether nothing may be called.</summary>
    public bool Offline { get; init; }

    /// <summary>The version of PowerShell; null if it is not known.</summary>
    public string? PowerShellVersion { get; init; }
}
