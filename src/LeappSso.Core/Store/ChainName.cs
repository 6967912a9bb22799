namespace LeappSso.Store;

/// <summary>
/// The names of chained sessions, on disk and as the third part of an id: with a prefix that no permission set can have, whose names are
/// made of <c>[\w+=,.@-]</c> (API model of sso-admin), so both can stand in one account.
/// </summary>
internal static class ChainName
{
    private const string Prefix = "role:";

    /// <summary>Whether a name is one of a chained session.</summary>
    internal static bool Is(string name) => name.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>The name on disk and in ids.</summary>
    /// <param name="shown">The name as people see it.</param>
    internal static string Of(string shown) => Prefix + shown;

    /// <summary>The name as people see it; that of a permission set is as it is.</summary>
    internal static string Shown(string name) => Is(name) ? name[Prefix.Length..] : name;
}
