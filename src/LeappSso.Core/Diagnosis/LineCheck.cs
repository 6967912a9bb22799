using LeappSso.Profiles;

namespace LeappSso.Diagnosis;

/// <summary>Lines that tools read differently. What botocore and the SDK for .NET make of each was measured.</summary>
internal sealed class LineCheck() : Check("Lines", "lines that some AWS tool reads otherwise than the others")
{
    private const string DotNetFails =
        "the SDK for .NET and AWS Tools for PowerShell then read nothing of the file, and make no client any more until the process ends";

    /// <inheritdoc/>
    protected override IEnumerable<LeappFinding> Look(Evidence evidence) =>
        from file in evidence.Files
        from section in file.Document.Sections
        from finding in OfHeader(file, section).Concat(OfBody(file, section))
        select finding;

    /// <inheritdoc/>
    protected override string Summary(Evidence evidence) =>
        $"Every line means the same to all AWS tools; lines looked at: {evidence.Files.Sum(f => f.Document.Sections.Sum(s => 1 + s.Body.Count))}.";

    private IEnumerable<LeappFinding> OfHeader(InspectedFile file, IniSection section)
    {
        string text = section.Header.Text;
        if (!string.IsNullOrWhiteSpace(text[(text.LastIndexOf(']') + 1)..]))
        {
            yield return At(
                LeappFindingStatus.Error, file, section.LineNumber, $"there is text behind the header [{FileText.Shown(section.Header.Key)}]; {DotNetFails}.",
                "Put the text on a line of its own that begins with #, then start PowerShell anew if AWS Tools have failed in it.");
        }
    }

    private IEnumerable<LeappFinding> OfBody(InspectedFile file, IniSection section)
    {
        IniLine? above = null;
        foreach (IniLine line in section.Body)
        {
            if (line.Kind == IniLineKind.Key)
            {
                above = line;
            }

            LeappFinding? found = line.Kind switch
            {
                IniLineKind.Key => OfKey(file, section, line),
                IniLineKind.Continuation when above is not null => OfIndented(file, line, above),
                _ => null,
            };
            if (found is not null)
            {
                yield return found;
            }
        }
    }

    private LeappFinding? OfKey(InspectedFile file, IniSection section, IniLine line)
    {
        int colon = line.Text.IndexOf(':', StringComparison.Ordinal);
        int equals = line.Text.IndexOf('=', StringComparison.Ordinal);
        if (equals < 0)
        {
            return At(
                LeappFindingStatus.Error, file, line.Number, $"it has ':' where '=' belongs; {DotNetFails}.",
                "Write 'key = value', then start PowerShell anew if AWS Tools have failed in it.");
        }

        if (colon >= 0 && colon < equals)
        {
            return At(
                LeappFindingStatus.Warning, file, line.Number, "it has ':' before '='; for AWS CLI the key ends at the one, for the SDK for .NET at the other.",
                "Write 'key = value' with a key without ':'.");
        }

        bool isRegion = line.Key == "region" && (!file.IsConfig || section.Name.Kind == SectionKind.Profile);
        return IsNoted(line.Value) && AwsKeys.TakesNoNote(line.Key) && (!file.IsConfig || section.Name.Kind != SectionKind.Other)
            ? At(
                isRegion ? LeappFindingStatus.Error : LeappFindingStatus.Warning, file, line.Number,
                $"the note behind the value of {line.Key} is part of the value for AWS CLI and the SDK for .NET"
                    + (isRegion ? ", which for this can list no profile of the file at all." : "; some other SDKs cut it off."),
                "Put the note on a line of its own that begins with #.")
            : null;
    }

    private LeappFinding? OfIndented(InspectedFile file, IniLine line, IniLine above) =>
        line.Text.TrimStart().StartsWith('[') ? At(
            above.Value.Length > 0 ? LeappFindingStatus.Warning : LeappFindingStatus.Error, file, line.Number,
            $"the header is indented; for AWS CLI it is part of the value of {NameOf(above)} in line {above.Number}"
                + $"{(above.Value.Length > 0 ? string.Empty : ", which makes the file unreadable for it")}; for the SDK for .NET it begins a section.",
            "Begin the line at its first column.")
        : !line.Text.Contains('=', StringComparison.Ordinal) ? At(
            LeappFindingStatus.Error, file, line.Number, $"it is indented and has no '='; {DotNetFails}.",
            "Write the value of a key on one line.")
        : above.Value.Length > 0 ? At(
            LeappFindingStatus.Warning, file, line.Number,
            $"it is indented, so for AWS CLI it is part of the value of {NameOf(above)} in line {above.Number}; for the SDK for .NET it is a key of its own.",
            "Begin the line at its first column if it is a key, else write the value on one line.")
        : null;

    internal static bool IsNoted(string value)
    {
        int mark = value.AsSpan().IndexOfAny('#', ';');
        while (mark >= 0)
        {
            if (mark == 0 || value[mark - 1] is ' ' or '\t')
            {
                return true;
            }

            int next = value.AsSpan(mark + 1).IndexOfAny('#', ';');
            mark = next < 0 ? -1 : mark + 1 + next;
        }

        return false;
    }

    /// <summary>A key that is none of the AWS tools' may be half a secret.</summary>
    private static string NameOf(IniLine line) => AwsKeys.TakesNoNote(line.Key) || line.Key == "credential_process" ? line.Key : "the key";
}
