using System.Globalization;
using LeappSso.CredentialProcess;
using LeappSso.Engine;
using LeappSso.Profiles;
using LeappSso.Store;

namespace LeappSso.Diagnosis;

/// <summary>The sections that this module wrote: whether a session of the workspace has them, and whether they still lead to it.</summary>
internal sealed class OwnSectionCheck() : Check("OwnSections", "what LeappSso wrote into the AWS files, beside what the workspace knows")
{
    private const string KeepOrRenew = "Set-LeappSession writes it anew; to keep it as it is, remove the line '" + IniSection.Mark + "'.";

    /// <inheritdoc/>
    protected override IEnumerable<LeappFinding> Look(Evidence evidence) => evidence.Workspace.Problem is not null
        ? [Note("The sections of LeappSso were not looked at, because the workspace cannot be read.", null, evidence.Workspace.Path)]
        : MarkedProfiles(evidence).Concat(Sessions(evidence)).Concat(Gone(evidence));

    /// <inheritdoc/>
    protected override string Summary(Evidence evidence) =>
        $"Sections of LeappSso: {evidence.Files.Sum(f => f.Document.Sections.Count(s => s.IsMarked))}; each leads to its session.";

    private IEnumerable<LeappFinding> MarkedProfiles(Evidence evidence) =>
        from file in evidence.Files
        from profile in file.Profiles
        where profile.Section.IsMarked
        let owner = evidence.Workspace.OwnerOf(profile.Name)
        let finding = owner is null ? Orphan(file, profile.Section, $"the profile '{FileText.Shown(profile.Name)}'", "session of the workspace has it")
            : file.IsConfig ? OfConfig(evidence, file, profile.Section, owner)
            : OfCredentials(evidence, file, profile.Section, owner)
        where finding is not null
        select finding;

    private LeappFinding? OfConfig(Evidence evidence, InspectedFile file, IniSection section, SessionPlace owner)
    {
        SessionPlace? parent = owner.Role.Chain is { Parent: var name } ? evidence.Workspace.Find(name) : null;
        bool leads = section["credential_process"] is { } command && !AwsKeys.HasSso(section)
            ? IsIdOf(ProcessCommand.SessionIn(command), owner)
            : owner.Role.Chain is { } chain ? IsOfChain(section, owner, chain, parent)
            : section["sso_session"] == owner.Id.Integration
                && section["sso_account_id"] == owner.Id.AccountId
                && section["sso_role_name"] == owner.Id.RoleName;
        return leads ? OfSource(evidence, file, section, owner, parent) : Elsewhere(file, section, owner);
    }

    private static bool IsOfChain(IniSection section, SessionPlace owner, ChainEntry chain, SessionPlace? parent) =>
        IsIdOf(section[CredentialsEditor.SessionKey], owner)
        && section["role_arn"] == chain.RoleArn
        && section["source_profile"] is { } source
        && (parent is null || source == parent.Role.Profile);

    /// <summary>A chained session whose profile leads to one that is not there.</summary>
    private LeappFinding? OfSource(Evidence evidence, InspectedFile file, IniSection section, SessionPlace owner, SessionPlace? parent) =>
        owner.Role.Chain is not null && section["source_profile"] is { } source && evidence.Files.All(f => f.IsKnown && f.Find(source) is null)
            ? At(
                LeappFindingStatus.Warning, file, section.LineNumber,
                $"the profile '{FileText.Shown(section.Name.Name)}' gets its keys by the profile '{FileText.Shown(source)}', which is in neither AWS file,"
                    + " so no AWS tool can use it.",
                parent is null ? GoneParent.Advice(owner)
                    : $"Set-LeappSession '{owner.Id}' writes both anew; Stop-LeappSession removes this one.")
            : null;

    private LeappFinding? OfCredentials(Evidence evidence, InspectedFile file, IniSection section, SessionPlace owner)
    {
        if (!IsIdOf(section[CredentialsEditor.SessionKey], owner) || !AwsKeys.HasKeys(section))
        {
            return Elsewhere(file, section, owner);
        }

        return TokenDates.Read(section[CredentialsEditor.ExpiryKey]) is not { } end
            ? At(LeappFindingStatus.Warning, file, section.LineNumber, $"the keys of {owner.Id} do not tell when they expire.", KeepOrRenew)
            : end <= evidence.Now ? At(
                LeappFindingStatus.Note, file, section.LineNumber,
                string.Create(CultureInfo.InvariantCulture, $"the keys of {owner.Id} have expired at {end:u}."),
                $"Set-LeappSession '{owner.Id}' gets new ones; Stop-LeappSession removes them.")
            : null;
    }

    private IEnumerable<LeappFinding> Sessions(Evidence evidence)
    {
        foreach (IniSection section in evidence.Config.Document.Sections.Where(s => s.Name.Kind == SectionKind.SsoSession))
        {
            string name = section.Name.Name;
            if (evidence.Workspace.Document.Integrations.Find(i => i.Alias == name) is not { } integration)
            {
                if (section.IsMarked)
                {
                    yield return Orphan(evidence.Config, section, $"[sso-session {FileText.Shown(name)}]", "integration has this alias");
                }
            }
            else if (SsoSessionAim.Of(section) is { } aim && !aim.IsAt(integration))
            {
                yield return At(
                    LeappFindingStatus.Warning, evidence.Config, section.LineNumber,
                    $"[sso-session {name}] leads to {aim}, but the integration '{name}' to {integration.PortalUrl} in {integration.Region}.",
                    section.IsMarked ? KeepOrRenew : "Rename the section, or add the integration under another alias.");
            }
        }
    }

    /// <summary>Sessions that were activated, and of which nothing is left in the files.</summary>
    private IEnumerable<LeappFinding> Gone(Evidence evidence) => evidence.Files.All(f => f.IsKnown)
        ? from place in SessionPlace.All(evidence.Workspace.Document)
          where place.Role.StartedAt is not null && evidence.Files.All(f => f.Find(IniLine.TextOf(place.Role.Profile)) is null)
          select Note(
              $"The session {place.Id} was activated, but its profile '{place.Role.Profile}' is in neither AWS file any more.",
              $"Set-LeappSession '{place.Id}' writes it again.", evidence.Config.Path)
        : [];

    private LeappFinding Orphan(InspectedFile file, IniSection section, string what, string knows) => At(
        LeappFindingStatus.Warning, file, section.LineNumber, $"{what} was written by LeappSso, but no {knows} any more.",
        "Remove the section if nobody needs it; if it belongs to another workspace, set LEAPPSSO_HOME to that.");

    private LeappFinding Elsewhere(InspectedFile file, IniSection section, SessionPlace owner) => At(
        LeappFindingStatus.Warning, file, section.LineNumber,
        $"the profile '{FileText.Shown(section.Name.Name)}' was changed by hand since LeappSso wrote it"
            + $" and does not lead to its session {owner.Id} any more.",
        KeepOrRenew);

    private static bool IsIdOf(string? id, SessionPlace owner) => string.Equals(id, owner.Id.ToString(), StringComparison.OrdinalIgnoreCase);
}
