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
        new HelperCheck(),
        new LoginCheck(),
        new WorkspaceCheck(),
        new LeftOverCheck(),
    ];

    /// <summary>The names of the checks, with what each looks at.</summary>
    public static IEnumerable<KnownName> Names => s_checks.Select(c => new KnownName(c.Name, c.About));

    /// <summary>Runs the checks.</summary>
    /// <param name="evidence">What they look at.</param>
    /// <param name="wanted">Which, by name; null for all.</param>
    internal static IEnumerable<LeappFinding> Run(Evidence evidence, Func<string, bool>? wanted) =>
        s_checks.Where(c => wanted?.Invoke(c.Name) ?? true).SelectMany(c => c.Run(evidence));
}
