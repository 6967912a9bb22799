using System.Management.Automation;
using LeappSso.Cmdlets.Pipeline;
using LeappSso.Engine;

namespace LeappSso.Cmdlets.Commands;

/// <summary>What the commands share that change sessions: each file is written once for the whole pipeline.</summary>
public abstract class SessionChangeCommand : SessionsCommand
{
    /// <summary>Emits the sessions as they are after the change.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>What is to become of each session.</summary>
    private protected abstract SessionChange Change { get; }

    /// <summary>The change in words, for -WhatIf and -Confirm.</summary>
    private protected abstract string Describe();

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        List<string> wanted = [.. Names.Where(name => ShouldProcess(name, Describe()))];
        if (wanted.Count == 0)
        {
            return;
        }

        SessionChangeResult result = new([], []);
        Run(async (engine, emit, token) =>
        {
            result = await engine.ChangeSessionsAsync(wanted, Change, token).ConfigureAwait(false);
            if (PassThru)
            {
                foreach (LeappSession session in result.Changed)
                {
                    emit(session);
                }
            }
        });
        ActiveProfile.Forget(result.StoppedProfiles);
        UseProfile(result.Changed);
    }

    /// <summary>Lets programs started from here use the one session that was activated.</summary>
    private void UseProfile(IReadOnlyList<LeappSession> changed)
    {
        if (changed is not [{ Status: LeappSessionStatus.Active } session])
        {
            return;
        }

        ActiveProfile.Use(session.ProfileName);
        WriteVerbose($"AWS_PROFILE of this process is now {session.ProfileName}.");
        string[] winners = [.. ActiveProfile.Winners()];
        if (winners.Length > 0)
        {
            WriteWarning($"AWS tools started from here will not use the profile {session.ProfileName}, because {string.Join(" and ", winners)}"
                + $" {(winners.Length == 1 ? "is" : "are")} set and win over it. Remove them: Remove-Item Env:{string.Join(", Env:", winners)}");
        }

        if (SessionState.PSVariable.GetValue("StoredAWSCredentials") is not null)
        {
            WriteWarning($"AWS Tools for PowerShell has credentials of its own in this session ($StoredAWSCredentials), which win over the profile"
                + $" {session.ProfileName}. Clear-AWSCredential removes them.");
        }
    }
}
