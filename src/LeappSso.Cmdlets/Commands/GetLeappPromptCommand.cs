using System.Management.Automation;
using LeappSso.Cmdlets.Loading;
using LeappSso.Cmdlets.Pipeline;

namespace LeappSso.Cmdlets.Commands;

/// <summary>Gives a short text for the prompt: the session in use, and how long it still works.</summary>
/// <remarks>
/// <para>In use is the session that AWS tools started from this PowerShell get: the one whose keys are in the environment variables
/// (Set-LeappSession -Method Environment), else the one whose profile $env:AWS_PROFILE names. Where there is none there is no output, as for a
/// profile that is no session of this module, for a session that was stopped, and while keys of somebody else are in the variables.</para>
/// <para>The time is that of the keys, where keys were written; with the other methods that of the login, where nobody can renew it without you. Where
/// tools renew everything by themselves there is no time. The word expired
/// means that it has ended: Set-LeappSession gets new keys, Connect-LeappSso a new login.</para>
/// <para>It is made to run at each prompt: it reads files of this machine only when they have changed, calls nothing, waits for nothing, takes no lock,
/// and never fails, whatever the state of the files. The text has no colours and no characters that steer a terminal.</para>
/// </remarks>
/// <example>
/// <para>The session in use.</para>
/// <code>
/// Get-LeappSession acme-production ReadOnly | Set-LeappSession -Method Environment -Status Active
/// Get-LeappPrompt
/// </code>
/// <code language="text">
/// acme-production/ReadOnly 59m
/// </code>
/// </example>
/// <example>
/// <para>Other parts of it.</para>
/// <code>Get-LeappPrompt -Format '[{Integration}: {AccountName} {Region}]'</code>
/// <code language="text">
/// [acme: acme-production eu-central-1]
/// </code>
/// </example>
/// <example>
/// <para>A prompt that shows it, in yellow, where there is one. Put it into $PROFILE.</para>
/// <code>
/// function prompt {
///     $aws = Get-LeappPrompt
///     if ($aws) { $aws = "$($PSStyle.Foreground.Yellow)$aws$($PSStyle.Reset) " }
///     "$($aws)PS $($executionContext.SessionState.Path.CurrentLocation)&gt; "
/// }
/// </code>
/// </example>
[Cmdlet(VerbsCommon.Get, "LeappPrompt")]
[OutputType(typeof(string))]
public sealed class GetLeappPromptCommand : PSCmdlet
{
    /// <summary>
    /// A text in which {AccountName}, {AccountId}, {RoleName}, {Region}, {ProfileName}, {Integration} and {TimeLeft} are replaced by the values of the session;
    /// without it, '{AccountName}/{RoleName} {TimeLeft}'. Where a value is empty, a blank before it goes too; other braces stay.
    /// </summary>
    [Parameter(Position = 0)]
    [ValidateNotNull]
    public string Format { get; set; } = "{AccountName}/{RoleName} {TimeLeft}";

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        // On the pipeline thread, since there is nothing to wait for and a way to another thread would take longer than all else.
        if (EngineFactory.Create(new SilentLog(), mayAsk: false).GetPrompt(Format) is { } text)
        {
            WriteObject(text);
        }
    }
}
