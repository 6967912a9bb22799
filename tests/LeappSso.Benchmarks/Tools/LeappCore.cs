using System.ComponentModel;
using System.Text.Json;

namespace LeappSso.Benchmarks.Tools;

/// <summary>Leapp's own core, unmodified from npm, driven by leapp-core/sync.js.</summary>
/// <param name="Saves">Whether it saves the sessions, as Leapp does after the listing. For each session it writes its whole
/// workspace, so that the time grows with the square of their number.</param>
internal sealed record LeappCore(bool Saves) : ITool
{
    public string Name => Saves ? "leapp-core" : "leapp-core without saving";

    public string Advice => "leapp-core (install Node.js and run npm ci in tests/LeappSso.Benchmarks/leapp-core)";

    public async Task<string?> FindAsync(string root)
    {
        string packages = Path.Combine(Folder(root), "node_modules");
        if (!Directory.Exists(packages))
        {
            return null;
        }

        try
        {
            string node = await InstalledProgram.RunAsync("node", "--version");
            return $"@noovolari/leapp-core {Version("@noovolari/leapp-core")} "
                + $"(AWS SDK for JavaScript {Version("aws-sdk")}, Node.js {node.TrimStart('v')})";
        }
        catch (Win32Exception)
        {
            return null;
        }

        string Version(string package)
        {
            using FileStream file = File.OpenRead(Path.Combine(packages, package, "package.json"));
            using JsonDocument json = JsonDocument.Parse(file);
            return json.RootElement.GetProperty("version").GetString()!;
        }
    }

    public async Task<Measurement> RunAsync(Machine machine)
    {
        // A first sync, as that of LeappSso: what Leapp knows goes.
        string known = Path.Combine(machine.Home, ".Leapp");
        if (Directory.Exists(known))
        {
            Directory.Delete(known, recursive: true);
        }

        string script = Path.Combine(Folder(machine.Root), "sync.js");
        return ITool.Read(await machine.RunAsync(
            "node", script, machine.Portal.Address, await machine.Portal.IssueTokenAsync(), Saves ? "save" : "list"));
    }

    private static string Folder(string root) => Path.Combine(root, "tests", "LeappSso.Benchmarks", "leapp-core");
}
