using System.Management.Automation;
using LeappSso.Cmdlets.Binding;
using LeappSso.Cmdlets.Loading;
using LeappSso.Cmdlets.Pipeline;
using LeappSso.Engine;

namespace LeappSso.Cmdlets.Commands;

/// <summary>Logs in to an access portal and maps every account and role you may use into a session.</summary>
/// <remarks>
/// <para>If there is a login that is valid or can be renewed, it is used; else your browser opens, or a code is shown that you allow on any device.
/// Then all accounts and roles are listed, and each session is emitted as soon as it is known.</para>
/// <para>What was listed is kept when you stop early, with Ctrl+C or Select-Object -First, and the next listing within 10 minutes goes on from there, unless you
/// log in anew. Sessions that are gone are removed only after a complete listing.
/// The login is stored where AWS CLI and the SDKs look for it, so they need no login of their own.</para>
/// <para>Of several portals each has its turn, and what fails with one is an error among others. With a single one that is named, a failure ends the command.</para>
/// <list type="table">
/// <item><term>IntegrationNotFound</term><description>No integration has the alias; Add-LeappSsoIntegration adds one.</description></item>
/// <item><term>IntegrationAmbiguous</term><description>There are several integrations, and none was named.</description></item>
/// <item><term>LoginDenied</term><description>The request was refused in the browser.</description></item>
/// <item><term>LoginTimeout</term><description>Nobody answered the request in time.</description></item>
/// <item><term>LoginFailed</term><description>AWS refused the request, most often for a wrong region.</description></item>
/// <item><term>NotLoggedIn</term><description>Nobody can be asked, because PowerShell was started with -NonInteractive, or runs a job or ForEach-Object -Parallel. Name a login method to log in all the same.</description></item>
/// <item><term>IdentityMismatch</term><description>The login is somebody's who has none of the known accounts. -AllowRemoval takes it.</description></item>
/// <item><term>RemovalRefused</term><description>Most known sessions would be gone. -AllowRemoval permits it.</description></item>
/// <item><term>AccessDenied</term><description>AWS refuses one account, which the message names. The others are listed.</description></item>
/// <item><term>Throttled</term><description>AWS answered nothing but HTTP 429 for half a minute.</description></item>
/// <item><term>PortalUnavailable</term><description>The portal does not answer, or its answers are broken.</description></item>
/// <item><term>NotAnAwsAnswer</term><description>A page came instead of an answer: a proxy or a Wi-Fi login page stands between.</description></item>
/// <item><term>MethodNotAvailable</term><description>The -RedirectPort is taken. Choose another, or use -UseDeviceCode.</description></item>
/// <item><term>TokenStoreNotAvailable</term><description>The platform's store for secrets, in which the login is kept, is not there, is locked or does not answer; the message says what to do.</description></item>
/// </list>
/// </remarks>
/// <example>
/// <para>Logs in, and maps every account and role. Here the first three are shown.</para>
/// <code>Connect-LeappSso acme | Sort-Object AccountName, AccountId, RoleName | Select-Object -First 3</code>
/// <code language="text">
/// AccountName            AccountId    RoleName            Region         Status
/// -----------            ---------    --------            ------         ------
/// acme-development       200029360132 AdministratorAccess eu-central-1   Inactive
/// acme-development       200029360132 Developer           eu-central-1   Inactive
/// acme-development       200029360132 ReadOnly            eu-central-1   Inactive
/// </code>
/// </example>
/// <example>
/// <para>Stops listing at the first session that fits, and makes it usable for every AWS tool.</para>
/// <code>Connect-LeappSso acme | Where-Object RoleName -eq ReadOnly | Select-Object -First 1 | Set-LeappSession</code>
/// </example>
/// <example>
/// <para>What the command would do.</para>
/// <code>Connect-LeappSso acme -UseDeviceCode -WhatIf</code>
/// <code language="text">
/// What if: Performing the operation "Log in if needed (DeviceCode) and map all accounts and roles" on target "acme (https://d-1234567890.awsapps.com/start)".
/// </code>
/// </example>
/// <example>
/// <para>Without a browser on this machine, for example over SSH: a code is shown that you allow on your phone or laptop.</para>
/// <code language="pwsh">
/// $sessions = Connect-LeappSso acme -UseDeviceCode
/// </code>
/// </example>
[Cmdlet(VerbsCommunications.Connect, "LeappSso", SupportsShouldProcess = true, DefaultParameterSetName = "Method")]
[OutputType(typeof(LeappSession))]
public sealed class ConnectLeappSsoCommand : LeappCmdlet
{
    /// <summary>The alias of the integration, or several. It may be left out when there is only one.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Integration")]
    [AliasOf]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(AliasCompleter))]
    public string[]? Alias { get; set; }

    /// <summary>How to log in this time: Auto, Browser or DeviceCode. The default is what the integration says.</summary>
    [Parameter(ParameterSetName = "Method")]
    public LeappLoginMethod? LoginMethod { get; set; }

    /// <summary>Logs in with a code that you allow in any browser; the same as -LoginMethod DeviceCode.</summary>
    [Parameter(ParameterSetName = "DeviceCode")]
    public SwitchParameter UseDeviceCode { get; set; }

    /// <summary>Only shows the address, and opens no browser.</summary>
    [Parameter]
    public SwitchParameter NoBrowser { get; set; }

    /// <summary>The port on 127.0.0.1 that the browser comes back to, 1 to 65535. With it, a port forwarded by 'ssh -L' works. The default is any free one.</summary>
    [Parameter]
    [ValidateRange(1, 65535)]
    public int? RedirectPort { get; set; }

    /// <summary>How many seconds there are to log in. The default is 600; a code may live shorter.</summary>
    [Parameter]
    [ValidateRange(1, 86400)]
    public int TimeoutSec { get; set; } = 600;

    /// <summary>Logs in anew, although there is a login.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Lets the listing remove most of the known sessions, and the login be another person's.</summary>
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
            Connect(null);
            return;
        }

        Array.ForEach(Alias, Connect);
    }

    /// <summary>Whether nothing can follow the portal that fails. The failure of one of several is an error among others.</summary>
    private bool IsOnly => !MyInvocation.ExpectingInput && Alias is null or { Length: 1 };

    private void Connect(string? alias)
    {
        LeappSsoIntegration? found = null;
        Run((engine, _) => found = engine.ResolveAlias(alias), IsOnly);
        LeappLoginMethod? method = UseDeviceCode ? LeappLoginMethod.DeviceCode : LoginMethod;
        if (found is null || !_done.Add(found.Alias) || !ShouldProcess($"{found.Alias} ({found.PortalUrl})", $"Log in if needed ({method ?? found.LoginMethod}) and map all accounts and roles"))
        {
            return;
        }

        ConnectRequest request = new()
        {
            Alias = found.Alias,
            LoginMethod = method,
            NoBrowser = NoBrowser,
            RedirectPort = RedirectPort,
            Timeout = TimeSpan.FromSeconds(TimeoutSec),
            Force = Force,
            AllowRemoval = AllowRemoval,
            MayAsk = HostMode.IsInteractive(Host),
        };
        Run((engine, emit, token) => engine.ConnectAsync(request, emit, token), IsOnly);
    }
}
