using LeappSso.Ports;

namespace LeappSso.CredentialHelper;

/// <summary>The environment variables of this process, with the workspace that this program serves.</summary>
internal sealed class OwnVariables(string? workspace) : IVariables
{
    /// <inheritdoc/>
    public string? this[string name]
    {
        get => name == OwnFolder.Variable ? workspace : Environment.GetEnvironmentVariable(name);
        set => Environment.SetEnvironmentVariable(name, value);
    }
}
