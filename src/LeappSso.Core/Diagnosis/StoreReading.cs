using LeappSso.Engine;
using LeappSso.Login;
using LeappSso.Ports;
using LeappSso.Store;

namespace LeappSso.Diagnosis;

/// <summary>What is found in the stores of integrations that do not keep their logins in the shared cache.</summary>
/// <param name="look">Looks for a login in the store of its integration, and asks nobody for anything.</param>
internal sealed class StoreReading(Func<LoginGoal, CancellationToken, Task<TokenReading>> look)
{
    private readonly List<Found> _found = [];

    /// <summary>What was found; nothing before <see cref="ReadAsync"/>.</summary>
    internal IReadOnlyList<Found> All => _found;

    /// <summary>Looks.</summary>
    internal async Task ReadAsync(IEnumerable<IntegrationEntry> integrations, CancellationToken cancellationToken)
    {
        foreach (IntegrationEntry integration in integrations.Where(i => !TokenStoreRules.Serves(i, LeappMethod.SsoProfile)))
        {
            try
            {
                LoginGoal goal = Catalog.GoalOf(integration);
                TokenReading reading = await look(goal, cancellationToken).ConfigureAwait(false);
                _found.Add(new Found(integration, goal.Store, reading.Token, reading.Problem));
            }
            catch (LeappException failure)
            {
                _found.Add(new Found(integration, LeappTokenStore.Platform, null, failure.Message));
            }
        }
    }

    /// <summary>What was found of an integration.</summary>
    /// <param name="Integration">The integration.</param>
    /// <param name="Store">Its store.</param>
    /// <param name="Login">Its login; null if there is none.</param>
    /// <param name="Problem">Why the store could not be asked, or its answer not be used; null if it could.</param>
    internal sealed record Found(IntegrationEntry Integration, LeappTokenStore Store, SsoToken? Login, string? Problem);
}
