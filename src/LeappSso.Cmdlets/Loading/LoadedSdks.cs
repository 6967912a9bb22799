using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.Loader;

namespace LeappSso.Cmdlets.Loading;

/// <summary>
/// The AWS SDKs for .NET that this process has loaded, AWS Tools for PowerShell with theirs. As long as the process lives they keep the
/// region that they found first in variables or profiles, and those of version 3 where they found keys (seen in AWSSDK.Core 3.7 to 4.1).
/// </summary>
internal static class LoadedSdks
{
    /// <summary>The type that keeps the region.</summary>
    internal const string Region = "Amazon.Runtime.FallbackRegionFactory";

    /// <summary>The type that keeps where keys come from.</summary>
    internal const string Keys = "Amazon.Runtime.FallbackCredentialsFactory";

    private static readonly ConcurrentQueue<Lazy<Action>> s_found = Find();

    /// <summary>Lets them look again, when what they would find has changed.</summary>
    internal static void LookAgain()
    {
        foreach (Lazy<Action> lookAgain in s_found)
        {
            lookAgain.Value();
        }
    }

    private static ConcurrentQueue<Lazy<Action>> Find()
    {
        ConcurrentQueue<Lazy<Action>> found = [];
        void Add(Assembly assembly)
        {
            if (assembly.GetName().Name == "AWSSDK.Core" && AssemblyLoadContext.GetLoadContext(assembly) is not IsolatedLoadContext)
            {
                found.Enqueue(new(() => Resets(assembly)));
            }
        }

        AppDomain.CurrentDomain.AssemblyLoad += (_, loaded) => Add(loaded.LoadedAssembly);
        Array.ForEach(AppDomain.CurrentDomain.GetAssemblies(), Add);
        return found;
    }

    private static Action Resets(Assembly assembly) => (Action)Delegate.Combine(
        [.. new[] { Region, Keys }
            .Select(name => assembly.GetType(name)?.GetMethod("Reset", BindingFlags.Public | BindingFlags.Static, []))
            .OfType<MethodInfo>()
            .Where(reset => reset.ReturnType == typeof(void))
            .Select(reset => reset.CreateDelegate<Action>())
            .Append(() => { })])!;
}
