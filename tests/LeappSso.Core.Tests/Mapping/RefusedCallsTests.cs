using LeappSso.Mapping;

namespace LeappSso.Core.Tests.Mapping;

/// <summary>What a refusal does to the calls that come after it.</summary>
public sealed class RefusedCallsTests
{
    [Fact]
    public void After_the_first_refusal_three_fifths_of_the_calls_go_on_for_a_round_trip_and_a_half()
    {
        SendingPace pace = new(() => 0.5);
        Send(pace, 0, 0.001, 0.002, 0.003, 0.004);
        pace.Refused(0, 0.1);
        pace.Admitted(0.001, 0.15);

        // Three are under way; four were allowed by the answer that came.
        Assert.NotNull(pace.Rate);
        Assert.Null(pace.NextAt(0.2));
        Assert.Null(pace.NextAt(0.249));
        Assert.NotNull(pace.NextAt(0.251));
    }

    [Fact]
    public void A_call_that_was_alone_may_go_out_again()
    {
        SendingPace pace = new(() => 0.5);
        Send(pace, 0);
        pace.Refused(0, 0.1);

        Assert.InRange(pace.NextAt(0.1)!.Value, 0.1, 0.4);
        Send(pace, 0.11);
        Assert.Null(pace.NextAt(0.2));
        Assert.NotNull(pace.NextAt(0.251));
    }

    [Theory]
    [InlineData(0, 2)]
    [InlineData(1, 4)]
    [InlineData(3, 8)]
    public void Two_calls_are_under_way_and_two_more_for_each_answer_of_the_last_round_trips(int answers, int most)
    {
        SendingPace pace = AfterARefusal();
        for (int i = 0; i < answers; i++)
        {
            Admit(pace, 100 + (0.01 * i));
        }

        Assert.Equal(most, CallsUnderWay(pace, 100.15));
    }

    [Fact]
    public void Answers_of_earlier_are_forgotten_after_a_round_trip_and_a_half()
    {
        SendingPace pace = AfterARefusal();
        Admit(pace, 100);

        Assert.Equal(2, CallsUnderWay(pace, 100.26));
    }

    [Theory]
    [InlineData(0, 0.75)]
    [InlineData(0.5, 1)]
    [InlineData(1, 1.25)]
    public void From_the_third_refusal_in_a_row_on_pauses_double_up_to_four_seconds(double chance, double times)
    {
        SendingPace pace = new(() => chance);
        double now = 0;
        foreach (double pause in new[] { 0, 0, 0.4, 0.8, 1.6, 3.2, 4, 4, 4 })
        {
            Send(pace, now);
            pace.Refused(now, now + 0.4);
            now += 0.4;
            double next = pace.NextAt(now)!.Value;
            Assert.True(next >= now + (times * pause) - 1e-9, $"The call goes out {next - now} s after a refusal.");
            if (pause > 1.5)
            {
                // A token would wait for it already.
                Assert.Equal(now + (times * pause), next, 9);
            }

            now = next;
        }
    }

    [Fact]
    public void Only_one_call_at_a_time_asks_whether_the_service_answers_again()
    {
        SendingPace pace = new(() => 0.5);
        Refuse(pace, 0, 1, 2);

        Send(pace, 100);
        Assert.Null(pace.NextAt(100.5));
        pace.Admitted(100, 100.1);
        Assert.NotNull(pace.NextAt(100.5));
        Send(pace, 100.5);
        Assert.NotNull(pace.NextAt(101));
    }

    [Fact]
    public void Once_a_call_is_let_in_no_pause_is_left_and_the_count_begins_anew()
    {
        SendingPace pace = new(() => 0.5);
        Refuse(pace, 0, 1, 2, 3, 4, 5, 6, 7);
        Refuse(pace, 20);
        Assert.Equal(24.1, pace.NextAt(20.1)!.Value, 9);

        Admit(pace, 20.2);

        Assert.InRange(pace.NextAt(20.3)!.Value, 20.3, 22);
        Refuse(pace, 30, 31);
        Send(pace, 40);
        Assert.NotNull(pace.NextAt(41));
    }

    [Fact]
    public void Calls_that_were_out_already_count_as_one_refusal()
    {
        SendingPace pace = new(() => 0.5);
        Send(pace, 0, 0.001, 0.002, 0.003, 0.004);
        foreach (double sent in new[] { 0, 0.001, 0.002, 0.003, 0.004 })
        {
            pace.Refused(sent, sent + 0.1);
        }

        // At the third one in a row it would be one at a time.
        Send(pace, 100);
        Assert.NotNull(pace.NextAt(100));
        Refuse(pace, 101);
        Send(pace, 110);
        Assert.NotNull(pace.NextAt(110));
        Refuse(pace, 111);
        Send(pace, 120);
        Assert.Null(pace.NextAt(120));
    }

