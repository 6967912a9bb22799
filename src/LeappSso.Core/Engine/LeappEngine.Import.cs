using LeappSso.Import;

namespace LeappSso.Engine;

/// <content>Moving in from other tools.</content>
public sealed partial class LeappEngine
{
    /// <summary>The file that an import would read.</summary>
    /// <param name="request">What the person gave.</param>
    public string ImportPathOf(ImportRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return _import.PathOf(request);
    }

    /// <summary>Takes integrations and sessions over from another tool. Touches no network and changes nothing but the workspace.</summary>
    /// <param name="request">What the person gave.</param>
    /// <param name="cancellationToken">Ends the wait for other processes.</param>
    /// <returns>What became of each thing.</returns>
    public Task<IReadOnlyList<LeappImportItem>> ImportAsync(ImportRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return _import.RunAsync(request, cancellationToken);
    }
}
