using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;

namespace LeappSso.Benchmarks;

/// <summary>The emulator, a process of its own, and its control endpoints.</summary>
internal sealed class Portal : IAsyncDisposable
{
    private readonly HttpClient _http = new();
    private readonly Process _process;

    private Portal(Process process, string program, string address)
    {
        _process = process;
        Program = program;
        Address = address;
    }

    public string Program { get; }

    public string Address { get; }

    public static async Task<Portal> StartAsync(string root, string[] arguments)
    {
        string configuration = Path.GetFileName(Path.GetDirectoryName(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar))!);
        string program = Path.Combine(root, "tests", "LeappSso.Emulator", "bin", configuration, "net10.0", "LeappSso.Emulator.dll");
        Process process = Process.Start(new ProcessStartInfo("dotnet", [program, "serve", "--exit-with-parent", .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        string line = await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The emulator did not start.");
        return new Portal(process, program, line["listening on ".Length..].TrimEnd('/'));
    }

    /// <summary>An access token for tools that do not log in by themselves.</summary>
    public async Task<string> IssueTokenAsync()
    {
        using HttpResponseMessage answer = await PostAsync("issue-tokens", null);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("accessToken").GetString()!;
    }

    /// <summary>Limits the calls from now on; the bucket is full.</summary>
    public async Task LimitAsync(Throttle? throttle)
    {
        object options = throttle is null ? new { rate = 0 } : new { rate = throttle.Rate, burst = throttle.Burst, harsh = throttle.Harsh };
        (await PostAsync("options", options)).Dispose();
    }

    public async Task DisturbAsync(object[] faults) => (await PostAsync("faults", faults)).Dispose();

    public async Task FillAsync(int accounts, int roles) =>
        (await PostAsync("directory", new { change = "generate", accounts, rolesEach = roles })).Dispose();

    public async Task ResetCountsAsync() => (await PostAsync("reset-counters", null)).Dispose();

    public async Task<PortalCounts> CountAsync()
    {
        JsonElement counters = await _http.GetFromJsonAsync<JsonElement>(At("counters"));
        return new PortalCounts(
            OfListing(counters.GetProperty("requests")),
            OfListing(counters.GetProperty("throttled")),
            counters.GetProperty("logins").GetInt32(),
            counters.GetProperty("lastPortalAnswerMs") is { ValueKind: JsonValueKind.Number } last
                ? (last.GetDouble() - counters.GetProperty("firstPortalCallMs").GetDouble()) / 1000
                : double.NaN);
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static int OfListing(JsonElement operations) =>
        operations.GetProperty("ListAccounts").GetInt32() + operations.GetProperty("ListAccountRoles").GetInt32();

    private async Task<HttpResponseMessage> PostAsync(string name, object? body)
    {
        using JsonContent? content = body is null ? null : JsonContent.Create(body);
        HttpResponseMessage answer = await _http.PostAsync(At(name), content);
        return answer.IsSuccessStatusCode
            ? answer
            : throw new InvalidOperationException($"The emulator refuses {name}: {await answer.Content.ReadAsStringAsync()}");
    }

    private Uri At(string name) => new($"{Address}/_emulator/{name}");
}
