using System.Globalization;
using System.Management.Automation;
using LeappSso.Ports;

namespace LeappSso.Cmdlets.Pipeline;

/// <summary>Brings what the engine tells to the streams of PowerShell.</summary>
internal sealed class PipelineLog(Cmdlet cmdlet, PipelinePump pump) : IEngineLog
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
        foreach (string line in LoginText.Lines(prompt))
        {
            // As Write-Host does: seen in the host, and still not in $x of '$x = Connect-LeappSso'.
            pump.Post(() => cmdlet.WriteInformation(new HostInformationMessage { Message = line }, ["PSHOST"]));
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
            });
        });
    }

    /// <summary>Takes the progress bar away. To be called on the pipeline thread.</summary>
    internal void CloseProgress()
    {
        if (_openActivity is { } activity)
        {
            _openActivity = null;
            cmdlet.WriteProgress(new ProgressRecord(ActivityId, activity, " ") { RecordType = ProgressRecordType.Completed });
        }
    }
}

/// <summary>The words that ask a person to log in.</summary>
internal static class LoginText
{
    internal static IEnumerable<string> Lines(LoginPrompt prompt)
    {
        double whole = Math.Ceiling(prompt.ExpiresIn.TotalMinutes);
        string time = whole == 1 ? "there is 1 minute" : string.Create(CultureInfo.InvariantCulture, $"there are {whole:0} minutes");
        if (prompt.UserCode is { Length: > 0 } code)
        {
            yield return $"To log in to '{prompt.Integration}', open this address in any browser:";
            yield return $"    {prompt.Address.AbsoluteUri}";
            yield return $"and allow the request if it shows the code  {code}  ({time}).";
        }
        else
        {
            yield return $"To log in to '{prompt.Integration}', allow the request in the browser ({time}). If none opens, go to:";
            yield return $"    {prompt.Address.AbsoluteUri}";
        }
    }
}
