using LeappSso.Calls;
using LeappSso.Ports;
using LeappSso.Store;

namespace LeappSso.Engine;

/// <summary>Gets keys of chained sessions from STS.</summary>
internal sealed class RoleAssumer(Lazy<IAwsServices> services, CallPolicy calls)
{
    /// <summary>Assumes the role of a session.</summary>
    /// <param name="place">The session.</param>
    /// <param name="chain">What makes it a chained one.</param>
    /// <param name="parent">Its parent.</param>
    /// <param name="caller">The keys of the parent.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ServiceException">STS gives none.</exception>
    internal Task<RoleKeys> AssumeAsync(SessionPlace place, ChainEntry chain, SessionPlace parent, RoleKeys caller, CancellationToken cancellationToken)
    {
        AssumeRoleCall call = new(
            chain.RoleArn, chain.RoleSessionName ?? ChainText.UsualSessionName, chain.ExternalId, chain.DurationSeconds);
        ISts sts = services.Value.Sts(RegionOf(place, chain, parent));
        return calls.CallAsync(token => sts.AssumeRoleAsync(caller, call, token), cancellationToken);
    }

    /// <summary>The region whose STS is asked: where the session works, else where its parent does, else any of the partition.</summary>
    internal static string RegionOf(SessionPlace place, ChainEntry chain, SessionPlace parent)
    {
        string partition = RoleArn.Read(chain.RoleArn)?.Partition ?? Partition.Of(place.Integration.Region);
        string? region = place.Role.Region ?? place.Integration.DefaultRegion ?? parent.Role.Region;
        return region is not null && Partition.Of(region) == partition ? region : Partition.AnyRegion(partition);
    }
}
