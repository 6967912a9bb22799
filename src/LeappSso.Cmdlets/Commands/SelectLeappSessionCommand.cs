using System.Management.Automation;
using LeappSso.Cmdlets.Binding;
using LeappSso.Cmdlets.Loading;
using LeappSso.Cmdlets.Pipeline;
using LeappSso.Engine;
using LeappSso.Ports;

namespace LeappSso.Cmdlets.Commands;

/// <summary>Lets you pick sessions in the terminal, searching while you type.</summary>
/// <remarks>
/// <para>It shows the sessions that come through the pipeline, or all that are known, and gives those that you pick, as they came and in that order. Type
/// words: what remains has each of them somewhere in the name or id of its account, its role, its profile or its alias, in any order. Letter case
/// does not count.</para>
/// <para>Enter picks the marked sessions or, where none is marked, the one under the cursor. Tab marks and goes on, as does the space bar before anything is
/// typed; Ctrl+A marks all that are left. Arrows, PageUp, PageDown, Home and End move; Backspace, Ctrl+W and Ctrl+U take a character, a word and all text away. Esc leaves
/// without a session and without an error.</para>
/// <para>The list is drawn below the prompt and gone afterwards; nothing of it enters a variable or a pipe.</para>
/// <list type="table">
/// <item><term>TerminalUnavailable</term><description>Nobody can pick here, as in a job, with redirected input or output, or on a build server. Get-LeappSession with its parameters serves scripts.</description></item>
/// <item><term>SessionNotFound</term><description>No session is known by a name that was given, or none at all.</description></item>
/// </list>
/// </remarks>
/// <example>
/// <para>Pick among all sessions, and make what you picked usable.</para>
/// <code language="pwsh">
/// Select-LeappSession | Set-LeappSession
/// </code>
/// </example>
/// <example>
/// <para>Pick one of the sessions that may deploy; the search begins with a word.</para>
/// <code language="pwsh">
/// Get-LeappSession -RoleName *Deploy* | Select-LeappSession prod -Single | Open-LeappConsole
/// </code>
/// </example>
[Cmdlet(VerbsCommon.Select, "LeappSession")]
[OutputType(typeof(LeappSession))]
public sealed class SelectLeappSessionCommand : LeappCmdlet
{
    private readonly List<SessionReference> _given = [];

    /// <summary>The text that the search begins with.</summary>
    [Parameter(Position = 0)]
    [ArgumentCompleter(typeof(AccountNameCompleter))]
    public string Query { get; set; } = string.Empty;

    /// <summary>The sessions to pick from: objects, ids (alias/accountId/roleName) or profile names. Without it, all.</summary>
    [Parameter(ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("InputObject", "Id")]
    [ValidateNotNullOrEmpty]
    [ValidateNamed]
    [ArgumentCompleter(typeof(SessionCompleter))]
    public SessionReference[] Session { get; set; } = [];

    /// <summary>Picks one session at most: nothing can be marked.</summary>
    [Parameter]
#pragma warning disable CA1720 // It is the word for it in PowerShell.
    public SwitchParameter Single { get; set; }
#pragma warning restore CA1720

    /// <inheritdoc/>
    private protected override bool ShowsProgress => false;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        if (HostMode.TerminalObstacle(Host) is { } obstacle)
        {
            ThrowTerminatingError(ErrorTable.ToRecord(new LeappException(
                LeappErrorCode.TerminalUnavailable,
                $"Sessions can be picked in a terminal only, and {obstacle}. Choose them by what is known of them instead:"
                + " Get-LeappSession -AccountName NAME -RoleName NAME")));
        }
    }

    /// <inheritdoc/>
    protected override void ProcessRecord() => _given.AddRange(Session);

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        List<PickableSession> sessions = [];
        RunPumped(
            (engine, _, log, _) =>
            {
                sessions = Gather(engine, log);
                return Task.CompletedTask;
            },
            terminating: false);
        if (sessions.Count > 0)
        {
            Run(async (_, emit, token) =>
            {
                foreach (int number in await Isolated.Picker.PickAsync([.. sessions.Select(s => s.Row)], Query, Single, token).ConfigureAwait(false))
                {
                    emit(sessions[number].Given);
                }
            });
        }
    }

    private List<PickableSession> Gather(LeappEngine engine, IEngineLog log)
    {
        if (_given.Count == 0)
        {
            // A pipe through which nothing came is nothing to pick from.
            return MyInvocation.ExpectingInput ? [] : All(engine);
        }

        Lazy<SessionNames> known = new(() => new SessionNames(engine.GetSessions(new SessionFilter())));
        List<PickableSession> sessions = [];
        foreach (SessionReference reference in _given)
        {
            if (reference.Given is { } given)
            {
                sessions.Add(PickableSession.Of(given, reference.Name));
            }
            else if (known.Value.Find(reference.Name) is { } session)
            {
                sessions.Add(PickableSession.Of(session));
            }
            else
            {
                log.Failure(new LeappException(
                    LeappErrorCode.SessionNotFound, $"There is no session '{reference.Name}'. Get-LeappSession shows all.", reference.Name));
            }
        }

        return sessions;
    }

    private static List<PickableSession> All(LeappEngine engine)
    {
        List<PickableSession> all = [.. engine.GetSessions(new SessionFilter()).Select(PickableSession.Of)];
        return all.Count > 0 ? all : throw new LeappException(
            LeappErrorCode.SessionNotFound, "There is no session to pick from yet. Connect-LeappSso logs in and brings them.");
    }

    /// <summary>Sessions by what they may be called.</summary>
    private sealed class SessionNames(IEnumerable<LeappSession> sessions)
    {
        private readonly ILookup<string, LeappSession> _byName =
            sessions.SelectMany(s => new[] { (Name: s.Id, Session: s), (Name: s.ProfileName, Session: s) })
                .ToLookup(pair => pair.Name, pair => pair.Session, StringComparer.OrdinalIgnoreCase);

        internal LeappSession? Find(string name) => _byName[name].FirstOrDefault();
    }
}
