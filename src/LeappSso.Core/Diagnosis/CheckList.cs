using System.Runtime.CompilerServices;
using LeappSso.Engine;

namespace LeappSso.Diagnosis;

/// <summary>All checks, in the order in which they are shown.</summary>
public static class CheckList
{
    private static readonly Check[] s_checks =
    [
        new AwsFileCheck(config: true),
        new AwsFileCheck(config: false),
        new SyntaxCheck(),
        new LineCheck(),
        new NameCheck(),
        new ProfileCheck(),
        new SsoSessionCheck(),
        new OwnSectionCheck(),
        new VariableCheck(),
        new HomeCheck(),
        new ProxyCheck(),
        new HelperCheck(),
        new LoginCheck(),
        new TokenStoreCheck(),
        new WorkspaceCheck(),
        new LeftOverCheck(),
        new LockCheck(),
        new VersionCheck(),
        new ConnectionCheck(),
        new ClockCheck(),
    ];

    /// <summary>The names of the checks, with what each looks at.</summary>
    public static IEnumerable<KnownName> Names => s_checks.Select(c => new KnownName(c.Name, c.About));

    /// <summary>Runs the checks, in their order. What some of them have to wait for is begun at once, and given up when nobody reads any more.</summary>
    /// <param name="evidence">What they look at.</param>
    /// <param name="wanted">Which, by name; null for all.</param>
    /// <param name="cancellationToken">Ends it.</param>
    internal static async IAsyncEnumerable<LeappFinding> RunAsync(
        Evidence evidence, Func<string, bool>? wanted, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Check[] checks = [.. s_checks.Where(c => wanted?.Invoke(c.Name) ?? true)];
        Task[] prepared = [.. checks.Select(c => c.PrepareAsync(evidence, stop.Token))];
        try
        {
            for (int i = 0; i < checks.Length; i++)
            {
                await prepared[i].ConfigureAwait(false);
                foreach (LeappFinding finding in checks[i].Run(evidence))
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    yield return finding;
                }
            }
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await Task.WhenAll(prepared).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
