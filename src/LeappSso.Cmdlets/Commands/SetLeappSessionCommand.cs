using System.Management.Automation;
using LeappSso.Cmdlets.Binding;
using LeappSso.Engine;

namespace LeappSso.Cmdlets.Commands;

/// <summary>Makes sessions usable for every AWS tool, or changes their settings.</summary>
/// <remarks>
/// <para>With no setting given it makes the sessions active. With -Region, -ProfileName or -Method alone it changes and remembers the setting and keeps the
/// status; what is active is moved. A setting that is given as $null is an error: it does not count as not given.</para>
/// <para>-Method says how a session is made usable.</para>
/// <para>-Method SsoProfile, the default, writes a profile to the AWS config, from which AWS CLI, the SDKs, Terraform and AWS Tools for PowerShell get
/// and renew keys by themselves. No key is in the AWS files.</para>
/// <para>-Method CredentialProcess writes a profile that names a small program of this module, for tools without support for IAM Identity Center: it
/// gives them keys whenever they ask. No key is in the AWS files.</para>
/// <para>-Method CredentialsFile writes the keys themselves to the AWS credentials file, for tools that read nothing else, until they expire or the
/// session is stopped. It needs a login, and opens no browser. A file that other users can read keeps its mode, and a warning says how to mend it.</para>
/// <para>-Method Environment puts the keys of one session into the variables of this PowerShell and of the programs it starts, and nothing into the AWS
/// files. It needs a login, and opens no browser.</para>
/// <para>The whole pipeline is one write of each file. Every byte of the AWS files that is not ours stays: only sections with the line
/// '# managed by LeappSso' are changed. With -WhatIf the command shows the difference it would make to the files, without secrets.</para>
/// <para>When exactly one session was activated by a profile or by keys in the credentials file, AWS_PROFILE of this process names it, and a warning
/// tells which variables win over it.</para>
/// <list type="table">
/// <item><term>SessionNotFound</term><description>No session is known by that name.</description></item>
/// <item><term>ProfileInUse</term><description>Something you wrote has the wanted name. -Force takes it over where no tool would be misled.</description></item>
/// <item><term>InvalidProfileName</term><description>The name has characters that not every AWS tool can read.</description></item>
/// <item><term>InvalidRegion</term><description>The text has not the shape of a region.</description></item>
/// <item><term>AwsFileInvalid</term><description>An AWS file cannot be changed safely; the message names the line.</description></item>
/// <item><term>AwsFileReadOnly</term><description>An AWS file, or its folder, cannot be written.</description></item>
/// <item><term>NotLoggedIn</term><description>Keys are needed, and there is no login.</description></item>
/// <item><term>SessionAmbiguous</term><description>Several sessions were meant for the variables of one process.</description></item>
/// <item><term>MethodNotAvailable</term><description>The method cannot be used for that session or here.</description></item>
/// <item><term>AccessDenied</term><description>You no longer have the role, or its trust policy refuses you.</description></item>
/// <item><term>CredentialsInvalid</term><description>AWS answered without usable keys.</description></item>
/// <item><term>PortalUnavailable</term><description>The portal does not answer, or its answers are broken.</description></item>
/// <item><term>Throttled</term><description>AWS answers that there are too many requests. Try again in a minute.</description></item>
/// <item><term>NotAnAwsAnswer</term><description>A page came instead of an answer: a proxy or a Wi-Fi login page stands between.</description></item>
/// <item><term>TokenStoreNotAvailable</term><description>The platform's store for secrets, in which the login is kept, is not there, is locked or does not answer; the message says what to do.</description></item>
/// </list>
/// </remarks>
/// <example>
/// <para>Makes a session usable; any AWS tool started from here uses it.</para>
/// <code>
/// Get-LeappSession acme-production ReadOnly | Set-LeappSession
/// $env:AWS_PROFILE
/// </code>
/// <code language="text">
/// acme-production-ReadOnly
/// </code>
/// </example>
/// <example>
/// <para>Gives a session a region and a profile name of its own, and makes it active.</para>
/// <code>
/// Get-LeappSession acme-production Developer | Set-LeappSession -Region us-east-1 -ProfileName prod -Status Active -PassThru |
///     Format-Table RoleName, Region, ProfileName, Status
/// </code>
/// <code language="text">
/// RoleName  Region    ProfileName Status
/// --------  ------    ----------- ------
/// Developer us-east-1 prod        Active
/// </code>
/// </example>
/// <example>
/// <para>Puts the keys of a session into the variables of this PowerShell, and takes them out again.</para>
/// <code>
/// Get-LeappSession sandbox ReadOnly | Select-Object -First 1 | Set-LeappSession -Method Environment -Status Active
/// aws sts get-caller-identity --query Account
/// Get-LeappSession -Id $env:LEAPPSSO_SESSION | Stop-LeappSession
/// </code>
/// <code language="text">
/// "000000000006"
/// </code>
/// </example>
/// <example>
/// <para>Shows what would be written, and writes nothing.</para>
/// <code>Get-LeappSession acme-staging ReadOnly | Set-LeappSession -WhatIf</code>
/// <code language="text">
/// What if: Performing the operation "Activate and write its profile" on target "acme/200022020099/ReadOnly".
/// --- ~/.aws/config
/// +++ ~/.aws/config
/// @@ -17,3 +17,10 @@
///  sso_account_id = 000000000002
///  sso_role_name = Developer
///  region = us-east-1
/// +
/// +[profile acme-staging-ReadOnly]
/// +# managed by LeappSso
/// +sso_session = acme
/// +sso_account_id = 200022020099
/// +sso_role_name = ReadOnly
/// +region = eu-central-1
/// </code>
/// </example>
[Cmdlet(VerbsCommon.Set, "LeappSession", SupportsShouldProcess = true)]
[OutputType(typeof(LeappSession))]
public sealed class SetLeappSessionCommand : SessionChangeCommand
{
    /// <summary>The region in which the session works, for example eu-west-1. An empty text takes its own region away, so that the default of the integration holds.</summary>
    [Parameter]
    [ValidateNotNull]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(RegionCompleter))]
    public string? Region { get; set; }

    /// <summary>The name of its profile: letters, digits and _ - @ + . % : / only.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ProfileNameCompleter))]
    public string? ProfileName { get; set; }

    /// <summary>How it is made usable for other programs: SsoProfile, CredentialProcess, CredentialsFile or Environment.</summary>
    [Parameter]
    [ValidateNotNull]
    public LeappMethod? Method { get; set; }

    /// <summary>Active or Inactive.</summary>
    [Parameter]
    [ValidateSet(nameof(LeappSessionStatus.Active), nameof(LeappSessionStatus.Inactive))]
    public LeappSessionStatus? Status { get; set; }

    /// <summary>Takes over a profile of the same name that this module did not write; its other keys are kept.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    private protected override SessionChange Change => new()
    {
        Region = Region?.Trim(),
        ProfileName = ProfileName,
        Method = Method,
        Status = Status,
        Force = Force,
    };

    /// <inheritdoc/>
    private protected override string Describe(SessionOutlook session)
    {
        List<string> words = [];
        if (Region is not null)
        {
            words.Add(Region.Length == 0 ? "take its own region away" : $"set region {Region}");
        }

        if (ProfileName is not null)
        {
            words.Add($"set profile name {ProfileName}");
        }

        if (Method is not null)
        {
            words.Add($"set method {Method}");
        }

        if (Status is LeappSessionStatus.Inactive)
        {
            words.Add(Deactivation(session));
        }
        else if (Status is LeappSessionStatus.Active || words.Count == 0)
        {
            words.Add(Activation(session));
        }

        return Begin(string.Join(", ", words));
    }

    /// <inheritdoc/>
    private protected override void TellOfMore(IReadOnlyList<LeappSession> changed)
    {
        // Whoever takes the sessions out, or names a status, knows what they are.
        if (Method is null || Status is not null || PassThru || changed.Count == 0 || changed.Any(s => s.Status != LeappSessionStatus.Inactive))
        {
            return;
        }

        WriteWarning(changed.Count == 1
            ? "The method of 1 session is stored; it stays inactive: add -Status Active."
            : $"The method of {changed.Count} sessions is stored; they stay inactive: add -Status Active.");
    }
}
