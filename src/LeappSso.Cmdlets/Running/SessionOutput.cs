using System.Management.Automation;

namespace LeappSso.Cmdlets.Running;

/// <summary>Brings what a block gives to the streams of the command, stamped with the session, as it comes.</summary>
/// <param name="cmdlet">The command.</param>
/// <param name="session">The session.</param>
/// <param name="block">The block, where errors are placed by the line in it; null where there is none.</param>
/// <param name="stamp">Says of objects where they come from. Of a block that runs in this PowerShell, the output holds the records of all streams but errors.</param>
/// <param name="deliver">Lets a write happen where writing is allowed.</param>
internal sealed class SessionOutput(PSCmdlet cmdlet, LeappSession session, ScriptBlock? block, SessionStamp stamp, Action<Action> deliver)
{
    private readonly List<LeappSessionError> _told = [];
    private int _errors;

    /// <summary>The errors that were written.</summary>
    internal IReadOnlyList<LeappSessionError> Told => _told;

    /// <summary>Whether the block gave an error.</summary>
    internal bool HasErrors => Volatile.Read(ref _errors) > 0;

    /// <summary>Takes what a shell gives from now on.</summary>
    /// <param name="shell">The shell.</param>
    /// <returns>Where its output goes.</returns>
    internal PSDataCollection<PSObject> Attach(PowerShell shell)
    {
        PSDataCollection<PSObject> output = [];
        Forward(output, stamp.IsHere ? WriteMerged : Write);
        Forward(shell.Streams.Error, Write);
        Forward(shell.Streams.Warning, Write);
        Forward(shell.Streams.Verbose, Write);
        Forward(shell.Streams.Debug, Write);
        Forward(shell.Streams.Information, Write);
        Forward(shell.Streams.Progress, cmdlet.WriteProgress);
        return output;
    }

    /// <summary>Tells an error.</summary>
    internal void Fail(ErrorRecord error)
    {
        Interlocked.Increment(ref _errors);
        deliver(() => Write(error));
    }

    /// <summary>Tells a warning.</summary>
    internal void Warn(string message) => deliver(() => cmdlet.WriteWarning(Named(message)));

    private void Forward<T>(PSDataCollection<T> stream, Action<T> write) => stream.DataAdded += (_, _) =>
    {
        foreach (T item in stream.ReadAll())
        {
            if (item is ErrorRecord error && !NativeError.Is(error))
            {
                Interlocked.Increment(ref _errors);
            }

            deliver(() => write(item));
        }
    };

    private void WriteMerged(PSObject? item)
    {
        switch (item?.BaseObject)
        {
            case WarningRecord record:
                Write(record);
                break;
            case VerboseRecord record:
                Write(record);
                break;
            case DebugRecord record:
                Write(record);
                break;
            case InformationRecord record:
                Write(record);
                break;
            default:
                Write(item);
                break;
        }
    }

    private void Write(PSObject? item) => cmdlet.WriteObject(stamp.Put(item, session));

    private void Write(WarningRecord record) => cmdlet.WriteWarning(Named(record.Message));

    private void Write(VerboseRecord record) => cmdlet.WriteVerbose(Named(record.Message));

    private void Write(DebugRecord record) => cmdlet.WriteDebug(Named(record.Message));

    private void Write(ErrorRecord error)
    {
        if (!NativeError.Is(error))
        {
            Write(new LeappSessionError(error, session, block, stamp.IsHere));
        }
        else if (!NativeError.IsBlank(error))
        {
            NativeError.Write(cmdlet, new LeappSessionError(error, session, null, stamp.IsHere), Write);
        }
    }

    private void Write(LeappSessionError error)
    {
        _told.Add(error);
        cmdlet.WriteError(error);
    }

    private void Write(InformationRecord record)
    {
        if (record.Tags.Contains("PSHOST"))
        {
            cmdlet.WriteInformation(HostMessage.Of(record.MessageData), ["PSHOST"]);
        }
        else
        {
            cmdlet.WriteInformation(record);
        }
    }

    private string Named(string message) => $"{session.Id}: {message}";
}
