using System.Management.Automation;

namespace LeappSso.Cmdlets.Binding;

/// <summary>Names given by the user: each matches literally or as a wildcard, and letter case does not count.</summary>
internal static class NameTest
{
    /// <summary>Makes the test; null, which lets everything pass, where no name was given.</summary>
    internal static Func<string, bool>? Of(IReadOnlyCollection<string>? names)
    {
        if (names is null or { Count: 0 })
        {
            return null;
        }

        HashSet<string> literals = new(names, StringComparer.OrdinalIgnoreCase);
        List<WildcardPattern> patterns = [.. names.Where(MeansMore).Select(Pattern).OfType<WildcardPattern>()];
        return value => literals.Contains(value) || patterns.Exists(p => p.IsMatch(value));
    }

    /// <summary>Makes the test for account ids: PowerShell turns a bare 000123456789 into a number, so digits are filled up to twelve.</summary>
    internal static Func<string, bool>? OfAccountIds(IReadOnlyCollection<string>? ids) =>
        Of(ids?.Select(id => id.Length > 0 && id.All(char.IsAsciiDigit) ? id.PadLeft(12, '0') : id).ToList());

    /// <summary>Makes the test for the accounts in which sessions with these ids are; null, which lets everything pass, where that is not plain.</summary>
    internal static Func<string, bool>? OfAccountsIn(IReadOnlyCollection<string>? sessionIds)
    {
        List<string> accounts = [];
        foreach (string name in sessionIds ?? [])
        {
            if (MeansMore(name) || !SessionId.TryParse(name, out SessionId? id))
            {
                return null;
            }

            accounts.Add(id.AccountId);
        }

        return Of(accounts);
    }

    /// <summary>Whether a name asks for many.</summary>
    internal static bool IsPattern(string name) => WildcardPattern.ContainsWildcardCharacters(name) && Pattern(name) is not null;

    /// <summary>The pattern; null where it is none, as a name with a single bracket.</summary>
    private static WildcardPattern? Pattern(string name)
    {
        WildcardPattern pattern = WildcardPattern.Get(name, WildcardOptions.IgnoreCase | WildcardOptions.CultureInvariant);
        try
        {
            _ = pattern.IsMatch(name);
            return pattern;
        }
        catch (WildcardPatternException)
        {
            return null;
        }
    }

    /// <summary>Whether a name can match others than itself: it is a pattern, or has an escape.</summary>
    private static bool MeansMore(string name) => IsPattern(name) || name.Contains('`', StringComparison.Ordinal);
}
