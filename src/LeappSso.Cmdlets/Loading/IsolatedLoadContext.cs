using System.Reflection;
using System.Runtime.Loader;

namespace LeappSso.Cmdlets.Loading;

/// <summary>
/// Holds an assembly and its packages apart from every other copy of them in the process. All AWSSDK.Core of version 4 have the same
/// assembly version, so in the default context whichever came first would serve everybody; only a context whose own
/// <see cref="Load"/> answers for its folder keeps ours. Core is not in that folder: it comes from the default context.
/// </summary>
internal sealed class IsolatedLoadContext : AssemblyLoadContext
{
    private readonly string _folder;

    /// <summary>Makes a context. It loads nothing yet.</summary>
    /// <param name="assembly">The name of the assembly that it is for.</param>
    /// <param name="folder">The folder beside this assembly in which that lies with its packages.</param>
    internal IsolatedLoadContext(string assembly, string folder)
        : base(assembly) =>
        _folder = Path.Combine(Path.GetDirectoryName(typeof(IsolatedLoadContext).Assembly.Location)!, folder);

    /// <summary>Makes an object of a type of the assembly.</summary>
    /// <param name="type">The type, which has a constructor without parameters.</param>
    /// <typeparam name="T">What it is to the rest of the module.</typeparam>
    internal T Create<T>(string type) =>
        (T)Activator.CreateInstance(LoadFromAssemblyName(new AssemblyName(Name!)).GetType(type, throwOnError: true)!)!;

    /// <inheritdoc/>
    protected override Assembly? Load(AssemblyName assemblyName)
    {
        string path = Path.Combine(_folder, assemblyName.Name + ".dll");
        return File.Exists(path) ? LoadFromAssemblyPath(path) : null;
    }
}
