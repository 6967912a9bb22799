using LeappSso.Login;
using LeappSso.Profiles;

namespace LeappSso.Diagnosis;

/// <summary>The sso-sessions, and the profiles that refer to them.</summary>
internal sealed class SsoSessionCheck() : Check("SsoSessions", "sso-sessions, and profiles that refer to them")
{
    private static readonly string[] s_needed = ["sso_start_url", "sso_region"];

    /// <inheritdoc/>
    protected override IEnumerable<LeappFinding> Look(Evidence evidence) =>
        evidence.Config.Document.Sections.Where(s => s.Name.Kind == SectionKind.SsoSession).SelectMany(s => OfSession(evidence.Config, s))
            .Concat(from file in evidence.Files
                    where evidence.Config.IsKnown
                    from profile in file.AnyonesProfiles
                    from finding in OfProfile(evidence, file, profile.Name, profile.Section)
                    select finding);

    /// <inheritdoc/>
    protected override string Summary(Evidence evidence) =>
        $"Every profile finds its sso-session; sso-sessions: {evidence.Config.Document.Sections.Count(s => s.Name.Kind == SectionKind.SsoSession)}.";

    private IEnumerable<LeappFinding> OfSession(InspectedFile file, IniSection section)
    {
        string shown = $"[{FileText.Shown(section.Header.Key)}]";
        foreach (string key in s_needed.Where(k => section[k] is null or ""))
        {
            yield return At(
                LeappFindingStatus.Warning, file, section.LineNumber, $"{shown} has no {key}, so no AWS tool can log in with it.",
                $"Add the line '{key} = ...'.");
        }

        if (section["sso_registration_scopes"] is null or "")
        {
            yield return At(
                LeappFindingStatus.Warning, file, section.LineNumber,
                $"{shown} has no sso_registration_scopes, without which AWS Tools for PowerShell cannot log in with it.",
                $"Add the line 'sso_registration_scopes = {Scopes.AccountAccess}'.");
        }
    }

    private IEnumerable<LeappFinding> OfProfile(Evidence evidence, InspectedFile file, string profile, IniSection section)
    {
        if (section["sso_session"] is not { } wanted)
        {
            yield break;
        }

        string name = FileText.Shown(profile);
        string session = FileText.Shown(wanted);
        int line = section.Body.Find(l => l.Kind == IniLineKind.Key && l.Key == "sso_session")!.Number;
        if (SessionOf(evidence, wanted) is not { } found)
        {
            yield return At(
                LeappFindingStatus.Error, file, line,
                $"the profile '{name}' names the sso-session '{session}', which is not there; the SDK for .NET and AWS Tools can then list no profile at all.",
                $"Add a section [sso-session {session}], or remove the profile.");
            yield break;
        }

        if (new HeaderName(found).IsQuoted)
        {
            yield return At(
                LeappFindingStatus.Error, file, line,
                $"the profile '{name}' names the sso-session '{session}', whose header in line {found.LineNumber} has quotes;"
                    + " the SDK for .NET and AWS Tools do not find it and can then list no profile at all.",
                "Give the sso-session a name without blanks and quotes.");
        }

        foreach (string key in s_needed.Where(k => section[k] is { } own && own != found[k]))
        {
            yield return At(
                LeappFindingStatus.Warning, file, section.LineNumber,
                $"the profile '{name}' has another {key} than its sso-session '{session}' (line {found.LineNumber}), so AWS CLI refuses the profile.",
                $"Remove {key} from the profile; the sso-session says it.");
        }
    }

    /// <summary>The sso-session with a name. One with blanks and without quotes has it for the SDK for .NET alone, which NameCheck tells.</summary>
    private static IniSection? SessionOf(Evidence evidence, string name) => evidence.Files
        .Select(f => f.Document.Find(SectionKind.SsoSession, name) ?? f.Document.Find(SectionKind.Other, $"sso-session {name}"))
        .FirstOrDefault(s => s is not null);
}
