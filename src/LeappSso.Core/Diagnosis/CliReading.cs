using System.Text.RegularExpressions;

namespace LeappSso.Diagnosis;

/// <summary>The AWS CLI that a bare <c>aws</c> starts.</summary>
/// <param name="ask">Asks a program for its version; null where it tells none; it may throw <see cref="TimeoutException"/>.</param>
internal sealed partial class CliReading(Func<string, CancellationToken, Task<string?>> ask)
{
    /// <summary>The program; null if there is none on the path.</summary>
    internal string? Program { get; private set; }

    /// <summary>Its version; null if it did not tell one.</summary>
    internal Version? Version { get; private set; }

    /// <summary>Whether it took too long to tell its version.</summary>
    internal bool IsLate { get; private set; }

    /// <summary>Finds it and asks it.</summary>
    internal async Task ReadAsync(Evidence evidence, CancellationToken cancellationToken)
    {
        Program = Candidates(evidence).FirstOrDefault(File.Exists);
        try
        {
            if (Program is not null && await ask(Program, cancellationToken).ConfigureAwait(false) is { } said)
            {
                Version = System.Version.TryParse(VersionPattern().Match(said).Groups[1].Value, out Version? version) ? version : null;
            }
        }
        catch (TimeoutException)
        {
            IsLate = true;
        }
    }

    private static IEnumerable<string> Candidates(Evidence evidence) =>
        from folder in (evidence.Variable("PATH") ?? string.Empty).Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        from name in evidence.IsWindows ? (string[])["aws.exe", "aws.cmd"] : ["aws"]
        select Path.Combine(folder, name);

    [GeneratedRegex(@"^aws-cli/(\d+\.\d+(\.\d+)?)", RegexOptions.CultureInvariant)]
    private static partial Regex VersionPattern();
}
