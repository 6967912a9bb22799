namespace LeappSso.Reliability.Tests;

/// <summary>A way in which an answer goes wrong.</summary>
/// <param name="Name">What the table calls it.</param>
/// <param name="Kind">How the engine has to take it.</param>
/// <param name="DisturbAsync">Makes of the true answer what arrives.</param>
internal sealed record Fault(
    string Name, FaultKind Kind, Func<HttpResponseMessage, Surroundings, CancellationToken, Task<HttpResponseMessage>> DisturbAsync)
{
    /// <summary>Whether the service has done nothing of what it was asked.</summary>
    internal bool Replaces { get; init; }

    /// <summary>The calls that it makes sense for.</summary>
    internal Func<Call, bool> Fits { get; init; } = _ => true;

    /// <summary>Whether nothing but the status tells what it is.</summary>
    internal bool IsBare { get; init; }

    /// <summary>Whether the clock of AWS differs from the one of this machine.</summary>
    internal bool IsSkew { get; init; }

    /// <summary>How it has to be taken for some calls; null for <see cref="Kind"/>.</summary>
    internal Func<Call, FaultKind?> KindFor { get; init; } = _ => null;

    /// <summary>Whether a proxy may just as well have refused.</summary>
    internal bool IsBareRefusal => IsBare && Kind == FaultKind.Forbidden;

    public override string ToString() => Name;

    /// <summary>One in which something else comes instead of the true answer.</summary>
    internal static Fault Instead(string name, FaultKind kind, Func<Surroundings, HttpResponseMessage> answer) => new(
        name,
        kind,
        (before, around, _) =>
        {
            HttpResponseMessage after = answer(around);
            after.RequestMessage = before.RequestMessage;
            after.Headers.Date = before.Headers.Date;
            return Task.FromResult(after);
        })
    {
        Replaces = true,
    };

    /// <summary>One in which no answer comes.</summary>
    internal static Fault Broken(string name, Func<Exception> failure) =>
        new(name, FaultKind.Broken, (_, _, _) => Task.FromException<HttpResponseMessage>(failure())) { Replaces = true };

    /// <summary>One in which the body is another one.</summary>
    internal static Fault Body(string name, FaultKind kind, Func<byte[], Surroundings, HttpContent> change) => new(
        name,
        kind,
        async (answer, around, cancellationToken) =>
        {
            HttpContent content = answer.Content;
            answer.Content = change(await content.ReadAsByteArrayAsync(cancellationToken), around);
            answer.Content.Headers.ContentType ??= content.Headers.ContentType;
            return answer;
        });
}
