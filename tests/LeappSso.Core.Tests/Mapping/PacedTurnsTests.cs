using LeappSso.Calls;
using LeappSso.Mapping;
using Microsoft.Extensions.Time.Testing;

namespace LeappSso.Core.Tests.Mapping;

public sealed class PacedTurnsTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task A_call_that_is_made_again_goes_before_new_ones()
    {
        PacedTurns turns = new(_time, CancellationToken.None);
        CallTurn first = await FillAsync(turns);
        Task<CallTurn> fresh = TakeAsync(turns, 0);
        Task<CallTurn> again = TakeAsync(turns, 2);

        turns.End(first, CallEnding.Unknown, null);

        Assert.Equal(2, (await again).Attempt);
        Assert.False(fresh.IsCompleted);
    }

    [Fact]
    public async Task Who_gives_up_waiting_takes_no_turn()
    {
        PacedTurns turns = new(_time, CancellationToken.None);
        CallTurn first = await FillAsync(turns);
        using CancellationTokenSource stop = new();
        Task<CallTurn> impatient = turns.TakeAsync(0, stop.Token).AsTask();
        Task<CallTurn> patient = TakeAsync(turns, 0);

        await stop.CancelAsync();
        turns.End(first, CallEnding.Unknown, null);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => impatient);
        await patient;
    }

    [Fact]
    public async Task After_a_refusal_the_next_turn_comes_when_its_time_has_come_and_not_before()
    {
        PacedTurns turns = new(_time, CancellationToken.None);
        CallTurn first = await TakeAsync(turns, 0);
        _time.Advance(TimeSpan.FromMilliseconds(50));
        turns.End(first, CallEnding.Refused, TimeSpan.FromSeconds(5));
        Task<CallTurn> next = TakeAsync(turns, 1);

        await AdvanceAsync(TimeSpan.FromSeconds(4.9));
        Assert.False(next.IsCompleted);

        await AdvanceAsync(TimeSpan.FromSeconds(1));
        Assert.True((await next).SentAt >= 5.05);
        Assert.NotNull(turns.Rate);
    }

    [Fact]
    public async Task Nothing_is_known_of_a_limit_before_the_first_refusal()
    {
        PacedTurns turns = new(_time, CancellationToken.None);

        turns.End(await TakeAsync(turns, 0), CallEnding.Admitted, null);

        Assert.Null(turns.Rate);
    }

    /// <summary>Takes every turn there is at once; gives the first.</summary>
    private static async Task<CallTurn> FillAsync(PacedTurns turns)
    {
        CallTurn first = await TakeAsync(turns, 0);
        for (int i = 1; i < (int)SendingPace.FirstWindow; i++)
        {
            await TakeAsync(turns, 0);
        }

        return first;
    }

    /// <summary>Takes a turn; one that never comes ends the test.</summary>
    private static Task<CallTurn> TakeAsync(PacedTurns turns, int attempt) =>
        turns.TakeAsync(attempt, CancellationToken.None).AsTask().WaitAsync(TimeSpan.FromSeconds(10));

    /// <summary>Lets time pass in small steps, so that what a timer starts can go on in between.</summary>
    private async Task AdvanceAsync(TimeSpan time)
    {
        for (int i = 0; i < 20; i++)
        {
            _time.Advance(time / 20);
            await Task.Yield();
        }
    }
}
