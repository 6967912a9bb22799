using System.Collections;
using System.Management.Automation;
using LeappSso.Cmdlets.Binding;
using LeappSso.Cmdlets.Pipeline;
using LeappSso.Diagnosis;
using LeappSso.Engine;

namespace LeappSso.Cmdlets.Commands;

/// <summary>Finds out why an AWS tool or LeappSso itself does not work on this machine, and says what to do.</summary>
/// <remarks>
/// <para>It looks at the AWS config and the credentials file, at environment variables that win over profiles, lead elsewhere than to AWS or name a proxy, at the kept logins, the
/// workspace, the helper of method CredentialProcess, at locks and what killed processes left, and at the versions of module, PowerShell, AWS CLI and AWS
/// Tools. It only reads, opens no browser, and shows no secret.</para>
/// <para>Two checks touch the network, Connection and Clock: they call the login service of each known integration once, without a login, all side by side
/// and for 5 seconds at most, and say whether a name server, a firewall, a proxy, an untrusted certificate or a Wi-Fi login page stands between, and how far
/// the clock of this machine is off. -Offline leaves the calls out. The check Versions starts 'aws --version'.</para>
/// <para>Each check gives at least one finding. Ok says what was looked at; Note is worth knowing; Warning is something that a tool misreads, a
/// profile that does not work, or something that others can see; Error is something with which a tool fails whatever the profile, or that does not
/// work at all. Detail names the file and the line, Advice says what to do. How the tools read a file was measured with AWS CLI (botocore) and the
/// AWS SDK for .NET, on which AWS Tools for PowerShell stand.</para>
/// <para>The checks are ConfigFile, CredentialsFile, Syntax, Lines, Names, Profiles, SsoSessions, OwnSections, Variables, Home, Proxy, Helper, Logins, TokenStores,
/// Workspace, LeftOvers, Locks, Versions, Connection and Clock.</para>
/// <list type="table">
/// <item><term>CheckNotFound</term><description>No check has that name; the message lists them.</description></item>
/// </list>
/// </remarks>
/// <example>
/// <para>Looks at the files, and at nothing in the network.</para>
/// <code>Test-LeappSso -Name Syntax, Lines, Profiles</code>
/// <code language="text">
/// Status  Name            Detail
/// ------  ----            ------
/// Ok      Syntax          Every line is one that all AWS tools can read: there is
///                         no file.
/// Ok      Lines           Every line means the same to all AWS tools; lines
///                         looked at: 0.
/// Ok      Profiles        No profile contradicts itself or another; profiles
///                         looked at: 0.
/// </code>
/// </example>
/// <example>
/// <para>What is wrong, with what to do about it.</para>
/// <code>Test-LeappSso -Offline | Where-Object Status -ge Warning | Format-List Detail, Advice</code>
/// </example>
/// <example>
/// <para>Stops a script where AWS tools would not read the files as they are meant.</para>
/// <code>if (-not (Test-LeappSso -Name ConfigFile, CredentialsFile, Syntax, Lines -Quiet)) { throw 'Run Test-LeappSso.' }</code>
/// </example>
[Cmdlet(VerbsDiagnostic.Test, "LeappSso")]
[OutputType(typeof(LeappFinding), typeof(bool))]
public sealed class TestLeappSsoCommand : LeappCmdlet
{
    /// <summary>The names of the checks that are wanted; wildcards are allowed. Tab lists them, with what each looks at. Without it, all.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(CheckNameCompleter))]
    public string[]? Name { get; set; }

    /// <summary>Gives $true where there is no Warning and no Error, else $false, and no findings.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    /// <summary>Calls nothing: the checks Connection and Clock say so, all others look as they do without it.</summary>
    [Parameter]
    public SwitchParameter Offline { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        string[] unknown = [.. (Name ?? []).Where(n => !CheckList.Names.Any(c => NameTest.Of([n])!(c.Value)))];
        foreach (string name in unknown)
        {
            WriteError(ErrorTable.ToRecord(new LeappException(
                LeappErrorCode.CheckNotFound, $"There is no check '{name}'. There are: {string.Join(", ", CheckList.Names.Select(c => c.Value))}.", name)));
        }

        if (Name is null || unknown.Length < Name.Length)
        {
            Look();
        }
    }

    private void Look()
    {
        bool isWell = true;
        DiagnosisRequest request = new()
        {
            Wanted = NameTest.Of(Name),
            Offline = Offline,
            PowerShellVersion = (SessionState.PSVariable.GetValue("PSVersionTable") as Hashtable)?["PSVersion"]?.ToString(),
        };
        Run((engine, emit, token) => engine.DiagnoseAsync(
            request,
            finding =>
            {
                isWell &= finding.Status is LeappFindingStatus.Ok or LeappFindingStatus.Note;
                if (!Quiet)
                {
                    emit(finding);
                }
            },
            token));
        if (Quiet)
        {
            WriteObject(isWell);
        }
    }
}
