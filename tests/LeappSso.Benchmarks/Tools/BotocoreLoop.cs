using System.ComponentModel;

namespace LeappSso.Benchmarks.Tools;

/// <summary>botocore_loop.py: one call after the other, as one writes it with boto3.</summary>
internal sealed class BotocoreLoop : ITool
{
    private static readonly string[] s_pythons = ["/usr/bin/python3", "python3", "python"];

    private string _python = s_pythons[0];

    public string Name => "botocore sequential";

    public string Advice => "botocore (install Python with botocore, on Debian: apt-get install python3-botocore)";

    public async Task<string?> FindAsync(string root)
    {
        foreach (string python in s_pythons)
        {
            try
            {
                string version = await InstalledProgram.RunAsync(
                    python, "-c", "import botocore, platform; print(f'botocore {botocore.__version__} (Python {platform.python_version()})')");
                _python = python;
                return version;
            }
            catch (Exception e) when (e is Win32Exception or InvalidOperationException)
            {
                // Not there, or without botocore: the next one.
            }
        }

        return null;
    }

    public async Task<Measurement> RunAsync(Machine machine) => ITool.Read(await machine.RunAsync(
        _python,
        Path.Combine(machine.Root, "tests", "LeappSso.Benchmarks", "botocore_loop.py"),
        machine.Portal.Address,
        await machine.Portal.IssueTokenAsync()));
}
