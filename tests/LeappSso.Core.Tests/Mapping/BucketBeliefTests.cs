using System.Globalization;
using System.Text.RegularExpressions;
using LeappSso.Mapping;

namespace LeappSso.Core.Tests.Mapping;

/// <summary>What is believed of a bucket of tokens, from its answers alone.</summary>
public sealed class BucketBeliefTests
{
    [Fact]
    public void Before_anything_is_known_the_documented_limit_is_the_guess()
    {
        BucketBelief belief = new(0, elapsed: 0, admitted: 20);

        Assert.InRange(belief.Rate, 19, 25);
        Assert.Equal(0.5, belief.NeededChance, 9);
        Assert.False(belief.IsSurprised);
    }

    /// <summary>The figures are those of a second form of the model, written in another language from what <see cref="BucketBelief"/> says of itself.</summary>
    /// <param name="now">When the first call was refused.</param>
    /// <param name="elapsed">How long calls had been made before.</param>
    /// <param name="admitted">How many were let in before.</param>
    /// <param name="answers">What came then: how often, let in (+) or refused (-), and how many seconds later.</param>
    /// <param name="rate">What is believed at the end.</param>
    /// <param name="needed">How sure it must be.</param>
    /// <param name="soon">The chance of a call 0.03 s later.</param>
    /// <param name="after">The chance 0.2 s later, with two calls under way.</param>
    /// <param name="crowded">The chance 0.25 s later, with six.</param>
    /// <param name="surprised">Whether the last answer was not foreseen.</param>
    [Theory]
    [InlineData(0, 0, 20, "", 23.383300, 0.500000, 0.518480, 0.686869, 0.389331, false)]
    [InlineData(10, 2, 30, "", 7.779508, 0.500000, 0.187849, 0.106231, 0.001794, false)]
    [InlineData(3, 0.5, 3, "", 5.405261, 0.500000, 0.087933, 0.022154, 0.004162, false)]
    [InlineData(0, 0.4, 20, "+.05 -.03 +.07 +.05 2-.02 +.09 2+.05 -.01", 13.897726, 0.891200, 0.333914, 0.655299, 0.000180, false)]
    [InlineData(0, 0, 20, "+.1 30+.05 -.03 +.07 20+.05 -.04", 22.751389, 0.839126, 0.943629, 0.999951, 0.124627, true)]
    [InlineData(0, 0, 5, "3-.02 +.25 -.02 +.10 2-.01 +.15 -.02 +.1", 11.789288, 0.500000, 0.197008, 0.671967, 0.000183, false)]
    [InlineData(0, 3, 12, "+.25 -.1 2+.25 -.1 +.2 3+.25 -.2 +.1 2+.25", 4.259383, 0.950008, 0.000000, 0.000000, 0.000000, false)]
    [InlineData(0, 0, 20, "-.02 100+.05", 57.352719, 0.500000, 0.998202, 1.000000, 0.994166, false)]
    [InlineData(0, 0, 20, "+.1 30+.05 -.2 +.05 -.2 +.05", 57.141042, 0.500000, 0.943429, 0.999969, 0.814754, false)]
    [InlineData(0, 0.1, 100, "+.1 +.001 -.001 40+.01 -.002", 215.493969, 0.500000, 0.999934, 0.999934, 0.999934, true)]
    public void What_is_believed_follows_from_the_answers(
        double now, double elapsed, int admitted, string answers, double rate, double needed, double soon, double after, double crowded, bool surprised)
    {
        BucketBelief belief = new(now, elapsed, admitted);
        foreach (Match answer in AnswerPattern.Matches(answers))
        {
            for (int i = answer.Groups[1].Length == 0 ? 1 : int.Parse(answer.Groups[1].Value, CultureInfo.InvariantCulture); i > 0; i--)
            {
                now += double.Parse(answer.Groups[3].Value, CultureInfo.InvariantCulture);
                belief.Observe(now, answer.Groups[2].Value == "+");
            }
        }

        Assert.Equal(rate, belief.Rate, 0.00001 * rate);
        Assert.Equal(surprised, belief.IsSurprised);
        Assert.Equal(needed, belief.NeededChance, 0.000002);
        Assert.Equal(soon, belief.ChanceAt(now + 0.03, 0, 0, 0), 0.000002);
        Assert.Equal(after, belief.ChanceAt(now + 0.2, 2, now + 0.05, now + 0.15), 0.000002);
        Assert.Equal(crowded, belief.ChanceAt(now + 0.25, 6, now + 0.1, now + 0.2), 0.000002);
    }

