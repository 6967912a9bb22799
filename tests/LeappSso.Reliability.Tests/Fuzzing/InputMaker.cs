using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace LeappSso.Reliability.Tests.Fuzzing;

/// <summary>Makes inputs out of examples: changes bytes, and puts in, doubles and takes out what means something. The same number makes the same input.</summary>
internal sealed class InputMaker(IReadOnlyList<byte[]> examples, IReadOnlyList<byte[]> pieces, int seed)
{
    private const int Longest = 64 * 1024;

    // What has been the end of some reader or other, whatever it read.
    private static readonly byte[][] s_hazards =
    [
        .. new[]
        {
            "\0", "\u001b[2J", "\r", "\n", "\r\n", "\n\n", "\"", "'", "\\", "\\u0000", "\\ud800", "\\udfff\\ud83d", "\ufeff", "\ufffe", "\u202e", "\u2028", "\u0085", "\u00a0",
            "\u0301", "\u0130", "🚀", "\ue000", "\ue001", "-1", "0", "1e400", "1e-400", "9223372036854775808", "2147483648", "99999999999999999999999999", "NaN", "null", "true",
            "{}", "[]", "[", "]", "{", "}", ",", ":", "=", "%", "%00", "%0d%0a", "%zz", "+", "&", "#", ";", "//", "/*", "<!--", "../", "\t", " ",
            "9999-12-31T23:59:59Z", "0001-01-01T00:00:00+14:00",
        }.Select(Encoding.UTF8.GetBytes),
        [0xFF, 0xFE], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xC2], [0xE2, 0x80], [0x80],
        [.. Enumerable.Repeat((byte)'[', 70)], [.. Enumerable.Repeat((byte)'x', 300)],
    ];

    /// <summary>Makes an input.</summary>
    /// <param name="number">Its number.</param>
    internal byte[] Make(int number)
    {
        Random random = new(HashCodeOf(number));
        List<byte> input = random.Next(16) == 0 ? OfPieces(random) : [.. Pick(random, examples)];
        for (int left = random.Next(1, 1 << random.Next(1, 4)); left > 0; left--)
        {
            Change(input, random);
        }

        if (random.Next(2000) == 0)
        {
            Stretch(input, random);
        }

        return input.Count > Longest ? [.. input.Take(Longest)] : [.. input];
    }

    private int HashCodeOf(int number) => unchecked((seed * 486187739) + (number * 16777619) + (number >> 7));

    private List<byte> OfPieces(Random random)
    {
        List<byte> input = [];
        for (int left = random.Next(1, 12); left > 0; left--)
        {
            input.AddRange(Piece(random));
        }

        return input;
    }

    private void Change(List<byte> input, Random random)
    {
        int at = random.Next(input.Count + 1);
        switch (random.Next(12))
        {
            case 0 when at < input.Count:
                input[at] ^= (byte)(1 << random.Next(8));
                break;
            case 1 when at < input.Count:
                input[at] = (byte)random.Next(256);
                break;
            case 2 or 3 or 4:
                input.InsertRange(at, Piece(random));
                break;
            case 5:
                input.RemoveRange(at, LengthFrom(input, at, random));
                input.InsertRange(at, Piece(random));
                break;
            case 6:
                input.RemoveRange(at, LengthFrom(input, at, random));
                break;
            case 7:
                // A doubled part, there or elsewhere.
                input.InsertRange(random.Next(2) == 0 ? at : random.Next(input.Count + 1), input.GetRange(at, LengthFrom(input, at, random)));
                break;
            case 8:
                byte[] other = Pick(random, examples);
                input.RemoveRange(at, input.Count - at);
                input.AddRange(other.AsSpan(random.Next(other.Length + 1)));
                break;
            case 9:
                DoubleLine(input, at);
                break;
            case 10:
                ReplaceNumber(input, at, random);
                break;
            default:
                input.RemoveRange(at, random.Next(4) == 0 ? input.Count - at : Math.Min(1, input.Count - at));
                break;
        }
    }

    private byte[] Piece(Random random) => random.Next(3) == 0 || pieces.Count == 0 ? Pick(random, s_hazards) : Pick(random, pieces);

    private static byte[] Pick(Random random, IReadOnlyList<byte[]> some) => some[random.Next(some.Count)];

    private static int LengthFrom(List<byte> input, int at, Random random) => random.Next(Math.Min(input.Count - at, 1 << random.Next(1, 9)) + 1);

    private static void DoubleLine(List<byte> input, int at)
    {
        int from = at == 0 ? 0 : input.LastIndexOf((byte)'\n', at - 1) + 1;
        int end = input.IndexOf((byte)'\n', from);
        input.InsertRange(from, input.GetRange(from, (end < 0 ? input.Count : end + 1) - from));
    }

    private static void ReplaceNumber(List<byte> input, int at, Random random)
    {
        int from = input.FindIndex(at, char.IsAsciiDigit);
        if (from >= 0)
        {
            int end = input.FindIndex(from, c => !char.IsAsciiDigit(c));
            input.RemoveRange(from, (end < 0 ? input.Count : end) - from);
            input.InsertRange(from, Encoding.ASCII.GetBytes(random.NextInt64().ToString(CultureInfo.InvariantCulture)));
        }
    }

    private static void Stretch(List<byte> input, Random random)
    {
        int at = random.Next(input.Count + 1);
        byte[] part = [.. CollectionsMarshal.AsSpan(input).Slice(at, LengthFrom(input, at, random))];
        while (part.Length > 0 && input.Count < Longest / 4)
        {
            input.InsertRange(at, part);
            part = part.Length < 4096 ? [.. part, .. part] : part;
        }
    }
}

file static class ByteSearch
{
    internal static int FindIndex(this List<byte> input, int from, Func<char, bool> wanted)
    {
        for (int at = from; at < input.Count; at++)
        {
            if (wanted((char)input[at]))
            {
                return at;
            }
        }

        return -1;
    }
}
