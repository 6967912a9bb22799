using System.Management.Automation;
using LeappSso.Cmdlets.Binding;
using LeappSso.Cmdlets.Pipeline;
using LeappSso.Engine;

namespace LeappSso.Cmdlets.Commands;

/// <summary>Adds a session for a role that the portal does not list, assumed with the keys of another session (role chaining).</summary>
/// <remarks>
/// <para>Its keys come from STS AssumeRole with the keys of the parent, whenever they are needed. The session stands under the account of the role, appears
/// in Get-LeappSession, stays through every Sync-LeappSso, and is made usable as any other. Adding it calls nothing: whether the role may be assumed shows
/// when keys are fetched.</para>
/// <para>The id is alias/accountId/role:name, so it never collides with a permission set of the same name. The parent may be a chained session itself.</para>
/// <para>AWS lets such keys live an hour at most; they are renewed by themselves. By the method SsoProfile, AWS tools assume the role themselves by the
/// profile of the parent, which is made active with it; stopping the parent stops it too. AWS CLI 2.9 and botocore 1.29 cannot do so yet,
/// botocore 1.43 can (https://github.com/boto/botocore/issues/2828); for old ones choose -Method CredentialProcess with Set-LeappSession.</para>
/// <para>Adding the same role by the same parent under the same name again changes nothing and succeeds.</para>
/// <list type="table">
/// <item><term>SessionNotFound</term><description>No session is known by that parent.</description></item>
/// <item><term>InvalidRoleArn</term><description>The text is not the ARN of an IAM role, or of one in another partition than the parent.</description></item>
/// <item><term>SessionExists</term><description>The name is taken by a chained session with another role or parent. Give -Name.</description></item>
/// <item><term>InvalidSessionName</term><description>The name has characters that AWS does not take.</description></item>
/// <item><term>InvalidExternalId</term><description>The external id has characters or a length that AWS does not take.</description></item>
/// <item><term>InvalidDuration</term><description>AWS grants a chained role 15 minutes to an hour.</description></item>
/// <item><term>ChainTooLong</term><description>Too many roles stand between this one and the portal.</description></item>
/// <item><term>InvalidRegion</term><description>The text has not the shape of a region.</description></item>
/// <item><term>InvalidProfileName</term><description>The name has characters that not every AWS tool can read.</description></item>
/// <item><term>ProfileInUse</term><description>The profile name belongs to another session.</description></item>
/// </list>
/// </remarks>
/// <example>
/// <para>A role in another account, assumed with the keys of a role of the portal. Nothing is called yet.</para>
/// <code>Add-LeappSession acme/000000000001/AdministratorAccess arn:aws:iam::444455556666:role/Deploy</code>
/// <code language="text">
/// AccountName            AccountId    RoleName            Region         Status
/// -----------            ---------    --------            ------         ------
/// 444455556666           444455556666 Deploy              eu-central-1   Inactive
/// </code>
/// </example>
/// <example>
/// <para>It is used like any other session. It has the account id for its name, as no portal tells another.</para>
/// <code>
/// Get-LeappSession -AccountId '444455556666' | Set-LeappSession -Region eu-west-3 -Status Active -PassThru |
///     Format-List Id, Parent, ProfileName, Region, Status
/// </code>
/// <code language="text">
/// Id          : acme/444455556666/role:Deploy
/// Parent      : acme/000000000001/AdministratorAccess
/// ProfileName : 444455556666-Deploy
/// Region      : eu-west-3
/// Status      : Active
/// </code>
/// </example>
/// <example>
/// <para>The same role by another parent needs a name of its own. The trust policy of this role demands an external id.</para>
/// <code>
/// $parent = Get-LeappSession acme-production ReadOnly
/// $parent | Add-LeappSession -RoleArn arn:aws:iam::444455556666:role/Deploy -Name Deploy-audit -ExternalId 7f3a-2211 |
///     Format-Table Id, Parent
/// </code>
/// <code language="text">
/// Id                                  Parent
/// --                                  ------
/// acme/444455556666/role:Deploy-audit acme/000000000002/ReadOnly
/// </code>
/// </example>
[Cmdlet(VerbsCommon.Add, "LeappSession", SupportsShouldProcess = true)]
[OutputType(typeof(LeappSession))]
public sealed class AddLeappSessionCommand : LeappCmdlet
{
    /// <summary>The session whose keys assume the role: an object, an id (alias/accountId/roleName) or a profile name.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ValidateNotNull]
    [ArgumentCompleter(typeof(SessionCompleter))]
    [ValidateNamed]
    public SessionReference? Parent { get; set; }

    /// <summary>The role to assume, for example arn:aws:iam::444455556666:role/Deploy.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [ValidateNotNullOrEmpty]
    public string RoleArn { get; set; } = string.Empty;

    /// <summary>The name of the session. The default is the name of the role.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Name { get; set; }

    /// <summary>The external id that the trust policy of the role demands (sts:ExternalId).</summary>
    [Parameter]
    public string? ExternalId { get; set; }

    /// <summary>How long keys live: 15 minutes to 1 hour, which is the default. A plain number is seconds.</summary>
    [Parameter]
    [Duration]
    public TimeSpan? Duration { get; set; }

    /// <summary>The region in which the session works. The default is that of the parent.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(RegionCompleter))]
    public string? Region { get; set; }

    /// <summary>The name of the profile. The default is made by the template of the integration.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? ProfileName { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        ChainSettings settings = new()
        {
            Parent = Parent!.Name,
            RoleArn = RoleArn,
            Name = Name,
            ExternalId = ExternalId,
            Duration = Duration,
            Region = Region,
            ProfileName = ProfileName,
        };
        bool canBe = false;
        Run((engine, _) => canBe = engine.ForeseeSession(settings).Length > 0, terminating: false);
        if (canBe && ShouldProcess(RoleArn, $"Add a session for this role by the keys of {settings.Parent}"))
        {
            Run(
                async (engine, emit, token) => emit(await engine.AddSessionAsync(settings, token).ConfigureAwait(false)),
                terminating: false);
        }
    }
}
