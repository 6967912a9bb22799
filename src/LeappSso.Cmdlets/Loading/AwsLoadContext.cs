using System.Reflection;
using System.Runtime.Loader;
using LeappSso.Ports;

namespace LeappSso.Cmdlets.Loading;

/// <summary>
/// Holds the adapter and its AWSSDK apart from every other AWSSDK in the process. All AWSSDK.Core of version 4 have the same
/// assembly version, so in the default context whichever came first would serve everybody; only a context whose own
/// <see cref="Load"/> answers for its folder keeps ours. Core is not in that folder: it comes from the default context.
/// </summary>
internal sealed class AwsLoadContext : AssemblyLoadContext
{
    private const string AdapterAssembly = "LeappSso.Aws";
    private const string FactoryType = "LeappSso.Aws.AwsServices";

    private static readonly Lazy<IAwsServices> s_services = new(() => new AwsLoadContext().CreateServices());

    private readonly string _folder = Path.Combine(Path.GetDirectoryName(typeof(AwsLoadContext).Assembly.Location)!, "aws");

    private AwsLoadContext()
        : base("LeappSso.Aws")
    {
    }

    /// <summary>The services of AWS; the adapter and AWSSDK are loaded on first use.</summary>
    internal static IAwsServices Services => s_services.Value;

    /// <summary>Begins to load the adapter while the command still reads its files. A failure comes out at the first use.</summary>
    internal static void LoadAhead() => _ = Task.Run(() => s_services.Value);

    /// <inheritdoc/>
    protected override Assembly? Load(AssemblyName assemblyName)
    {
        string path = Path.Combine(_folder, assemblyName.Name + ".dll");
        return File.Exists(path) ? LoadFromAssemblyPath(path) : null;
    }

    private IAwsServices CreateServices()
    {
        Assembly adapter = LoadFromAssemblyName(new AssemblyName(AdapterAssembly));
        return (IAwsServices)Activator.CreateInstance(adapter.GetType(FactoryType, throwOnError: true)!)!;
    }
}
