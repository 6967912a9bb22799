using LeappSso.Core.Tests.Fakes;
using LeappSso.Mapping;

namespace LeappSso.Core.Tests.Mapping;

public sealed class SendingPaceTests
{
    /// <summary>Over how many runs a figure is taken; which of them is worst is a matter of chance.</summary>
    private static readonly int s_runs = Cases.InEveryCulture(20, few: 1);

    [Theory]
    [InlineData(202, 20, 20, 1.03)]
    [InlineData(672, 20, 20, 1.02)]
    [InlineData(202, 5, 20, 1.03)]
    [InlineData(202, 5, 100, 1.06)]
    [InlineData(202, 40, 20, 1.06)]
    [InlineData(202, 40, 100, 1.08)]
    [InlineData(202, 100, 20, 1.10)]
    [InlineData(202, 100, 100, 1.15)]
    public void A_limit_is_used_to_the_full(int calls, double rate, double burst, double most)
    {
        List<SimulatedLimit> runs = Repeat(seed => new SimulatedLimit(seed) { Calls = calls, Rate = rate, Burst = burst });

        Assert.InRange(Median(runs, r => r.End / r.Ideal), 0.99, most);
    }

    [Theory]
    [InlineData(202, 20)]
    [InlineData(672, 33)]
    public void Few_calls_are_refused_at_the_documented_limit(int calls, int most)
    {
        List<SimulatedLimit> runs = Repeat(seed => new SimulatedLimit(seed) { Calls = calls, Rate = 20, Burst = 20 });

        Assert.InRange(Median(runs, r => r.Refused), 1, most);
    }

    [Theory]
    [InlineData(202, 1.10)]
    [InlineData(672, 1.08)]
    public void A_service_that_counts_refused_calls_too_is_found_out(int calls, double most)
    {
        List<SimulatedLimit> runs = Repeat(seed => new SimulatedLimit(seed) { Calls = calls, Rate = 20, Burst = 20, Harsh = true });

        Assert.InRange(Median(runs, r => r.End / r.Ideal), 1, most);
    }

    [Theory]
    [InlineData(40, 2.3, 10, 202)]
    [InlineData(20, 10, 40, 672)]
    public void A_limit_that_changes_half_way_is_followed(double rate, double changesAt, double laterRate, int calls)
    {
        List<SimulatedLimit> runs = Repeat(
            seed => new SimulatedLimit(seed) { Calls = calls, Rate = rate, Burst = 20, ChangesAt = changesAt, LaterRate = laterRate });

        Assert.InRange(Median(runs, r => r.End / r.Ideal), 1, 1.10);
    }

    [Fact]
    public void Two_processes_share_a_limit_and_both_finish()
    {
        List<SimulatedLimit> runs = Repeat(seed => new SimulatedLimit(seed) { Calls = 202, Rate = 20, Burst = 20, Clients = 2 });

        Assert.InRange(Median(runs, r => r.End / r.Ideal), 1, 1.20);
    }

    [Fact]
    public void Without_a_limit_the_window_grows_and_nothing_waits()
    {
        List<SimulatedLimit> runs = Repeat(seed => new SimulatedLimit(seed) { Calls = 672 });

        // One after the other would take 33 s.
        Assert.InRange(Median(runs, r => r.End), 0.1, 1.3);
        Assert.All(runs, r => Assert.Equal(0, r.Refused));
    }

    [Fact]
    public void Answers_that_only_get_slower_let_no_more_calls_go_out()
    {
        // One call at a time, each 10 ms: a second call waits for the first.
        SendingPace pace = new(() => 0.5);
        double now = 0;
        Queue<double> line = new();
        int longest = 0;
        for (int answered = 0; answered < 2000; answered++)
        {
            while (pace.NextAt(now) is { } at && at <= now)
            {
                pace.Sent(now);
                line.Enqueue(now);
            }

            longest = Math.Max(longest, line.Count);
            now += 0.01;
            if (line.TryDequeue(out double sent))
            {
                pace.Admitted(sent, now);
            }
        }

        Assert.InRange(longest, 2, 32);
    }

    [Fact]
    public void Whatever_the_service_does_a_listing_ends_and_refusals_are_bounded()
    {
        Parallel.For(0, Cases.InEveryCulture(2000, few: 10), seed =>
        {
            SimulatedLimit run = AnyService(seed).Run();

            Assert.True(double.IsFinite(run.End), $"The run of seed {seed} does not end.");
            int admitted = run.Clients * run.Calls;
            double byChance = admitted * run.Noise / (1 - run.Noise);
            double most = 40 + (run.Clients * admitted) + (4 * byChance) + (2 * Math.Min(run.Burst, admitted));
            Assert.True(run.Refused <= most, $"Of seed {seed}, {run.Refused} calls are refused for {admitted} that are let in.");
        });
    }

