namespace LeappSso.Engine;

/// <summary>Guesses which known name a mistyped one stands for.</summary>
public static class NameGuess
{
    private const int Most = 3;

    /// <summary>A question to put behind 'there is none', with a blank before it; empty where no known name is near.</summary>
    /// <param name="typed">What was given.</param>
    /// <param name="known">The names there are.</param>
    public static string Of(string typed, IEnumerable<string> known)
    {
        ArgumentNullException.ThrowIfNull(typed);
        ArgumentNullException.ThrowIfNull(known);
        IGrouping<int?, string>? nearest = known.Distinct(StringComparer.OrdinalIgnoreCase)
            .GroupBy(name => Cost(typed, name))
            .Where(names => names.Key is not null)
            .MinBy(names => names.Key);
        string[] near = [.. (nearest ?? Enumerable.Empty<string>()).Order(StringComparer.OrdinalIgnoreCase).Take(Most).Select(name => $"'{VisibleText.Of(name)}'")];
        return near switch
        {
            [] => string.Empty,
            [string one] => $" Did you mean {one}?",
            _ => $" Did you mean {string.Join(", ", near[..^1])} or {near[^1]}?",
        };
    }

    /// <summary>Whether a name that is not known was meant as a wildcard: no id, profile name or alias has these characters.</summary>
    /// <param name="typed">What was given.</param>
    internal static bool LooksLikePattern(string typed) => typed.AsSpan().ContainsAny('*', '?');

    /// <summary>How far a name is from what was typed: in slips of the keyboard, then names in which it stands; null where it is another.</summary>
    private static int? Cost(string typed, string name)
    {
        if (typed.Length < 3)
        {
            // One slip makes any short name of any other; only two letters in the wrong order tell something.
            return name.Equals(typed, StringComparison.OrdinalIgnoreCase) ? 0 : IsSwapped(typed, name) ? 1 : null;
        }

        int limit = Math.Clamp(typed.Length / 4, 1, 3);
        int slips = Math.Abs(typed.Length - name.Length) > limit ? limit + 1 : Slips(typed.ToUpperInvariant(), name.ToUpperInvariant());
        return slips <= limit ? slips
            : name.Contains(typed, StringComparison.OrdinalIgnoreCase) ? limit + 1
            : null;
    }

    private static bool IsSwapped(string typed, string name) =>
        typed.Length == 2 && name.Length == 2 && name.Equals(string.Concat(typed[1], typed[0]), StringComparison.OrdinalIgnoreCase);

    /// <summary>Letters left out, put in, exchanged, or swapped with their neighbour (optimal string alignment).</summary>
    private static int Slips(string one, string other)
    {
        int[,] cost = new int[one.Length + 1, other.Length + 1];
        for (int i = 0; i <= one.Length; i++)
        {
            for (int j = 0; j <= other.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    cost[i, j] = i + j;
                    continue;
                }

                int change = one[i - 1] == other[j - 1] ? 0 : 1;
                cost[i, j] = Math.Min(Math.Min(cost[i - 1, j] + 1, cost[i, j - 1] + 1), cost[i - 1, j - 1] + change);
                if (i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1])
                {
                    cost[i, j] = Math.Min(cost[i, j], cost[i - 2, j - 2] + 1);
                }
            }
        }

        return cost[one.Length, other.Length];
    }
}
