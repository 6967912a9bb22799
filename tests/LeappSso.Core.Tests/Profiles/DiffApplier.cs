using System.Globalization;
using System.Text.RegularExpressions;

namespace LeappSso.Core.Tests.Profiles;

/// <summary>Applies a unified diff without any tolerance; one character a byte.</summary>
internal static partial class DiffApplier
{
    internal static string Apply(string before, string diff)
    {
        Queue<string> old = new(Lines(before));
        Queue<string> rows = new(Lines(diff));
        List<string> made = [];
        int taken = 0;
        if (rows.Count > 0)
        {
            Assert.StartsWith("--- ", rows.Dequeue(), StringComparison.Ordinal);
            Assert.StartsWith("+++ ", rows.Dequeue(), StringComparison.Ordinal);
        }

        while (rows.Count > 0)
        {
            Match hunk = Hunk().Match(rows.Dequeue());
            Assert.True(hunk.Success);
            int[] n = [.. hunk.Groups.Values.Skip(1).Select(g => int.Parse(g.Value, CultureInfo.InvariantCulture))];
            for (int start = n[1] == 0 ? n[0] : n[0] - 1; taken < start; taken++)
            {
                made.Add(old.Dequeue());
            }

            Assert.Equal(n[3] == 0 ? n[2] : n[2] - 1, made.Count);
            for (int olds = n[1], news = n[3]; olds > 0 || news > 0;)
            {
                string row = rows.Dequeue();
                string line = rows.TryPeek(out string? next) && next[0] == '\\' ? row[1..^1] : row[1..];
                if (next?[0] == '\\')
                {
                    Assert.Equal("\\ No newline at end of file\n", rows.Dequeue());
                }

                if (row[0] is ' ' or '-')
                {
                    Assert.Equal(old.Dequeue(), line);
                    taken++;
                    olds--;
                }

                if (row[0] is ' ' or '+')
                {
                    made.Add(line);
                    news--;
                }
            }
        }

        return string.Concat(made.Concat(old));
    }

    private static string[] Lines(string text) => [.. LineWithEnd().Matches(text).Select(m => m.Value)];

    [GeneratedRegex("^@@ -([0-9]+),([0-9]+) \\+([0-9]+),([0-9]+) @@\n$")]
    private static partial Regex Hunk();

    [GeneratedRegex("[^\n]*\n|[^\n]+$")]
    private static partial Regex LineWithEnd();
}
