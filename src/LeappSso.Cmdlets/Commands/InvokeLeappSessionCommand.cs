using System.Management.Automation;
using System.Management.Automation.Runspaces;
using LeappSso.Cmdlets.Binding;
using LeappSso.Cmdlets.Loading;
using LeappSso.Cmdlets.Pipeline;
using LeappSso.Cmdlets.Running;
using LeappSso.Engine;

namespace LeappSso.Cmdlets.Commands;

/// <summary>Runs a script block once with each session: with the credentials of that session, and only there.</summary>
/// <remarks>
/// <para>What the block starts or calls, AWS CLI, Terraform, AWS Tools for PowerShell, an SDK, finds the keys of its session in the AWS environment
/// variables; profiles and other credentials that the caller's variables name are out of its sight. Where the session has no region, AWS_REGION and
/// AWS_DEFAULT_REGION are the caller's: what they were before a session that is active by the method Environment put its own region there. A process that
/// inherited that region, and a block within a block, do not know what it was before, and find none.</para>
/// <para>The block finds the session in $LeappSession, and what was given with -ArgumentList in $args or its own parameters.</para>
/// <para>An AWS SDK for .NET that the process has loaded, as AWS Tools for PowerShell does, keeps the region that it found first. It is made to look for it
/// again with each session, unless the language mode forbids that.</para>
/// <para>Keys are fetched with the login there is, and renewed when they end while the block runs. No browser is opened, and no profile is
/// written.</para>
/// <para>Objects come out as soon as the block gives them. Each has the properties Integration, AccountId, AccountName and RoleName added, unless it has
/// some of that name itself.</para>
/// <para>Errors are LeappSessionError records, with the session in Session. An error with one session does not stop the others; -ErrorAction Stop stops
/// them all. In a catch behind it, the message begins with the session.</para>
/// <para>In this PowerShell: with -ThrottleLimit 1, which is the default, the block runs here for one session after the other, and sees the variables and
/// functions of the caller. The environment variables of the process are the session's while the block runs, and afterwards, also after Ctrl+C, what they
/// were, whatever the block has set.</para>
/// <para>These variables are one set for the whole process. What runs beside such a block, in other runspaces or as thread jobs, sees the session's too,
/// and a second runspace gets the error Locked.</para>
/// <para>In workers: with a greater -ThrottleLimit that many PowerShell processes work side by side, because environment variables belong to a process. A
/// worker is started once, which takes about a second, and used for many sessions. Workers start in the caller's location, without a profile script, with
/// the caller's language mode and with the modules of -Module. Keys reach them through their standard input.</para>
/// <para>Before each session a worker gets the environment, the location and the preferences it began with, and global variables that a block has made
/// are gone. Functions, modules and other things that a block loads stay in it.</para>
/// <para>As with ForEach-Object -Parallel the block sees variables of the caller as $using:name only, and objects come back as copies without methods.
/// Objects of .NET types come back one level deep, as from a job; objects that ConvertFrom-Json makes come back whole.</para>
/// <para>exit ends the block alone. A thread job that a block leaves behind goes on with the variables of the next session. What a program started by
/// Start-Process -NoNewWindow prints in a worker breaks the worker: redirect it.</para>
/// <para>On other machines: with -PSSession open remoting sessions over SSH are the workers. The keys travel inside the encrypted channel and are not
/// written to a disk there, but an administrator of that machine can read them while the block runs. They are not renewed there in the middle of a
/// block.</para>
/// <list type="table">
/// <item><term>WorkerFailed</term><description>A worker could not be started or used, or ended in the middle; or a remoting session is not one over SSH.</description></item>
/// <item><term>NotLoggedIn</term><description>A login is needed, which this command does not start.</description></item>
/// <item><term>AccessDenied</term><description>You no longer have the role, or its trust policy refuses you.</description></item>
/// <item><term>SessionNotFound</term><description>No session is known by that name.</description></item>
/// <item><term>Locked</term><description>A block runs in place in another runspace of this process.</description></item>
/// <item><term>CredentialsInvalid</term><description>AWS answered without usable keys.</description></item>
/// <item><term>PortalUnavailable</term><description>The portal does not answer, or its answers are broken.</description></item>
/// <item><term>Throttled</term><description>AWS answers that there are too many requests. Try again in a minute.</description></item>
/// <item><term>NotAnAwsAnswer</term><description>A page came instead of an answer: a proxy or a Wi-Fi login page stands between.</description></item>
/// <item><term>TokenStoreNotAvailable</term><description>The platform's store for secrets, in which the login is kept, is not there, is locked or does not answer; the message says what to do.</description></item>
/// </list>
/// </remarks>
/// <example>
/// <para>Asks AWS in every account who it takes you for, four accounts at a time.</para>
/// <code>
/// Get-LeappSession -RoleName ReadOnly | Invoke-LeappSession { aws sts get-caller-identity | ConvertFrom-Json } -ThrottleLimit 4 |
///     Sort-Object AccountName, AccountId | Format-Table AccountName, AccountId, RoleName, UserId
/// </code>
/// <code language="text">
/// AccountName      AccountId    RoleName UserId
/// -----------      ---------    -------- ------
/// acme-development 200029360132 ReadOnly AROA0C118B18B2975B54:jane.doe
/// acme-management  000000000001 ReadOnly AROA11E63663F4D98469:jane.doe
/// acme-production  000000000002 ReadOnly AROAD73D65644B6DF022:jane.doe
/// acme-staging     200022020099 ReadOnly AROA05DBC01AFD6DDAD2:jane.doe
/// sandbox          000000000006 ReadOnly AROA417157523CAA46E2:jane.doe
/// sandbox          200036700165 ReadOnly AROAB628F943779B545A:jane.doe
/// </code>
/// </example>
/// <example>
/// <para>Uses a variable of the caller in the workers.</para>
/// <code>
/// $fields = 'Account'
/// Get-LeappSession acme-* Developer | Invoke-LeappSession { aws sts get-caller-identity --query $using:fields --output text } -ThrottleLimit 2 |
///     Sort-Object
/// </code>
/// <code language="text">
/// 000000000001
/// 000000000002
/// 200022020099
/// 200029360132
/// </code>
/// </example>
/// <example>
/// <para>Counts the buckets of each account.</para>
/// <code language="pwsh">
/// Get-LeappSession -RoleName Audit |
///     Invoke-LeappSession { (aws s3api list-buckets | ConvertFrom-Json).Buckets } -ThrottleLimit 8 |
///     Group-Object AccountName -NoElement
/// </code>
/// </example>
/// <example>
/// <para>Goes through regions with one session.</para>
/// <code language="pwsh">
/// Get-LeappSession acme-production ReadOnly | Invoke-LeappSession {
///     foreach ($region in 'eu-west-1', 'us-east-1') { aws ec2 describe-instances --region $region | ConvertFrom-Json }
/// }
/// </code>
/// </example>
[Cmdlet(VerbsLifecycle.Invoke, "LeappSession", SupportsShouldProcess = true)]
[OutputType(typeof(object))]
public sealed class InvokeLeappSessionCommand : LeappCmdlet
{
    private readonly List<string> _names = [];

