using LeappSso.Ports;

namespace LeappSso.Profiles;

/// <summary>The AWS config file and credentials file, changed as one.</summary>
/// <param name="config">The config file.</param>
/// <param name="credentials">The credentials file.</param>
/// <param name="log">Hears which of them was written; nobody if left out.</param>
internal sealed class AwsFiles(AwsFile config, AwsFile credentials, IEngineLog? log = null)
{
    private static readonly StringComparer s_names = OperatingSystem.IsLinux() ? StringComparer.Ordinal : StringComparer.OrdinalIgnoreCase;

    /// <summary>What a change would make of the files; writes nothing.</summary>
    /// <param name="change">Makes the change of both.</param>
    /// <exception cref="LeappException"><see cref="LeappErrorCode.AwsFileInvalid"/> if one cannot be changed safely.</exception>
    internal IReadOnlyList<FileChange> Preview(Action<IniDocument, IniDocument> change) => Joint(change).Preview();

    /// <summary>Changes both files or none. Nothing is written where nothing changes.</summary>
    /// <param name="change">Makes the change of both. It is called again if another program changes a file meanwhile.</param>
    /// <param name="cancellationToken">Ends the wait for other processes.</param>
    /// <returns>The files as they are then.</returns>
    /// <exception cref="LeappException">One cannot be changed safely, or not written; both are as they were.</exception>
    internal async Task<(IniDocument Config, IniDocument Credentials)> ChangeAsync(
        Action<IniDocument, IniDocument> change, CancellationToken cancellationToken)
    {
        IReadOnlyList<FileChange> changes = await Joint(change).RunAsync(cancellationToken).ConfigureAwait(false);
        foreach (FileChange written in changes.Where(c => c.IsChange))
        {
            log?.Verbose($"{written.Path} is written.");
        }

        return (changes[0].Document, changes[^1].Document);
    }

    private JointChange Joint(Action<IniDocument, IniDocument> change) => IsOneFile
        // What its backup may hold is decided by the stricter of the two.
        ? new JointChange([credentials], documents => change(documents[0], documents[0]))
        : new JointChange([config, credentials], documents => change(documents[0], documents[1]));

    /// <summary>Both variables may name one file, whose lock cannot be taken twice.</summary>
    private bool IsOneFile => s_names.Equals(config.RealName, credentials.RealName);
}
