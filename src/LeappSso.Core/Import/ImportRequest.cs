namespace LeappSso.Import;

/// <summary>What a person gives to take settings over from another tool.</summary>
/// <param name="Source">The tool.</param>
public sealed record ImportRequest(LeappImportSource Source)
{
    /// <summary>The file; null for where the tool has it.</summary>
    public string? Path { get; init; }

    /// <summary>The id of the machine that wrote the workspace of Leapp; null for this one's.</summary>
    public string? MachineId { get; init; }

    /// <summary>Whether nothing is to be kept, only told.</summary>
    public bool OnlyTells { get; init; }
}
