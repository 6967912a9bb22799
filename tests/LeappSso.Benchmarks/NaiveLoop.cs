using System.Diagnostics;
using System.Text.Json;
using Amazon.Runtime;
using Amazon.SSO;
using Amazon.SSO.Model;

namespace LeappSso.Benchmarks;

/// <summary>The baseline: what one writes with AWSSDK.SSO in an afternoon. All accounts first, then their roles, 64 calls side by side.</summary>
internal static class NaiveLoop
{
    private const int Parallelism = 64;

    internal static async Task RunAsync(string address, string token)
    {
        Stopwatch clock = Stopwatch.StartNew();
        using AmazonSSOClient client = new(new AnonymousAWSCredentials(), new AmazonSSOConfig { ServiceURL = address });
        List<AccountInfo> accounts = [];
        string? next = null;
        do
        {
            ListAccountsResponse page = await client.ListAccountsAsync(
                new ListAccountsRequest { AccessToken = token, MaxResults = 100, NextToken = next });
            accounts.AddRange(page.AccountList);
            next = page.NextToken;
        }
        while (!string.IsNullOrEmpty(next));

        double first = 0;
        int roles = 0;
        await Parallel.ForEachAsync(accounts, new ParallelOptions { MaxDegreeOfParallelism = Parallelism }, async (account, cancel) =>
        {
            ListAccountRolesResponse page = await client.ListAccountRolesAsync(
                new ListAccountRolesRequest { AccessToken = token, AccountId = account.AccountId, MaxResults = 100 }, cancel);
            if (Interlocked.Add(ref roles, page.RoleList.Count) == page.RoleList.Count)
            {
                first = clock.Elapsed.TotalSeconds;
            }
        });
        Console.WriteLine(JsonSerializer.Serialize(new Measurement(roles, clock.Elapsed.TotalSeconds, first, PeakMemory.OfThisProcess())));
    }
}
