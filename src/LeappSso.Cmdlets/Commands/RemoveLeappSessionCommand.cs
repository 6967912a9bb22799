using System.Management.Automation;

namespace LeappSso.Cmdlets.Commands;

/// <summary>Removes chained sessions, which Add-LeappSession added.</summary>
/// <remarks>
/// <para>An active one is stopped first: what this module wrote for it is removed from the AWS files and the variables. Keys that were already given out
/// stay valid until they expire, an hour at most.</para>
/// <para>Sessions of the portal cannot be removed, since the next listing would bring them back (SessionOfPortal). A session by whose keys other chained
/// sessions get theirs is removed only together with these (SessionHasChildren): name them too, or use -Force.</para>
/// <list type="table">
/// <item><term>SessionNotFound</term><description>No session is known by that name.</description></item>
/// <item><term>SessionOfPortal</term><description>The session comes from the portal, so the next listing would bring it back.</description></item>
/// <item><term>SessionHasChildren</term><description>Other chained sessions get their keys by this one. Name them too, or use -Force.</description></item>
/// <item><term>AwsFileInvalid</term><description>An AWS file cannot be changed safely, so an active session stays; the message names the line.</description></item>
/// <item><term>AwsFileReadOnly</term><description>An AWS file, or its folder, cannot be written, so an active session stays.</description></item>
/// </list>
/// </remarks>
/// <example>
/// <para>Shows what would go if all chained sessions were removed.</para>
/// <code>Get-LeappSession | Where-Object Parent | Remove-LeappSession -WhatIf</code>
/// <code language="text">
/// What if: Performing the operation "Stop and remove the chained session" on target "acme/444455556666/role:Deploy".
/// </code>
/// </example>
/// <example>
/// <para>Removes one.</para>
/// <code>Remove-LeappSession acme/444455556666/role:Deploy</code>
/// </example>
[Cmdlet(VerbsCommon.Remove, "LeappSession", SupportsShouldProcess = true)]
public sealed class RemoveLeappSessionCommand : SessionsCommand
{
    /// <summary>Removes with a session also the chained ones that get their keys by it.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        IReadOnlyList<string> removable = [];
        Run((engine, _) => removable = engine.ForeseeRemoval([.. Names], Force));
        List<string> wanted = [.. removable.Where(name => ShouldProcess(name, "Stop and remove the chained session"))];
        if (wanted.Count > 0)
        {
            Run((engine, _, token) => engine.RemoveSessionsAsync(wanted, Force, token));
        }
    }
}
