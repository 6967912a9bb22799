using System.Text;

namespace LeappSso.Diagnosis;

/// <summary>Text of an AWS file, which is held as one character a byte (<see cref="Profiles.IniLine.TextOf"/>), as people read it.</summary>
internal static class FileText
{
    /// <summary>The text as it is meant.</summary>
    internal static string Meant(string inFile) => Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(inFile));

    /// <summary>The text to be shown; nothing in it steers a terminal.</summary>
    internal static string Shown(string inFile) => VisibleText.Of(Meant(inFile));
}
