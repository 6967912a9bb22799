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
    /// <param name="session">The session to change.</param>
    private protected abstract string Describe(SessionOutlook session);

    /// <summary>Tells what a person may expect of the change and does not get by it.</summary>
    /// <param name="changed">The sessions as they are after it.</param>
    private protected virtual void TellOfMore(IReadOnlyList<LeappSession> changed)
    {
    }

    /// <summary>What it is to make a session usable, in words.</summary>
    private protected static string Activation(SessionOutlook session) => session.Method switch
    {
        LeappMethod.Environment => "activate and put its keys into the variables of this process",
        LeappMethod.CredentialsFile => "activate and write its keys into the credentials file",
        _ => "activate and write its profile",
    };

    /// <summary>What it is to stop a session, in words.</summary>
    private protected static string Deactivation(SessionOutlook session) => session.MethodBefore switch
    {
        LeappMethod.Environment => "stop and take its keys out of the variables of this process",
        LeappMethod.CredentialsFile => "stop and take its keys out of the credentials file",
        _ => "stop and remove its profile",
    };

    /// <summary>Words as a sentence begins.</summary>
    private protected static string Begin(string words) => char.ToUpperInvariant(words[0]) + words[1..];

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        IReadOnlyList<SessionOutlook> foreseen = [];
        Run((engine, _) => foreseen = engine.ForeseeSessions([.. Names], Change));
        List<string> wanted = [.. foreseen.Where(session => ShouldProcess(session.Name, Describe(session))).Select(session => session.Name)];
        if (wanted.Count == 0)
        {
            ShowDifference([.. foreseen.Select(session => session.Name)]);
            return;
        }

        IReadOnlyList<LeappSession> changed = [];
        Run(async (engine, emit, token) =>
        {
            changed = (await engine.ChangeSessionsAsync(wanted, Change, token).ConfigureAwait(false)).Changed;
            if (PassThru)
            {
                foreach (LeappSession session in changed)
                {
                    emit(session);
                }
            }
        });
        TellOfUse(changed);
        TellOfRegions(changed);
        TellOfMore(changed);
    }

    /// <summary>With -WhatIf: what would become of the AWS files.</summary>
    private void ShowDifference(string[] names)
    {
        if (!WhatIf.IsAsked(this) || names.Length == 0)
        {
            return;
        }

        IReadOnlyList<string> differences = [];
        Run((engine, _) => differences = engine.PreviewSessions(names, Change));
        foreach (string line in differences.SelectMany(text => text.TrimEnd('\n').Split('\n')))
        {
            HostText.Show(this, line, DifferenceColor(line));
        }
    }

    private static ConsoleColor? DifferenceColor(string line) => line switch
    {
        ['+', ..] => ConsoleColor.Green,
        ['-', ..] => ConsoleColor.Red,
        ['@', ..] => ConsoleColor.Cyan,
        _ => null,
    };

    /// <summary>Tells what programs started from here use now, where one session was activated, and what would win over it.</summary>
    private void TellOfUse(IReadOnlyList<LeappSession> changed)
    {
        if (changed is not [{ Status: LeappSessionStatus.Active } session])
        {
            return;
        }

        if (session.Method == LeappMethod.Environment)
        {
            WriteVerbose($"The variables of this process now hold the keys of {session.Id}, until {session.ExpiresAt:u}.");
        }
        else if (ActiveProfile.Name != session.ProfileName)
        {
            return;
        }
        else
        {
            WriteVerbose($"AWS_PROFILE of this process is now {session.ProfileName}.");
        }

        Warn([.. ActiveProfile.Winners(session)], $"AWS tools started from here will not use the session {session.Id}, because", "over it");
        Warn([.. ActiveProfile.Regions(session)], $"AWS tools started from here will not use the region {session.Region} of {session.Id}, because", "over its profile");
        if (SessionState.PSVariable.GetValue("StoredAWSCredentials") is not null)
        {
            WriteWarning($"AWS Tools for PowerShell has credentials of its own in this session ($StoredAWSCredentials), which win over the session"
                + $" {session.Id}. Clear-AWSCredential removes them.");
        }
    }

    private void TellOfRegions(IReadOnlyList<LeappSession> changed)
    {
        LeappSession[] without = [.. changed.Where(s => s is { Status: LeappSessionStatus.Active, Region: null })];
        if (without.Length > 0)
        {
            WriteVerbose($"Active without a region: {without.Length}, the first is {without[0].Id}. AWS tools will ask for one, unless the profile or a"
                + " variable has it: Set-LeappSession -Region, or Set-LeappSsoIntegration -DefaultRegion.");
        }
    }

    private void Warn(string[] variables, string trouble, string over)
    {
        if (variables.Length == 0)
        {
            return;
        }

        string advice = LeappEngine.SessionInVariables is { } other && variables.Contains("AWS_ACCESS_KEY_ID")
            ? $"They hold the keys of another session: Stop-LeappSession {other}"
            : $"Remove {(variables.Length == 1 ? "it" : "them")}: Remove-Item Env:{string.Join(", Env:", variables)}";
        WriteWarning($"{trouble} {string.Join(" and ", variables)} {(variables.Length == 1 ? "is set and wins" : "are set and win")} {over}. {advice}");
    }
}
