using System.Collections.Concurrent;
using LeappSso.Ports;

namespace LeappSso.Core.Tests.Fakes;

/// <summary>Keeps what the engine tells.</summary>
internal sealed class RecordingLog : IEngineLog
{
    public ConcurrentQueue<string> VerboseLines { get; } = new();

    public ConcurrentQueue<string> Warnings { get; } = new();

    public ConcurrentQueue<LeappException> Failures { get; } = new();

    public ConcurrentQueue<LoginPrompt> Prompts { get; } = new();

    public ConcurrentQueue<EngineProgress> ProgressLines { get; } = new();

    public void Verbose(string message) => VerboseLines.Enqueue(message);

    public void Warning(string message) => Warnings.Enqueue(message);

    public void Failure(LeappException failure) => Failures.Enqueue(failure);

    public void ShowLogin(LoginPrompt prompt) => Prompts.Enqueue(prompt);

    /// <summary>Called when progress is told.</summary>
    public Action<EngineProgress> OnProgress { get; set; } = _ => { };

    public void Progress(EngineProgress progress)
    {
        ProgressLines.Enqueue(progress);
        OnProgress(progress);
    }
}
