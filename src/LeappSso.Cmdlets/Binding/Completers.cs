using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using LeappSso.Engine;
using LeappSso.Login;

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
            return [.. CompletionText.Complete(wordToComplete ?? string.Empty, Values(), AlwaysQuoted)];
        }
        catch (Exception e) when (e is LeappException or IOException or UnauthorizedAccessException)
        {
            // A damaged or unreadable workspace is told by the command itself; Tab stays quiet.
            return [];
        }
    }

    /// <summary>Whether the value must never be a bare word.</summary>
    protected virtual bool AlwaysQuoted => false;

    /// <summary>The values with a line of explanation.</summary>
    protected abstract IEnumerable<(string Value, string ToolTip)> Values();

    /// <summary>The known sessions.</summary>
    private protected static IEnumerable<LeappSession> Sessions() => LeappEngine.ReadOnly().GetSessions(new SessionFilter());
}

/// <summary>Completes aliases of integrations.</summary>
public sealed class AliasCompleter : LocalCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<(string Value, string ToolTip)> Values() =>
        LeappEngine.ReadOnly().GetIntegrations().Select(i => (i.Alias, $"{i.PortalUrl}, {i.SessionCount} sessions, {i.Status}"));
}

/// <summary>Completes account names.</summary>
public sealed class AccountNameCompleter : LocalCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<(string Value, string ToolTip)> Values() => Sessions().Select(s => (s.AccountName, s.AccountId));
}

/// <summary>Completes account ids, always quoted, as PowerShell takes bare digits for a number.</summary>
public sealed class AccountIdCompleter : LocalCompleter
{
    /// <inheritdoc/>
    protected override bool AlwaysQuoted => true;

    /// <inheritdoc/>
    protected override IEnumerable<(string Value, string ToolTip)> Values() => Sessions().Select(s => (s.AccountId, s.AccountName));
}

/// <summary>Completes role names.</summary>
public sealed class RoleNameCompleter : LocalCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<(string Value, string ToolTip)> Values() => Sessions().Select(s => (s.RoleName, s.RoleName));
}

/// <summary>Completes profile names.</summary>
public sealed class ProfileNameCompleter : LocalCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<(string Value, string ToolTip)> Values() => Sessions().Select(s => (s.ProfileName, s.Id));
}

/// <summary>Completes session ids.</summary>
public sealed class SessionIdCompleter : LocalCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<(string Value, string ToolTip)> Values() =>
        Sessions().Select(s => (s.Id, $"{s.AccountName}, {s.RoleName}, {s.Status}"));
}

/// <summary>Completes region codes.</summary>
public sealed class RegionCompleter : LocalCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<(string Value, string ToolTip)> Values() => AwsRegion.Known.Select(r => (r, r));
}
