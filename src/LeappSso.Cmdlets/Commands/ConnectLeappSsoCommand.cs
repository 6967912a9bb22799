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
/// <para>Errors: LoginDenied and LoginTimeout say that the request was refused or not answered; LoginFailed that AWS refused it, most often for a wrong region;
/// IdentityMismatch that somebody else's login would replace yours; RemovalRefused that most sessions would be gone. -AllowRemoval permits the last two.</para>
/// </remarks>
/// <example>
/// <para>Logs in, maps everything and shows it.</para>
/// <code>Connect-LeappSso acme</code>
/// </example>
/// <example>
/// <para>Without a browser on this machine, for example over SSH: a code is shown that you allow on your phone or laptop.</para>
/// <code>$sessions = Connect-LeappSso acme -UseDeviceCode</code>
/// </example>
/// <example>
/// <para>Stops listing at the first session that fits, and makes it usable for every AWS tool.</para>
/// <code>Connect-LeappSso acme | Where-Object RoleName -eq ReadOnly | Select-Object -First 1 | Set-LeappSession</code>
/// </example>
[Cmdlet(VerbsCommunications.Connect, "LeappSso", SupportsShouldProcess = true, DefaultParameterSetName = "Method")]
[OutputType(typeof(LeappSession))]
public sealed class ConnectLeappSsoCommand : LeappCmdlet
{
    /// <summary>The alias of the integration. It may be left out when there is only one.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("Integration")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(AliasCompleter))]
    public string? Alias { get; set; }

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
        LeappSsoIntegration? found = null;
        Run((engine, _) => found = engine.ResolveAlias(Alias));
        LeappLoginMethod? method = UseDeviceCode ? LeappLoginMethod.DeviceCode : LoginMethod;
        if (!_done.Add(found!.Alias) || !ShouldProcess($"{found.Alias} ({found.PortalUrl})", $"Log in if needed ({method ?? found.LoginMethod}) and map all accounts and roles"))
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
        Run((engine, emit, token) => engine.ConnectAsync(request, emit, token));
    }
}
