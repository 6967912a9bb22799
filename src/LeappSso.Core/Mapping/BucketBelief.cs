namespace LeappSso.Mapping;

/// <summary>
/// What can be known of a token bucket from outside. The service lets a call in while its bucket holds a token; tokens come back at a
/// fixed rate. Neither rate nor content is told, and some services take a token for a refused call as well. So a few hundred
/// hypotheses, each a rate and whether refusal costs, keep book of the tokens as if they were true: an interval, because at a refusal
/// the bucket held anything below one. An answer that a hypothesis did not foresee makes it less likely (Bayes).
/// Times are seconds.
/// </summary>
internal sealed class BucketBelief
{
    /// <summary>The lowest rate it considers, in calls a second.</summary>
    internal const double LowestRate = 2;

    /// <summary>The highest rate it considers, in calls a second.</summary>
    internal const double HighestRate = 4000;

    /// <summary>Where the search begins: the collective limit that the quotas of IAM Identity Center name, in calls a second.</summary>
    private const double DocumentedRate = 20;

    private const double Step = 1.02;

    // The figures below were found by search, for the shortest time over simulated services of 2 to 100 calls a second, bursts of 1 to
    // 100, refusals free and costly, jitter of 2 to 15 ms, shared and changing limits; SendingPaceTests holds what was reached.

    // Chances are never 0 or 1: others may use the same bucket, and it may not be one.
    private const double Doubt = 0.017;
    private const double LeastLogWeight = -16;
    private const double CostlyLogPrior = -1;

    // By how much an interval is loose at its ends, in tokens; the jitter of the network is added.
    private const double LooseTokens = 0.016;

    // An answer less likely than this was not foreseen by the belief as a whole.
    private const double Unforeseen = 0.12;
    private const double SurpriseSpan = 20;
    private const double HighSurprise = 0.2;

    // Old evidence fades slowly, and fast once no refusal has come for a while: the limit may have been raised.
    private const double Memory = 100;
    private const double CalmMemory = 0.7;
    private const double CalmSeconds = 4.5;
    private const double CalmCalls = 10;

    // How sure it must be of a token: barely while it knows little or is often wrong, very once it knows.
    private const double BoldChance = 0.5;
    private const double SureChance = 0.995;
    private const double SmallSureChance = 0.95;
    private const double LargeBucket = 4;
    private const double NarrowSpread = 0.05;
    private const double WideSpread = 0.5;

    private readonly Hypothesis[] _all;
    private double _at;
    private double _lastRefusal;
    private double _surprise;

    /// <summary>Begins at the first refusal.</summary>
    /// <param name="now">When it was refused.</param>
    /// <param name="elapsed">How long calls had been made before.</param>
    /// <param name="admitted">How many were let in during that time.</param>
    internal BucketBelief(double now, double elapsed, int admitted)
    {
        _at = now;
        _lastRefusal = now;
        int rates = (int)(Math.Log(HighestRate / LowestRate) / Math.Log(Step)) + 1;
        _all = new Hypothesis[2 * rates];
        for (int i = 0; i < _all.Length; i++)
        {
            double rate = LowestRate * Math.Pow(Step, i / 2);
            bool costly = i % 2 == 1;
            double full = admitted - (rate * elapsed);
            double tooFast = full < 1 ? Math.Min(6, (1 - full) / 2) : 0;
            _all[i] = new Hypothesis(rate, costly, full)
            {
                LogWeight = (costly ? CostlyLogPrior : 0) - Math.Abs(Math.Log(rate / DocumentedRate)) - tooFast,
            };
        }

        Weigh();
    }

    /// <summary>The rate at which tokens most likely come back, in calls a second.</summary>
    internal double Rate { get; private set; }

    /// <summary>Whether the last answer was not foreseen: somebody else takes tokens, or the limit has changed.</summary>
    internal bool IsSurprised { get; private set; }

    /// <summary>How sure it must be of a token before a call is worth it, 0 to 1.</summary>
    internal double NeededChance { get; private set; }

    /// <summary>By how much answers come earlier or later than usual, in seconds.</summary>
    internal double Jitter { get; set; } = 0.002;

    /// <summary>Takes in an answer.</summary>
    internal void Observe(double now, bool admitted)
    {
        double passed = now - _at;
        bool calm = now - _lastRefusal > Math.Max(CalmSeconds, CalmCalls / Rate);
        double keep = Math.Exp(-passed / (calm ? CalmMemory : Memory));
        double foreseen = 0;
        _at = now;
        _lastRefusal = admitted ? _lastRefusal : now;
        foreach (ref Hypothesis h in _all.AsSpan())
        {
            h.Refill(passed, Looseness(h.Rate));
            double chance = Doubt + ((1 - (2 * Doubt)) * Chance(h.Low, h.High, h.Rate));
            double likely = admitted ? chance : 1 - chance;
            foreseen += h.Weight * likely;
            h.LogWeight = (h.LogWeight * keep) + Math.Log(likely);
            h.Take(admitted);
        }

        IsSurprised = foreseen < Unforeseen;
        _surprise += ((IsSurprised ? 1 : 0) - _surprise) / SurpriseSpan;
        Weigh();
    }

