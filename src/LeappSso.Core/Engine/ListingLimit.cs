using LeappSso.Mapping;

namespace LeappSso.Engine;

/// <summary>Ends a listing that takes longer than it may.</summary>
/// <param name="alias">The alias of the integration.</param>
/// <param name="limit">How long it may take; null for as long as it needs.</param>
/// <param name="connection">What lists.</param>
/// <param name="time">The clock.</param>
internal sealed class ListingLimit(string alias, TimeSpan? limit, Connection connection, TimeProvider time)
{
    /// <summary>Lists.</summary>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="LeappException">It took too long: <see cref="LeappErrorCode.Throttled"/> where the portal held calls back, else
    /// <see cref="LeappErrorCode.PortalUnavailable"/>.</exception>
    internal async Task RunAsync(CancellationToken cancellationToken)
    {
        using CancellationTokenSource end = new(limit ?? Timeout.InfiniteTimeSpan, time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(end.Token, cancellationToken);
        try
        {
            await connection.RunAsync(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw Failure();
        }
    }

    private LeappException Failure()
    {
        string reason = connection.IsThrottled ? "AWS held calls back (HTTP 429)" : "the portal had not answered for the rest";
        string kept = connection.Count == 0
            ? "Nothing was listed yet, so give it more time."
            : $"What was listed of {connection.Count} {(connection.Count == 1 ? "account" : "accounts")} is kept, and the next run within {ListingMemory.Life.TotalMinutes:0} minutes goes on from there.";
        return new LeappException(
            connection.IsThrottled ? LeappErrorCode.Throttled : LeappErrorCode.PortalUnavailable,
            $"Listing '{alias}' did not end within {Seconds(limit!.Value)} (-TimeoutSec): {reason}. {kept}",
            alias);
    }

    private static string Seconds(TimeSpan time) => time.TotalSeconds == 1 ? "1 second" : $"{time.TotalSeconds:0} seconds";
}
