using System.Text;

namespace LeappSso.Reliability.Tests.Fuzzing;

/// <summary>Inputs as text.</summary>
internal static class InputText
{
    /// <summary>What stands between the fields of an input that has several.</summary>
    internal const char Separator = '\ue010';

    /// <summary>An input as text. Two letters for private use stand for halves of surrogate pairs, which no bytes are.</summary>
    internal static string Of(byte[] input) => Encoding.UTF8.GetString(input).Replace('\ue000', '\ud800').Replace('\ue001', '\udc00');

    /// <summary>The fields of an input, at least so many.</summary>
    internal static string[] Fields(byte[] input, int least)
    {
        string[] fields = Of(input).Split(Separator);
        return fields.Length >= least ? fields : [.. fields, .. Enumerable.Repeat(string.Empty, least - fields.Length)];
    }

    /// <summary>Texts as bytes.</summary>
    internal static byte[][] Bytes(params string[] texts) => [.. texts.Select(Encoding.UTF8.GetBytes)];

    /// <summary>Fields as one input.</summary>
    internal static byte[] Joined(params string[] fields) => Encoding.UTF8.GetBytes(string.Join(Separator, fields));
}
