using System.Management.Automation;
using LeappSso.Engine;

namespace LeappSso.Cmdlets.Commands;

/// <summary>Ends the use of sessions by other programs.</summary>
/// <remarks>
/// <para>The same as Set-LeappSession -Status Inactive: what this module wrote for them is removed from the AWS files, and nothing else; variables get back
/// the values they had before. Stopping a stopped session changes nothing. AWS_PROFILE of this process is cleared when it names the profile.</para>
/// <list type="table">
/// <item><term>SessionNotFound</term><description>No session is known by that name.</description></item>
/// <item><term>AwsFileInvalid</term><description>An AWS file cannot be changed safely; the message names the line.</description></item>
/// <item><term>AwsFileReadOnly</term><description>An AWS file, or its folder, cannot be written.</description></item>
/// </list>
/// </remarks>
/// <example>
/// <para>Shows what would be stopped.</para>
/// <code>Get-LeappSession -Status Active | Stop-LeappSession -WhatIf</code>
/// <code language="text">
/// What if: Performing the operation "Stop and remove its profile" on target "acme/000000000002/ReadOnly".
/// --- ~/.aws/config
/// +++ ~/.aws/config
/// @@ -1,12 +0,0 @@
/// -[sso-session acme]
/// -# managed by LeappSso
/// -sso_start_url = https://d-1234567890.awsapps.com/start
/// -sso_region = eu-west-1
/// -sso_registration_scopes = sso:account:access
/// -
/// -[profile acme-production-ReadOnly]
/// -# managed by LeappSso
/// -sso_session = acme
/// -sso_account_id = 000000000002
/// -sso_role_name = ReadOnly
/// -region = eu-central-1
/// </code>
/// </example>
/// <example>
/// <para>Stops everything that is active.</para>
/// <code>
/// Get-LeappSession -Status Active | Stop-LeappSession
/// "$(@(Get-LeappSession -Status Active).Count) active"
/// </code>
/// <code language="text">
/// 0 active
/// </code>
/// </example>
[Cmdlet(VerbsLifecycle.Stop, "LeappSession", SupportsShouldProcess = true)]
[OutputType(typeof(LeappSession))]
public sealed class StopLeappSessionCommand : SessionChangeCommand
{
    /// <inheritdoc/>
    private protected override SessionChange Change => new() { Status = LeappSessionStatus.Inactive };

    /// <inheritdoc/>
    private protected override string Describe(SessionOutlook session) => Begin(Deactivation(session));
}
