using System.Collections;
using System.Management.Automation;
using System.Runtime.ExceptionServices;
using LeappSso.Cmdlets.Pipeline;
using LeappSso.Engine;
using LeappSso.Ports;

namespace LeappSso.Cmdlets.Running;

/// <summary>Runs a block with one session after the other in this PowerShell, on the pipeline thread.</summary>
/// <param name="cmdlet">The command.</param>
/// <param name="block">The block.</param>
/// <param name="pump">The way to the pipeline thread.</param>
/// <param name="memory">What the runspace holds between commands.</param>
/// <param name="log">Gets the progress.</param>
internal sealed class InPlace(PSCmdlet cmdlet, Block block, PipelinePump pump, EngineMemory memory, IEngineLog log)
{
    private readonly SessionStamp _stamp = new(isHere: true);

    // Its own parameters hide what AWS Tools for PowerShell would take before variables; a block that sets them sets these.
    private const string Script = """
        param($LeappSession, $LeappSsoBlock, $LeappSsoArguments, $StoredAWSRegion, $StoredAWSCredentials)
        & $LeappSsoBlock @LeappSsoArguments 3>&1 4>&1 5>&1 6>&1
        """;

    /// <summary>Runs the block with each session. What fails for one does not stop the others.</summary>
    /// <param name="sessions">The sessions.</param>
    /// <param name="keys">Gives their keys.</param>
    /// <param name="cancellationToken">Ends it.</param>
    internal async Task RunAsync(IReadOnlyList<LeappSession> sessions, ISessionKeys keys, CancellationToken cancellationToken)
    {
        RunCount count = new(sessions.Count, log);
        foreach (LeappSession session in sessions)
        {
            bool failed;
            try
            {
                LeappCredential credential = await keys.GetAsync(session, cancellationToken).ConfigureAwait(false);
                failed = await RunAsync(session, credential, keys, cancellationToken).ConfigureAwait(false);
            }
            catch (LeappException failure)
            {
                new SessionOutput(cmdlet, session, null, _stamp, pump.Tell).Fail(ErrorTable.ToRecord(failure));
                failed = true;
            }

            count.Ended(failed);
        }
    }

    private async Task<bool> RunAsync(LeappSession session, LeappCredential credential, ISessionKeys keys, CancellationToken cancellationToken)
    {
        ProcessEnvironment environment = new(SessionVariables.Without(Environment.GetEnvironmentVariable, memory.Variables), SessionVariables.Of(credential));
        using CancellationTokenSource ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task renewal = KeyRenewal.RunAsync(
            session,
            credential,
            keys,
            (present, next, _) =>
            {
                environment.Renew(SessionVariables.Of(next), SessionVariables.OfKeys[0], present.AccessKeyId);
                return Task.FromResult(true);
            },
            new SessionOutput(cmdlet, session, null, _stamp, pump.Tell),
            ended.Token);
        try
        {
            TaskCompletionSource<bool> done = new(TaskCreationOptions.RunContinuationsAsynchronously);
            pump.Post(() =>
            {
                try
                {
                    done.SetResult(Run(session, environment, cancellationToken));
                }
                finally
                {
                    done.TrySetCanceled(CancellationToken.None);
                }
            });
            return await done.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            await ended.CancelAsync().ConfigureAwait(false);
            await renewal.ConfigureAwait(false);
        }
    }

    /// <summary>Runs the block with a session. On the pipeline thread.</summary>
    /// <returns>Whether it gave an error.</returns>
    private bool Run(LeappSession session, ProcessEnvironment environment, CancellationToken cancellationToken)
    {
        using PowerShell shell = PowerShell.Create(RunspaceMode.CurrentRunspace);
        object? toolsRegion = session.Region is null ? cmdlet.SessionState.PSVariable.GetValue("StoredAWSRegion") : null;
        AddTo(shell, session, toolsRegion);
        GlobalVariables globals = new(
            cmdlet.SessionState.PSVariable,
            [new("LeappSession", session), new("StoredAWSCredentials", null), new("StoredAWSRegion", toolsRegion)]);
        VariableMemory variables = new();
        void Enter()
        {
            globals.Swap();
            (memory.Variables, variables) = (variables, memory.Variables);
            environment.Enter();
        }

        void Leave()
        {
            environment.Leave();
            (memory.Variables, variables) = (variables, memory.Variables);
            globals.Swap();
        }

        ExceptionDispatchInfo? interruption = null;
        void Deliver(Action write)
        {
            // What comes after this command in the pipeline works in the environment of the caller.
            Leave();
            try
            {
                write();
            }
            catch (Exception e) when (e is RuntimeException or FlowControlException)
            {
                // Not to be caught by the block.
                interruption = ExceptionDispatchInfo.Capture(e);
                throw new PipelineStoppedException();
            }
            finally
            {
                Enter();
            }
        }

        SessionOutput output = new(cmdlet, session, block.Script, _stamp, Deliver);
        PSDataCollection<PSObject> results = output.Attach(shell);
        Enter();
        try
        {
            using (cancellationToken.Register(() => shell.BeginStop(null, null)))
            {
                shell.Invoke(null, results);
            }
        }
        catch (RuntimeException failure) when (failure is not PipelineStoppedException)
        {
            output.Fail(failure.ErrorRecord);
        }
        catch (PipelineStoppedException) when (interruption is not null)
        {
            // Thrown again below, when all is put back.
        }
        finally
        {
            Leave();
            Name(output.Told);
        }

        interruption?.Throw();
        return output.HasErrors;
    }

    private void AddTo(PowerShell shell, LeappSession session, object? toolsRegion)
    {
        if (block.UsingValues is not null && !ReferenceEquals(block.Script.Module, cmdlet.SessionState.Module))
        {
            // Where the block was made, PowerShell would not find the values that come with this command.
            block.AddTo(shell);
            return;
        }

        shell.AddScript(Script, useLocalScope: true)
            .AddParameter("LeappSession", session)
            .AddParameter("LeappSsoBlock", block.Script)
            .AddParameter("LeappSsoArguments", block.Arguments)
            .AddParameter("StoredAWSRegion", toolsRegion);
        if (block.UsingValues is not null)
        {
            shell.AddParameter(UsingValues.Parameter, block.UsingValues);
        }
    }

    /// <summary>Puts errors with their session into $Error, where PowerShell keeps one of those that have the same exception.</summary>
    private void Name(IReadOnlyList<LeappSessionError> told)
    {
        if (told.Count == 0 || cmdlet.SessionState.PSVariable.GetValue("global:Error") is not ArrayList errors)
        {
            return;
        }

        for (int index = errors.Count - 1; index >= 0; index--)
        {
            if (errors[index] is ErrorRecord error and not LeappSessionError
                && told.FirstOrDefault(t => ReferenceEquals(t.Original.Exception, error.Exception)) is { } named)
            {
                errors[index] = named;
            }
        }
    }
}