    [Fact]
    public void A_refusal_that_nobody_could_foresee_leaves_three_tokens_to_others()
    {
        (SendingPace pace, double now) = LimitOf(20);
        double rate = pace.Rate!.Value;
        Assert.InRange(rate, 19, 21);

        // Time for six tokens.
        now += 0.3;
        Send(pace, now);
        pace.Refused(now, now + 0.02);

        Assert.Equal(now + 0.02 + (3 / pace.Rate!.Value), pace.NextAt(now + 0.02)!.Value, 9);
    }

    [Fact]
    public void However_slow_the_service_no_more_than_three_tenths_of_a_second_are_left_to_others()
    {
        SendingPace pace = new(() => 0.5);
        Admit(pace, Every(0.25, from: 0, to: 3));
        Refuse(pace, 3);
        Admit(pace, Every(0.25, from: 3.5, to: 5));
        Refuse(pace, 6);

        Assert.InRange(pace.Rate!.Value, 2, 9);
        Assert.Equal(6.4, pace.NextAt(6.1)!.Value, 9);
    }

    [Fact]
    public void A_refusal_that_was_foreseen_only_waits_for_the_next_token()
    {
        (SendingPace pace, double now) = LimitOf(20);
        Refuse(pace, now);
        Send(pace, now + 0.11, now + 0.111);
        pace.Admitted(now + 0.11, now + 0.16);
        pace.Refused(now + 0.111, now + 0.161);

        Assert.InRange(pace.NextAt(now + 0.161)!.Value, now + 0.161, now + 0.25);
    }

    [Fact]
    public void A_token_that_waits_is_asked_for_at_once()
    {
        (SendingPace pace, double now) = LimitOf(20);

        Assert.Equal(now + 5, pace.NextAt(now + 5));
    }

    [Theory]
    [InlineData(0.004)]
    [InlineData(0.001)]
    public void A_call_goes_out_as_soon_as_a_token_is_likely_enough_and_hardly_later(double trip)
    {
        SendingPace pace = new(() => 0.5);
        Send(pace, 0);
        pace.Refused(0, trip);
        double next = pace.NextAt(trip)!.Value;
        double wait = next - trip;
        Assert.InRange(wait, 0.01, 0.5);

        double nearly = trip + (0.96 * wait);

        Assert.InRange(pace.NextAt(nearly)!.Value, nearly + (0.01 * wait), next + (0.02 * wait));
        Assert.Equal(next, pace.NextAt(next));
    }

    [Theory]
    [InlineData(0.05, 1)]
    [InlineData(0.5, 4)]
    public void A_call_hangs_after_eight_round_trips_or_a_second(double trip, double after)
    {
        SendingPace pace = new(() => 0.5);
        for (int i = 0; i < 20; i++)
        {
            Send(pace, i);
            pace.Admitted(i, i + trip);
        }

        Send(pace, 50);
        pace.Refused(50, 50 + trip);
        Send(pace, 60, 60.001);

        Assert.Null(pace.NextAt(60 + after - 0.01));
        Assert.NotNull(pace.NextAt(60 + after + 0.01));
    }

    private static SendingPace AfterARefusal()
    {
        SendingPace pace = new(() => 0.5);
        Send(pace, 0);
        pace.Refused(0, 0.1);
        return pace;
    }

    /// <summary>Keeps to a bucket of ten tokens until the pace knows it.</summary>
    private static (SendingPace Pace, double Now) LimitOf(double rate)
    {
        SendingPace pace = new(() => 0.5);
        double now = 0;
        double tokens = 10;
        for (int call = 0; call < 60; call++)
        {
            double sent = pace.NextAt(now)!.Value;
            pace.Sent(sent);
            tokens = Math.Min(10, tokens + (rate * (sent + 0.02 - now)));
            now = sent + 0.02;
            if (tokens < 1)
            {
                pace.Refused(sent, now);
                continue;
            }

            tokens--;
            pace.Admitted(sent, now);
        }

        return (pace, now);
    }

    private static void Send(SendingPace pace, params double[] times)
    {
        foreach (double time in times)
        {
            pace.Sent(time);
        }
    }

    private static void Admit(SendingPace pace, params double[] times)
    {
        foreach (double time in times)
        {
            pace.Sent(time);
            pace.Admitted(time, time + 0.1);
        }
    }

    private static double[] Every(double seconds, double from, double to) =>
        [.. Enumerable.Range(0, (int)((to - from) / seconds)).Select(i => from + (i * seconds))];

    private static void Refuse(SendingPace pace, params double[] times)
    {
        foreach (double time in times)
        {
            pace.Sent(time);
            pace.Refused(time, time + 0.1);
        }
    }

    private static int CallsUnderWay(SendingPace pace, double now)
    {
        int calls = 0;
        for (; calls < 100 && pace.NextAt(now) is not null; calls++)
        {
            pace.Sent(now);
        }

        return calls;
    }
}
