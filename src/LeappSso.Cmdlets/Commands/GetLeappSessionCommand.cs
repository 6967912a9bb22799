using System.Management.Automation;
using LeappSso.Cmdlets.Binding;
using LeappSso.Cmdlets.Pipeline;
using LeappSso.Engine;

namespace LeappSso.Cmdlets.Commands;

/// <summary>Shows the known sessions: every role in every account you may use.</summary>
/// <remarks>
/// <para>Everything is read from this machine; nothing is called. Sync-LeappSso brings the list up to date.</para>
/// <para>A filter that is given without a name, as $null or an empty list, is an error: what came out empty does not mean all sessions.</para>
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
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(AccountNameCompleter))]
    public string[]? AccountName { get; set; }

    /// <summary>Names of roles (permission sets); wildcards are allowed.</summary>
    [Parameter(Position = 1)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(RoleNameCompleter))]
    public string[]? RoleName { get; set; }

    /// <summary>Ids of accounts; wildcards are allowed. A number is filled up with zeros to 12 digits.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(AccountIdCompleter))]
    public string[]? AccountId { get; set; }

    /// <summary>Aliases of integrations; wildcards are allowed.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("Alias")]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(AliasCompleter))]
    public string[]? Integration { get; set; }

    /// <summary>Names of profiles; wildcards are allowed.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ProfileNameCompleter))]
    public string[]? ProfileName { get; set; }

    /// <summary>Inactive, Active or Expired.</summary>
    [Parameter]
    [ValidateNotNull]
    public LeappSessionStatus? Status { get; set; }

    /// <summary>Ids of sessions, alias/accountId/roleName; wildcards are allowed.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
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
        Look(
            (engine, emit, log) =>
            {
                IEnumerable<LeappSession> found = engine.GetSessions(filter);
                bool isFound = found.Any();
                if (isFound)
                {
                    emit(found);
                }

                LeappException[] missing = [.. MissingNames(engine, found)];
                Array.ForEach(missing, log.Failure);
                // Sessions that are there, in another status, are no error: there is just nothing to give.
                if (!isFound && missing.Length == 0 && OnlyLiterals() is { } names
                    && (Status is null || !engine.GetSessions(filter with { Status = null }).Any()))
                {
                    throw new LeappException(LeappErrorCode.SessionNotFound, $"No session matches {names}.{Advice(engine)}", names);
                }
            });
    }

    private void Look(Action<LeappEngine, Action<object>, Ports.IEngineLog> work) => RunPumped(
        (engine, pump, log, _) =>
        {
            work(engine, item => pump.Post(() => WriteObject(item, enumerateCollection: true)), log);
            return Task.CompletedTask;
        },
        terminating: false);

    /// <summary>As with Get-Process: a name without wildcards that no session has is an error, whatever else was found.</summary>
    private IEnumerable<LeappException> MissingNames(LeappEngine engine, IEnumerable<LeappSession> found) =>
        from field in (GivenName[])
        [
            new("account name", AccountName, s => s.AccountName, NameTest.Of, test => new SessionFilter { AccountName = test }),
            new("role", RoleName, s => s.RoleName, NameTest.Of, test => new SessionFilter { RoleName = test }),
            new("account id", AccountId, s => s.AccountId, NameTest.OfAccountIds, test => new SessionFilter { AccountId = test }),
            new("integration", Integration, s => s.Integration, NameTest.Of, test => new SessionFilter { Integration = test }),
            new("profile name", ProfileName, s => s.ProfileName, NameTest.Of, test => new SessionFilter { ProfileName = test }),
            new("id", Id, s => s.Id, NameTest.Of, test => new SessionFilter { Id = test }),
        ]
        from name in field.Given ?? []
        where !NameTest.IsPattern(name)
        let test = field.Test([name])
        where !found.Any(s => test(field.Of(s))) && !engine.GetSessions(field.Filter(test)).Any()
        let all = engine.GetSessions(new SessionFilter()).Select(field.Of)
        select new LeappException(
            LeappErrorCode.SessionNotFound, $"No session has the {field.Word} '{name}'.{NameGuess.Of(name, all)}{Advice(engine)}", name);

    /// <summary>Names without wildcards that are there, only not together, are an error too; a pattern without match is not.</summary>
    private string? OnlyLiterals()
    {
        string[] names = [.. ((string[]?[])[AccountName, RoleName, AccountId, Integration, ProfileName, Id]).OfType<string[]>().SelectMany(n => n)];
        return names.Length == 0 || names.Any(NameTest.IsPattern) ? null : string.Join(", ", names.Select(n => $"'{n}'"));
    }

    private static string Advice(LeappEngine engine) => engine.GetIntegrations().Any()
        ? " Get-LeappSession shows all; Sync-LeappSso brings the list up to date."
        : " There is no integration yet: Add-LeappSsoIntegration adds one.";

    /// <summary>The names given for one property of sessions.</summary>
    private sealed record GivenName(
        string Word,
        string[]? Given,
        Func<LeappSession, string> Of,
        Func<IReadOnlyCollection<string>, Func<string, bool>?> Maker,
        Func<Func<string, bool>, SessionFilter> Filter)
    {
        internal Func<string, bool> Test(string[] names) => Maker(names)!;
    }
}
