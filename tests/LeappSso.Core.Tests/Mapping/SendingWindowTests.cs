using LeappSso.Mapping;

namespace LeappSso.Core.Tests.Mapping;

/// <summary>How many calls go out, and how soon, while the service has refused none.</summary>
public sealed class SendingWindowTests
{
    private const double Trip = 0.1;

    private readonly SendingPace _pace = new(() => 0.5);
    private double _now;

    [Fact]
    public void Five_calls_go_out_at_once_and_the_sixth_waits_for_an_answer()
    {
        for (int i = 0; i < 5; i++)
        {
            Assert.Equal(3, _pace.NextAt(3));
            _pace.Sent(3);
        }

        Assert.Null(_pace.NextAt(3));
        Assert.Null(_pace.NextAt(1000));
        Assert.Null(_pace.Rate);
    }

    [Fact]
    public void After_the_first_answer_calls_are_spread_over_a_round_trip_with_a_quarter_to_spare()
    {
        Answer(1);
        double gap = Trip / (5.02 * 1.25);

        Assert.Equal(_now, _pace.NextAt(_now));
        _pace.Sent(_now);
        double second = _now + (gap / 2);
        Assert.Equal(second, _pace.NextAt(_now)!.Value, 9);
        _pace.Sent(second);
        Assert.Equal(second + gap, _pace.NextAt(second)!.Value, 9);
        _pace.Sent(second + gap + 1);
        Assert.Equal(second + gap + 1 + (gap / 2), _pace.NextAt(second + gap + 1)!.Value, 9);
    }

    [Theory]
    [InlineData(1, 5)]
    [InlineData(31, 5)]
    [InlineData(32, 6)]
    [InlineData(33, 6)]
    [InlineData(34, 7)]
    [InlineData(60, 20)]
    public void The_window_grows_once_a_small_organization_would_be_listed(int answers, int most)
    {
        Answer(answers);

        Assert.Equal(most, CallsThatMayGoOut());
    }

    [Fact]
    public void From_then_on_no_call_waits_for_another()
    {
        Answer(32);

        for (int i = 0; i < 6; i++)
        {
            Assert.Equal(_now, _pace.NextAt(_now));
            _pace.Sent(_now);
        }
    }

    [Theory]
    [InlineData(3, 21)]
    [InlineData(4, 21)]
    [InlineData(5, 20)]
    [InlineData(7, 19)]
    [InlineData(200, 5)]
    public void The_window_shrinks_while_the_usual_answer_takes_six_tenths_longer_than_the_fastest(int slow, int most)
    {
        Answer(60);
        Answer(slow, 3 * Trip);

        Assert.Equal(most, CallsThatMayGoOut());
    }

    [Fact]
    public void One_answer_that_takes_for_ever_does_not_make_the_usual_one_slow()
    {
        Answer(60);
        Answer(2, 1000 * Trip);

        Assert.Equal(21, CallsThatMayGoOut());
    }

    [Fact]
    public void The_first_answers_tell_the_usual_one_together()
    {
        // Six slow ones, then as many fast ones: the mean, of the slow ones as far as three times the fastest, shows no slow service.
        Answer(1, Trip);
        Answer(5, 1.5 * Trip);
        Answer(26, Trip);

        Assert.Equal(6, CallsThatMayGoOut());
    }

    [Fact]
    public void Answers_without_any_delay_let_the_window_grow()
    {
        Answer(60, 0);

        Assert.Equal(20, CallsThatMayGoOut());
    }

    [Fact]
    public void A_call_that_is_lost_makes_room_and_counts_for_nothing_else()
    {
        Answer(31);
        for (int i = 0; i < 50; i++)
        {
            _pace.Sent(_now);
            _pace.Lost(_now);
        }

        Assert.Equal(5, CallsThatMayGoOut());
    }

    [Fact]
    public void The_service_may_ask_to_wait_and_the_latest_time_counts()
    {
        _pace.WaitUntil(7);
        _pace.WaitUntil(3);

        Assert.Equal(7, _pace.NextAt(0));
        Assert.Equal(8, _pace.NextAt(8));
    }

    private void Answer(int answers, double trip = Trip)
    {
        for (int i = 0; i < answers; i++)
        {
            _pace.Sent(_now);
            _pace.Admitted(_now, _now + trip);
            _now += trip;
        }

        _now += 100;
    }

    private int CallsThatMayGoOut()
    {
        int calls = 0;
        for (; calls < 100 && _pace.NextAt(_now) is { } at; calls++)
        {
            _now = at;
            _pace.Sent(at);
        }

        return calls;
    }
}
