using System.Globalization;

namespace LeappSso.Store;

/// <summary>The names of backups: <c>name.leappsso-20300131.bak</c> beside the file, with the day in UTC.</summary>
internal static class BackupName
{
    private const string Word = ".leappsso-";
    private const string Ending = ".bak";
    private const string Day = "yyyyMMdd";

    /// <summary>The name of a file's backup of a day.</summary>
    internal static string Of(string name, DateTimeOffset day) => name + Word + day.UtcDateTime.ToString(Day, CultureInfo.InvariantCulture) + Ending;

    /// <summary>Whether this is exactly how a backup of the file is named. Names of one file sort by their days.</summary>
    internal static bool IsOf(string name, string backup) =>
        backup.Length == name.Length + Word.Length + Day.Length + Ending.Length
        && backup.StartsWith(name + Word, StringComparison.Ordinal)
        && backup.EndsWith(Ending, StringComparison.Ordinal)
        && backup.AsSpan(name.Length + Word.Length, Day.Length).IndexOfAnyExceptInRange('0', '9') < 0;
}
