using LeappSso.Benchmarks.Report;
using LeappSso.Benchmarks.Tools;

namespace LeappSso.Benchmarks.Scenarios;

/// <summary>One run of a <see cref="Listing"/>, on a machine of its own.</summary>
internal sealed class ListingRun(Listing listing, Bench bench)
{
    private readonly int _accounts = bench.Arguments.Scaled(listing.Accounts);

    private int NeededCalls => Throttle.Calls(_accounts) * listing.Integrations.Length;

    public async Task<Outcome> RunAsync()
    {
        await using Machine machine = await bench.StartAsync(listing.EmulatorArguments(_accounts));
        await machine.LoginAsync(listing.Integrations);
        ConnectCommand connect = new(listing.Integrations);
        Series ours = new(connect.Name, _accounts * listing.Integrations.Length);
        Series? baseline = listing.Baseline is { } tool && await bench.HasAsync(tool) ? new(tool.Name, _accounts) : null;
        for (int round = 0; round < listing.Rounds; round++)
        {
            if (baseline is not null)
            {
                baseline.Add(await MeasureAsync(machine, listing.Baseline!));
            }

            ours.Add(await MeasureAsync(machine, connect));
        }

        List<Series> peers = [];
        foreach (ITool peer in listing.Peers)
        {
            if (await bench.HasAsync(peer))
            {
                Series series = new(peer.Name, _accounts);
                series.Add(await MeasureAsync(machine, peer));
                peers.Add(series);
            }
        }

        string name = listing.Describe(_accounts) + (listing.Rounds > 1 ? $", median of {listing.Rounds}" : "");
        return new Outcome(
            [.. listing.Goals.Select(goal => new ListingRow(listing, goal, name, NeededCalls).Of(ours, baseline, peers))],
            listing.IsDrawn ? Panel.Of(listing.Describe(_accounts), listing.Goals[0], ours, baseline is null ? peers : [baseline, .. peers]) : null);
    }

    private async Task<Measurement> MeasureAsync(Machine machine, ITool tool)
    {
        await Console.Error.WriteLineAsync($"  {tool.Name}");
        await machine.Portal.LimitAsync(listing.Throttle);
        await machine.Portal.DisturbAsync(listing.Faults);
        await machine.Portal.ResetCountsAsync();
        using CancellationTokenSource ended = new();
        Task<int> change = ChangeHalfWayAsync(machine.Portal, ended.Token);
        Measurement measured;
        try
        {
            measured = await tool.RunAsync(machine);
        }
        catch (InvalidOperationException e)
        {
            measured = Measurement.Failed(e.Message);
        }

        await ended.CancelAsync();
        int answeredBefore = await change;
        PortalCounts counts = await machine.Portal.CountAsync();
        await machine.Portal.LimitAsync(null);
        await machine.Portal.DisturbAsync([]);
        return measured with { Portal = counts, Ideal = Ideal(answeredBefore) };
    }

    /// <summary>Gives the number of calls that were answered when the limit changed.</summary>
    private async Task<int> ChangeHalfWayAsync(Portal portal, CancellationToken ended)
    {
        int answered = 0;
        while (listing.Later is not null && !ended.IsCancellationRequested)
        {
            answered = (await portal.CountAsync()).Answered;
            if (answered >= NeededCalls / 2)
            {
                await portal.LimitAsync(listing.Later);
                break;
            }

            await Task.Delay(20, CancellationToken.None);
        }

        return answered;
    }

    private double Ideal(int answeredBefore) => listing switch
    {
        { Throttle: null } => double.NaN,
        { Later: null } => listing.Throttle.Seconds(NeededCalls) + listing.LatencyMs / 1000.0,
        _ => listing.Throttle.Seconds(answeredBefore) + listing.Later.Seconds(NeededCalls - answeredBefore) + listing.LatencyMs / 1000.0,
    };
}
