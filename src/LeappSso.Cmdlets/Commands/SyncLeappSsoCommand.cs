using System.Management.Automation;
using LeappSso.Cmdlets.Binding;
using LeappSso.Cmdlets.Loading;
using LeappSso.Cmdlets.Pipeline;
using LeappSso.Engine;

namespace LeappSso.Cmdlets.Commands;

/// <summary>Brings the known sessions up to date with the login there is.</summary>
/// <remarks>
/// <para>It lists all accounts and roles again, adds what is new, takes over new names, and removes what is gone. The login is renewed silently if need be;
/// no browser opens and nobody is asked. The result counts what changed. Sessions keep their region, profile name and method, also over a time in which they are gone.</para>
/// <para>An account that cannot be listed is an error of its own; its sessions stay, and the result counts it. A listing that does not come to its end, because the
/// portal fails, you press Ctrl+C or -TimeoutSec ends it, gives no result. What was listed is kept and nothing is removed, and the next Sync-LeappSso or
/// Connect-LeappSso within 10 minutes goes on from there: it does not ask again for the roles of accounts that were answered for.</para>
/// <list type="table">
/// <item><term>IntegrationNotFound</term><description>No integration has the alias; Add-LeappSsoIntegration adds one.</description></item>
/// <item><term>IntegrationAmbiguous</term><description>There are several integrations, and none was named.</description></item>
/// <item><term>NotLoggedIn</term><description>A login is needed, and only Connect-LeappSso starts one.</description></item>
/// <item><term>AccessDenied</term><description>AWS refuses one account, which the message names. The others are listed.</description></item>
/// <item><term>PortalUnavailable</term><description>The portal, or one account, which the message names, does not answer.</description></item>
/// <item><term>Throttled</term><description>AWS answered nothing but HTTP 429 for half a minute.</description></item>
/// <item><term>RemovalRefused</term><description>Most known sessions would be gone. -AllowRemoval permits it.</description></item>
/// <item><term>NotAnAwsAnswer</term><description>A page came instead of an answer: a proxy or a Wi-Fi login page stands between.</description></item>
/// <item><term>TokenStoreNotAvailable</term><description>The platform's store for secrets, in which the login is kept, is not there, is locked or does not answer; the message says what to do.</description></item>
/// </list>
/// </remarks>
/// <example>
/// <para>Shows what has changed since the last time.</para>
/// <code>Sync-LeappSso acme</code>
/// <code language="text">
/// Integration         Added Removed Changed Unchanged Failed Accounts   Duration
/// -----------         ----- ------- ------- --------- ------ --------   --------
/// acme                    0       0       0        18      0        6 00:00:00.0
/// </code>
/// </example>
/// <example>
/// <para>Brings every portal up to date that needs no login, for example in a scheduled task, and takes no longer than two minutes for each.</para>
/// <code>Get-LeappSsoIntegration | Where-Object Status -eq Online | Sync-LeappSso -TimeoutSec 120</code>
/// <code language="text">
/// Integration         Added Removed Changed Unchanged Failed Accounts   Duration
/// -----------         ----- ------- ------- --------- ------ --------   --------
/// acme                    0       0       0        18      0        6 00:00:00.0
/// </code>
/// </example>
[Cmdlet(VerbsData.Sync, "LeappSso", SupportsShouldProcess = true)]
[OutputType(typeof(LeappSyncResult))]
public sealed class SyncLeappSsoCommand : LeappCmdlet
{
    /// <summary>The alias of the integration, or several. It may be left out when there is only one.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Integration")]
    [AliasOf]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(AliasCompleter))]
    public string[]? Alias { get; set; }

    /// <summary>How many seconds the listing of an integration may take. Without it, as many as it needs.</summary>
    [Parameter]
    [ValidateRange(1, 86400)]
    public int? TimeoutSec { get; set; }

    /// <summary>Asks for everything, also for what a listing that did not come to its end has answered.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Lets the listing remove most of the known sessions.</summary>
    [Parameter]
    public SwitchParameter AllowRemoval { get; set; }

    // Sessions name their integration too, and many of them one.
    private readonly HashSet<string> _done = new(StringComparer.OrdinalIgnoreCase);

    /// <inheritdoc/>
    protected override void BeginProcessing() => Isolated.LoadServicesAhead();

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (Alias is null)
        {
            Sync(null);
            return;
        }

        Array.ForEach(Alias, Sync);
    }

    private void Sync(string? alias)
    {
        LeappSsoIntegration? found = null;
        Run((engine, _) => found = engine.ResolveAlias(alias), terminating: false);
        if (found is null || !_done.Add(found.Alias) || !ShouldProcess($"{found.Alias} ({found.PortalUrl})", "Map all accounts and roles again"))
        {
            return;
        }

        SyncRequest request = new()
        {
            Alias = found.Alias,
            Timeout = TimeoutSec is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
            Force = Force,
            AllowRemoval = AllowRemoval,
        };
        Run(
            async (engine, emit, token) =>
            {
                SyncOutcome outcome = await engine.SyncAsync(request, token).ConfigureAwait(false);
                emit(outcome.Result);
            },
            terminating: false);
    }
}
