using System.Text.Json;

namespace LeappSso.Benchmarks.Tools;

/// <summary>A tool that lists all accounts and their roles, in a fresh process.</summary>
internal interface ITool
{
    string Name { get; }

    /// <summary>What is not shown without it, and how to get it.</summary>
    string Advice { get; }

    /// <summary>Name and version of what is measured; null where it is not on this machine.</summary>
    Task<string?> FindAsync(string root);

    Task<Measurement> RunAsync(Machine machine);

    /// <summary>The measurement that a tool prints as its last line.</summary>
    static Measurement Read(string output) =>
        JsonSerializer.Deserialize<Measurement>(output[(output.LastIndexOf('\n') + 1)..])!;
}
