using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using LeappSso.Diagnosis;
using LeappSso.Engine;
using LeappSso.Login;
using LeappSso.WebConsole;

namespace LeappSso.Cmdlets.Binding;

/// <summary>Completes from what is known locally: no network, and never an error.</summary>
public abstract class LocalCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        try
        {
            CompletionText text = new(wordToComplete ?? string.Empty, AlwaysQuoted);
            return text.Complete(Values(text.Typed));
        }
        catch (Exception)
        {
            // A damaged, locked or unreadable workspace, whatever is wrong with it, is told by the command itself; Tab stays quiet.
            return [];
        }
    }

    /// <summary>Whether the value must never be a bare word.</summary>
    protected virtual bool AlwaysQuoted => false;

    /// <summary>The values; more than those that begin so do no harm.</summary>
    /// <param name="beginning">What they begin with.</param>
    protected abstract IEnumerable<KnownName> Values(string beginning);
}

/// <summary>Completes aliases of integrations.</summary>
public sealed class AliasCompleter : LocalCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<KnownName> Values(string beginning) => new KnownNames().Aliases();
}

/// <summary>Completes account names.</summary>
public sealed class AccountNameCompleter : LocalCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<KnownName> Values(string beginning) => new KnownNames().AccountNames(beginning);
}

/// <summary>Completes account ids, always quoted, as PowerShell takes bare digits for a number.</summary>
public sealed class AccountIdCompleter : LocalCompleter
{
    /// <inheritdoc/>
    protected override bool AlwaysQuoted => true;

    /// <inheritdoc/>
    protected override IEnumerable<KnownName> Values(string beginning) => new KnownNames().AccountIds(beginning);
}

/// <summary>Completes role names.</summary>
public sealed class RoleNameCompleter : LocalCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<KnownName> Values(string beginning) => new KnownNames().RoleNames(beginning);
}

/// <summary>Completes profile names.</summary>
public sealed class ProfileNameCompleter : LocalCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<KnownName> Values(string beginning) => new KnownNames().ProfileNames(beginning);
}

/// <summary>Completes session ids.</summary>
public sealed class SessionIdCompleter : LocalCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<KnownName> Values(string beginning) => new KnownNames().SessionIds(beginning);
}

/// <summary>Completes names of checks.</summary>
public sealed class CheckNameCompleter : LocalCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<KnownName> Values(string beginning) => CheckList.Names;
}

/// <summary>Completes region codes.</summary>
public sealed class RegionCompleter : LocalCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<KnownName> Values(string beginning) => AwsRegion.Known.Select(r => new KnownName(r, r));
}

/// <summary>Completes names of services in the AWS console.</summary>
public sealed class ConsoleServiceCompleter : LocalCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<KnownName> Values(string beginning) => ConsoleServices.Names;
}