    /// <summary>What is run with each session.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    public ScriptBlock ScriptBlock { get; set; } = ScriptBlock.Create(string.Empty);

    /// <summary>The sessions: objects, ids (alias/accountId/roleName) or profile names.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("InputObject", "Id")]
    [ValidateNotNullOrEmpty]
    [ValidateNamed]
    [ArgumentCompleter(typeof(SessionCompleter))]
    public SessionReference[] Session { get; set; } = [];

    /// <summary>How many sessions are worked with at a time. 1 stays in this PowerShell; more take a process each.</summary>
    [Parameter]
    [ValidateRange(1, 256)]
    public int ThrottleLimit { get; set; } = 1;

    /// <summary>What the block gets as $args, or by its own parameters.</summary>
    [Parameter]
    [Alias("Args")]
    [AllowNull]
    public object?[]? ArgumentList { get; set; }

    /// <summary>Modules, by name or path, that the workers import before they begin.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] Module { get; set; } = [];

    /// <summary>Open remoting sessions over SSH (New-PSSession -HostName) that are the workers. Others are refused.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public PSSession[] PSSession { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord() => _names.AddRange(Session.Select(s => s.Name));

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        IReadOnlyList<string> known = [];
        Run((engine, _) => known = engine.KnownSessions([.. _names.Distinct(StringComparer.OrdinalIgnoreCase)]));
        string[] names = [.. known.Where(name => ShouldProcess(name, "Run the script block"))];
        if (names.Length == 0)
        {
            return;
        }

