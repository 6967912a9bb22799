using System.Management.Automation;
using LeappSso.Cmdlets.Pipeline;
using LeappSso.Engine;

namespace LeappSso.Cmdlets.Commands;

/// <summary>Gets the short-lived keys of sessions, for tools that take keys and no profile.</summary>
/// <remarks>
/// <para>Keys are fetched with the login there is, which is renewed silently; many sessions are asked for side by side. It never opens a browser: where a
/// login is needed, the error says which command to run.</para>
/// <para>Keys that still live long enough come from an owner-only cache beside the workspace, without network, so they go on working when the login has
/// expired. Disconnect-LeappSso removes them there; AWS itself cannot revoke keys that were issued, which live on until ExpiresAt.</para>
/// <para>The two secrets do not show in any view, in Format-List * or in ConvertTo-Json. Reveal() gives one of them as text, and -AsPlainText gives an
/// object with plain text.</para>
/// <para>-Format Environment gives the statements by which a shell takes the keys of one session into its variables, a line each, with the secrets as
/// plain text: let the shell read them, and show or keep them nowhere.</para>
/// <para>These statements do what Set-LeappSession -Method Environment does in a PowerShell that has this module. Besides the keys, their end and the
/// region of the session they set LEAPPSSO_SESSION and LEAPPSSO_KEY, by which this module knows whose keys they are, so Stop-LeappSession takes them out again. They take
/// away AWS_PROFILE, AWS_DEFAULT_PROFILE and AWS_SECURITY_TOKEN, which would win. A session without a region
/// takes AWS_REGION and AWS_DEFAULT_REGION away where a session before has put them there (LEAPPSSO_REGION tells), and leaves what you have set. A shell does not
/// know what stood there before that session.</para>
/// <para>-Shell Bash serves every POSIX shell. Where PowerShell ends lines as Windows does, as for Git Bash, take the carriage returns out with tr -d
/// '\r'.</para>
/// <para>-Shell Cmd is written for the command prompt (in a batch file with %%i): for /f "delims=" %i in ('pwsh -NoProfile -Command "Get-LeappCredential
/// NAME -Format Environment -Shell Cmd"') do @%i. A value with a double quote, a percent sign or an exclamation mark, which AWS gives no keys with, is
/// refused. These statements can hold no condition, so a session without a region takes AWS_REGION and AWS_DEFAULT_REGION away whoever has set them: set yours
/// after that.</para>
/// <para>Most tools need no keys: Set-LeappSession writes a profile from which they get keys by themselves.</para>
/// <list type="table">
/// <item><term>NotLoggedIn</term><description>A login is needed, which this command does not start.</description></item>
/// <item><term>AccessDenied</term><description>You no longer have the role, or its trust policy refuses you.</description></item>
/// <item><term>SessionNotFound</term><description>No session is known by that name.</description></item>
/// <item><term>SessionAmbiguous</term><description>Several sessions were meant for the variables of one shell.</description></item>
/// <item><term>InvalidCombination</term><description>-Shell was given without -Format Environment.</description></item>
/// <item><term>CredentialsInvalid</term><description>AWS answered without usable keys.</description></item>
/// <item><term>PortalUnavailable</term><description>The portal does not answer, or its answers are broken.</description></item>
/// <item><term>Throttled</term><description>AWS answers that there are too many requests. Try again in a minute.</description></item>
/// <item><term>NotAnAwsAnswer</term><description>A page came instead of an answer: a proxy or a Wi-Fi login page stands between.</description></item>
/// <item><term>TokenStoreNotAvailable</term><description>The platform's store for secrets, in which the login is kept, is not there, is locked or does not answer; the message says what to do.</description></item>
/// </list>
/// </remarks>
/// <example>
/// <para>Gets the keys of a session. The secrets stay hidden.</para>
/// <code>Get-LeappSession acme-production ReadOnly | Get-LeappCredential</code>
/// <code language="text">
/// SessionId                               AccessKeyId          TimeLeft
/// ---------                               -----------          --------
/// acme/000000000002/ReadOnly              ASIAHUOXLFOLUFDWG2GE 59 min
/// </code>
/// </example>
/// <example>
/// <para>Gives the keys to a command of AWS Tools for PowerShell, without a profile.</para>
/// <code language="pwsh">
/// $keys = Get-LeappCredential acme/000000000002/ReadOnly -AsPlainText
/// Get-S3Bucket -AccessKey $keys.AccessKeyId -SecretKey $keys.SecretAccessKey -SessionToken $keys.SessionToken -Region eu-west-1
/// </code>
/// </example>
/// <example>
/// <para>Lets this PowerShell take the keys into its variables.</para>
/// <code>
/// Get-LeappCredential acme-production-ReadOnly -Format Environment | Invoke-Expression
/// $env:LEAPPSSO_SESSION
/// </code>
/// <code language="text">
/// acme/000000000002/ReadOnly
/// </code>
/// </example>
/// <example>
/// <para>Prints the keys as a program named by credential_process in the AWS config must; here without the secrets.</para>
/// <code>Get-LeappCredential acme-production-ReadOnly -Format CredentialProcess | ConvertFrom-Json | Format-List Version, AccessKeyId</code>
/// <code language="text">
/// Version     : 1
/// AccessKeyId : ASIAHUOXLFOLUFDWG2GE
/// </code>
/// </example>
[Cmdlet(VerbsCommon.Get, "LeappCredential")]
[OutputType(typeof(LeappCredential))]
[OutputType(typeof(LeappPlainCredential))]
[OutputType(typeof(string))]
public sealed class GetLeappCredentialCommand : SessionsCommand
{
    /// <summary>Object gives objects; CredentialProcess gives the JSON text of the AWS contract for external credential programs, secrets included; Environment gives statements of a shell, secrets included.</summary>
    [Parameter]
    public LeappCredentialFormat Format { get; set; } = LeappCredentialFormat.Object;

    /// <summary>The shell whose statements -Format Environment gives: PowerShell (the default), Bash or Cmd.</summary>
    [Parameter]
    public LeappShell? Shell { get; set; }

    /// <summary>Gives the secrets as plain text.</summary>
    [Parameter]
    public SwitchParameter AsPlainText { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        if (Shell is not null && Format != LeappCredentialFormat.Environment)
        {
            ThrowTerminatingError(ErrorTable.ToRecord(new LeappException(
                LeappErrorCode.InvalidCombination, $"-Shell goes with -Format Environment only, not with -Format {Format}.", Shell)));
        }
    }

    /// <inheritdoc/>
    protected override void EndProcessing() => Run((engine, emit, token) => Format == LeappCredentialFormat.Environment
        ? engine.GetStatementsAsync([.. Names], Shell ?? LeappShell.PowerShell, emit, token)
        : engine.GetCredentialsAsync([.. Names], credential => emit(View(credential)), token));

    private object View(LeappCredential credential) =>
        Format == LeappCredentialFormat.CredentialProcess ? CredentialProcessText.Of(credential)
        : AsPlainText ? credential.ToPlainText()
        : credential;
}
