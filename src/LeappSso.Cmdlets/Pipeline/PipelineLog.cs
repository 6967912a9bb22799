using System.Management.Automation;
using LeappSso.Ports;

namespace LeappSso.Cmdlets.Pipeline;

/// <summary>Brings what the engine tells to the streams of PowerShell.</summary>
/// <param name="cmdlet">The command.</param>
/// <param name="pump">The way to its thread.</param>
/// <param name="isNewWarning">Whether it has not yet given a warning: a command with several turns looks at one thing more than once.</param>
internal sealed class PipelineLog(PSCmdlet cmdlet, PipelinePump pump, Predicate<string> isNewWarning) : IEngineLog
{
    private const int ActivityId = 5550;
    private static readonly TimeSpan s_progressPace = TimeSpan.FromMilliseconds(100);

    // What is over by then needs no bar, which would only flicker.
    private readonly long _start = TimeProvider.System.GetTimestamp();

    private long _lastProgress;
    private EngineProgress? _counted;
    private EngineProgress? _begun;
    private string? _doing;
    private string? _openActivity;

    /// <summary>How long a command works before it shows a bar.</summary>
    internal static TimeSpan Patience { get; } = TimeSpan.FromMilliseconds(500);

    /// <inheritdoc/>
    public void Verbose(string message)
    {
        _doing = message;
        pump.Tell(() =>
        {
            cmdlet.WriteVerbose(message);
            if (_openActivity is not null && _counted is null)
            {
                ShowWaiting();
            }
        });
    }

    /// <inheritdoc/>
    public void Warning(string message)
    {
        if (isNewWarning(message))
        {
            pump.Tell(() => cmdlet.WriteWarning(message));
        }
    }

    /// <inheritdoc/>
    public void Failure(LeappException failure) => pump.Post(() => cmdlet.WriteError(ErrorTable.ToRecord(failure)));

    /// <inheritdoc/>
    public void ShowLogin(LoginPrompt prompt)
    {
        _doing = "Waiting for the login in the browser";
        pump.Post(() =>
        {
            ShowLines(LoginText.Lines(prompt));
            ShowLines(LoginText.QrCode(prompt, cmdlet.Host, cmdlet.WriteVerbose));
        });
    }

    private void ShowLines(IEnumerable<string> lines)
    {
        foreach (string line in lines)
        {
            HostText.Show(cmdlet, line);
        }
    }

    /// <inheritdoc/>
    public void Progress(EngineProgress progress)
    {
        _counted = progress.PercentComplete is null ? null : progress;
        if (_counted is null)
        {
            // Until there is something to count, what is done right now says more.
            (_begun, _doing) = (progress, null);
        }

        long now = TimeProvider.System.GetTimestamp();
        long last = Interlocked.Read(ref _lastProgress);
        if (TimeProvider.System.GetElapsedTime(_start, now) < Patience
            || (last != 0 && TimeProvider.System.GetElapsedTime(last, now) < s_progressPace)
            || Interlocked.CompareExchange(ref _lastProgress, now, last) != last)
        {
            return;
        }

        pump.Tell(() => Show(progress));
    }

    /// <summary>
    /// Says that the command is still at work, and at what, where it has said nothing for a while. To be called on the pipeline thread.
    /// </summary>
    internal void ShowWaiting() => Show(_counted ?? new EngineProgress(
        _begun?.Activity ?? cmdlet.MyInvocation.MyCommand.Name, _doing ?? _begun?.Status ?? "At work", null, null));

    private void Show(EngineProgress progress)
    {
        _openActivity = progress.Activity;
        cmdlet.WriteProgress(new ProgressRecord(ActivityId, progress.Activity, progress.Status)
        {
            PercentComplete = progress.PercentComplete ?? -1,
            SecondsRemaining = progress.TimeLeft is { } left ? (int)Math.Ceiling(left.TotalSeconds) : -1,
        });
    }

    /// <summary>Takes the progress bar away. To be called on the pipeline thread.</summary>
    internal void CloseProgress()
    {
        if (_openActivity is not { } activity)
        {
            return;
        }

        _openActivity = null;
        try
        {
            cmdlet.WriteProgress(new ProgressRecord(ActivityId, activity, " ") { RecordType = ProgressRecordType.Completed });
        }
        catch (PipelineStoppedException)
        {
            // A stopped pipeline takes nothing more; the host takes its bars away by itself.
        }
    }
}
