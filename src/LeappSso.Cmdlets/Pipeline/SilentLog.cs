using LeappSso.Ports;

namespace LeappSso.Cmdlets.Pipeline;

/// <summary>For a command that runs at each prompt and must not say a word.</summary>
internal sealed class SilentLog : IEngineLog
{
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
