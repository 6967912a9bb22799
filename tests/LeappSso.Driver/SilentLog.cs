using LeappSso.Ports;

namespace LeappSso.Driver;

/// <summary>Keeps what failed, and nothing else.</summary>
internal sealed class SilentLog : IEngineLog
{
    internal List<LeappException> Failures { get; } = [];

    public void Verbose(string message)
    {
    }

    public void Warning(string message)
    {
    }

    public void Failure(LeappException failure) => Failures.Add(failure);

    public void ShowLogin(LoginPrompt prompt)
    {
    }

    public void Progress(EngineProgress progress)
    {
    }
}
