using System.Collections.Concurrent;
using LeappSso.Ports;

namespace LeappSso.Browser.Tests.Support;

/// <summary>What the terminal would show.</summary>
internal sealed class LoginLog : IEngineLog
{
    private readonly TaskCompletionSource<LoginPrompt> _prompt = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when the person was told where to log in.</summary>
    internal Task<LoginPrompt> Prompt => _prompt.Task;

    internal ConcurrentQueue<string> Warnings { get; } = new();

    public void Verbose(string message)
    {
    }

    public void Warning(string message) => Warnings.Enqueue(message);

    public void Failure(LeappException failure) => Warnings.Enqueue(failure.Message);

    public void ShowLogin(LoginPrompt prompt) => _prompt.TrySetResult(prompt);

    public void Progress(EngineProgress progress)
    {
    }
}
