using System.Globalization;
using System.Management.Automation;

namespace LeappSso;

/// <summary>An error of a block that ran with the credentials of a session: the error as it was, and the session.</summary>
public sealed class LeappSessionError : ErrorRecord
{
    /// <summary>Makes it of the error.</summary>
    /// <param name="error">The error as the block gave it.</param>
    /// <param name="session">The session.</param>
    /// <param name="block">The block, to tell in which of its lines the error came up; null to leave that.</param>
    /// <param name="isHere">Whether the block ran in this PowerShell.</param>
    internal LeappSessionError(ErrorRecord error, LeappSession session, ScriptBlock? block, bool isHere)
        : base(error, null)
    {
        Original = error;
        Session = session;
        string text = error.ErrorDetails?.Message is { Length: > 0 } details ? details : error.Exception.Message;
        ErrorDetails = new ErrorDetails($"{session.Id}: {text}{Place(error, block, isHere)}")
        {
            RecommendedAction = error.ErrorDetails?.RecommendedAction,
        };
    }

    /// <summary>The session.</summary>
    public LeappSession Session { get; }

    /// <summary>The error as the block gave it, with its own place in the script.</summary>
    public ErrorRecord Original { get; }

    /// <summary>The alias of its integration.</summary>
    public string Integration => Session.Integration;

    /// <summary>Its account: 12 digits.</summary>
    public string AccountId => Session.AccountId;

    /// <summary>The name of its account.</summary>
    public string AccountName => Session.AccountName;

    /// <summary>Its role.</summary>
    public string RoleName => Session.RoleName;

    /// <summary>The line of a block that has several.</summary>
    private static string Place(ErrorRecord error, ScriptBlock? block, bool isHere)
    {
        if (block?.Ast.Extent is not { } extent || extent.EndLineNumber == extent.StartLineNumber
            || error.InvocationInfo is not { ScriptLineNumber: > 0 } place)
        {
            return string.Empty;
        }

        // In a worker the block is the whole script; here it is part of one.
        int line = isHere ? place.ScriptLineNumber - extent.StartLineNumber + 1 : place.ScriptLineNumber;
        bool isInBlock = line >= 1 && line <= extent.EndLineNumber - extent.StartLineNumber + 1 && (!isHere || place.ScriptName == (block.File ?? string.Empty));
        return isInBlock ? string.Create(CultureInfo.InvariantCulture, $" (line {line} of the block)") : string.Empty;
    }
}
