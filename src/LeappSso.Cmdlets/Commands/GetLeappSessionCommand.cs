using System.Management.Automation;
using LeappSso.Cmdlets.Binding;
using LeappSso.Cmdlets.Pipeline;
using LeappSso.Engine;

namespace LeappSso.Cmdlets.Commands;

/// <summary>Shows the known sessions: every role in every account you may use.</summary>
/// <remarks>
/// <para>Everything is read from this machine; nothing is called. Sync-LeappSso brings the list up to date.</para>
/// <para>Names match literally or as wildcards, and letter case does not count. Account ids are text, because leading zeros count:
/// quote them in Where-Object, as in Where-Object AccountId -eq '000123456789'.</para>
/// <list type="table">
/// <item><term>SessionNotFound</term><description>No session has a name that was given without wildcards.</description></item>
/// <item><term>WorkspaceInvalid</term><description>The workspace file is damaged; the message names the backup.</description></item>
/// <item><term>WorkspaceNewer</term><description>The workspace was written by a newer version of LeappSso.</description></item>
/// </list>
/// </remarks>
/// <example>
/// <para>All sessions of the accounts whose name begins with 'acme-p'.</para>
/// <code>Get-LeappSession acme-p*</code>
/// <code language="text">
/// AccountName            AccountId    RoleName            Region         Status
/// -----------            ---------    --------            ------         ------
/// acme-production        000000000002 ReadOnly            eu-central-1   Inactive
/// acme-production        000000000002 AdministratorAccess eu-central-1   Inactive
/// acme-production        000000000002 Developer           eu-central-1   Inactive
/// </code>
/// </example>
/// <example>
/// <para>Filters with Where-Object and makes the sessions usable for every AWS tool.</para>
/// <code>Get-LeappSession | Where-Object RoleName -eq ReadOnly | Set-LeappSession</code>
/// </example>
/// <example>
/// <para>What is in use now.</para>
/// <code>Get-LeappSession -Status Active | Select-Object -First 2 | Format-Table AccountName, RoleName, ProfileName</code>
/// <code language="text">
/// AccountName     RoleName ProfileName
/// -----------     -------- -----------
/// acme-management ReadOnly acme-management-ReadOnly
/// acme-production ReadOnly acme-production-ReadOnly
/// </code>
/// </example>
[Cmdlet(VerbsCommon.Get, "LeappSession")]
[OutputType(typeof(LeappSession))]
public sealed class GetLeappSessionCommand : LeappCmdlet
{
    /// <summary>Names of accounts; wildcards are allowed.</summary>
    [Parameter(Position = 0)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(AccountNameCompleter))]
    public string[]? AccountName { get; set; }

    /// <summary>Names of roles (permission sets); wildcards are allowed.</summary>
    [Parameter(Position = 1)]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(RoleNameCompleter))]
    public string[]? RoleName { get; set; }

    /// <summary>Ids of accounts; wildcards are allowed. A number is filled up with zeros to 12 digits.</summary>
    [Parameter]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(AccountIdCompleter))]
    public string[]? AccountId { get; set; }

    /// <summary>Aliases of integrations; wildcards are allowed.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("Alias")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(AliasCompleter))]
    public string[]? Integration { get; set; }

    /// <summary>Names of profiles; wildcards are allowed.</summary>
    [Parameter]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ProfileNameCompleter))]
    public string[]? ProfileName { get; set; }

    /// <summary>Inactive, Active or Expired.</summary>
    [Parameter]
    public LeappSessionStatus? Status { get; set; }

    /// <summary>Ids of sessions, alias/accountId/roleName; wildcards are allowed.</summary>
    [Parameter]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(SessionIdCompleter))]
    public string[]? Id { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        SessionFilter filter = new()
        {
            AccountName = NameTest.Of(AccountName),
            RoleName = NameTest.Of(RoleName),
            AccountId = NameTest.OfAccountIds(AccountId) ?? NameTest.OfAccountsIn(Id),
            Integration = NameTest.Of(Integration),
            ProfileName = NameTest.Of(ProfileName),
            Status = Status,
            Id = NameTest.Of(Id),
        };
        Run(
            (engine, emit) =>
            {
                IEnumerable<LeappSession> found = engine.GetSessions(filter);
                if (found.Any())
                {
                    emit(found);
                }
                else if (OnlyLiterals() is { } names)
                {
                    throw new LeappException(
                        LeappErrorCode.SessionNotFound,
                        $"No session matches {names}.{Guess(engine)} Get-LeappSession shows all; Sync-LeappSso brings the list up to date.",
                        names);
                }
            },
            terminating: false);
    }

    /// <summary>As with Get-Process: names without wildcards that are not there are an error, a pattern without match is not.</summary>
    private string? OnlyLiterals()
    {
        string[] names = [.. ((string[]?[])[AccountName, RoleName, AccountId, Integration, ProfileName, Id]).OfType<string[]>().SelectMany(n => n)];
        return names.Length == 0 || names.Any(NameTest.IsPattern) ? null : string.Join(", ", names.Select(n => $"'{n}'"));
    }

    /// <summary>What was meant by the first name that no session has; empty where each is there, only not together.</summary>
    private string Guess(LeappEngine engine)
    {
        LeappSession[] all = [.. engine.GetSessions(new SessionFilter())];
        (string[]? Given, Func<LeappSession, string> NameOf)[] names =
        [
            (AccountName, s => s.AccountName),
            (RoleName, s => s.RoleName),
            (ProfileName, s => s.ProfileName),
            (Integration, s => s.Integration),
            (Id, s => s.Id),
        ];
        return names
            .SelectMany(n => (n.Given ?? []).Where(given => !all.Any(s => n.NameOf(s).Equals(given, StringComparison.OrdinalIgnoreCase)))
                .Select(given => NameGuess.Of(given, all.Select(n.NameOf))))
            .FirstOrDefault(string.Empty);
    }
}
