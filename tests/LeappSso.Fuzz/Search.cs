using System.Diagnostics;
using LeappSso.Reliability.Tests.Fuzzing;

namespace LeappSso.Fuzz;

/// <summary>Looks for inputs that take ways through the code which none before has taken, by changing those that did.</summary>
/// <param name="target">What is tried.</param>
/// <param name="map">What counts the ways.</param>
internal sealed class Search(FuzzTarget target, CoverageMap map)
{
    // What is kept goes into the repository.
    private const int MostKept = 40;
    private const int LongestKept = 600;

    private readonly HashSet<int> _seen = [];
    private readonly List<(byte[] Input, int[] Ways)> _found = [];

    /// <summary>How many inputs were tried.</summary>
    internal int Tried { get; private set; }

    /// <summary>How many ways are known.</summary>
    internal int Ways => _seen.Count;

    /// <summary>Searches for a time.</summary>
    /// <exception cref="FuzzFailureException">An input on which something does not hold.</exception>
    internal void Run(TimeSpan time)
    {
        List<byte[]> pool = [.. target.Examples];
        pool.ForEach(example => _seen.UnionWith(WaysOf(example)));
        foreach (byte[] known in Corpus.Of(target.Name))
        {
            Take(known, WaysOf(known), pool);
        }

        InputMaker maker = new(pool, target.Pieces, Environment.ProcessId);
        for (long begun = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(begun) < time; Tried++)
        {
            byte[] input = maker.Make(Tried);
            int[] ways = WaysOf(input);
            if (!_seen.IsSupersetOf(ways))
            {
                Take(Shorten(input, [.. ways.Except(_seen)]), ways, pool);
            }
        }
    }

    /// <summary>The inputs that are worth keeping: each time the one that adds most to those before.</summary>
    internal IReadOnlyList<byte[]> Choose()
    {
        HashSet<int> covered = [.. target.Examples.SelectMany(WaysOf)];
        List<(byte[] Input, int[] Ways)> left = [.. _found.Where(f => f.Input.Length is > 0 and <= LongestKept)];
        List<byte[]> chosen = [];
        while (left.Count > 0 && chosen.Count < MostKept)
        {
            (byte[] Input, int[] Ways) best = left.MaxBy(f => f.Ways.Count(w => !covered.Contains(w)));
            left.Remove(best);
            if (!covered.IsSupersetOf(best.Ways))
            {
                covered.UnionWith(best.Ways);
                chosen.Add(best.Input);
            }
        }

        return chosen;
    }

    private void Take(byte[] input, int[] ways, List<byte[]> pool)
    {
        _seen.UnionWith(ways);
        _found.Add((input, WaysOf(input)));
        pool.Add(input);
    }

    private int[] WaysOf(byte[] input)
    {
        map.Clear();
        FuzzRun.Try(target, input, "found by coverage");
        return map.Ways();
    }

    /// <summary>Takes parts out of an input as long as it still takes the new ways.</summary>
    private byte[] Shorten(byte[] input, int[] news)
    {
        byte[] small = input;
        for (int size = small.Length / 2; size > small.Length / 32; size /= 2)
        {
            for (int at = 0; at + size <= small.Length;)
            {
                byte[] less = [.. small.AsSpan(0, at), .. small.AsSpan(at + size)];
                if (news.Except(WaysOf(less)).Any())
                {
                    at += size;
                }
                else
                {
                    small = less;
                }
            }
        }

        return small;
    }
}
