using System.Globalization;
using System.Text;

namespace LeappSso.Reliability.Tests.Fuzzing;

/// <summary>What is demanded of more than one target.</summary>
internal static class Demand
{
    /// <summary>What stands in examples where a secret would; no message may hold it.</summary>
    internal const string Secret = "s3cr3tOfTheExample";

    /// <summary>Demands a condition.</summary>
    internal static void That(bool holds, string what)
    {
        if (!holds)
        {
            throw new DemandException(what);
        }
    }

    /// <summary>Demands a text that steers no terminal and hides nothing.</summary>
    internal static void Visible(string text)
    {
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (Rune.IsControl(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)
            {
                throw new DemandException($"U+{rune.Value:X4} is in '{text}'");
            }
        }
    }

    /// <summary>Demands a message for a person: visible, of bounded length, without the secret.</summary>
    internal static void Message(string text)
    {
        Visible(text);
        That(text.Length < 4000, "the message is endless");
        That(!text.Contains(Secret, StringComparison.OrdinalIgnoreCase), $"the secret is in '{text}'");
    }

    /// <summary>Demands that two are the same.</summary>
    internal static void Same<T>(T expected, T actual, string what) => That(EqualityComparer<T>.Default.Equals(expected, actual), $"{what}: {actual} and not {expected}");

    /// <summary>Demands the same bytes.</summary>
    internal static void SameBytes(byte[] expected, byte[] actual, string what) =>
        That(expected.AsSpan().SequenceEqual(actual), $"{what}: '{Encoding.UTF8.GetString(actual)}' and not '{Encoding.UTF8.GetString(expected)}'");
}
