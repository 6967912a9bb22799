namespace LeappSso.Driver;

/// <summary>
/// Makes one change after another to files of the product, by the part of the engine that keeps them. The change with a number writes
/// bytes that tell its number, so that anybody can say afterwards which change a file is from, and whether it is whole.
/// </summary>
internal abstract class StoreWriter
{
    /// <summary>With this begins every secret that is written.</summary>
    internal const string Secret = "FAKE-SECRET-";

    /// <summary>The names by which the program knows them.</summary>
    internal static IReadOnlyList<string> All { get; } = ["login", "registration", "keys", "workspace", "unfinished", "aws", "helper"];

    internal static StoreWriter Of(string name, string folder) => name switch
    {
        "login" => new TokenWriter(folder),
        "registration" => new RegistrationWriter(folder),
        "keys" => new KeyWriter(folder),
        "workspace" => new WorkspaceWriter(folder),
        "unfinished" => new UnfinishedWriter(folder),
        "aws" => new ProfileWriter(folder),
        "helper" => new HelperWriter(folder),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, null),
    };

    /// <summary>What there must be before the first change.</summary>
    internal virtual void Begin()
    {
    }

    /// <summary>Makes a change.</summary>
    internal abstract Task WriteAsync(int serial);

    /// <summary>The number of the last change that is whole; -1 if there was none.</summary>
    internal abstract int Last();

    /// <summary>What is wrong with the files, where the last change that is whole has this number. Nothing, if each is from it or the one before.</summary>
    internal abstract IEnumerable<string> Faults(int last);

    /// <summary>What the file is that a path belongs to, as a reader of a table would say it; null for what has no place there.</summary>
    internal abstract string? KindOf(string path);

    /// <summary>Makes the next change, and one that was half done before it.</summary>
    internal virtual async Task<int> GoOnAsync()
    {
        int next = Last() + 1;
        await WriteAsync(next);
        return next;
    }

    /// <summary>A secret of a length that goes up and down, which cannot be mixed up with that of another change.</summary>
    private protected static string SecretOf(int serial) => $"{Secret}{serial}-{new string((char)('a' + (serial % 26)), 20 + (serial * 7919 % 4000))}";

    /// <summary>The number in such a secret.</summary>
    private protected static int SerialOf(string secret) =>
        int.Parse(secret[Secret.Length..secret.IndexOf('-', Secret.Length)], System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>What is wrong with a file that must have one of several contents.</summary>
    private protected static IEnumerable<string> FaultsOf(string path, params byte[]?[] possible)
    {
        byte[]? bytes = File.Exists(path) ? File.ReadAllBytes(path) : null;
        bool isOne = possible.Any(p => p is null ? bytes is null : bytes is not null && bytes.AsSpan().SequenceEqual(p));
        return isOne ? [] : [$"{path} is neither as before nor as after: {(bytes is null ? "missing" : $"{bytes.Length} bytes")}"];
    }
}
