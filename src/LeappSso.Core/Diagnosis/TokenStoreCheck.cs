using LeappSso.Engine;
using LeappSso.Login;

namespace LeappSso.Diagnosis;

/// <summary>Where logins lie that are not in the shared cache, and whether the platform's store for secrets answers.</summary>
internal sealed class TokenStoreCheck() : Check("TokenStores", "the logins that are kept in memory or in the platform's store for secrets")
{
    /// <inheritdoc/>
    internal override Task PrepareAsync(Evidence evidence, CancellationToken cancellationToken) =>
        evidence.Stores.ReadAsync(evidence.Workspace.Document.Integrations, cancellationToken);

    /// <inheritdoc/>
    protected override IEnumerable<LeappFinding> Look(Evidence evidence)
    {
        foreach (StoreReading.Found found in evidence.Stores.All)
        {
            string alias = found.Integration.Alias;
            string quoted = PowerShellText.Quoted(alias);
            if (found.Problem is { } problem)
            {
                yield return Error(problem, $"Then Connect-LeappSso {quoted}.", alias);
                continue;
            }

            string place = found.Store == LeappTokenStore.Memory ? "in the memory of the PowerShell session that logged in, and here" : "in the platform's store for secrets, and there";
            yield return Note(
                $"The login of '{alias}' is kept {place} is {(Catalog.StatusOf(found.Login, evidence.Now) == LeappIntegrationStatus.Online ? "one" : "none that can be used")}.",
                null,
                alias);

            string path = evidence.Logins.PathOf(alias);
            if (evidence.Logins.Read(alias).Token is { } shared && PortalAddress.SamePortal(shared.StartUrl, found.Integration.PortalUrl))
            {
                yield return Warning(
                    $"{path} holds a login of '{alias}' too, although its token store is {found.Store}: another AWS tool has logged in, or a change of the store was interrupted.",
                    $"Remove the file if no other tool needs it, with: aws sso logout --sso-session {alias}", path);
            }
        }
    }

    /// <inheritdoc/>
    protected override string Summary(Evidence evidence) => "All integrations keep their logins in the shared cache.";
}
