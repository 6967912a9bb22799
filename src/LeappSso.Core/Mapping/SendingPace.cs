namespace LeappSso.Mapping;

/// <summary>
/// Decides when the next call may go out. Until the first refusal it keeps a window of calls in flight that grows with each answer
/// and as long as answers do not get slower; from then on it sends when a token most likely waits (<see cref="BucketBelief"/>).
/// Free of clock and I/O; times are seconds.
/// </summary>
/// <param name="chance">Gives numbers from 0 to 1.</param>
internal sealed class SendingPace(Func<double> chance)
{
    /// <summary>How many calls are under way at first.</summary>
    internal const double FirstWindow = 5;

    // A directory of few accounts fits into any limit; only a larger one needs more speed than one call a round trip.
    private const int SlowStart = 32;
    private const double SlowGrowth = 0.02;
    private const double Growth = 0.5;
    private const double SlowAnswer = 1.6;
    private const double Spacing = 1.25;

    // After this many refusals in a row one call at a time asks whether the service answers again.
    private const int HardRefusal = 3;
    private const double Fewer = 0.6;
    private const double LongestPause = 4;
    private const double LongestYield = 0.3;
    private const double YieldTokens = 3;
    private const double ShortestTrip = 0.001;
    private const double LongTrip = 1;
    private const double LongTrips = 8;
    private const double JitterMargin = 1.6;
    private const double LeastJitter = 0.001;
    private const double MostJitter = 0.05;

    private readonly List<double> _underway = [];
    private readonly Queue<double> _recent = new();
    private BucketBelief? _belief;
    private double _window = FirstWindow;
    private double? _begun;
    private double? _roundTrip;
    private double _fastest = double.PositiveInfinity;
    private double _jitter;
    private double _notBefore;
    private double _askedUntil;
    private double _lastRefusal;
    private double _fewUntil;
    private int _few;
    private int _admitted;
    private int _learned;
    private int _refusals;

    /// <summary>The rate the service allows, in calls a second; null while it has not shown a limit.</summary>
    internal double? Rate => _belief?.Rate;

    /// <summary>When the next call may go out; null if an answer must come first.</summary>
    internal double? NextAt(double now)
    {
        double from = Math.Max(now, Math.Max(_notBefore, _askedUntil));
        if (_belief is null)
        {
            return _underway.Count < (int)_window ? from : null;
        }

        while (_recent.Count > 0 && _recent.Peek() < now - (1.5 * RoundTrip))
        {
            _recent.Dequeue();
        }

        int most = _refusals >= HardRefusal ? 1 : 2 + (2 * _recent.Count);
        if (now < _fewUntil)
        {
            most = Math.Min(most, _few);
        }

        return _underway.Count - Hung(now) < most ? TokenAt(from, _belief) : null;
    }

    /// <summary>A call goes out.</summary>
    internal void Sent(double now)
    {
        _underway.Add(now);
        _begun ??= now;
        if (_belief is null && _roundTrip is { } trip && _admitted < SlowStart)
        {
            double gap = trip / (_window * Spacing);
            _notBefore = Math.Max(_notBefore, now - (gap / 2)) + gap;
        }
    }

    /// <summary>A call was let in.</summary>
    internal void Admitted(double sent, double now)
    {
        _underway.Remove(sent);
        _admitted++;
        Learn(now - sent);
        if (_belief is null)
        {
            Grow();
            return;
        }

        _refusals = 0;
        _notBefore = 0;
        _recent.Enqueue(now);
        Observe(_belief, now, admitted: true);
    }

