using LeappSso.Core.Tests.Fakes;

namespace LeappSso.Reliability.Tests;

/// <summary>What must hold for all that a command says.</summary>
internal static class TextRules
{
    private static readonly string[] s_ofOthers = ["inner exception", "Exception of type", "HTTP Body", "unmarshalling", "System.", "Amazon."];

    internal static IEnumerable<string> Find(RecordingLog log, IReadOnlyList<LeappException> failures)
    {
        IEnumerable<string> all = failures.Select(f => f.ToString()).Concat(log.Warnings).Concat(log.VerboseLines)
            .Concat(log.Prompts.Select(p => p.ToString())).Concat(log.ProgressLines.Select(p => p.ToString()));
        foreach (string text in all.Where(t => t.Contains(PortalState.Secret, StringComparison.Ordinal)))
        {
            yield return $"a secret is in: {text}";
        }

        foreach (string text in failures.Select(f => f.Message).Concat(log.Warnings))
        {
            if (Array.Find(s_ofOthers, w => text.Contains(w, StringComparison.Ordinal)) is { } word)
            {
                yield return $"'{word}' is for nobody: {text}";
            }
        }

        foreach (LeappException failure in failures.Where(f => f.Target is null || f.Message.Length < 60))
        {
            yield return $"it does not say what, to what and what next: {failure.Message}";
        }
    }
}
