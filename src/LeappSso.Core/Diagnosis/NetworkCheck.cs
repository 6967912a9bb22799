namespace LeappSso.Diagnosis;

/// <summary>What the checks share that call the login services.</summary>
internal abstract class NetworkCheck(string name, string about) : Check(name, about)
{
    /// <inheritdoc/>
    internal override Task PrepareAsync(Evidence evidence, CancellationToken cancellationToken) =>
        evidence.Network.ReadAsync(evidence.Workspace.Document.Integrations, cancellationToken);

    /// <inheritdoc/>
    protected override IEnumerable<LeappFinding> Look(Evidence evidence)
    {
        if (!evidence.Network.IsAllowed)
        {
            return [Note("Nothing was called, as -Offline says.", "Leave -Offline out to have this looked at.", null)];
        }

        return evidence.Network.Reaches.Count == 0
            ? [Note("No integration is known, so nothing was called.", "Add-LeappSsoIntegration adds one.", null)]
            : LookAtAnswers(evidence);
    }

    /// <summary>Looks at what came back from at least one service.</summary>
    protected abstract IEnumerable<LeappFinding> LookAtAnswers(Evidence evidence);
}
