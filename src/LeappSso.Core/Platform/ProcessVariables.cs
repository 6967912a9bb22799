using LeappSso.Ports;

namespace LeappSso.Platform;

/// <summary>The environment variables of this process, as every program started from it inherits them.</summary>
internal sealed class ProcessVariables : IVariables
{
    /// <inheritdoc/>
    public string? this[string name]
    {
        get => Environment.GetEnvironmentVariable(name);
        set => Environment.SetEnvironmentVariable(name, value);
    }
}
