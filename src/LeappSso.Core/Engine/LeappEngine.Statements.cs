namespace LeappSso.Engine;

/// <summary>Keys as the statements of a shell.</summary>
public sealed partial class LeappEngine
{
    /// <summary>Gets the statements that put the keys of one session into the variables of a shell. Asks nobody to log in.</summary>
    /// <param name="names">Ids or profile names; all of one session.</param>
    /// <param name="shell">The shell.</param>
    /// <param name="emit">Gets each line.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="LeappException">Several sessions were named, or a value cannot be written.</exception>
    public Task GetStatementsAsync(IReadOnlyList<string> names, LeappShell shell, Action<string> emit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(names);
        ArgumentNullException.ThrowIfNull(emit);
        SessionIndex index = SessionIndex.Of(names, _workspace);
        SessionPlace[] meant = [.. names.Select(index.Find).OfType<SessionPlace>().DistinctBy(p => p.Role)];
        if (meant.Length > 1)
        {
            throw new LeappException(
                LeappErrorCode.SessionAmbiguous,
                $"The variables of a shell can hold the keys of one session, not of {meant.Length}: {string.Join(", ", meant.Take(3).Select(p => p.Id))}"
                + $"{(meant.Length > 3 ? ", ..." : string.Empty)}. Choose one.",
                meant[1].Id.ToString());
        }

        // A name that is not known is told; of two names of one session the first will do.
        string[] asked = [.. names.Where(n => index.Find(n) is null).Concat(names.Where(n => index.Find(n) is not null).Take(1))];
        return GetCredentialsAsync(
            asked,
            credential =>
            {
                foreach (string line in ShellStatements.Of(credential, shell))
                {
                    emit(line);
                }
            },
            cancellationToken);
    }
}
