using System.Globalization;
using LeappSso.Engine;
using LeappSso.Store;

namespace LeappSso.Import;

/// <summary>Says of the chained profiles of an AWS config, which stay as they are, how sessions are made of them.</summary>
/// <param name="document">The workspace with what was taken over.</param>
/// <param name="idOf">Gives the id of a session that was taken over; null where it was not.</param>
internal sealed class ChainAdvice(WorkspaceDocument document, Func<ImportedSession, string?> idOf)
{
    private readonly SessionIndex _index = new(document);

    /// <summary>What is to be told of a profile.</summary>
    internal LeappImportItem Of(ImportedChain chain)
    {
        if (Known(chain) is { } known)
        {
            return Item(LeappImportStatus.Unchanged, known.Id.ToString(), null);
        }

        string detail = RoleArn.Read(chain.RoleArn) is not { } role ? $"'{VisibleText.Of(chain.RoleArn)}' is not the ARN of an IAM role."
            : ParentOf(chain) is not { } parent ? $"It assumes {role.Text} with the keys of a session that was not taken."
            : $"It assumes {role.Text} with the keys of {parent}. {Command(chain, role, parent)}";
        return Item(LeappImportStatus.NotTaken, chain.Name, detail);
    }

    private string Command(ImportedChain chain, RoleArn role, string parent)
    {
        if (chain.ExternalId is { } id && !ChainText.IsExternalId(id))
        {
            return "AWS takes no external id like the one it has.";
        }

        string external = chain.ExternalId is { } given ? $" -ExternalId {PowerShellText.Quoted(given)}" : string.Empty;
        string duration = chain.Duration is { } life ? string.Create(CultureInfo.InvariantCulture, $" -Duration {life:c}") : string.Empty;
        string first = chain.Above is { } above && Known(above) is null ? $", once '{VisibleText.Of(above.Name)}' is one" : string.Empty;
        return $"Add-LeappSession -Parent {PowerShellText.Quoted(parent)} -RoleArn {PowerShellText.Quoted(role.Text)}{external}{duration} makes that a session{first}.";
    }

    /// <summary>The session that is the profile already; null where there is none.</summary>
    private SessionPlace? Known(ImportedChain chain) =>
        chain.WrittenFor is { } written && _index.Find(written) is { Role.Chain: not null } ours ? ours
        : NewIdOf(chain) is { } id && _index.Find(id) is { Role.Chain: { } there } made && there.RoleArn == chain.RoleArn
            && string.Equals(there.Parent, ParentOf(chain), StringComparison.OrdinalIgnoreCase) ? made
        : null;

    private string? ParentOf(ImportedChain chain) =>
        chain.Above is { } above ? Known(above)?.Id.ToString() ?? NewIdOf(above) : idOf(chain.Parent);

    /// <summary>The id of the session that the command makes.</summary>
    private string? NewIdOf(ImportedChain chain) =>
        RoleArn.Read(chain.RoleArn) is { } role && ParentOf(chain) is { } parent && SessionId.TryParse(parent, out SessionId? id)
            ? new SessionId(id.Integration, role.AccountId, ChainName.Of(role.Name)).ToString()
            : null;

    private static LeappImportItem Item(LeappImportStatus status, string name, string? detail) =>
        new() { Status = status, Kind = LeappImportKind.Session, Name = VisibleText.Of(name), Detail = detail };
}
