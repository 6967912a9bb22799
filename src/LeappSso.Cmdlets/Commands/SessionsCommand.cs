using System.Management.Automation;
using LeappSso.Cmdlets.Binding;
using LeappSso.Cmdlets.Pipeline;

namespace LeappSso.Cmdlets.Commands;

/// <summary>What the commands share that take sessions: they gather the whole pipeline, and work when it has ended.</summary>
public abstract class SessionsCommand : LeappCmdlet
{
    private readonly List<string> _names = [];

    /// <summary>The sessions: objects, ids (alias/accountId/roleName) or profile names.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("InputObject", "Id")]
    [ValidateNotNullOrEmpty]
    [ValidateNamed]
    [ArgumentCompleter(typeof(SessionCompleter))]
    public SessionReference[] Session { get; set; } = [];

    /// <summary>What was gathered, each once.</summary>
    private protected IEnumerable<string> Names => _names.Distinct(StringComparer.OrdinalIgnoreCase);

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        // Looked up at the end: the command before may still be bringing its sessions into the workspace.
        _names.AddRange(Session.Select(s => s.Name));
    }
}
