using System.Diagnostics;
using System.Text.Json;
using Amazon.Runtime;
using Amazon.SSO;
using Amazon.SSO.Model;

namespace LeappSso.Benchmarks.Tools;

/// <summary>
/// What one writes with AWSSDK.SSO in an afternoon: all accounts first, then their roles, so many calls side by side, with the
/// retries of the SDK and the pages of 20 that AWS gives unasked. An account that fails in spite of the retries is left out.
/// </summary>
internal static class NaiveLoop
{
    /// <param name="address">Of the portal API.</param>
    /// <param name="token">The access token.</param>
    /// <param name="parallelism">Calls side by side.</param>
    /// <param name="pageSize">Accounts to ask for at once; 0 leaves it to AWS.</param>
    public static async Task RunAsync(string address, string token, int parallelism, int pageSize)
    {
        Stopwatch clock = Stopwatch.StartNew();
        int? most = pageSize == 0 ? null : pageSize;
        using AmazonSSOClient client = new(new AnonymousAWSCredentials(), new AmazonSSOConfig { ServiceURL = address });
        List<AccountInfo> accounts = [];
        string? next = null;
        do
        {
            ListAccountsResponse page = await client.ListAccountsAsync(
                new ListAccountsRequest { AccessToken = token, MaxResults = most, NextToken = next });
            accounts.AddRange(page.AccountList);
            next = page.NextToken;
        }
        while (!string.IsNullOrEmpty(next));

        double first = 0;
        int listed = 0;
        int roles = 0;
        await Parallel.ForEachAsync(accounts, new ParallelOptions { MaxDegreeOfParallelism = parallelism }, async (account, cancel) =>
        {
            try
            {
                ListAccountRolesResponse page = await client.ListAccountRolesAsync(
                    new ListAccountRolesRequest { AccessToken = token, AccountId = account.AccountId, MaxResults = most }, cancel);
                Interlocked.CompareExchange(ref first, clock.Elapsed.TotalSeconds, 0);
                Interlocked.Increment(ref listed);
                Interlocked.Add(ref roles, page.RoleList.Count);
            }
            catch (Exception error) when (error is AmazonServiceException or AmazonClientException or HttpRequestException)
            {
                // Lost; the others go on.
            }
        });
        Console.WriteLine(JsonSerializer.Serialize(
            new Measurement(roles, listed, clock.Elapsed.TotalSeconds, first, PeakMemory.OfThisProcess())));
    }
}
