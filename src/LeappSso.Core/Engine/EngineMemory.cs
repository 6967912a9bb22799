using LeappSso.Store;

namespace LeappSso.Engine;

/// <summary>What a PowerShell session holds between commands. It goes with the session.</summary>
public sealed class EngineMemory
{
    /// <summary>Logins, for where the shared cache cannot be written.</summary>
    internal TokenMemory Tokens { get; } = new();

    /// <summary>Logins that are kept in memory because that is wanted.</summary>
    internal LoginMemory Logins { get; } = new();

    /// <summary>The session that was last found to be in use.</summary>
    internal UsedSessionMemory Used { get; } = new();

    /// <summary>What the variables were before a session was activated by them.</summary>
    /// <remarks>A block that runs in this process with other variables has a memory of its own meanwhile.</remarks>
    public VariableMemory Variables { get; set; } = new();
}
