using System.Text;

namespace LeappSso.Diagnosis;

/// <summary>Text of an AWS file, which is held as one character a byte (<see cref="Profiles.IniLine.TextOf"/>), as people read it.</summary>
internal static class FileText
{
    /// <summary>The text; nothing in it steers a terminal.</summary>
    internal static string Shown(string inFile) => VisibleText.Of(Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(inFile)));
}
