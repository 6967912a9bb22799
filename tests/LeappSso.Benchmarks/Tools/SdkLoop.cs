using System.Diagnostics;
using System.Globalization;
using Amazon.SSO;

namespace LeappSso.Benchmarks.Tools;

/// <summary><see cref="NaiveLoop"/> in a process of its own.</summary>
internal sealed record SdkLoop(int Parallelism) : ITool
{
    public string Name => Parallelism == 1 ? "AWSSDK sequential" : $"AWSSDK {Parallelism} parallel";

    public string Advice => Name;

    public Task<string?> FindAsync(string root) => Task.FromResult<string?>(
        $"AWSSDK.SSO {FileVersionInfo.GetVersionInfo(typeof(AmazonSSOClient).Assembly.Location).FileVersion}");

    public async Task<Measurement> RunAsync(Machine machine) => ITool.Read(await machine.RunAsync(
        "dotnet",
        Environment.GetCommandLineArgs()[0],
        "loop",
        machine.Portal.Address,
        await machine.Portal.IssueTokenAsync(),
        Parallelism.ToString(CultureInfo.InvariantCulture)));
}
