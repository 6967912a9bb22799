using LeappSso.Ports;

namespace LeappSso.Engine;

/// <summary>Tells nobody anything.</summary>
internal sealed class SilentLog : IEngineLog
{
    internal static SilentLog Instance { get; } = new();

    /// <inheritdoc/>
    public void Verbose(string message)
    {
    }

    /// <inheritdoc/>
    public void Warning(string message)
    {
    }

    /// <inheritdoc/>
    public void Failure(LeappException failure)
    {
    }

    /// <inheritdoc/>
    public void ShowLogin(LoginPrompt prompt)
    {
    }

    /// <inheritdoc/>
    public void Progress(EngineProgress progress)
    {
    }
}
