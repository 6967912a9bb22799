using System.Collections.Concurrent;

namespace LeappSso.Emulator;

/// <summary>Chooses the bucket of a request; a changed limit starts a full one.</summary>
internal sealed class Throttle(EmulatorOptions options)
{
    private readonly ConcurrentDictionary<Operation, TokenBucket> _buckets = new();

    public bool Admits(OperationModel model)
    {
        if (options.OperationThrottle.TryGetValue(model.Operation, out ThrottleLimit? own))
        {
            return Bucket(model.Operation, own).TryTake();
        }

        return model.Service != Service.Portal
            || options.Throttle is not { } shared
            || Bucket(Operation.Unknown, shared).TryTake();
    }

    private TokenBucket Bucket(Operation key, ThrottleLimit limit) => _buckets.AddOrUpdate(
        key,
        static (_, source) => new TokenBucket(source.limit, source.options.TimeProvider),
        static (_, bucket, source) =>
            ReferenceEquals(bucket.Limit, source.limit) ? bucket : new TokenBucket(source.limit, source.options.TimeProvider),
        (limit, options));
}