    [Fact]
    public void A_rate_at_which_the_bucket_would_have_been_full_is_no_likely_one()
    {
        double guess = new BucketBelief(0, elapsed: 0, admitted: 20).Rate;

        // Twenty calls in two seconds, and the next refused: hardly more than ten a second.
        Assert.InRange(new BucketBelief(0, elapsed: 2, admitted: 20).Rate, 5, 12);
        // A thousand calls in a second: nothing speaks against the guess.
        Assert.InRange(new BucketBelief(0, elapsed: 1, admitted: 1000).Rate, guess * 0.9, guess * 1.1);
        // However long it took, what is higher is only less likely.
        Assert.InRange(new BucketBelief(0, elapsed: 1000, admitted: 1).Rate, 2, 25);
    }

    [Fact]
    public void Right_after_a_refusal_there_is_hardly_a_token_and_after_a_while_there_is()
    {
        BucketBelief belief = new(5, elapsed: 0, admitted: 20);

        Assert.InRange(Chance(belief, 5), 0, 0.15);
        Assert.InRange(Chance(belief, 5.05), 0.3, 0.8);
        Assert.InRange(Chance(belief, 5.5), 0.85, 0.999);
        Assert.Equal(1, Chance(belief, 7), 3);
        double before = 0;
        for (double at = 5; at < 8; at += 0.01)
        {
            double chance = Chance(belief, at);
            Assert.True(chance >= before - 1e-12, $"The chance at {at} is less than before.");
            before = chance;
        }
    }

    [Fact]
    public void Each_call_under_way_takes_a_token()
    {
        Service service = Learned(20, burst: 100);
        (BucketBelief belief, double now) = (service.Belief, service.Now);

        Assert.InRange(belief.ChanceAt(now + 0.2, 0, 0, 0), 0.99, 1);
        Assert.InRange(belief.ChanceAt(now + 0.2, 2, now + 0.01, now + 0.02), 0.9, 1);
        Assert.InRange(belief.ChanceAt(now + 0.2, 5, now + 0.01, now + 0.02), 0, 0.1);
    }

    [Fact]
    public void A_small_bucket_overflows_before_calls_under_way_take_from_it()
    {
        Service service = Learned(20, burst: 1);
        (BucketBelief belief, double now) = (service.Belief, service.Now);

        // In ten seconds it holds no more than its one token, which the call under way takes at their end.
        Assert.InRange(belief.ChanceAt(now + 10, 0, 0, 0), 0.99, 1);
        Assert.InRange(belief.ChanceAt(now + 10, 1, now + 10, now + 10), 0, 0.6);
        // Taken half a second before, it is full again.
        Assert.InRange(belief.ChanceAt(now + 10, 1, now + 9.5, now + 9.5), 0.99, 1);
        // Of five, the first early and the last just now: one was there for the last, and none is left.
        Assert.InRange(belief.ChanceAt(now + 10, 5, now + 9, now + 10), 0, 0.6);
        Assert.InRange(belief.ChanceAt(now + 10, 5, now + 9, now + 9.8), 0.99, 1);
    }

    [Theory]
    [InlineData(3, 1, false)]
    [InlineData(3, 20, true)]
    [InlineData(20, 1, false)]
    [InlineData(20, 20, false)]
    [InlineData(20, 20, true)]
    [InlineData(100, 20, false)]
    [InlineData(100, 100, true)]
    [InlineData(300, 50, false)]
    public void A_rate_is_found_out(double rate, double burst, bool harsh)
    {
        Assert.InRange(Learned(rate, burst, harsh).Call(200), 0.95 * rate, 1.15 * rate);
    }

    [Fact]
    public void A_large_bucket_is_asked_when_sure_and_a_small_one_sooner()
    {
        Assert.InRange(Learned(20, burst: 100).Belief.NeededChance, 0.98, 0.995);
        Assert.InRange(Learned(20, burst: 1).Belief.NeededChance, 0.90, 0.96);
    }

