using LeappSso.Profiles;

namespace LeappSso.Diagnosis;

/// <summary>What became of reading an AWS file.</summary>
internal enum FileState
{
    Read,
    Missing,
    /// <summary>It is a link to a file that is not there.</summary>
    Dangling,
    /// <summary>Its links lead in a circle.</summary>
    Circle,
    Folder,
    /// <summary>A file has the name of one of its folders.</summary>
    Blocked,
    Unreadable,
}

/// <summary>An AWS file as it was found.</summary>
internal sealed class InspectedFile
{
    private readonly Dictionary<string, IniSection> _profiles = [];

    private InspectedFile(string path, string real, bool isConfig, FileState state, byte[] bytes, string? reason)
    {
        Path = path;
        RealPath = real;
        IsConfig = isConfig;
        State = state;
        Bytes = bytes;
        Reason = reason;
        Document = IniDocument.Parse(bytes);
        Profiles = [.. Document.Sections.Where(s => !isConfig || s.Name.Kind == SectionKind.Profile).Select(s => (NameIn(s), s))];
        AnyonesProfiles = isConfig
            ? [.. Document.Sections.Select(s => new HeaderName(s)).Where(h => h.IsProfile).Select(h => (h.Name, h.Section))]
            : Profiles;
        foreach ((string name, IniSection section) in Profiles)
        {
            _profiles.TryAdd(name, section);
        }
    }

    /// <summary>The path that tools are given.</summary>
    internal string Path { get; }

    /// <summary>Where it leads; the same where that cannot be found out.</summary>
    internal string RealPath { get; }

    internal bool IsConfig { get; }

    internal FileState State { get; }

    /// <summary>Why it could not be read, in the words of the system.</summary>
    internal string? Reason { get; }

    /// <summary>Its content; empty where it could not be read.</summary>
    internal byte[] Bytes { get; }

    internal IniDocument Document { get; }

    /// <summary>Whether what is not in <see cref="Document"/> is not in the file either.</summary>
    internal bool IsKnown => State is FileState.Read or FileState.Missing or FileState.Dangling;

    /// <summary>Its profiles with the names that AWS CLI gives them, in the order of the file.</summary>
    internal IReadOnlyList<(string Name, IniSection Section)> Profiles { get; }

    /// <summary>The same with those that have a bare name with blanks, which are profiles for the SDK for .NET alone.</summary>
    internal IReadOnlyList<(string Name, IniSection Section)> AnyonesProfiles { get; }

    /// <summary>The first profile with a name; null if there is none.</summary>
    internal IniSection? Find(string profile) => _profiles.GetValueOrDefault(profile);

    internal static InspectedFile Of(string path, bool isConfig)
    {
        string real = path;
        FileState state = FileState.Circle;
        try
        {
            real = Store.RealPath.Of(path);
            state = Directory.Exists(real) ? FileState.Folder : FileState.Unreadable;
            return new InspectedFile(path, real, isConfig, FileState.Read, Store.OrdinaryFile.ReadAllBytes(real), null);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            state = IsBlocked(real) ? FileState.Blocked : IsLink(path) ? FileState.Dangling : FileState.Missing;
            return new InspectedFile(path, real, isConfig, state, [], e.Message);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            return new InspectedFile(path, real, isConfig, state, [], e.Message);
        }
    }

    private static bool IsLink(string path) => new FileInfo(path).LinkTarget is not null;

    /// <summary>Whether one of the folders above is a file.</summary>
    private static bool IsBlocked(string path)
    {
        string? folder = System.IO.Path.GetDirectoryName(path);
        while (folder is not null && !Directory.Exists(folder))
        {
            if (File.Exists(folder))
            {
                return true;
            }

            folder = System.IO.Path.GetDirectoryName(folder);
        }

        return false;
    }

    private string NameIn(IniSection section) => IsConfig ? section.Name.Name : section.Header.Key.Trim(' ', '\t');
}
