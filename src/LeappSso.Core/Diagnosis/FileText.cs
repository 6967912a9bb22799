using System.Text;

namespace LeappSso.Diagnosis;

/// <summary>Text of an AWS file, which is held as one character a byte, beside the text that people read.</summary>
internal static class FileText
{
    /// <summary>Text of a file as people read it; nothing in it steers a terminal.</summary>
    internal static string Shown(string inFile) => VisibleText.Of(Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(inFile)));

    /// <summary>Text as it stands in a file.</summary>
    internal static string InFile(string text) => Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text));
}
