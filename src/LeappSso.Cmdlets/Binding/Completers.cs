using LeappSso.Diagnosis;
using LeappSso.Engine;
using LeappSso.Login;
using LeappSso.WebConsole;

namespace LeappSso.Cmdlets.Binding;

/// <summary>Completes aliases of integrations.</summary>
public sealed class AliasCompleter : LocalCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<KnownName> Values(NameQuery query) => new KnownNames().Aliases();
}

/// <summary>Completes account names.</summary>
public sealed class AccountNameCompleter : LocalCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<KnownName> Values(NameQuery query) => new KnownNames().AccountNames(query);
}

/// <summary>Completes account ids, always quoted, as PowerShell takes bare digits for a number.</summary>
public sealed class AccountIdCompleter : LocalCompleter
{
    /// <inheritdoc/>
    protected override bool AlwaysQuoted => true;

    /// <inheritdoc/>
    protected override IEnumerable<KnownName> Values(NameQuery query) => new KnownNames().AccountIds(query);
}

/// <summary>Completes role names.</summary>
public sealed class RoleNameCompleter : LocalCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<KnownName> Values(NameQuery query) => new KnownNames().RoleNames(query);
}

/// <summary>Completes profile names.</summary>
public sealed class ProfileNameCompleter : LocalCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<KnownName> Values(NameQuery query) => new KnownNames().ProfileNames(query);
}

/// <summary>Completes session ids, found by their account, role and profile too.</summary>
public sealed class SessionIdCompleter : LocalCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<KnownName> Values(NameQuery query) => new KnownNames().SessionIds(query);
}

/// <summary>Completes what names a session: ids, and where none begins so, profile names, which mostly begin with the name of the account.</summary>
public sealed class SessionCompleter : LocalCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<KnownName> Values(NameQuery query)
    {
        KnownNames names = new();
        IReadOnlyList<KnownName> ids = [.. names.SessionIds(query)];
        return ids.Count > 0 ? ids : names.ProfileNames(query);
    }
}

/// <summary>Completes names of checks.</summary>
public sealed class CheckNameCompleter : LocalCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<KnownName> Values(NameQuery query) => CheckList.Names;
}

/// <summary>Completes region codes, found by their place too.</summary>
public sealed class RegionCompleter : LocalCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<KnownName> Values(NameQuery query) =>
        AwsRegion.Known.Select(code => new KnownName(code, AwsRegion.PlaceOf(code) ?? code) { Also = AwsRegion.PlaceOf(code) ?? string.Empty });
}

/// <summary>Completes names of services in the AWS console.</summary>
public sealed class ConsoleServiceCompleter : LocalCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<KnownName> Values(NameQuery query) => ConsoleServices.Names;
}

/// <summary>Completes templates of profile names: whole ones, and the next placeholder of one that was begun.</summary>
public sealed class ProfileNameTemplateCompleter : LocalCompleter
{
    private static readonly (string Name, string About)[] s_placeholders =
    [
        ("{AccountName}", "the name of the account"), ("{AccountId}", "the 12 digits of the account"),
        ("{RoleName}", "the name of the role"), ("{Integration}", "the alias of the integration"),
    ];

    /// <inheritdoc/>
    protected override bool AlwaysQuoted => true;

    /// <inheritdoc/>
    protected override IEnumerable<KnownName> Values(NameQuery query)
    {
        yield return new KnownName("{AccountName}-{RoleName}", "production-ReadOnly; this is the default");
        yield return new KnownName("{AccountId}-{RoleName}", "000000000002-ReadOnly");
        yield return new KnownName("{Integration}-{AccountName}-{RoleName}", "acme-production-ReadOnly");
        yield return new KnownName("{Integration}/{AccountName}/{RoleName}", "acme/production/ReadOnly");
        int open = query.Typed.LastIndexOf('{');
        bool isOpen = open >= 0 && query.Typed.IndexOf('}', open) < 0;
        string before = isOpen ? query.Typed[..open] : query.Typed;
        foreach ((string name, string about) in before.Length == 0 ? [] : s_placeholders)
        {
            yield return new KnownName(before + name, about);
        }
    }
}