        Block block = new(ScriptBlock, ArgumentList ?? [], ReadUsingValues());
        IReadOnlyList<Func<Worker>> workers = Workers();
        if (workers.Count == 0)
        {
            ImportModules();
        }

        if (workers.Count == 0)
        {
            RunInPlace(names, block);
            return;
        }

        SessionStamp stamp = new(isHere: false);
        RunPumped((engine, pump, log, token) => engine.UseSessionsAsync(names, (sessions, keys) =>
            new FanOut(block, workers, Module, session => new SessionOutput(this, session, ScriptBlock, stamp, pump.Tell), log)
                .RunAsync(sessions, keys, token)));
    }

    private void RunInPlace(string[] names, Block block)
    {
        EngineMemory memory = EngineFactory.Memory;
        try
        {
            using InPlaceTurn turn = InPlaceTurn.Take(Runspace.DefaultRunspace);
            RunPumped((engine, pump, log, token) => engine.UseSessionsAsync(names, (sessions, keys) =>
                new InPlace(this, block, pump, memory, log).RunAsync(sessions, keys, token)));
        }
        catch (LeappException refused)
        {
            ThrowTerminatingError(ErrorTable.ToRecord(refused));
        }
    }

    private System.Collections.Hashtable? ReadUsingValues()
    {
        try
        {
            return UsingValues.Of(ScriptBlock, SessionState);
        }
        catch (PSInvalidOperationException missing)
        {
            ThrowTerminatingError(new ErrorRecord(missing, "UsingVariableIsUndefined", ErrorCategory.InvalidOperation, ScriptBlock));
            throw;
        }
    }

    private IReadOnlyList<Func<Worker>> Workers()
    {
        if (PSSession.Length > 0)
        {
            try
            {
                Array.ForEach(PSSession, RemoteWorker.Check);
            }
            catch (LeappException refused)
            {
                ThrowTerminatingError(ErrorTable.ToRecord(refused));
            }

            int count = MyInvocation.BoundParameters.ContainsKey(nameof(ThrottleLimit)) ? Math.Min(ThrottleLimit, PSSession.Length) : PSSession.Length;
            return [.. PSSession.DistinctBy(s => s.Runspace.InstanceId).Take(count).Select(Func<Worker> (s) => () => new RemoteWorker(s))];
        }

        if (ThrottleLimit == 1)
        {
            return [];
        }

        WorkerSurroundings surroundings = WorkerSurroundings.Of(this);
        return [.. Enumerable.Repeat<Func<Worker>>(() => ProcessWorker.Create(surroundings), ThrottleLimit)];
    }

    private void ImportModules()
    {
        try
        {
            foreach (string module in Module)
            {
                InvokeCommand.InvokeScript("param($Name) Import-Module -Name $Name -ErrorAction Stop", false, PipelineResultTypes.None, null, module);
            }
        }
        catch (RuntimeException failure) when (failure is not PipelineStoppedException)
        {
            ThrowTerminatingError(ErrorTable.ToRecord(WorkerFailure.NotImported(Module, failure)));
        }
    }
}
