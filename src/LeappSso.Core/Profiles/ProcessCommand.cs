namespace LeappSso.Profiles;

/// <summary>placeholder until merged</summary>
internal static class ProcessCommand
{
    internal static string Of(string program, SessionId id) => $"{program} {id}";

    internal static string? SessionIn(string value) => value.Contains("leappsso-credential", StringComparison.Ordinal) ? value[(value.LastIndexOf(' ') + 1)..] : null;
}
