using LeappSso.Views;

namespace LeappSso;

/// <summary>The one exception of the engine: a code, a sentence for the user, and what it concerns.</summary>
public sealed class LeappException : Exception
{
    /// <summary>Makes an exception.</summary>
    /// <param name="code">What went wrong.</param>
    /// <param name="message">
    /// What happened, to what, and what to do next. Never holds a secret. Names of others may stand in it as they are: what of it would steer
    /// a terminal or hide is written out.
    /// </param>
    /// <param name="target">What the user passed, or the name of the thing concerned.</param>
    /// <param name="innerException">The cause, if it is of a type of the framework.</param>
    public LeappException(LeappErrorCode code, string message, object? target = null, Exception? innerException = null)
        : base(CellText.OfLines(message), innerException)
    {
        Code = code;
        Target = target;
    }

    /// <summary>What went wrong; its name is the error id.</summary>
    public LeappErrorCode Code { get; }

    /// <summary>What the user passed, or the name of the thing concerned.</summary>
    public object? Target { get; }
}
