using System.Management.Automation;
using LeappSso.Cmdlets.Binding;
using LeappSso.Cmdlets.Pipeline;
using LeappSso.Engine;

namespace LeappSso.Cmdlets.Commands;

/// <summary>Adds an AWS access portal (IAM Identity Center), so that you can log in to it.</summary>
/// <remarks>
/// <para>The address is checked and stored under a name of your choice, the alias. Nothing is called: the network comes with Connect-LeappSso.</para>
/// <para>The alias is also the name of the sso-session section in the AWS config, so AWS CLI and the SDKs share the login.</para>
/// <para>Adding the same portal under the same alias again changes nothing and succeeds; settings given then replace the stored ones.
/// -Force brings another portal or region under a known alias, which ends its login and stops what is active of it, as Set-LeappSsoIntegration does.</para>
/// <para>-TokenStore says where the login is kept. Shared is the cache that AWS CLI and the SDKs read, so that one login serves them all. With Memory nothing
/// of a login is on the disk: it lives in the PowerShell session that logs in, and ends with it; sessions are used by Environment, Get-LeappCredential,
/// Invoke-LeappSession and Open-LeappConsole. With Platform it lies encrypted in Windows Data Protection, the keychain of macOS or the Secret Service of a
/// Linux desktop, and sessions are made active by CredentialProcess unless another method is set; all methods but SsoProfile work, as other tools do not look there.</para>
/// <list type="table">
/// <item><term>InvalidPortalUrl</term><description>The text is not the address of an access portal. -Force takes a company's own domain.</description></item>
/// <item><term>InvalidRegion</term><description>The region is missing, or has not the shape of one.</description></item>
/// <item><term>InvalidAlias</term><description>The alias has other characters than letters, digits, dot, dash and underscore.</description></item>
/// <item><term>IntegrationExists</term><description>The alias is taken by another portal or region. -Force replaces it.</description></item>
/// <item><term>InvalidProfileName</term><description>The template of profile names gives names that AWS tools cannot read.</description></item>
/// <item><term>ProfileInUse</term><description>Something that is written for the sessions of a known alias cannot be removed or written anew.</description></item>
/// <item><term>AwsFileInvalid</term><description>An AWS file cannot be changed safely, so what is written for the sessions of a known alias stays; the message names the line.</description></item>
/// <item><term>AwsFileReadOnly</term><description>An AWS file, or its folder, cannot be written, so what is written for the sessions of a known alias stays.</description></item>
/// <item><term>NotLoggedIn</term><description>Keys are needed to write an active session of a known alias anew.</description></item>
/// <item><term>TokenStoreNotAvailable</term><description>The platform's store for secrets, which -TokenStore Platform needs, is not there, is locked or does not answer; the message says what to do.</description></item>
/// <item><term>MethodNotAvailable</term><description>The method does not work with the token store.</description></item>
/// </list>
/// </remarks>
/// <example>
/// <para>The address is accepted as the browser shows it. The region is the one in which the portal is administered; your sessions may work in others.</para>
/// <code>Add-LeappSsoIntegration -Alias acme -PortalUrl https://d-1234567890.awsapps.com/start#/ -Region eu-west-1</code>
/// <code language="text">
/// Alias          Status   TimeLeft   Sessions Region         PortalUrl
/// -----          ------   --------   -------- ------         ---------
/// acme           Offline                    0 eu-west-1      https://d-1234567890.awsapps.com/start
/// </code>
/// </example>
/// <example>
/// <para>Newer addresses tell their region themselves. Here every session works in us-east-1 unless it gets a region of its own.</para>
/// <code>Add-LeappSsoIntegration globex https://ssoins-1234567890abcdef.portal.eu-west-1.app.aws -DefaultRegion us-east-1</code>
/// <code language="text">
/// Alias          Status   TimeLeft   Sessions Region         PortalUrl
/// -----          ------   --------   -------- ------         ---------
/// globex         Offline                    0 eu-west-1      https://ssoins-1234567890abcdef.portal.e…
/// </code>
/// </example>
/// <example>
/// <para>Neither the login nor a key is ever on the disk.</para>
/// <code>Add-LeappSsoIntegration vault d-9999999999.awsapps.com/start eu-west-1 -TokenStore Memory | Format-List Alias, Method, TokenStore</code>
/// <code language="text">
/// Alias      : vault
/// Method     : Environment
/// TokenStore : Memory
/// </code>
/// </example>
[Cmdlet(VerbsCommon.Add, "LeappSsoIntegration", SupportsShouldProcess = true)]
[OutputType(typeof(LeappSsoIntegration))]
public sealed class AddLeappSsoIntegrationCommand : LeappCmdlet
{
    /// <summary>The name of the integration: 1 to 64 letters, digits, '_', '.' or '-', beginning with a letter or digit.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    public string Alias { get; set; } = string.Empty;

    /// <summary>The address of the access portal. Scheme, a trailing slash and '#/' may be there or not.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    public string PortalUrl { get; set; } = string.Empty;

    /// <summary>The region in which the portal is administered, for example eu-west-1. It serves login and listing only. It may be left out where the address names it.</summary>
    [Parameter(Position = 2, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(RegionCompleter))]
    public string? Region { get; set; }

    /// <summary>The region in which the sessions work, unless a session gets its own. Without it their profiles name no region.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(RegionCompleter))]
    public string? DefaultRegion { get; set; }

    /// <summary>How profile names are made: a text with {AccountName}, {AccountId}, {RoleName} or {Integration}. The default is '{AccountName}-{RoleName}'.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ProfileNameTemplateCompleter))]
    public string? ProfileNameTemplate { get; set; }

    /// <summary>How sessions are made usable for other programs. SsoProfile writes a profile to the AWS config and no key.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public LeappMethod? Method { get; set; }

    /// <summary>How you log in: Auto (the browser where one can be reached, else a device code), Browser, or DeviceCode.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public LeappLoginMethod? LoginMethod { get; set; }

    /// <summary>Where the login is kept: Shared, the cache that AWS CLI and the SDKs read; Memory, this PowerShell session and no disk; Platform, the store for secrets of Windows, macOS or the Linux desktop. The default is Shared.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public LeappTokenStore? TokenStore { get; set; }

    /// <summary>Accepts a host that is not AWS's (a company's own domain), and changes portal or region of an alias that exists.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        IntegrationSettings settings = new()
        {
            Alias = Alias.Trim(),
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
        Run(
            async (engine, _, token) =>
            {
                forecast = engine.ForeseeIntegration(settings, Force);
                leavesLogin = TokenStore is { } next && await engine.LeavesLoginAsync(forecast.Alias, next, token).ConfigureAwait(false);
            },
            terminating: false);
        if (forecast is not null && MayAdd(forecast, leavesLogin))
        {
            Run(
                async (engine, emit, token) => emit(await engine.AddIntegrationAsync(settings, Force, token).ConfigureAwait(false)),
                terminating: false);
        }
    }

    private bool MayAdd(IntegrationForecast forecast, bool leavesLogin) => forecast.IsNew
        ? ShouldProcess(forecast.Alias, $"Add the access portal {PortalUrl}")
        : ShouldProcess(
            $"{forecast.Alias} ({forecast.PortalUrl})", ForecastText.Of(forecast, DefaultRegion, ProfileNameTemplate, Method, LoginMethod, TokenStore, leavesLogin));
}
