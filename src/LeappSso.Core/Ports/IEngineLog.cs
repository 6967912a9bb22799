namespace LeappSso.Ports;

/// <summary>What the engine tells while it works. Called from any thread; nothing told here holds a secret.</summary>
public interface IEngineLog
{
    /// <summary>What is being done and why.</summary>
    /// <param name="message">A sentence.</param>
    void Verbose(string message);

    /// <summary>Something the user should know, though the command goes on.</summary>
    /// <param name="message">A sentence or two.</param>
    void Warning(string message);

    /// <summary>Something that failed while the rest goes on.</summary>
    /// <param name="failure">What failed.</param>
    void Failure(LeappException failure);

    /// <summary>What the person must see and do to log in. Shown before a browser opens.</summary>
    /// <param name="prompt">Address and code.</param>
    void ShowLogin(LoginPrompt prompt);

    /// <summary>How far the work is.</summary>
    /// <param name="progress">What is done.</param>
    void Progress(EngineProgress progress);
}

/// <summary>What the person must see and do to log in.</summary>
/// <param name="Integration">The alias of the integration.</param>
/// <param name="Address">The page to open.</param>
/// <param name="UserCode">The code to compare or type; null for a login in the browser of this machine.</param>
/// <param name="ExpiresIn">How long there is time.</param>
/// <param name="Opens">Whether a browser of this machine is opened on it.</param>
public sealed record LoginPrompt(string Integration, Uri Address, string? UserCode, TimeSpan ExpiresIn, bool Opens);

/// <summary>How far the work is.</summary>
/// <param name="Activity">What is done, and for which integration.</param>
/// <param name="Status">Counts, in words.</param>
/// <param name="PercentComplete">0 to 100; null while unknown.</param>
/// <param name="TimeLeft">How long it will still take; null while unknown.</param>
public sealed record EngineProgress(string Activity, string Status, int? PercentComplete, TimeSpan? TimeLeft);
