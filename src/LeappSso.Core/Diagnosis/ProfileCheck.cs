using System.Text.RegularExpressions;
using LeappSso.Login;
using LeappSso.Profiles;

namespace LeappSso.Diagnosis;

/// <summary>Profiles whose keys contradict each other, or lead nowhere. What botocore and the SDK for .NET make of each was measured.</summary>
internal sealed partial class ProfileCheck() : Check("Profiles", "profiles that contradict themselves or each other")
{
    /// <inheritdoc/>
    protected override IEnumerable<LeappFinding> Look(Evidence evidence) => OfValues(evidence).Concat(OfNoRegion(evidence));

    private IEnumerable<LeappFinding> OfValues(Evidence evidence) =>
        from file in evidence.Files
        from profile in file.AnyonesProfiles
        let other = file.IsConfig ? evidence.Credentials : evidence.Config
        from finding in new[]
        {
            OfRegion(file, profile.Name, profile.Section),
            OfEndpoint(file, profile.Name, profile.Section),
            OfRivals(file, profile.Name, profile.Section, other, other.Find(profile.Name)),
        }
        where finding is not null
        select finding;

    /// <inheritdoc/>
    protected override string Summary(Evidence evidence) =>
        $"No profile contradicts itself or another; profiles looked at: {evidence.Files.Sum(f => f.Profiles.Count)}.";

    private LeappFinding? OfRegion(InspectedFile file, string profile, IniSection section)
    {
        IniLine? line = section.Body.Find(l => l.Kind == IniLineKind.Key && l.Key == "region");
        if (line is null || LineCheck.IsNoted(line.Value))
        {
            return null;
        }

        const string Advice = "Write the code of a region, for example eu-west-1 for Ireland, or remove the line.";
        string name = FileText.Shown(profile);
        string region = FileText.Shown(line.Value);
        if (line.Value.Length > 0 && !HostLabel().IsMatch(line.Value))
        {
            string worse = profile == SectionName.Default ? ", and can make no client any more until the process ends" : string.Empty;
            return At(
                LeappFindingStatus.Error, file, line.Number,
                $"the region of '{name}' cannot be part of a host name, so the SDK for .NET and AWS Tools can list no profile of the file{worse}.", Advice);
        }

        // A profile with an endpoint of its own may name its regions as it likes.
        return section["endpoint_url"] is null && !AwsRegion.IsRegion(line.Value)
            ? At(
                LeappFindingStatus.Warning, file, line.Number,
                line.Value.Length == 0 ? $"the region of '{name}' is empty."
                    : $"'{region}', the region of '{name}', is no AWS region, so its hosts do not exist.",
                Advice)
            : null;
    }

    /// <summary>Sections of ours that tell no region, where no variable tells one either: most AWS tools then ask for it.</summary>
    private IEnumerable<LeappFinding> OfNoRegion(Evidence evidence)
    {
        if (evidence.Variable("AWS_REGION") is not null || evidence.Variable("AWS_DEFAULT_REGION") is not null)
        {
            yield break;
        }

        string[] names =
        [
            .. from file in evidence.Files
               from profile in file.Profiles
               where profile.Section.IsMarked && evidence.Files.All(f => f.Find(profile.Name)?["region"] is null)
               select FileText.Shown(profile.Name),
        ];
        if (names.Length > 0)
        {
            yield return Note(
                $"Active profiles without a region: {names.Length}, the first is '{names[0]}'. AWS tools will ask for one.",
                "Set-LeappSsoIntegration -DefaultRegion gives one to all sessions of a portal, Set-LeappSession -Region to one.", names[0]);
        }
    }

    private LeappFinding? OfEndpoint(InspectedFile file, string profile, IniSection section)
    {
        IniLine? line = section.Body.Find(l => l.Kind == IniLineKind.Key && l.Key == "endpoint_url");
        if (line is null)
        {
            return null;
        }

        bool isAddress = Uri.TryCreate(line.Value, UriKind.Absolute, out Uri? address);
        bool endsAll = profile == SectionName.Default && !isAddress;
        return isAddress && address!.Scheme is "https" or "http"
            ? null
            : At(
                endsAll ? LeappFindingStatus.Error : LeappFindingStatus.Warning, file, line.Number,
                $"the endpoint_url of '{FileText.Shown(profile)}' is no address"
                    + (endsAll ? ", so the SDK for .NET and AWS Tools can make no client." : ", so no AWS tool can use the profile."),
                "Write a whole address, for example https://host.example, or remove the line.");
    }

    /// <summary>Two sources of keys under one name, of which tools use one.</summary>
    private LeappFinding? OfRivals(InspectedFile file, string profile, IniSection section, InspectedFile otherFile, IniSection? other)
    {
        bool sso = AwsKeys.HasSso(section);
        bool process = section["credential_process"] is not null;
        bool keys = AwsKeys.HasKeys(section);
        bool otherKeys = other is not null && AwsKeys.HasKeys(other);
        string name = FileText.Shown(profile);
        string where = other is null ? string.Empty : $"{otherFile.Path}, line {other.LineNumber}";
        return file.IsConfig && sso && otherKeys ? Rival(
                $"'{name}' gets its keys from an access portal, but has keys in {where} too;"
                + " AWS CLI and the SDK for .NET use the portal, other tools the keys.")
            : sso && process ? Rival(
                $"'{name}' has both a credential_process and keys of an access portal; AWS CLI and the SDKs use the portal and never run the process.")
            : sso && keys ? Rival($"'{name}' gets its keys from an access portal, but has keys of its own too; which ones are used depends on the tool.")
            : process && (keys || (file.IsConfig && otherKeys)) ? Rival(
                $"'{name}' has both a credential_process and keys{(keys ? string.Empty : $" in {where}")}; which ones are used depends on the tool.")
            : null;

        LeappFinding Rival(string what) =>
            At(LeappFindingStatus.Warning, file, section.LineNumber, what, "Keep one of the two, or give one of them a name of its own.");
    }

    /// <summary>What the SDK for .NET takes for a region (RFC 1123, 2.1).</summary>
    [GeneratedRegex(@"^(?!-)[A-Za-z0-9-]{1,63}(?<!-)\z", RegexOptions.CultureInvariant)]
    private static partial Regex HostLabel();
}
