using LeappSso.Ports;
using LeappSso.Store;

namespace LeappSso.Engine;

/// <summary>The services of AWS, made when the first of them is needed.</summary>
internal static class ServicesOnDemand
{
    /// <summary>Makes them only where the AWS files, which their SDK reads by itself, come to an end; a failure is not kept, since the next command may find them mended.</summary>
    /// <param name="services">Makes them.</param>
    /// <param name="paths">Where the AWS files are.</param>
    internal static Lazy<IAwsServices> Over(Func<IAwsServices> services, AwsPaths paths) => new(
        () =>
        {
            paths.DemandReadable();
            return services();
        },
        LazyThreadSafetyMode.PublicationOnly);
}
