using LeappSso.Mapping;
using LeappSso.Profiles;

namespace LeappSso.Diagnosis;

/// <summary>Headers under which some tool does not find the profile or sso-session. What each tool makes of them was measured.</summary>
internal sealed class NameCheck() : Check("Names", "headers under which some AWS tool does not find a profile")
{
    private const string Rename = "Give it a name of letters, digits and _ - @ + . % : / without quotes, and use that name in the profiles that refer to it.";

    /// <inheritdoc/>
    protected override IEnumerable<LeappFinding> Look(Evidence evidence)
    {
        HeaderName[] headers = [.. evidence.Config.Document.Sections.Select(s => new HeaderName(s))];
        return headers.SelectMany(h => OfHeader(evidence.Config, h))
            .Concat(TwoSpellings(evidence.Config, headers))
            .Concat(LetterCase(evidence.Config))
            .Concat(TwoDefaults(evidence.Config))
            .Concat(OfCredentials(evidence.Credentials));
    }

    /// <inheritdoc/>
    protected override string Summary(Evidence evidence) =>
        $"Every AWS tool finds all profiles by their names; profiles looked at: {evidence.Files.Sum(f => f.Profiles.Count)}.";

    private IEnumerable<LeappFinding> OfHeader(InspectedFile file, HeaderName header)
    {
        string shown = $"[{FileText.Shown(header.Text)}]";
        LeappFinding Of(string what, string advice) => At(LeappFindingStatus.Warning, file, header.Section.LineNumber, $"{shown} {what}", advice);
        if (header.Word is null)
        {
            if (header.Text == SectionName.Default && header.IsSpaced)
            {
                yield return Of("has blanks inside its brackets, so AWS CLI does not find it.", "Remove the blanks.");
            }
            else if (header.Text is "profile" or "sso-session")
            {
                yield return Of("has no name, so no AWS tool finds it.", "Write a name behind the word.");
            }
            else if (header.Text != SectionName.Default && AwsKeys.LooksLikeProfile(header.Section))
            {
                yield return Of(
                    "does not begin with the word profile in lower case, so no AWS tool finds a profile in it.", $"Write [{header.Intended}] above it.");
            }

            yield break;
        }

        if (header.IsSpaced)
        {
            yield return Of("begins with a blank inside the bracket, so AWS CLI does not find it.", "Remove the blank.");
        }

        if (header.IsQuoted)
        {
            yield return Of(
                "has quotes, which belong to the name for the SDK for .NET and AWS Tools, so they do not find it by the name AWS CLI uses.", Rename);
        }
        else if (header.HasBlanks)
        {
            yield return Of("has a name with blanks, so AWS CLI does not find it.", Rename);
        }
        else if (!ProfileNames.IsPortable(header.Name))
        {
            yield return Of("has a name with characters that some AWS SDKs do not read (JavaScript), so they do not find it.", Rename);
        }
    }

    private IEnumerable<LeappFinding> TwoSpellings(InspectedFile file, HeaderName[] headers) =>
        from twins in headers.Where(h => h.Word is not null && h.HasBlanks).GroupBy(h => (h.Word, h.Name))
        let quoted = twins.FirstOrDefault(h => h.IsQuoted)
        let bare = twins.FirstOrDefault(h => !h.IsQuoted)
        where quoted is not null && bare is not null
        let same = bare.Says().SequenceEqual(quoted.Says())
        select At(
            same ? LeappFindingStatus.Note : LeappFindingStatus.Warning, file, Math.Max(quoted.Section.LineNumber, bare.Section.LineNumber),
            $"'{FileText.Shown(twins.Key.Name)}' is there in two spellings. AWS CLI uses line {quoted.Section.LineNumber},"
                + $" the SDK for .NET line {bare.Section.LineNumber}"
                + (same ? "; they say the same." : ", and they do not say the same."),
            same ? "Change both whenever you change one, or use one name without blanks." : Rename);

    private IEnumerable<LeappFinding> LetterCase(InspectedFile file) =>
        from twins in file.Profiles.Where(p => p.Name != SectionName.Default).GroupBy(p => p.Name, StringComparer.OrdinalIgnoreCase)
        let first = twins.First()
        from other in twins.DistinctBy(p => p.Name).Skip(1)
        select At(
            LeappFindingStatus.Note, file, other.Section.LineNumber,
            $"the profile '{FileText.Shown(other.Name)}' differs only by letter case from '{FileText.Shown(first.Name)}'"
                + $" in line {first.Section.LineNumber}; AWS tools take them for two.",
            "Rename one of them if you mean one.");

    private IEnumerable<LeappFinding> TwoDefaults(InspectedFile file)
    {
        IniSection[] defaults = [.. file.Document.Sections.Where(s => s.Name == new SectionName(SectionKind.Profile, SectionName.Default))];
        if (Array.Find(defaults, s => s.IsPlainDefault) is { } plain && Array.Find(defaults, s => !s.IsPlainDefault) is { } other)
        {
            yield return At(
                LeappFindingStatus.Warning, file, other.LineNumber,
                $"[profile default] stands beside [default] in line {plain.LineNumber}. AWS CLI uses the later one, the SDK for .NET uses [default].",
                "Make one section [default] of the two.");
        }
    }

    private IEnumerable<LeappFinding> OfCredentials(InspectedFile file) =>
        from section in file.Document.Sections
        let isSession = section.Name.Kind == SectionKind.SsoSession
        where isSession || (section.Name.Kind == SectionKind.Profile && !section.IsPlainDefault)
        select At(
            LeappFindingStatus.Warning, file, section.LineNumber,
            $"[{FileText.Shown(section.Header.Key)}] " + (isSession
                ? "is in the credentials file, where AWS CLI does not look for it."
                : "has the word profile, which does not belong into this file; AWS CLI does not find it by its name."),
            isSession ? "Move the section into the config." : $"Write [{FileText.Shown(section.Name.Name)}] above it.");
}
