using System.Management.Automation;
using LeappSso.Cmdlets.Binding;
using LeappSso.Cmdlets.Pipeline;
using LeappSso.Diagnosis;

namespace LeappSso.Cmdlets.Commands;

/// <summary>Finds out why an AWS tool or LeappSso itself does not work on this machine, and says what to do.</summary>
/// <remarks>
/// <para>It looks at the AWS config and the credentials file, at environment variables that win over profiles, at the kept logins, the workspace,
/// the helper of method CredentialProcess, and what killed processes left. It only reads, calls nothing, opens no browser, and shows no secret.</para>
/// <para>Each check gives at least one finding. Ok says what was looked at; Note is worth knowing; Warning is something that a tool misreads, a
/// profile that does not work, or something that others can see; Error is something with which a tool fails whatever the profile, or that does not
/// work at all. Detail names the file and the line, Advice says what to do. How the tools read a file was measured with AWS CLI (botocore) and the
/// AWS SDK for .NET, on which AWS Tools for PowerShell stand.</para>
/// </remarks>
/// <example>
/// <para>Looks at everything.</para>
/// <code>Test-LeappSso</code>
/// </example>
/// <example>
/// <para>What is wrong, with what to do about it.</para>
/// <code>Test-LeappSso | Where-Object Status -ge Warning | Format-List Detail, Advice</code>
/// </example>
/// <example>
/// <para>Stops a script where AWS tools would not read the files as they are meant.</para>
/// <code>if (-not (Test-LeappSso -Name ConfigFile, CredentialsFile, Syntax, Lines -Quiet)) { throw 'Run Test-LeappSso.' }</code>
/// </example>
[Cmdlet(VerbsDiagnostic.Test, "LeappSso")]
[OutputType(typeof(LeappFinding), typeof(bool))]
public sealed class TestLeappSsoCommand : LeappCmdlet
{
    /// <summary>The names of the checks that are wanted; wildcards are allowed. Without it, all.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(CheckNameCompleter))]
    public string[]? Name { get; set; }

    /// <summary>Gives $true where there is no Warning and no Error, else $false, and no findings.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

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
        Run((engine, emit, token) =>
        {
            foreach (LeappFinding finding in engine.Diagnose(NameTest.Of(Name)))
            {
                token.ThrowIfCancellationRequested();
                isWell &= finding.Status is LeappFindingStatus.Ok or LeappFindingStatus.Note;
                if (!Quiet)
                {
                    emit(finding);
                }
            }

            return Task.CompletedTask;
        });
        if (Quiet)
        {
            WriteObject(isWell);
        }
    }
}
