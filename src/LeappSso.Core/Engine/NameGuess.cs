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

    /// <summary>How far a name is from what was typed: in slips of the keyboard, then names in which it stands; null where it is another.</summary>
    private static int? Cost(string typed, string name)
    {
        int limit = Math.Clamp(typed.Length / 4, 1, 3);
        int slips = Math.Abs(typed.Length - name.Length) > limit ? limit + 1 : Slips(typed.ToUpperInvariant(), name.ToUpperInvariant());
        return slips <= limit ? slips
            : typed.Length > 2 && name.Contains(typed, StringComparison.OrdinalIgnoreCase) ? limit + 1
            : null;
    }

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
