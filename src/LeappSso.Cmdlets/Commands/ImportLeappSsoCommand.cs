using System.Management.Automation;
using LeappSso.Cmdlets.Pipeline;
using LeappSso.Import;

namespace LeappSso.Cmdlets.Commands;

/// <summary>Takes over the portals and sessions of AWS CLI or of the Leapp desktop application.</summary>
/// <remarks>
/// <para>From AWS CLI (-Source AwsConfig) every sso-session of the AWS config becomes an integration, and every profile that logs in by one a session
/// with the name and region of the profile; so do profiles of the older kind, which name the portal themselves. The file is not changed, and a profile
/// that is in it counts as active from then on, whoever wrote it. Logins of AWS CLI are shared anyway, where the sso-session keeps its name.</para>
/// <para>From Leapp (-Source Leapp) the workspace of the desktop application is read: integrations, sessions of portals and those chained to
/// them, with region and named profile, and the default region. Nothing is activated, and Leapp goes on working beside it. The file can be decrypted on the machine
/// that wrote it alone, unless -MachineId tells the id of that machine. It holds no keys and no login.</para>
/// <para>Each thing that is found comes out with what became of it: Added, Unchanged where it is known already (its settings here are kept), or
/// NotTaken with the reason. A second run adds nothing. Nothing is called; Connect-LeappSso brings the list up to date.</para>
/// <list type="table">
/// <item><term>ImportSourceNotFound</term><description>There is no such file.</description></item>
/// <item><term>ImportSourceInvalid</term><description>The file cannot be read or decrypted.</description></item>
/// </list>
/// </remarks>
/// <example>
/// <para>Moves in from AWS CLI.</para>
/// <code>Import-LeappSso AwsConfig</code>
/// <code language="text">
/// Status    Kind        Name
/// ------    ----        ----
/// Added     Integration acme
/// Added     Session     acme/000000000002/ReadOnly
/// </code>
/// </example>
/// <example>
/// <para>Moves in from Leapp, shows what did not come, and logs in to all portals.</para>
/// <code language="pwsh">
/// Import-LeappSso Leapp | Where-Object Status -eq NotTaken | Format-List
/// Get-LeappSsoIntegration | Connect-LeappSso
/// </code>
/// </example>
[Cmdlet(VerbsData.Import, "LeappSso", SupportsShouldProcess = true)]
[OutputType(typeof(LeappImportItem))]
public sealed class ImportLeappSsoCommand : LeappCmdlet
{
    /// <summary>The tool: AwsConfig for AWS CLI and the SDKs, Leapp for the desktop application.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    public LeappImportSource Source { get; set; }

    /// <summary>The file. Without it, the one that the tool uses: AWS_CONFIG_FILE or ~/.aws/config, and ~/.Leapp/Leapp-lock.json.</summary>
    [Parameter(Position = 1)]
    [Alias("LiteralPath")]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    /// <summary>The id of the machine that wrote the workspace of Leapp, where it is another one.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? MachineId { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        ImportRequest request = new(Source)
        {
            Path = Path is null ? null : GetUnresolvedProviderPathFromPSPath(Path),
            MachineId = MachineId,
        };
        string file = string.Empty;
        Run((engine, _) => file = engine.ImportPathOf(request));
        bool takes = ShouldProcess(file, "Take integrations and sessions over");
        if (takes || WhatIf.IsAsked(this))
        {
            Run(async (engine, emit, token) => emit(await engine.ImportAsync(request with { OnlyTells = !takes }, token).ConfigureAwait(false)));
        }
    }
}
