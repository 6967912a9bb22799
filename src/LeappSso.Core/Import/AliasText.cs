using System.Text;
using LeappSso.Engine;

namespace LeappSso.Import;

/// <summary>Aliases made of names that other tools allow.</summary>
internal static class AliasText
{
    private const int Longest = 64;

    /// <summary>A name as an alias: what is not allowed becomes one hyphen.</summary>
    internal static string Of(string name)
    {
        StringBuilder clean = new();
        foreach (char c in name)
        {
            if (char.IsAsciiLetterOrDigit(c) || (clean.Length > 0 && c is '_' or '.'))
            {
                clean.Append(c);
            }
            else if (clean.Length > 0 && clean[^1] != '-')
            {
                clean.Append('-');
            }
        }

        string alias = clean.ToString().TrimStart('_', '.', '-');
        alias = (alias.Length > Longest ? alias[..Longest] : alias).TrimEnd('-');
        return IntegrationCheck.IsAlias(alias) ? alias : "portal";
    }

    /// <summary>An alias after the part of an address that tells portals apart.</summary>
    /// <param name="url">The canonical address of a portal.</param>
    internal static string OfPortal(string url)
    {
        Uri address = new(url);
        string label = address.HostNameType == UriHostNameType.Dns ? address.Host.Split('.')[0] : address.Host;
        string path = address.Segments[^1].Trim('/');
        return Of(label is "start" or "identitycenter" && path.Length > 0 ? path : label);
    }

    /// <summary>The alias, then others like it.</summary>
    internal static IEnumerable<string> Candidates(string alias)
    {
        yield return alias;
        for (int number = 2; ; number++)
        {
            string end = $"-{number}";
            yield return (alias.Length + end.Length > Longest ? alias[..(Longest - end.Length)] : alias) + end;
        }
    }
}
