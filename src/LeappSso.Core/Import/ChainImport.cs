using LeappSso.Engine;
using LeappSso.Store;

namespace LeappSso.Import;

/// <summary>Takes over sessions that assume a role with the keys of others, once those are in the workspace.</summary>
internal sealed class ChainImport(WorkspaceStore workspace, ChainBook chains)
{
    /// <summary>Takes them over.</summary>
    /// <param name="found">What was found.</param>
    /// <param name="idOf">Gives the id of a session that was taken over; null where it was not.</param>
    /// <param name="notKept">The workspace with the others where nothing is to be kept; else null.</param>
    /// <param name="cancellationToken">Ends the wait for other processes.</param>
    /// <returns>What became of each.</returns>
    internal async Task<IReadOnlyList<LeappImportItem>> RunAsync(
        IEnumerable<ImportedChain> found, Func<ImportedSession, string?> idOf, WorkspaceDocument? notKept, CancellationToken cancellationToken)
    {
        List<LeappImportItem> items = [];
        foreach (ImportedChain chain in found)
        {
            try
            {
                items.Add(await RunAsync(chain, idOf(chain.Parent), notKept, cancellationToken).ConfigureAwait(false));
            }
            catch (LeappException failure) when (failure.Code is not (LeappErrorCode.WorkspaceInvalid or LeappErrorCode.WorkspaceNewer or LeappErrorCode.Locked))
            {
                items.Add(Item(LeappImportStatus.NotTaken, chain.Name, failure.Message));
            }
        }

        return items;
    }

    private async Task<LeappImportItem> RunAsync(ImportedChain chain, string? parent, WorkspaceDocument? notKept, CancellationToken cancellationToken)
    {
        if (parent is null || !SessionId.TryParse(parent, out SessionId? parentId))
        {
            return Item(LeappImportStatus.NotTaken, chain.Name, "It assumes a role with the keys of a session that was not taken.");
        }

        RoleArn role = RoleArn.Parse(chain.RoleArn);
        string name = ChainText.CleanName(chain.Name) ?? role.Name;
        SessionIndex index = new(notKept ?? workspace.Read());
        string id = new SessionId(parentId.Integration, role.AccountId, ChainName.Of(name)).ToString();
        if (index.Find(id) is { } known)
        {
            bool isSame = known.Role.Chain is { } there && there.RoleArn == role.Text && string.Equals(there.Parent, parent, StringComparison.OrdinalIgnoreCase);
            return isSame
                ? Item(LeappImportStatus.Unchanged, id, null)
                : Item(LeappImportStatus.NotTaken, chain.Name, $"{id} is there already, for {known.Role.Chain?.RoleArn} by the keys of {known.Role.Chain?.Parent}.");
        }

        string? profile = chain.Profile is { } wanted && index.OwnerOf(wanted) is null ? wanted : null;
        ChainSettings settings = new()
        {
            Parent = parent, RoleArn = chain.RoleArn, Name = name, RoleSessionName = chain.RoleSessionName, Region = chain.Region, ProfileName = profile,
        };
        id = notKept is not null ? chains.Foresee(notKept, settings).ToString() : (await chains.AddAsync(settings, cancellationToken).ConfigureAwait(false)).Id;

        string? other = chain.Profile is not null && profile is null ? $"The profile name '{chain.Profile}' belongs to another session, so this one has its own." : null;
        return Item(LeappImportStatus.Added, id, other ?? chain.Note);
    }

    private static LeappImportItem Item(LeappImportStatus status, string name, string? detail) =>
        new() { Status = status, Kind = LeappImportKind.Session, Name = VisibleText.Of(name), Detail = detail };
}
