namespace LeappSso.Emulator;

/// <summary>Which requests are disturbed, and how.</summary>
public sealed record FaultRule
{
    /// <summary>The way of disturbing.</summary>
    public required FaultKind Kind { get; init; }

    /// <summary>The operation, or null for each one of OIDC, portal and STS.</summary>
    public Operation? Operation { get; init; }

    /// <summary>Only requests that name this account.</summary>
    public string? AccountId { get; init; }

    /// <summary>How many matching requests pass undisturbed first.</summary>
    public int Skip { get; init; }

    /// <summary>How many requests are disturbed; null: all from then on.</summary>
    public int? Times { get; init; }

    /// <summary>The chance that a matching request is disturbed, 0 to 1.</summary>
    public double Probability { get; init; } = 1;

    /// <summary>HTTP status of Error, Empty, Html and Raw; 0: 500 for Error, 200 for the others.</summary>
    public int Status { get; init; }

    /// <summary>Error code instead of the usual one of the status: <c>slow_down</c>, <c>ForbiddenException</c>, ...</summary>
    public string? Code { get; init; }

    /// <summary>Seconds in a Retry-After header.</summary>
    public int? RetryAfter { get; init; }

    /// <summary>Body of Raw.</summary>
    public string? Body { get; init; }

    /// <summary>Content type of Raw.</summary>
    public string ContentType { get; init; } = "application/json";

    /// <summary>Milliseconds over which SlowBody spreads the answer.</summary>
    public int DelayMs { get; init; } = 1000;

    internal bool Replaces => Kind is FaultKind.Error or FaultKind.Empty or FaultKind.Html or FaultKind.Raw;

    internal Answer Replacement(Service service)
    {
        Answer answer = Kind switch
        {
            FaultKind.Error => ServiceError.ForStatus(service, Status == 0 ? 500 : Status, Code),
            FaultKind.Html => Answer.Html(StatusOr200, "<!doctype html><title>Sign in to the network</title><p>Please sign in."),
            FaultKind.Raw => Answer.Text(StatusOr200, ContentType, Body ?? ""),
            _ => Answer.Empty(StatusOr200),
        };
        return answer with { RetryAfter = RetryAfter };
    }

    private int StatusOr200 => Status == 0 ? 200 : Status;
}