    /// <summary>A call was refused: one too many.</summary>
    internal void Refused(double sent, double now)
    {
        int underway = _underway.Count;
        _underway.Remove(sent);
        if (_roundTrip is null)
        {
            Learn(now - sent);
        }

        if (_belief is null)
        {
            _belief = new BucketBelief(now, now - (_begun ?? now), _admitted);
            _lastRefusal = now;
            _refusals = 1;
            _notBefore = 0;
            // Whatever the limit is, this was too fast for it.
            _few = Math.Max(1, (int)(Fewer * underway));
            _fewUntil = now + (1.5 * RoundTrip);
            return;
        }

        Observe(_belief, now, admitted: false);
        if (sent < _lastRefusal)
        {
            return;
        }

        _lastRefusal = now;
        _refusals++;
        if (_refusals >= HardRefusal)
        {
            double pause = Math.Min(LongestPause, RoundTrip * Math.Pow(2, Math.Min(20, _refusals - HardRefusal)));
            _notBefore = now + (pause * (0.75 + (chance() / 2)));
        }
        else if (_belief.IsSurprised)
        {
            // Somebody else needs tokens too: leave a few.
            _notBefore = now + Math.Min(LongestYield, YieldTokens / _belief.Rate);
        }
    }

    /// <summary>A call ended without telling anything about the limit.</summary>
    internal void Lost(double sent) => _underway.Remove(sent);

    /// <summary>The service asks to wait.</summary>
    internal void WaitUntil(double until) => _askedUntil = Math.Max(_askedUntil, until);

    private double RoundTrip => Math.Max(ShortestTrip, _roundTrip ?? 0);

    /// <summary>Averages the round trip; a few very slow answers, as of a service just started, say little of the others.</summary>
    private void Learn(double trip)
    {
        _fastest = Math.Min(_fastest, trip);
        double most = 3 * _fastest;
        double weight = Math.Max(0.1, 1.0 / ++_learned);
        double usual = (Math.Min(most, _roundTrip ?? 0) * (1 - weight)) + (Math.Min(most, trip) * weight);
        _jitter += (Math.Abs(Math.Min(most, trip) - usual) - _jitter) * weight;
        _roundTrip = usual;
    }

    private void Observe(BucketBelief belief, double now, bool admitted)
    {
        belief.Jitter = Math.Clamp(JitterMargin * _jitter, LeastJitter, MostJitter);
        belief.Observe(now, admitted);
    }

    private void Grow()
    {
        if (_admitted < SlowStart)
        {
            _window += SlowGrowth;
        }
        else if (RoundTrip < SlowAnswer * Math.Max(ShortestTrip, _fastest))
        {
            _window += Growth;
        }
        else
        {
            // More calls would only wait in a queue.
            _window = Math.Max(FirstWindow, _window - Growth);
        }
    }

    /// <summary>The first moment at which a token is likely enough, to within a part in a hundred of the wait.</summary>
    private double TokenAt(double from, BucketBelief belief)
    {
        if (IsLikely(belief, from))
        {
            return from;
        }

        double early = 0;
        double late = 0.001;
        while (late < 1 / BucketBelief.LowestRate && !IsLikely(belief, from + late))
        {
            early = late;
            late *= 2;
        }

        for (int i = 0; i < 6; i++)
        {
            double middle = (early + late) / 2;
            (early, late) = IsLikely(belief, from + middle) ? (early, middle) : (middle, late);
        }

        return from + late;
    }

    private bool IsLikely(BucketBelief belief, double sent)
    {
        int hung = Hung(sent);
        int underway = _underway.Count - hung;
        double first = underway == 0 ? 0 : _underway[hung] + RoundTrip;
        double last = underway == 0 ? 0 : _underway[^1] + RoundTrip;
        return belief.ChanceAt(sent + RoundTrip, underway, first, last) >= belief.NeededChance;
    }

    /// <summary>How many calls have had no answer for so long that they say nothing of the limit, and must not hold up the others.</summary>
    private int Hung(double now)
    {
        double oldest = now - Math.Max(LongTrip, LongTrips * RoundTrip);
        int hung = 0;
        while (hung < _underway.Count && _underway[hung] < oldest)
        {
            hung++;
        }

        return hung;
    }
}
