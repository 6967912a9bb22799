namespace LeappSso.Login;

/// <summary>The query of a URL (application/x-www-form-urlencoded).</summary>
internal static class QueryText
{
    /// <summary>Reads names and values; of a doubled name the first counts.</summary>
    /// <param name="query">With or without leading '?'.</param>
    internal static Dictionary<string, string> Read(string query)
    {
        Dictionary<string, string> members = new(StringComparer.Ordinal);
        foreach (string part in query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            int equals = part.IndexOf('=', StringComparison.Ordinal);
            string name = equals < 0 ? part : part[..equals];
            members.TryAdd(Decode(name), equals < 0 ? string.Empty : Decode(part[(equals + 1)..]));
        }

        return members;
    }

    internal static string Write(IEnumerable<(string Name, string Value)> members) =>
        "?" + string.Join('&', members.Select(m => $"{m.Name}={Uri.EscapeDataString(m.Value)}"));

    private static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}
