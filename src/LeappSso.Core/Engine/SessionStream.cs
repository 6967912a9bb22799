using LeappSso.Mapping;
using LeappSso.Store;

namespace LeappSso.Engine;

/// <summary>Lets sessions out while they are being listed.</summary>
/// <param name="known">Their integration.</param>
/// <param name="naming">Reads the names and states there are.</param>
/// <param name="emit">Gets each session.</param>
internal sealed class SessionStream(IntegrationEntry known, Func<SessionNaming> naming, Action<LeappSession> emit)
{
    private Task<SessionNaming>? _names;

    /// <summary>Begins to read, while the first answer is on its way.</summary>
    internal void Begin(CancellationToken cancellationToken) => _names = Task.Run(naming, cancellationToken);

    /// <summary>Ends the reading, also where no session came.</summary>
    internal async Task EndAsync() =>
        await (_names ?? Task.CompletedTask).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    /// <summary>Lets the sessions of an account out.</summary>
    internal async Task EmitAsync(IEnumerable<(AccountEntry Account, RoleEntry Role)> sessions, Merge merge)
    {
        SessionNaming names = await _names!.ConfigureAwait(false);
        foreach ((AccountEntry account, RoleEntry role) in sessions)
        {
            emit(names.View(known, account, role, merge));
        }
    }
}
