using System.Globalization;
using LeappSso.Benchmarks;
using LeappSso.Benchmarks.Tools;

// Measures the staged module and its peers, and prints a table of Markdown.
// 'loop ADDRESS TOKEN PARALLELISM PAGESIZE' is one of the peers itself, run in a process of its own.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (args is ["loop", string address, string token, string parallelism, string pageSize])
{
    await NaiveLoop.RunAsync(
        address, token, int.Parse(parallelism, CultureInfo.InvariantCulture), int.Parse(pageSize, CultureInfo.InvariantCulture));
    return;
}

await new Bench(BenchArguments.Parse(args)).RunAsync();