    /// <summary>How likely a call finds a token.</summary>
    /// <param name="arrival">When its answer would come.</param>
    /// <param name="underway">How many calls are under way, which take tokens before it.</param>
    /// <param name="first">When the first answer to them will come.</param>
    /// <param name="last">When the last answer to them will come.</param>
    internal double ChanceAt(double arrival, int underway, double first, double last)
    {
        double passed = arrival - _at;
        double sinceFirst = Math.Max(0, arrival - Math.Max(_at, first));
        double sinceLast = Math.Max(0, arrival - Math.Max(_at, last));
        double sum = 0;
        foreach (ref Hypothesis h in _all.AsSpan())
        {
            if (h.Weight > 1e-6)
            {
                // The bucket may overflow before each of those calls takes its token, not only now.
                double full = Math.Max(h.Size, 1 + (2.3 * Looseness(h.Rate)));
                double most = underway == 0
                    ? full
                    : Math.Min(full + (h.Rate * sinceFirst) - underway, full + (h.Rate * sinceLast) - 1);
                double change = (h.Rate * passed) - underway;
                sum += h.Weight * Chance(Math.Min(most, h.Low + change), Math.Min(most, h.High + change), h.Rate);
            }
        }

        return sum;
    }

    private double Looseness(double rate) => LooseTokens + (rate * Jitter);

    /// <summary>How much of an interval of tokens, its ends loose, is one token or more.</summary>
    private double Chance(double low, double high, double rate)
    {
        double loose = Looseness(rate);
        return Math.Clamp((high + loose - 1) / (high - low + (2 * loose)), 0, 1);
    }

    /// <summary>Makes weights that add up to 1, and what follows from them.</summary>
    private void Weigh()
    {
        double most = double.NegativeInfinity;
        foreach (ref Hypothesis h in _all.AsSpan())
        {
            most = Math.Max(most, h.LogWeight);
        }

        double sum = 0;
        foreach (ref Hypothesis h in _all.AsSpan())
        {
            h.LogWeight = Math.Max(h.LogWeight - most, LeastLogWeight);
            h.Weight = Math.Exp(h.LogWeight);
            sum += h.Weight;
        }

        double mean = 0;
        double costly = 0;
        double size = 0;
        foreach (ref Hypothesis h in _all.AsSpan())
        {
            h.Weight /= sum;
            mean += h.Weight * h.LogRate;
            costly += h.IsCostly ? h.Weight : 0;
            size += h.Weight * Math.Max(1, h.Size);
        }

        Rate = Math.Exp(mean);
        double unsure = Math.Clamp((Spread(1 / sum) - NarrowSpread) / (WideSpread - NarrowSpread), 0, 1);
        double wrong = Math.Clamp(_surprise / HighSurprise, 0, 1) * (1 - costly);
        double small = Math.Clamp((LargeBucket - size) / (LargeBucket - 1), 0, 1) * (1 - costly);
        double sure = SureChance + ((SmallSureChance - SureChance) * small);
        NeededChance = sure + ((BoldChance - sure) * Math.Max(unsure, wrong));
    }

    /// <summary>The standard deviation of the logarithm of the rate, the hopeless hypotheses left out.</summary>
    private double Spread(double highestWeight)
    {
        double weight = 0;
        double sum = 0;
        double squares = 0;
        foreach (ref Hypothesis h in _all.AsSpan())
        {
            if (h.Weight > 0.003 * highestWeight)
            {
                weight += h.Weight;
                sum += h.Weight * h.LogRate;
                squares += h.Weight * h.LogRate * h.LogRate;
            }
        }

        double mean = sum / weight;
        return Math.Sqrt(Math.Max(0, (squares / weight) - (mean * mean)));
    }

    private struct Hypothesis(double rate, bool isCostly, double size)
    {
        internal readonly double Rate = rate;
        internal readonly double LogRate = Math.Log(rate);
        internal readonly double Size = size;
        internal readonly bool IsCostly = isCostly;
        internal double Low = isCostly ? -1 : 0;
        internal double High = isCostly ? 0 : 1;
        internal double LogWeight;
        internal double Weight;

        internal void Refill(double seconds, double looseness)
        {
            // Full is surely more than one token.
            double full = Math.Max(Size, 1 + (2.3 * looseness));
            Low = Math.Min(full, Low + (Rate * seconds));
            High = Math.Min(full, High + (Rate * seconds));
        }

        internal void Take(bool admitted)
        {
            if (admitted)
            {
                Low = Math.Max(Low, 1) - 1;
                High = Math.Max(High, 1) - 1;
                return;
            }

            double cost = IsCostly ? 1 : 0;
            Low = Math.Max(-Math.Max(Size, 1), (Low >= 1 ? 0 : Low) - cost);
            High = Math.Max(Low, Math.Min(High, 1) - cost);
        }
    }
}
