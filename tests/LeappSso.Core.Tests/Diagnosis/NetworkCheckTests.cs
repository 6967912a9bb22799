using LeappSso.Core.Tests.Fakes;
using LeappSso.Diagnosis;
using LeappSso.Ports;
using LeappSso.Store;

namespace LeappSso.Core.Tests.Diagnosis;

public sealed class NetworkCheckTests : IDisposable
{
    private const LeappFindingStatus Error = LeappFindingStatus.Error;
    private const LeappFindingStatus Warning = LeappFindingStatus.Warning;
    private const LeappFindingStatus Note = LeappFindingStatus.Note;
    private const LeappFindingStatus Ok = LeappFindingStatus.Ok;

    private readonly DiagnosisScene _scene = new();

    public void Dispose() => _scene.Dispose();

    [Theory]
    [InlineData(ReachFault.NameUnknown, "has no address here", "VPN")]
    [InlineData(ReachFault.NoConnection, "No connection to oidc.eu-west-1.amazonaws.com", "firewall")]
    [InlineData(ReachFault.ProxyRefused, "The proxy proxy.acme.example:8080 does not let through", "HTTPS_PROXY")]
    [InlineData(ReachFault.NotTrusted, "no trusted connection", "SSL_CERT_FILE")]
    [InlineData(ReachFault.NotAws, "is not AWS", "Wi-Fi login page")]
    [InlineData(ReachFault.NoAnswer, "did not answer within 5 seconds", "firewall")]
    [InlineData(ReachFault.BadAddress, "address of the login service cannot be", "that variable")]
    public void What_stands_between_is_an_error_with_what_to_do(ReachFault fault, string detail, string advice)
    {
        _scene.Network!.Answer = (_, _) => Task.FromResult(new ServiceReach("oidc.eu-west-1.amazonaws.com", fault, "said so") { Proxy = "proxy.acme.example:8080" });

        LeappFinding found = _scene.Only("Connection");

        Assert.Equal(Error, found.Status);
        Assert.Contains(detail, found.Detail, StringComparison.Ordinal);
        Assert.Contains("It concerns: acme.", found.Detail, StringComparison.Ordinal);
        Assert.Contains(advice, found.Advice, StringComparison.Ordinal);
        Assert.Equal(Note, _scene.Only("Clock").Status);
    }

    [Fact]
    public void What_to_do_about_a_certificate_is_what_helps_on_this_system()
    {
        _scene.Network!.Answer = (_, _) => Task.FromResult(new ServiceReach("x", ReachFault.NotTrusted, null));
        _scene.HasOpenSsl = false;

        string advice = _scene.Only("Connection").Advice!;

        Assert.DoesNotContain("SSL_CERT_FILE", advice, StringComparison.Ordinal);
        Assert.Contains("trusted root certificates of the system", advice, StringComparison.Ordinal);
        Assert.Contains("AWS_CA_BUNDLE does nothing for LeappSso", advice, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_region_is_called_once_for_all_checks_side_by_side()
    {
        WorkspaceDocument document = _scene.Workspace;
        document.Integrations.Add(new IntegrationEntry { Alias = "twin", PortalUrl = "https://acme.awsapps.com/start", Region = "eu-west-1" });
        document.Integrations.Add(new IntegrationEntry { Alias = "far", PortalUrl = "https://far.awsapps.com/start", Region = "us-east-1" });
        document.Integrations.Add(new IntegrationEntry { Alias = "dual", PortalUrl = "https://ssoins-1.portal.us-east-1.app.aws", Region = "us-east-1" });
        _scene.Workspace = document;
        TaskCompletionSource all = new();
        _scene.Network!.Answer = async (endpoint, token) =>
        {
            if (_scene.Network.Called.Count == 3)
            {
                all.TrySetResult();
            }

            // None answers before all were called.
            await all.Task.WaitAsync(TimeSpan.FromSeconds(30), token);
            return new ServiceReach($"{endpoint.Region} {endpoint.DualStack}", endpoint.DualStack ? ReachFault.NoAnswer : ReachFault.None, null);
        };

        LeappFinding[] found = _scene.Run();

        Assert.Equal(3, _scene.Network.Called.Count);
        LeappFinding fault = Assert.Single(found, f => f.Name == "Connection");
        Assert.Contains("It concerns: dual.", fault.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(299, Ok, "299 seconds off")]
    [InlineData(-299, Ok, "299 seconds off")]
    [InlineData(301, Warning, "5 minutes behind the clock of AWS")]
    [InlineData(-7260, Warning, "2 hours 1 minute ahead of the clock of AWS")]
    public void A_clock_is_wrong_from_where_AWS_refuses_what_it_signs(int seconds, LeappFindingStatus status, string words)
    {
        _scene.Network!.Answer = (_, _) => Task.FromResult(new ServiceReach("x", ReachFault.None, null) { ClockDifference = TimeSpan.FromSeconds(seconds) });

        LeappFinding found = _scene.Only("Clock");

        Assert.Equal(status, found.Status);
        Assert.Contains(words, found.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_is_called_where_that_is_not_wanted()
    {
        _scene.Network = null;

        Assert.Equal((Note, Note), (_scene.Only("Connection").Status, _scene.Only("Clock").Status));
        Assert.Contains("-Offline", _scene.Only("Clock").Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_stops_waits_for_no_answer_and_who_reads_on_has_the_rest_first()
    {
        TaskCompletionSource called = new();
        TaskCompletionSource gone = new();
        _scene.Network!.Answer = async (_, token) =>
        {
            called.SetResult();
            using CancellationTokenRegistration told = token.Register(gone.SetResult);
            await Task.Delay(Timeout.InfiniteTimeSpan, token);
            throw new InvalidOperationException();
        };
        using CancellationTokenSource stop = new();
        List<string> read = [];

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (LeappFinding finding in CheckList.RunAsync(_scene.Evidence(), null, stop.Token))
            {
                read.Add(finding.Name);
                if (finding.Name == "Versions")
                {
                    await called.Task.WaitAsync(TimeSpan.FromSeconds(30));
                    await stop.CancelAsync();
                }
            }
        });

        Assert.True(gone.Task.IsCompleted);
        Assert.Equal(CheckList.Names.Select(n => n.Value).TakeWhile(n => n != "Connection"), read);
    }

    [Fact]
    public async Task Who_reads_no_further_gives_up_the_calls()
    {
        TaskCompletionSource called = new();
        TaskCompletionSource gone = new();
        _scene.Network!.Answer = async (_, token) =>
        {
            called.SetResult();
            using CancellationTokenRegistration told = token.Register(gone.SetResult);
            await Task.Delay(Timeout.InfiniteTimeSpan, token);
            throw new InvalidOperationException();
        };

        await foreach (LeappFinding finding in CheckList.RunAsync(_scene.Evidence(), null, CancellationToken.None))
        {
            await called.Task.WaitAsync(TimeSpan.FromSeconds(30));
            break;
        }

        Assert.True(gone.Task.IsCompleted);
    }
}
