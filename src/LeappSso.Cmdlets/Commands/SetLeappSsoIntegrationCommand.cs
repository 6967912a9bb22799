using System.Management.Automation;
using LeappSso.Cmdlets.Binding;
using LeappSso.Cmdlets.Pipeline;
using LeappSso.Engine;

namespace LeappSso.Cmdlets.Commands;

/// <summary>Changes the settings of an access portal you have added.</summary>
/// <remarks>
/// <para>What is not given stays; what is given as $null is an error. Active sessions follow at once, with one write of the AWS files: a changed -DefaultRegion is the region of those that
/// have none of their own, and a changed -Method writes those anew that have no method of their own, as Set-LeappSession -Method does. -Method Environment
/// leaves them where they are written, since the variables of a process hold the keys of one session only. A changed -ProfileNameTemplate names sessions that
/// come new; those that are known keep their names.</para>
/// <para>Another -PortalUrl or -Region ends the login as Disconnect-LeappSso does: AWS is told, the token of this alias and the keys of its roles are
/// removed, and active sessions are stopped, with a warning. Sessions of another portal are not shown any more; where the new one lists the same
/// account and role, the session is back with its region, profile name and method. A change of the region alone keeps the sessions. The command asks before
/// that, where there is a login or something is active; -Force or -Confirm:$false does not.</para>
/// <para>With another -TokenStore the login moves along: it is where it goes to before it leaves where it was, and the keys of its roles are forgotten. Where
/// sessions are active by a method that the other store does not serve, nothing is changed, and they are named. A login moves out of the memory of the PowerShell session
/// that has it, and of no other. Where the platform's store in which it is cannot be used, it stays there with a warning, and a new login is needed.</para>
/// <para>Aliases are taken literally, without wildcards; Get-LeappSsoIntegration finds several and pipes them.</para>
/// <list type="table">
/// <item><term>IntegrationNotFound</term><description>No integration has the alias.</description></item>
/// <item><term>NothingToChange</term><description>No setting was given.</description></item>
/// <item><term>InvalidPortalUrl</term><description>The text is not the address of an access portal.</description></item>
/// <item><term>InvalidRegion</term><description>The text has not the shape of a region.</description></item>
/// <item><term>InvalidProfileName</term><description>The template of profile names gives names that AWS tools cannot read.</description></item>
/// <item><term>ProfileInUse</term><description>Something written for its sessions cannot be removed from the AWS files, so that the portal stays.</description></item>
/// <item><term>AwsFileInvalid</term><description>An AWS file cannot be changed safely; the message names the line. Changed settings are kept, but active sessions stay written as before until the command succeeds; a portal stays where it is.</description></item>
/// <item><term>AwsFileReadOnly</term><description>An AWS file, or its folder, cannot be written. What is changed and what stays is the same.</description></item>
/// <item><term>NotLoggedIn</term><description>Keys are needed to write an active session anew.</description></item>
/// <item><term>AccessDenied</term><description>Keys are needed for an active session whose role you no longer have.</description></item>
/// <item><term>CredentialsInvalid</term><description>AWS answered without usable keys.</description></item>
/// <item><term>PortalUnavailable</term><description>The portal does not answer, or its answers are broken.</description></item>
/// <item><term>Throttled</term><description>AWS answers that there are too many requests. Try again in a minute.</description></item>
/// <item><term>NotAnAwsAnswer</term><description>A page came instead of an answer: a proxy or a Wi-Fi login page stands between.</description></item>
/// <item><term>MethodNotAvailable</term><description>The method cannot be used for an active session, with the token store, or here.</description></item>
/// <item><term>TokenStoreNotAvailable</term><description>The platform's store for secrets, which -TokenStore Platform needs or in which the login of the former portal is kept, is not there, is locked or does not answer; the message says what to do.</description></item>
/// </list>
/// </remarks>
/// <example>
/// <para>Sessions without a region of their own work in eu-north-1 from now on; an empty text takes the default away.</para>
/// <code>
/// Set-LeappSsoIntegration acme -DefaultRegion eu-north-1
/// Get-LeappSession acme-production
/// Set-LeappSsoIntegration acme -DefaultRegion ''
/// </code>
/// <code language="text">
/// AccountName            AccountId    RoleName            Region         Status
/// -----------            ---------    --------            ------         ------
/// acme-production        000000000002 ReadOnly            eu-north-1     Inactive
/// acme-production        000000000002 AdministratorAccess eu-north-1     Inactive
/// acme-production        000000000002 Developer           eu-north-1     Inactive
/// </code>
/// </example>
/// <example>
/// <para>Shows what a move to another portal would end.</para>
/// <code>Set-LeappSsoIntegration acme -PortalUrl https://d-0987654321.awsapps.com/start -Region us-east-1 -WhatIf</code>
/// <code language="text">
/// What if: Performing the operation "Move to https://d-0987654321.awsapps.com/start in us-east-1, end its login, stop what is active of it (0)" on target "acme (https://d-1234567890.awsapps.com/start)".
/// </code>
/// </example>
/// <example>
/// <para>Moves without a question, and logs in there.</para>
/// <code language="pwsh">
/// Set-LeappSsoIntegration acme -PortalUrl https://d-0987654321.awsapps.com/start -Region us-east-1 -Force -PassThru | Connect-LeappSso
/// </code>
/// </example>
/// <example>
/// <para>Logs in to every portal by a device code from now on.</para>
/// <code>Get-LeappSsoIntegration | Set-LeappSsoIntegration -LoginMethod DeviceCode</code>
/// </example>
[Cmdlet(VerbsCommon.Set, "LeappSsoIntegration", SupportsShouldProcess = true)]
[OutputType(typeof(LeappSsoIntegration))]
public sealed class SetLeappSsoIntegrationCommand : LeappCmdlet
{
    /// <summary>The alias of the integration.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Integration")]
    [AliasOf]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(AliasCompleter))]
    public string[] Alias { get; set; } = [];

    /// <summary>The address of the access portal. Scheme, a trailing slash and '#/' may be there or not. Another one ends the login.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? PortalUrl { get; set; }

    /// <summary>The region in which the portal is administered. Without it the region stays, unless a new address names one. Another one ends the login.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(RegionCompleter))]
    public string? Region { get; set; }

    /// <summary>The region in which the sessions work, unless a session has its own. An empty text takes it away, so that their profiles name no region.</summary>
    [Parameter]
    [ValidateNotNull]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(RegionCompleter))]
    public string? DefaultRegion { get; set; }

    /// <summary>How profile names of sessions that come new are made. An empty text brings the default back: '{AccountName}-{RoleName}'.</summary>
    [Parameter]
    [ValidateNotNull]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(ProfileNameTemplateCompleter))]
    public string? ProfileNameTemplate { get; set; }

    /// <summary>How sessions are made usable for other programs, unless a session has its own method. SsoProfile is what an integration begins with.</summary>
    [Parameter]
    [ValidateNotNull]
    public LeappMethod? Method { get; set; }

    /// <summary>How you log in: Auto (the browser where one can be reached, else a device code), Browser, or DeviceCode.</summary>
    [Parameter]
    [ValidateNotNull]
    public LeappLoginMethod? LoginMethod { get; set; }

    /// <summary>Where the login is kept: Shared, the cache that AWS CLI and the SDKs read; Memory, this PowerShell session and no disk; Platform, the store for secrets of Windows, macOS or the Linux desktop. The login moves along.</summary>
    [Parameter]
    [ValidateNotNull]
    public LeappTokenStore? TokenStore { get; set; }

    /// <summary>Accepts a host that is not AWS's (a company's own domain), and does not ask before the login ends.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Emits the integration as it is after the change.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private bool _yesToAll;
    private bool _noToAll;

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (string alias in Alias)
        {
            IntegrationChange change = new()
            {
                Alias = alias,
                PortalUrl = PortalUrl,
                Region = Region,
                DefaultRegion = DefaultRegion,
                ProfileNameTemplate = ProfileNameTemplate,
                Method = Method,
                LoginMethod = LoginMethod,
                TokenStore = TokenStore,
            };
            IntegrationForecast? forecast = null;
            bool leavesLogin = false;
            bool hasLogin = false;
            Run(
                async (engine, _, token) =>
                {
                    forecast = engine.ForeseeIntegration(change, Force);
                    leavesLogin = TokenStore is { } next && await engine.LeavesLoginAsync(forecast.Alias, next, token).ConfigureAwait(false);
                    hasLogin = await engine.MayHaveLoginAsync(forecast.Alias, token).ConfigureAwait(false);
                },
                terminating: false);
            if (forecast is not null
                && ShouldProcess(
                    $"{forecast.Alias} ({forecast.PortalUrl})", ForecastText.Of(forecast, DefaultRegion, ProfileNameTemplate, Method, LoginMethod, TokenStore, leavesLogin))
                && MayEndLogin(forecast, hasLogin))
            {
                Run(
                    async (engine, emit, token) =>
                    {
                        LeappSsoIntegration changed = await engine.SetIntegrationAsync(change, Force, token).ConfigureAwait(false);
                        if (PassThru)
                        {
                            emit(changed);
                        }
                    },
                    terminating: false);
            }
        }
    }

    /// <summary>Asks before a login ends, as commands of high impact do; ShouldProcess asks by the impact of the usual case.</summary>
    private bool MayEndLogin(IntegrationForecast forecast, bool hasLogin)
    {
        bool isAsked = forecast.EndsLogin && (hasLogin || forecast.ActiveSessions > 0) && !Force && !MyInvocation.BoundParameters.ContainsKey("Confirm")
            && SessionState.PSVariable.GetValue("ConfirmPreference") is ConfirmImpact.High;
        return !isAsked || ShouldContinue(
            $"This ends the login of '{forecast.Alias}' and stops what is active of it ({forecast.ActiveSessions}). Go on?",
            "Another portal or region", ref _yesToAll, ref _noToAll);
    }
}
