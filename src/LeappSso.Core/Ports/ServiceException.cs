namespace LeappSso.Ports;

/// <summary>The kinds of failure of a service call that the engine tells apart.</summary>
public enum ServiceFault
{
    /// <summary>The person has not decided yet.</summary>
    AuthorizationPending,
    /// <summary>Polled too fast.</summary>
    SlowDown,
    /// <summary>The device code has expired.</summary>
    ExpiredCode,
    /// <summary>The person refused.</summary>
    Denied,
    /// <summary>The code or refresh token is not accepted (any more).</summary>
    InvalidGrant,
    /// <summary>The client registration is not accepted (any more).</summary>
    InvalidClient,
    /// <summary>The request itself is refused.</summary>
    InvalidRequest,
    /// <summary>HTTP 401: the access token is not accepted.</summary>
    Unauthorized,
    /// <summary>HTTP 403: no access to this account or role.</summary>
    Forbidden,
    /// <summary>HTTP 404: no such account or role.</summary>
    NotFound,
    /// <summary>HTTP 429: too many requests.</summary>
    Throttled,
    /// <summary>HTTP 5xx, a broken connection or a truncated answer: may work when tried again.</summary>
    Unavailable,
    /// <summary>The answer is not from AWS, for example a page of a proxy.</summary>
    NotAnAwsAnswer,
    /// <summary>The answer lacks what it is for.</summary>
    Incomplete,
}

/// <summary>A failed service call, as text only: no type of the AWS SDK leaves the adapter.</summary>
/// <param name="fault">The kind of failure.</param>
/// <param name="operation">The operation, by its API name.</param>
/// <param name="message">What the service or the transport said; may be empty, as some services send none.</param>
public sealed class ServiceException(ServiceFault fault, string operation, string message) : Exception(message)
{
    /// <summary>The kind of failure.</summary>
    public ServiceFault Fault { get; } = fault;

    /// <summary>The operation, by its API name.</summary>
    public string Operation { get; } = operation;

    /// <summary>The HTTP status; null if there was no answer.</summary>
    public int? StatusCode { get; init; }

    /// <summary>The error code the service gave; null if none.</summary>
    public string? ErrorCode { get; init; }

    /// <summary>The request id by which AWS support finds the call; null if none.</summary>
    public string? RequestId { get; init; }

    /// <summary>The host that was called.</summary>
    public string? Host { get; init; }

    /// <summary>How long the service asks to wait; null if it did not say.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>What to do about a service that did not do its work: an error of its own passes, a broken connection is to be looked into.</summary>
    public string Remedy => StatusCode >= 500 ? "Try again in a minute." : "Check the network, then try again.";

    /// <summary>The failure in one clause: operation, host, status, code, text and request id, as far as known.</summary>
    public string Describe()
    {
        string said = Message.Length > 0 ? VisibleText.Of(Message).TrimEnd('.') : Code ?? "no reason given";
        List<string> facts = [];
        if (StatusCode is int status)
        {
            facts.Add($"HTTP {status}");
        }

        if (Code is { Length: > 0 } code && code != said)
        {
            facts.Add(code);
        }

        if (RequestId is { Length: > 0 } id)
        {
            facts.Add($"request id {VisibleText.Of(id)}");
        }

        string where = Host is null ? Operation : $"{Operation} at {Host}";
        return facts.Count == 0 ? $"{where}: {said}" : $"{where}: {said} ({string.Join(", ", facts)})";
    }

    private string? Code => ErrorCode is null ? null : VisibleText.Of(ErrorCode);
}
