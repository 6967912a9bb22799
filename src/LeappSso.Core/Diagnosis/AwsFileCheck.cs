using LeappSso.Profiles;
using LeappSso.Store;

namespace LeappSso.Diagnosis;

/// <summary>Which file is in use and why, and whether it can be read, written, and only by its owner.</summary>
internal sealed class AwsFileCheck : Check
{
    private readonly bool _config;
    private readonly string _variable;

    /// <summary>Makes it.</summary>
    /// <param name="config">Whether it is about the config; else about the credentials.</param>
    internal AwsFileCheck(bool config)
        : base(config ? "ConfigFile" : "CredentialsFile", config ? "the AWS config on disk" : "the AWS credentials file on disk")
    {
        _config = config;
        _variable = config ? "AWS_CONFIG_FILE" : "AWS_SHARED_CREDENTIALS_FILE";
    }

    /// <inheritdoc/>
    protected override IEnumerable<LeappFinding> Look(Evidence evidence)
    {
        InspectedFile file = FileIn(evidence);
        string path = file.Path;
        LeappFinding? fault = file.State switch
        {
            FileState.Missing when evidence.Variable(_variable) is not null => Warning(
                $"{path}, which {_variable} names, is not there"
                    + (_config ? "; the SDK for .NET then reads the default file, other tools none." : ", so no tool finds keys in it."),
                $"Correct or remove the variable {_variable}, or make the file.", path),
            FileState.Missing => Note(
                $"{path} (the default place) is not there" + (_config ? "." : "; it is needed for keys in a file only."),
                _config ? "Nothing is to be done: Set-LeappSession makes it with the first session." : null, path),
            FileState.Dangling => Warning(
                $"{path} is a link to {file.RealPath}, which is not there.", "Make that file, or correct the link; a write of LeappSso makes the file.", path),
            FileState.Circle => Error($"{path} cannot be followed: {file.Reason}", "Remove the links that lead to each other.", path),
            FileState.Folder => Error($"{path} is a folder, but has to be a file.", $"Move the folder away, or correct {_variable}.", path),
            FileState.Blocked => Error($"{path} cannot be there, because one of the folders above it is a file.", "Move that file away.", path),
            FileState.Unreadable => Error($"{path} cannot be read: {file.Reason}", "Make it a file that belongs to you and that you can read.", path),
            _ => null,
        };
        IEnumerable<LeappFinding> found = fault is null ? [] : [fault];
        return file.IsKnown ? found.Concat(OfWriting(evidence, file)).Concat(OfOthers(file)) : found;
    }

    /// <inheritdoc/>
    protected override string Summary(Evidence evidence)
    {
        InspectedFile file = FileIn(evidence);
        string why = evidence.Variable(_variable) is null ? "the default place" : $"named by {_variable}";
        string target = file.RealPath == file.Path ? string.Empty : $", leads to {file.RealPath}";
        return $"{file.Path} ({why}{target}): profiles: {file.Profiles.Count}, of LeappSso: {file.Profiles.Count(p => p.Section.IsMarked)}.";
    }

    private IEnumerable<LeappFinding> OfWriting(Evidence evidence, InspectedFile file)
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(file.RealPath))!;
        if (file.State == FileState.Read && File.GetAttributes(file.RealPath).HasFlag(FileAttributes.ReadOnly))
        {
            yield return Warning(
                $"{file.RealPath} is read-only, so LeappSso cannot write profiles into it.",
                "Make it writable for you if sessions are to be activated.", file.Path);
        }

        if (!evidence.MayWrite(folder))
        {
            yield return Warning(
                $"No file can be written in the folder {folder}, so LeappSso cannot change {file.Path}.",
                "Make the folder writable for you if sessions are to be activated.", file.Path);
        }
    }

    /// <summary>Others must not read keys, nor write commands that AWS tools run (credential_process).</summary>
    private IEnumerable<LeappFinding> OfOthers(InspectedFile file)
    {
        if (file.Bytes.Length == 0)
        {
            yield break;
        }

        if (FilePermissions.OthersRead(file.RealPath) && (!_config || file.Document.Sections.Any(HoldsKeys)))
        {
            yield return Warning(
                $"{file.RealPath} holds keys, and other users of this machine can read it.", FilePermissions.Close(file.RealPath), file.Path);
        }

        if (FilePermissions.OthersWrite(file.RealPath))
        {
            yield return Warning(
                $"Other users of this machine can write {file.RealPath}, and with it choose commands that AWS tools run for you.",
                $"Take their access away: chmod go-w '{file.RealPath}'", file.Path);
        }
    }

    private InspectedFile FileIn(Evidence evidence) => _config ? evidence.Config : evidence.Credentials;

    private static bool HoldsKeys(IniSection section) => section["aws_secret_access_key"] is not null || section["aws_session_token"] is not null;
}
