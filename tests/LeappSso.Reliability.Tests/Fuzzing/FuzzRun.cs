using System.Globalization;
using System.Text;

namespace LeappSso.Reliability.Tests.Fuzzing;

/// <summary>Tries made inputs on a target, one after the other.</summary>
internal static class FuzzRun
{
    private const int Seed = 20;

    /// <summary>How many inputs each target gets: a million where <c>LEAPPSSO_RELIABILITY_INPUTS</c> says so.</summary>
    internal static int Inputs { get; } =
        int.TryParse(Environment.GetEnvironmentVariable("LEAPPSSO_RELIABILITY_INPUTS"), NumberStyles.None, CultureInfo.InvariantCulture, out int given)
            ? given
            : Form.Of(100_000, 2_000);

    /// <summary>Tries the examples as they are, then so many inputs made of them.</summary>
    /// <exception cref="FuzzFailureException">One of them, as small as it was to be had.</exception>
    internal static void Run(FuzzTarget target, int inputs)
    {
        IReadOnlyList<byte[]> examples = [.. target.Examples, .. Corpus.Of(target.Name)];
        foreach (byte[] example in examples)
        {
            Try(target, example, "an example");
        }

        InputMaker maker = new(examples, target.Pieces, Seed);
        for (int number = 0; number < inputs; number++)
        {
            Try(target, maker.Make(number), string.Create(CultureInfo.InvariantCulture, $"input {number} of seed {Seed}"));
        }
    }

    /// <summary>Tries one input.</summary>
    /// <exception cref="FuzzFailureException">Something does not hold; with an input as small as it was to be had.</exception>
    internal static void Try(FuzzTarget target, byte[] input, string origin)
    {
        if (Failure(target, input) is { } failure)
        {
            byte[] small = Shrink(target, input, failure.GetType());
            throw new FuzzFailureException(
                $"{target.Name}, {origin}: {Convert.ToBase64String(small)} which is '{Encoding.UTF8.GetString(small)}'", Failure(target, small) ?? failure);
        }
    }

    private static byte[] Shrink(FuzzTarget target, byte[] input, Type kind)
    {
        byte[] small = input;
        for (int size = small.Length / 2; size > 0; size /= 2)
        {
            for (int at = 0; at + size <= small.Length;)
            {
                byte[] less = [.. small.AsSpan(0, at), .. small.AsSpan(at + size)];
                if (Failure(target, less)?.GetType() == kind)
                {
                    small = less;
                }
                else
                {
                    at += size;
                }
            }
        }

        return small;
    }

#pragma warning disable CA1031 // Whatever comes is what is looked for.
    private static Exception? Failure(FuzzTarget target, byte[] input)
    {
        try
        {
            target.Check(input);
            return null;
        }
        catch (Exception failure)
        {
            return failure;
        }
    }
#pragma warning restore CA1031
}
