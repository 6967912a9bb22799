using System.Diagnostics;

namespace LeappSso.Reliability.Tests.Fuzzing;

/// <summary>Nobody's file or answer keeps a command busy: eight times the input costs about eight times the work.</summary>
public sealed class GrowthTests
{
    private const int Short = 8 * 1024;

    // Eight times as long; what grows with the square would be 64 times as much.
    private const int Longer = 8;
    private const int Bearable = 4 * Longer;

    public static TheoryData<string> Targets => [.. FuzzTargets.All.Select(t => t.Name)];

    [Theory]
    [MemberData(nameof(Targets))]
    public void The_work_grows_with_the_length_and_not_with_its_square(string name)
    {
        using FuzzTarget target = FuzzTargets.All.Single(t => t.Name == name);
        byte[] example = target.Examples.MaxBy(e => e.Length)!;
        int step = Form.Of(1, 6);
        for (int i = 0; i < target.Pieces.Count; i += step)
        {
            foreach (int at in (int[])[0, example.Length / 2])
            {
                Compare(target, Stretched(example, at, target.Pieces[i], Short), Stretched(example, at, target.Pieces[i], Longer * Short));
            }
        }
    }

    private static void Compare(FuzzTarget target, byte[] few, byte[] many)
    {
        (long fewBytes, TimeSpan fewTime) = CostOf(target, few);
        (long manyBytes, TimeSpan manyTime) = CostOf(target, many);
        Assert.True(manyBytes < (Bearable * fewBytes) + 4_000_000, $"{target.Name}: {fewBytes} bytes of memory became {manyBytes} for {Convert.ToBase64String(few.AsSpan(0, 200))}...");
        // A machine that is busy with something else makes one reading long, and not the best of several.
        for (int again = 0; again < 5 && IsTooLong(fewTime, manyTime); again++)
        {
            manyTime = Least(manyTime, CostOf(target, many).Time);
        }

        Assert.False(IsTooLong(fewTime, manyTime), $"{target.Name}: {fewTime} became {manyTime} for {Convert.ToBase64String(few.AsSpan(0, 200))}...");
    }

    private static bool IsTooLong(TimeSpan few, TimeSpan many) => many > (few * Bearable) + TimeSpan.FromMilliseconds(250);

    private static (long Bytes, TimeSpan Time) CostOf(FuzzTarget target, byte[] input)
    {
        long bytes = GC.GetAllocatedBytesForCurrentThread();
        long begun = Stopwatch.GetTimestamp();
        target.Check(input);
        return (GC.GetAllocatedBytesForCurrentThread() - bytes, Stopwatch.GetElapsedTime(begun));
    }

    private static byte[] Stretched(byte[] example, int at, byte[] piece, int length)
    {
        byte[] middle = [.. Enumerable.Repeat(piece, length / piece.Length).SelectMany(p => p)];
        return at == 0 ? middle : [.. example.AsSpan(0, at), .. middle, .. example.AsSpan(at)];
    }

    private static TimeSpan Least(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
