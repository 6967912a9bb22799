namespace LeappSso.Emulator;

/// <summary>How an answer is disturbed.</summary>
public enum FaultKind
{
    /// <summary>The service's typed error with <see cref="FaultRule.Status"/>.</summary>
    Error,
    /// <summary><see cref="FaultRule.Status"/> without a body.</summary>
    Empty,
    /// <summary>A web page with <see cref="FaultRule.Status"/>, as from a captive portal or a company proxy.</summary>
    Html,
    /// <summary><see cref="FaultRule.Body"/> with <see cref="FaultRule.Status"/>.</summary>
    Raw,
    /// <summary>The true answer, cut off in the middle.</summary>
    Truncated,
    /// <summary>The true answer, spread over <see cref="FaultRule.DelayMs"/>.</summary>
    SlowBody,
    /// <summary>A TCP reset instead of an answer.</summary>
    Reset,
}
