using LeappSso.CredentialProcess;
using LeappSso.Profiles;
using LeappSso.Store;

namespace LeappSso.Diagnosis;

/// <summary>The program that profiles by method CredentialProcess run.</summary>
internal sealed class HelperCheck() : Check("Helper", "the program that profiles by method CredentialProcess run")
{
    /// <inheritdoc/>
    protected override IEnumerable<LeappFinding> Look(Evidence evidence) => OfProgram(evidence).Concat(OfProfiles(evidence));

    /// <inheritdoc/>
    protected override string Summary(Evidence evidence) =>
        $"{evidence.Helper.Path}, version {evidence.Helper.Version}, {(evidence.Helper.IsNative ? "a program of its own" : "through pwsh")};"
        + $" profiles that run it: {Users(evidence).Count()}.";

    private IEnumerable<LeappFinding> OfProgram(Evidence evidence)
    {
        HelperState helper = evidence.Helper;
        if (!helper.IsPresent)
        {
            if (!Users(evidence).Any())
            {
                yield return Note($"{helper.Path} is not there; the first session by method CredentialProcess makes it.", null, helper.Path);
            }

            yield break;
        }

        if (!helper.IsRunnable)
        {
            yield return Error($"{helper.Path} cannot be run, so no profile by method CredentialProcess works.", $"chmod 700 '{helper.Path}'", helper.Path);
        }

        foreach (string open in (string[])[helper.Path, Path.GetDirectoryName(helper.Path)!])
        {
            if (FilePermissions.OthersWrite(open))
            {
                yield return Error(
                    $"Other users of this machine can write {open}, and with it choose what AWS tools run for you.",
                    $"chmod go-w '{open}', after you have looked at it.", open);
            }
        }

        if (!helper.IsCurrent)
        {
            string what = $"{helper.Path} is not what this version of the module would put there (it is of version {helper.Version ?? "unknown"}).";
            const string Advice = "Any command that writes profiles brings it up to date, for example Set-LeappSession.";
            yield return Users(evidence).Any() ? Warning(what, Advice, helper.Path) : Note(what, Advice, helper.Path);
        }

        if (!helper.IsNative)
        {
            yield return Note($"{helper.Path} runs through pwsh, so AWS tools wait for keys until PowerShell has started.", null, helper.Path);
        }
    }

    private IEnumerable<LeappFinding> OfProfiles(Evidence evidence) =>
        from user in Users(evidence)
        let program = ProgramIn(FileText.Meant(user.Command.Value))
        where !File.Exists(program)
        select At(
            LeappFindingStatus.Error, evidence.Config, user.Command.Number,
            $"the credential_process of '{FileText.Shown(user.Name)}' names {VisibleText.Of(program)}, which is not there, so the profile does not work.",
            "Set-LeappSession writes it anew.");

    /// <summary>The first word of a command, without its quotes.</summary>
    private static string ProgramIn(string command)
    {
        int end = command.Length == 0 ? -1 : command[0] is '"' or '\'' ? command.IndexOf(command[0], 1) : command.AsSpan().IndexOfAny(' ', '\t');
        string word = end < 0 ? command : command[..end];
        return word.TrimStart('"', '\'');
    }

    private static IEnumerable<(string Name, IniLine Command)> Users(Evidence evidence) =>
        from profile in evidence.Config.Profiles
        where profile.Section.IsMarked
        let command = profile.Section.Body.Find(l => l.Kind == IniLineKind.Key && l.Key == "credential_process")
        where command is not null
        select (profile.Name, command);
}
