using System.Management.Automation;
using LeappSso.Cmdlets.Binding;
using LeappSso.Cmdlets.Pipeline;

namespace LeappSso.Cmdlets.Commands;

/// <summary>Lets Tab complete -ProfileName of AWS Tools for PowerShell.</summary>
/// <remarks>
/// <para>From then on, in this PowerShell session, Tab after -ProfileName of every command of AWS Tools (AWS.Tools.*, AWSPowerShell, AWSPowerShell.NetCore) offers the
/// profiles in the AWS config and the credentials file: those of active sessions, with their account and role, and your own. Only those, since
/// AWS Tools cannot use a session before it is active.</para>
/// <para>Write the line into your profile script to have it always. Registering again changes nothing. A completer that
/// something else registered for every -ProfileName of this session is replaced; the parameters of other modules keep what they have. The commands of LeappSso complete
/// without it.</para>
/// </remarks>
/// <example>
/// <para>In this PowerShell session.</para>
/// <code>Register-LeappCompleter</code>
/// </example>
/// <example>
/// <para>In every one from the next on.</para>
/// <code language="pwsh">
/// Add-Content $PROFILE 'Register-LeappCompleter'
/// </code>
/// </example>
[Cmdlet(VerbsLifecycle.Register, "LeappCompleter", SupportsShouldProcess = true)]
public sealed class RegisterLeappCompleterCommand : LeappCmdlet
{
    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (ShouldProcess("-ProfileName of AWS Tools for PowerShell", "Complete"))
        {
            InvokeCommand.InvokeScript(
                "param($Script) Microsoft.PowerShell.Core\\Register-ArgumentCompleter -ParameterName ProfileName -ScriptBlock $Script",
                ScriptBlock.Create(AwsToolsCompleter.Script));
        }
    }
}
