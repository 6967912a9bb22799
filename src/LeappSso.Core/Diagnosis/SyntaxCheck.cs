using System.Text.Unicode;
using LeappSso.Profiles;

namespace LeappSso.Diagnosis;

/// <summary>What keeps some tool from reading a whole AWS file. LeappSso does not change such a file.</summary>
internal sealed class SyntaxCheck() : Check("Syntax", "whether every AWS tool can read both AWS files at all")
{
    /// <inheritdoc/>
    protected override IEnumerable<LeappFinding> Look(Evidence evidence) =>
        from file in evidence.Files
        from fault in IniCheck.FindAll(file.Bytes, file.Document).Concat(NotUtf8(file)).OrderBy(f => f.Line)
        let reason = FileText.Shown(fault.Reason)
        select At(
            LeappFindingStatus.Error, file, fault.Line, reason + ". LeappSso does not change the file until this is mended.",
            $"{char.ToUpperInvariant(fault.Advice[0])}{fault.Advice[1..]}.");

    /// <inheritdoc/>
    protected override string Summary(Evidence evidence) =>
        $"Every line is one that all AWS tools can read: {string.Join(", ", ReadOf(evidence).DefaultIfEmpty("there is no file"))}.";

    private static IEnumerable<string> ReadOf(Evidence evidence) => evidence.Files.Where(f => f.State == FileState.Read).Select(f => f.Path);

    private static IEnumerable<IniFault> NotUtf8(InspectedFile file)
    {
        if (Utf8.IsValid(file.Bytes) || file.Bytes.AsSpan().IndexOf((byte)0) >= 0)
        {
            yield break;
        }

        int number = 1;
        for (int start = 0; start < file.Bytes.Length; number++)
        {
            int length = file.Bytes.AsSpan(start).IndexOfAny((byte)'\r', (byte)'\n');
            int end = length < 0 ? file.Bytes.Length : start + length;
            if (!Utf8.IsValid(file.Bytes.AsSpan(start, end - start)))
            {
                yield return new IniFault(
                    number, "it has bytes that are no UTF-8, with which AWS CLI cannot read the file", "save the file as UTF-8 without BOM");
            }

            start = end + (file.Bytes.AsSpan(end).StartsWith("\r\n"u8) ? 2 : 1);
        }
    }
}
