using System.Management.Automation;
using LeappSso.Ports;

namespace LeappSso.Cmdlets.Pipeline;

/// <summary>Brings what the engine tells to the streams of PowerShell.</summary>
internal sealed class PipelineLog(PSCmdlet cmdlet, PipelinePump pump) : IEngineLog
{
    private const int ActivityId = 5550;
    private static readonly TimeSpan s_progressPace = TimeSpan.FromMilliseconds(100);

    private long _lastProgress;
    private string? _openActivity;

    /// <inheritdoc/>
    public void Verbose(string message) => pump.Tell(() => cmdlet.WriteVerbose(message));

    /// <inheritdoc/>
    public void Warning(string message) => pump.Tell(() => cmdlet.WriteWarning(message));

    /// <inheritdoc/>
    public void Failure(LeappException failure) => pump.Post(() => cmdlet.WriteError(ErrorTable.ToRecord(failure)));

    /// <inheritdoc/>
    public void ShowLogin(LoginPrompt prompt)
    {
        pump.Post(() =>
        {
            Show(LoginText.Lines(prompt));
            Show(LoginText.QrCode(prompt, cmdlet.Host, cmdlet.WriteVerbose));
        });
    }

    private void Show(IEnumerable<string> lines)
    {
        foreach (string line in lines)
        {
            HostText.Show(cmdlet, line);
        }
    }

    /// <inheritdoc/>
    public void Progress(EngineProgress progress)
    {
        long now = TimeProvider.System.GetTimestamp();
        long last = Interlocked.Read(ref _lastProgress);
        if ((last != 0 && TimeProvider.System.GetElapsedTime(last, now) < s_progressPace)
            || Interlocked.CompareExchange(ref _lastProgress, now, last) != last)
        {
            return;
        }

        pump.Tell(() =>
        {
            _openActivity = progress.Activity;
            cmdlet.WriteProgress(new ProgressRecord(ActivityId, progress.Activity, progress.Status)
            {
                PercentComplete = progress.PercentComplete ?? -1,
                SecondsRemaining = progress.TimeLeft is { } left ? (int)Math.Ceiling(left.TotalSeconds) : -1,
            });
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