    [Fact]
    public void After_a_refusal_the_sending_rate_falls_within_one_round_trip()
    {
        int seeds = Cases.InEveryCulture(500, few: 20);
        int measured = 0;
        for (int seed = 0; seed < seeds; seed++)
        {
            SimulatedLimit run = AnyService(seed, alone: true).Run();
            if (run.Log.FindIndex(c => !c.Admitted) is int first and >= 0 && first >= 15)
            {
                measured++;
                double at = run.Log[first].Answered;
                double trip = run.Latency + (3 * run.Jitter);
                int before = run.Log.Count(c => c.Sent > at - trip && c.Sent <= at);
                int after = run.Log.Count(c => c.Sent > at + 0.0001 && c.Sent <= at + trip);
                Assert.True(after < before, $"Of seed {seed}, {before} calls go out before the first refusal and {after} after it.");
            }
        }

        Assert.InRange(measured, seeds / 10, seeds);
    }

    [Fact]
    public void A_service_that_lets_nothing_in_is_asked_ever_less_often()
    {
        SimulatedLimit run = new SimulatedLimit(1) { Calls = 1, Rate = 0, Burst = 0 }.Run(patience: 30);

        Assert.InRange(run.Refused, 10, 60);
        Assert.Equal(run.Log.Count, run.Refused);
        List<double> pauses = [.. run.Log.Zip(run.Log.Skip(1), (a, b) => b.Sent - a.Sent)];
        Assert.True(pauses[^1] > 3 * pauses[1]);
    }

    [Fact]
    public void No_call_goes_out_before_the_time_the_service_asks_for()
    {
        SendingPace pace = new(() => 0.5);
        pace.Sent(0);
        pace.Refused(0, 0.1);
        pace.WaitUntil(7);

        Assert.Equal(7, pace.NextAt(0.2)!.Value, 0.5);
        Assert.True(pace.NextAt(0.2) >= 7);
    }

    [Fact]
    public void The_time_the_service_asks_for_stands_whatever_other_calls_are_answered()
    {
        SendingPace pace = new(() => 0.5);
        pace.Sent(0);
        pace.Sent(0.001);
        pace.Sent(0.002);
        pace.Refused(0, 0.1);
        pace.WaitUntil(7);
        pace.Admitted(0.001, 0.11);
        pace.Refused(0.002, 0.12);

        Assert.True(pace.NextAt(0.2) >= 7);
    }

    [Fact]
    public void Calls_that_hang_hold_up_no_others()
    {
        SendingPace pace = new(() => 0.5);
        double now = 0;
        for (int i = 0; i < 20; i++)
        {
            pace.Sent(now);
            pace.Admitted(now, now + 0.05);
            now += 0.05;
        }

        pace.Sent(now);
        pace.Refused(now, now + 0.05);
        for (int hung = 0; hung < 4; hung++)
        {
            pace.Sent(now + 0.06 + (hung * 0.001));
        }

        Assert.Null(pace.NextAt(now + 0.5));
        Assert.InRange(pace.NextAt(now + 2)!.Value, now + 2, now + 3);
    }

    [Fact]
    public void A_call_that_ended_in_nothing_makes_room_for_another()
    {
        SendingPace pace = new(() => 0.5);
        while (pace.NextAt(0) is not null)
        {
            pace.Sent(0);
        }

        pace.Lost(0);

        Assert.NotNull(pace.NextAt(0));
    }

    private static SimulatedLimit AnyService(int seed, bool alone = false)
    {
        Random random = new(seed);
        int clients = alone || random.Next(4) > 0 ? 1 : 1 + random.Next(4);
        return new SimulatedLimit(seed)
        {
            Clients = clients,
            Calls = 20 + random.Next(60),
            Rate = AnyRate(random, clients),
            Burst = random.Next(3) == 0 ? 1 : 1 + random.Next(100),
            Harsh = random.Next(3) == 0,
            ChangesAt = !alone && random.Next(3) == 0 ? random.NextDouble() * 5 : double.PositiveInfinity,
            LaterRate = AnyRate(random, clients),
            Noise = !alone && random.Next(4) == 0 ? random.NextDouble() / 5 : 0,
            Loss = !alone && random.Next(4) == 0 ? random.NextDouble() / 5 : 0,
            Latency = 0.002 + (random.NextDouble() * random.NextDouble() * 0.4),
            Jitter = random.NextDouble() * 0.01,
        };
    }

    /// <summary>From the lowest rate that is looked for, for each client, to 400 calls a second.</summary>
    private static double AnyRate(Random random, int clients)
    {
        double lowest = BucketBelief.LowestRate * (clients == 1 ? 1 : 1.5 * clients);
        return lowest * Math.Exp(random.NextDouble() * Math.Log(400 / lowest));
    }

    private static List<SimulatedLimit> Repeat(Func<int, SimulatedLimit> make) => [.. Enumerable.Range(0, s_runs).Select(seed => make(seed).Run())];

    private static double Median(List<SimulatedLimit> runs, Func<SimulatedLimit, double> value) => runs.Select(value).Order().ElementAt(s_runs / 2);
}
