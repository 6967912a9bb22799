using System.Diagnostics;
using System.Globalization;
using Amazon.SSO;

namespace LeappSso.Benchmarks.Tools;

/// <summary><see cref="NaiveLoop"/> in a process of its own.</summary>
internal sealed record SdkLoop(int Parallelism, int PageSize = 0) : ITool
{
    public string Name =>
        (Parallelism == 1 ? "AWSSDK sequential" : $"AWSSDK {Parallelism} parallel") + (PageSize == 0 ? "" : $", pages of {PageSize}");

    public string Advice => Name;

    public Task<string?> FindAsync(string root) => Task.FromResult<string?>(
        $"AWSSDK.SSO {FileVersionInfo.GetVersionInfo(typeof(AmazonSSOClient).Assembly.Location).FileVersion}");

    public async Task<Measurement> RunAsync(Machine machine) => ITool.Read(await machine.RunAsync(
        "dotnet",
        Environment.GetCommandLineArgs()[0],
        "loop",
        machine.Portal.Address,
        await machine.Portal.IssueTokenAsync(),
        Parallelism.ToString(CultureInfo.InvariantCulture),
        PageSize.ToString(CultureInfo.InvariantCulture)));
}
