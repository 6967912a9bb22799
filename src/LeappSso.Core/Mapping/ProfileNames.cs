using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace LeappSso.Mapping;

/// <summary>
/// Gives sessions their profile names: made of the characters that every AWS SDK reads (the narrowest is the JavaScript SDK:
/// <c>A-Z a-z 0-9 _ - @ + . % : /</c>), unique whatever their letter case, and the same whatever the order of listing.
/// </summary>
internal static class ProfileNames
{
    /// <summary>The template of a new integration.</summary>
    internal const string DefaultTemplate = "{AccountName}-{RoleName}";

    /// <summary>Whether every AWS tool reads a name, and takes it for that of one profile.</summary>
    internal static bool IsPortable(string name) => name.Length > 0 && name.All(IsPortable) && !IsNearlyDefault(name);

    /// <summary>Refuses a name that not every AWS tool reads, or takes for that of one profile.</summary>
    /// <exception cref="LeappException"><see cref="LeappErrorCode.InvalidProfileName"/>.</exception>
    internal static void Check(string name)
    {
        if (IsNearlyDefault(name))
        {
            throw new LeappException(
                LeappErrorCode.InvalidProfileName,
                $"'{name}' cannot be a profile name: it is the default profile for no AWS tool, and AWS CLI gives what is under [DEFAULT] to every profile."
                + " Write 'default', or another name.",
                name);
        }

        if (!IsPortable(name))
        {
            throw new LeappException(
                LeappErrorCode.InvalidProfileName,
                $"'{VisibleText.Of(name)}' cannot be a profile name, because not every AWS tool could read it. Use letters, digits and _ - @ + . % : / only.",
                name);
        }
    }

    /// <summary>Fills in a template.</summary>
    internal static string Render(string template, string integration, string accountId, string? accountName, string roleName)
    {
        string account = Clean(accountName ?? string.Empty);
        string name = template
            .Replace("{AccountName}", account.Length > 0 ? account : accountId, StringComparison.OrdinalIgnoreCase)
            .Replace("{AccountId}", accountId, StringComparison.OrdinalIgnoreCase)
            .Replace("{RoleName}", Clean(roleName), StringComparison.OrdinalIgnoreCase)
            .Replace("{Integration}", Clean(integration), StringComparison.OrdinalIgnoreCase);
        string clean = Clean(name);
        return clean.Length > 0 && !clean.Equals("default", StringComparison.OrdinalIgnoreCase) ? clean : $"{Clean(accountId)}-{Clean(roleName)}";
    }

    /// <summary>Checks a template: it must name the role, and otherwise hold portable characters.</summary>
    /// <exception cref="LeappException"><see cref="LeappErrorCode.InvalidProfileName"/>.</exception>
    internal static void CheckTemplate(string template)
    {
        string rest = template;
        foreach (string field in (string[])["{AccountName}", "{AccountId}", "{RoleName}", "{Integration}"])
        {
            rest = rest.Replace(field, "x", StringComparison.OrdinalIgnoreCase);
        }

        if (!IsPortable(rest) || rest == template)
        {
            throw new LeappException(
                LeappErrorCode.InvalidProfileName,
                $"'{VisibleText.Of(template)}' is not a template for profile names. It is made of {{AccountName}}, {{AccountId}}, {{RoleName}} and"
                + " {Integration}, and of letters, digits and _ - @ + . % : / only.",
                template);
        }
    }

    /// <summary>Settles the names of new sessions at the end of a listing.</summary>
    /// <param name="sessions">The new sessions, in any order.</param>
    /// <param name="template">The template.</param>
    /// <param name="taken">Names in use; must ignore letter case. The new ones are added.</param>
    internal static Dictionary<SessionKey, string> Settle(IReadOnlyCollection<NewSession> sessions, string template, HashSet<string> taken)
    {
        Dictionary<SessionKey, string> settled = [];
        List<NewSession> open = [.. sessions];
        for (int precision = 0; open.Count > 0; precision++)
        {
            int level = precision;
            ILookup<string, NewSession> groups = open.ToLookup(s => Candidate(s, template, level), StringComparer.OrdinalIgnoreCase);
            List<IGrouping<string, NewSession>> unique = [.. groups.Where(g => g.Count() == 1 && !taken.Contains(g.Key))];
            foreach (IGrouping<string, NewSession> group in unique)
            {
                NewSession session = group.First();
                settled.Add(session.Key, Candidate(session, template, level));
                taken.Add(group.Key);
            }

            open = [.. open.Where(s => !settled.ContainsKey(s.Key))];
        }

        return settled;
    }

    /// <summary>The name a session streams with while the listing is not at its end.</summary>
    internal static string Provisional(NewSession session, string template, HashSet<string> taken)
    {
        for (int precision = 0; ; precision++)
        {
            string candidate = Candidate(session, template, precision);
            if (taken.Add(candidate))
            {
                return candidate;
            }
        }
    }

    /// <summary>Ever longer names of one session: as the template says, with the account id, with the role, with a hash of all.</summary>
    private static string Candidate(NewSession session, string template, int precision)
    {
        string name = Render(template, session.Integration, session.Key.AccountId, session.AccountName, session.Key.RoleName);
        // What a portal gives as an account id may be none.
        string account = Clean(session.Key.AccountId);
        return precision switch
        {
            0 => name,
            1 => $"{name}-{account}",
            2 => $"{name}-{account}-{Clean(session.Key.RoleName)}",
            _ => $"{name}-{account}-{Hash($"{precision} {session.Integration}/{session.Key.AccountId}/{session.Key.RoleName}")}",
        };
    }

    /// <summary>Letters lose their accents; a run of anything else that is not portable becomes one hyphen.</summary>
    private static string Clean(string text)
    {
        StringBuilder clean = new(text.Length);
        // Half a surrogate pair cannot be normalised, and U+FFFE neither; the round trip turns the former into U+FFFD.
        string whole = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)).Replace('\ufffe', '\ufffd');
        foreach (char c in whole.Replace("ß", "ss", StringComparison.Ordinal).Normalize(NormalizationForm.FormKD))
        {
            if (IsPortable(c))
            {
                clean.Append(c);
            }
            else if (CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark && clean.Length > 0 && clean[^1] != '-')
            {
                clean.Append('-');
            }
        }

        return clean.ToString().Trim('-');
    }

    private static bool IsNearlyDefault(string name) => name != "default" && name.Equals("default", StringComparison.OrdinalIgnoreCase);

    private static bool IsPortable(char c) => char.IsAsciiLetterOrDigit(c) || "_-@+.%:/".Contains(c, StringComparison.Ordinal);

    // Of the characters as they are: any encoding would make halves of different surrogate pairs the same, and never find a name.
    private static string Hash(string text) => Convert.ToHexString(SHA256.HashData(MemoryMarshal.AsBytes(text.AsSpan())), 0, 4).ToLowerInvariant();
}

/// <summary>What tells the sessions of one integration apart.</summary>
/// <param name="AccountId">12 digits.</param>
/// <param name="RoleName">The role as the portal names it.</param>
internal readonly record struct SessionKey(string AccountId, string RoleName);

/// <summary>A session that has no name yet.</summary>
/// <param name="Integration">The alias of its integration.</param>
/// <param name="Key">Account and role.</param>
/// <param name="AccountName">The name of the account; null where the portal tells none.</param>
internal sealed record NewSession(string Integration, SessionKey Key, string? AccountName);
