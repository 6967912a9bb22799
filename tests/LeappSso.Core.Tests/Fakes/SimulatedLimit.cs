using LeappSso.Mapping;

namespace LeappSso.Core.Tests.Fakes;

/// <summary>A service with a limit, and clients that keep to a pace of their own, in simulated time: no clock, no wait, no thread.</summary>
/// <param name="seed">Makes the jitter and the chances the same in each run.</param>
internal sealed class SimulatedLimit(int seed)
{
    private readonly Random _random = new(seed);
    private readonly PriorityQueue<(int Client, double Sent), double> _arrivals = new();
    private double _tokens;
    private double _filled;

    /// <summary>Tokens that come back in a second; from <see cref="ChangesAt"/> on, <see cref="LaterRate"/> of them.</summary>
    public double Rate { get; init; } = double.PositiveInfinity;

    public double Burst { get; init; } = double.PositiveInfinity;

    public double ChangesAt { get; init; } = double.PositiveInfinity;

    public double LaterRate { get; init; }

    /// <summary>Whether a refused call costs a token as well.</summary>
    public bool Harsh { get; init; }

    /// <summary>How many calls are refused by chance, 0 to 1.</summary>
    public double Noise { get; init; }

    /// <summary>How many calls end without an answer, 0 to 1.</summary>
    public double Loss { get; init; }

    public double Latency { get; init; } = 0.05;

    public double Jitter { get; init; } = 0.002;

    public int Clients { get; init; } = 1;

    /// <summary>Calls of each client. As in a listing, one must be answered before the others can be made.</summary>
    public required int Calls { get; init; }

    /// <summary>Every call, in the order in which they were answered.</summary>
    public List<(int Client, double Sent, double Answered, bool Admitted)> Log { get; } = [];

    public int Refused => Log.Count(c => !c.Admitted);

    /// <summary>When the last call was answered; infinite if the run did not end.</summary>
    public double End { get; private set; } = double.PositiveInfinity;

    /// <summary>The shortest time in which this can be done.</summary>
    public double Ideal
    {
        get
        {
            double left = (Clients * Calls) - Burst;
            double early = Math.Min(left, Rate * ChangesAt);
            return Math.Max(0, early / Rate) + (left > early ? (left - early) / LaterRate : 0) + Latency;
        }
    }

    /// <summary>Runs until every call is answered; a run that takes longer than the patience, or turns without end, has no end.</summary>
    /// <param name="patience">Seconds of simulated time.</param>
    public SimulatedLimit Run(double patience = 3600)
    {
        // Runs that end take less than five turns for a call.
        int turnsLeft = 200 + (8 * Clients * Calls);
        SendingPace[] paces = [.. Enumerable.Range(0, Clients).Select(_ => new SendingPace(_random.NextDouble))];
        int[] open = [.. paces.Select(_ => 1)];
        int[] done = new int[Clients];
        _tokens = Burst;
        double now = 0;
        while (done.Any(d => d < Calls) && now < patience && turnsLeft-- > 0)
        {
            double next = double.PositiveInfinity;
            for (int client = 0; client < Clients; client++)
            {
                next = Math.Min(next, Send(paces[client], client, ref open[client], now));
            }

            // Timers are late by a little.
            next += Math.Abs(Gauss()) * 0.0007;
            now = Math.Max(now, _arrivals.TryPeek(out _, out double arrival) ? Math.Min(next, arrival) : next);
            Answer(paces, open, done, now);
        }

        End = done.All(d => d == Calls) ? now : double.PositiveInfinity;
        return this;
    }

    /// <summary>Sends what may go out; gives the time at which the next may.</summary>
    private double Send(SendingPace pace, int client, ref int open, double now)
    {
        while (open > 0)
        {
            if (pace.NextAt(now) is not { } at)
            {
                return double.PositiveInfinity;
            }

            if (at > now)
            {
                return at;
            }

            pace.Sent(now);
            open--;
            _arrivals.Enqueue((client, now), now + Latency + (Math.Abs(Gauss()) * Jitter));
        }

        return double.PositiveInfinity;
    }

    private void Answer(SendingPace[] paces, int[] open, int[] done, double now)
    {
        while (_arrivals.TryPeek(out (int Client, double Sent) call, out double at) && at <= now)
        {
            _arrivals.Dequeue();
            if (_random.NextDouble() < Loss)
            {
                paces[call.Client].Lost(call.Sent);
                open[call.Client]++;
                continue;
            }

            bool admitted = Take(at) && _random.NextDouble() >= Noise;
            Log.Add((call.Client, call.Sent, at, admitted));
            if (!admitted)
            {
                paces[call.Client].Refused(call.Sent, at);
                open[call.Client]++;
                continue;
            }

            paces[call.Client].Admitted(call.Sent, at);
            if (++done[call.Client] == 1)
            {
                open[call.Client] += Calls - 1;
            }
        }
    }

    private bool Take(double now)
    {
        double rate = now < ChangesAt ? Rate : LaterRate;
        _tokens = double.IsInfinity(rate) ? Burst : Math.Min(Burst, _tokens + ((now - _filled) * rate));
        _filled = now;
        bool granted = _tokens >= 1;
        if (granted || Harsh)
        {
            _tokens = Math.Max(_tokens - 1, -Burst);
        }

        return granted;
    }

    private double Gauss() => Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble());
}
