using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace LeappSso.Core.Tests;

public sealed class ArchitectureTests
{
    [Fact]
    public void The_engine_refers_to_nothing_but_the_framework()
    {
        string[] references = [.. typeof(LeappException).Assembly.GetReferencedAssemblies().Select(a => a.Name!)];

        Assert.NotEmpty(references);
        Assert.All(references, name => Assert.True(name.StartsWith("System.", StringComparison.Ordinal) || name is "Microsoft.Win32.Primitives" or "Microsoft.Win32.Registry", name));
    }

    [Fact]
    public void The_commands_refer_to_the_engine_and_PowerShell_alone()
    {
        string[] references = [.. ReferencesOf("LeappSso.Cmdlets").Where(n => !n.StartsWith("System.", StringComparison.Ordinal))];

        Assert.Equal(["LeappSso.Core"], references);
        Assert.Contains("System.Management.Automation", ReferencesOf("LeappSso.Cmdlets"));
    }

    [Fact]
    public void The_adapter_does_not_know_PowerShell()
    {
        Assert.DoesNotContain("System.Management.Automation", ReferencesOf("LeappSso.Aws"));
        Assert.DoesNotContain("LeappSso.Cmdlets", ReferencesOf("LeappSso.Aws"));
    }

    [Fact]
    public void What_keeps_secrets_knows_neither_PowerShell_nor_AWS()
    {
        string[] references = [.. ReferencesOf("LeappSso.Secrets").Where(n => !n.StartsWith("System.", StringComparison.Ordinal) && !n.StartsWith("Microsoft.", StringComparison.Ordinal))];

        Assert.Equal(["LeappSso.Core", "Tmds.DBus.Protocol"], references.Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> ReferencesOf(string project)
    {
        DirectoryInfo folder = new(AppContext.BaseDirectory);
        string configuration = folder.Parent!.Name;
        while (!File.Exists(Path.Combine(folder.FullName, "LeappSso.sln")))
        {
            folder = folder.Parent!;
        }

        string path = Path.Combine(folder.FullName, "src", project, "bin", configuration, "net8.0", project + ".dll");
        using PEReader file = new(File.OpenRead(path));
        MetadataReader metadata = file.GetMetadataReader();
        return [.. metadata.AssemblyReferences.Select(h => metadata.GetString(metadata.GetAssemblyReference(h).Name))];
    }
}
