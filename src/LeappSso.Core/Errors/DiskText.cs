namespace LeappSso;

/// <summary>Why a disk refuses, as the end of a sentence about a file.</summary>
internal static class DiskText
{
    /// <summary>
    /// What the system says, with a full stop. The file that the system names is left out: it is the one of which the sentence tells, or one
    /// beside it that nobody knows.
    /// </summary>
    internal static string Of(Exception reason)
    {
        int name = reason.Message.LastIndexOf(" : '", StringComparison.Ordinal);
        return (name > 0 ? reason.Message[..name] : reason.Message).TrimEnd('.', ' ') + ".";
    }
}
