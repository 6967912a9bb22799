namespace LeappSso.Ports;

/// <summary>The environment variables of this process.</summary>
internal interface IVariables
{
    /// <summary>A variable; null if it is not there. Setting null takes it away.</summary>
    string? this[string name] { get; set; }
}
