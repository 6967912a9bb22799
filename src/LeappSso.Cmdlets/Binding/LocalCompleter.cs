using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using LeappSso.Engine;

namespace LeappSso.Cmdlets.Binding;

/// <summary>
/// Completes from what is known locally: no network, and never an error. It offers what begins as typed, and only where nothing does,
/// what contains the words that were typed.
/// </summary>
public abstract class LocalCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        try
        {
            CompletionText text = new(wordToComplete ?? string.Empty, AlwaysQuoted);
            NameQuery query = new(text.Typed, Inside: false, GivenFilter.Of(commandName, parameterName, fakeBoundParameters));
            List<CompletionResult> found = text.Complete(Values(query), query);
            return found.Count > 0 || query.Words.Count == 0 ? found : Inside(text, query with { Inside = true });
        }
        catch (Exception)
        {
            // A damaged, locked or unreadable workspace, whatever is wrong with it, is told by the command itself; Tab stays quiet.
            return [];
        }
    }

    /// <summary>Whether the value must never be a bare word.</summary>
    protected virtual bool AlwaysQuoted => false;

    /// <summary>The values; more than those that are meant do no harm.</summary>
    /// <param name="query">What was typed.</param>
    protected abstract IEnumerable<KnownName> Values(NameQuery query);

    private List<CompletionResult> Inside(CompletionText text, NameQuery query) => text.Complete(Values(query), query);
}