    [Fact]
    public void Where_a_refusal_costs_a_token_it_is_asked_when_sure()
    {
        Assert.InRange(Learned(20, burst: 1, harsh: true).Belief.NeededChance, 0.97, 0.995);
    }

    [Fact]
    public void An_answer_that_fits_is_no_surprise_and_one_that_does_not_is()
    {
        Service service = Learned(20, burst: 20);
        (BucketBelief belief, double now) = (service.Belief, service.Now);
        belief.Observe(now + 0.2, admitted: true);
        Assert.False(belief.IsSurprised);
        belief.Observe(now + 0.2001, admitted: true);
        belief.Observe(now + 0.2002, admitted: true);
        belief.Observe(now + 0.2003, admitted: false);
        Assert.False(belief.IsSurprised);

        belief.Observe(now + 0.5, admitted: false);

        Assert.True(belief.IsSurprised);
    }

    [Fact]
    public void Surprises_make_it_bold_and_answers_that_fit_sure_again()
    {
        Service service = Learned(20, burst: 20);
        (BucketBelief belief, double now) = (service.Belief, service.Now);
        double sure = belief.NeededChance;
        for (int i = 0; i < 10; i++)
        {
            now += 0.2;
            belief.Observe(now, admitted: i % 2 == 0);
        }

        double bold = belief.NeededChance;
        Assert.InRange(bold, 0.5, sure - 0.1);

        service.Now = now;
        service.Call(300);
        Assert.InRange(belief.NeededChance, bold + 0.1, 1);
    }

    [Theory]
    [InlineData(10, 50)]
    [InlineData(50, 10)]
    public void A_limit_that_changes_is_found_out(double rate, double later)
    {
        Service service = Learned(rate, burst: 20);
        service.Rate = later;
        service.Call(100);

        Assert.InRange(service.Call(200), 0.9 * later, 1.3 * later);
    }

    [Fact]
    public void The_more_answers_vary_the_longer_it_waits_to_be_sure()
    {
        Service service = Learned(100, burst: 20);
        (BucketBelief belief, double now) = (service.Belief, service.Now);
        belief.Jitter = 0.001;
        double steady = WaitFor(0.99);
        belief.Jitter = 0.02;
        double varied = WaitFor(0.99);

        Assert.InRange(steady, 0.008, 0.014);
        Assert.InRange(varied, steady + 0.005, 0.05);

        double WaitFor(double chance)
        {
            double wait = 0;
            while (wait < 1 && Chance(belief, now + wait) < chance)
            {
                wait += 0.0005;
            }

            return wait;
        }
    }

    private static Regex AnswerPattern { get; } = new(@"(\d*)([+-])([.\d]+)");

    private static double Chance(BucketBelief belief, double at) => belief.ChanceAt(at, 0, 0, 0);

    /// <summary>A service after 60 calls.</summary>
    private static Service Learned(double rate, double burst, bool harsh = false)
    {
        Service service = new(rate, burst, harsh);
        service.Call(60);
        return service;
    }

    /// <summary>A bucket that is empty at first, and what is believed of it; each call is made when a token is likely enough.</summary>
    private sealed class Service(double rate, double burst, bool harsh)
    {
        private double _tokens;

        public BucketBelief Belief { get; } = new(0, elapsed: 0, admitted: (int)burst);

        public double Now { get; set; }

        public double Rate { get; set; } = rate;

        /// <summary>Makes calls; gives the median of the rates that are believed after each, as it tries for more while no refusal comes.</summary>
        public double Call(int calls)
        {
            List<double> rates = [];
            for (int call = 0; call < calls; call++)
            {
                double at = Now;
                while (at < Now + 10 && Chance(Belief, at) < Belief.NeededChance)
                {
                    at += 0.02 / Rate;
                }

                _tokens = Math.Min(burst, _tokens + (Rate * (at - Now)));
                Now = at;
                bool admitted = _tokens >= 1;
                _tokens = admitted ? _tokens - 1 : harsh ? Math.Max(_tokens - 1, -burst) : _tokens;
                Belief.Observe(Now, admitted);
                rates.Add(Belief.Rate);
            }

            return rates.Order().ElementAt(calls / 2);
        }
    }
}
