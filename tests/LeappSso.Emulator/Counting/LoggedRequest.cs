namespace LeappSso.Emulator;

/// <summary>A request as the emulator remembers it, in order of arrival.</summary>
public sealed class LoggedRequest
{
    /// <summary>When it arrived, by the emulator's clock without the offset.</summary>
    public required DateTimeOffset Time { get; init; }

    public required Operation Operation { get; init; }

    public required string Method { get; init; }

    public required string Path { get; init; }

    public string? UserAgent { get; init; }

    /// <summary>The account it names, if any.</summary>
    public string? AccountId { get; init; }

    /// <summary>The role it names, if any.</summary>
    public string? RoleName { get; init; }

    /// <summary>HTTP status of the answer; 0 until it is known, and for a reset connection.</summary>
    public int Status { get; internal set; }
}
