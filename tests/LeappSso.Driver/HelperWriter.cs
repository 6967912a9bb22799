using System.Globalization;
using System.Runtime.Versioning;
using LeappSso.CredentialProcess;
using LeappSso.Ports;

namespace LeappSso.Driver;

/// <summary>Puts one version of the helper for <c>credential_process</c> after another in place: a native one, and a script over a copy of the module, in turn.</summary>
internal sealed class HelperWriter(string folder) : StoreWriter
{
    private readonly string _helper = Path.Combine(folder, "leapp", "helper");
    private readonly string _module = Path.Combine(folder, "module");

    private string Program => Path.Combine(_helper, ProcessCommand.FileName(isNative: true));

    [UnsupportedOSPlatform("windows")]
    internal override async Task WriteAsync(int serial)
    {
        string native = Path.Combine(_module, HelperSource.NativeFolder, "program");
        Directory.CreateDirectory(Path.GetDirectoryName(native)!);
        await File.WriteAllBytesAsync(native, Native(serial));
        await File.WriteAllTextAsync(Path.Combine(_module, "LeappSso.psd1"), $"@{{ ModuleVersion = '{VersionOf(serial)}' }}");
        await new HelperShelf(Path.Combine(folder, "leapp"), () => Source(serial, native), new SilentLog(), TimeProvider.System).EnsureAsync(CancellationToken.None);
    }

    internal override int Last() => File.Exists(Program) ? SerialIn(File.ReadAllText(Program)) : -1;

    internal override IEnumerable<string> Faults(int last)
    {
        if (last < 0)
        {
            yield break;
        }

        if (!HelperFile.IsRunnable(Program, new FileInfo(Program).Length))
        {
            yield return $"{Program} is no program";
        }

        if (IsNative(last) ? !File.ReadAllBytes(Program).AsSpan().SequenceEqual(Native(last)) : !IsWholeScript(last))
        {
            yield return $"{Program} is not that of change {last}";
        }

        // A note of the version before makes the next command look again.
        if (HelperNote.Read(_helper) is { } note && note.Version != VersionOf(last).ToString() && note.Version != VersionOf(last - 1).ToString())
        {
            yield return $"the note is of version {note.Version}";
        }
    }

    internal override string? KindOf(string path) => path == Program || path == Path.Combine(_helper, "helper") ? "helper (`helper/leappsso-credential`)"
        : path == Path.Combine(_helper, "helper.json") ? "its note (`helper/helper.json`)"
        : path.StartsWith(_module, StringComparison.Ordinal) ? string.Empty
        : Path.GetFileName(Path.GetDirectoryName(path)) is [not '.', ..] && path.StartsWith(Path.Combine(_helper, "module"), StringComparison.Ordinal) ? "copy of the module (`helper/module`)"
        : null;

    private static bool IsNative(int serial) => serial % 2 == 0;

    private static Version VersionOf(int serial) => new(1, Math.Max(serial, 0), 0);

    private HelperSource Source(int serial, string native) => new(_module, VersionOf(serial), IsNative(serial) ? native : null, ["/bin/sh"]);

    private static byte[] Native(int serial) => System.Text.Encoding.ASCII.GetBytes(
        $"#!/bin/sh\n# Written by LeappSso {VersionOf(serial)},\necho {VersionOf(serial)}\nexit 0\n{new string('#', 20 + (serial * 7919 % 40000))}");

    private static int SerialIn(string program)
    {
        const string Before = "# Written by LeappSso 1.";
        int begin = program.IndexOf(Before, StringComparison.Ordinal) + Before.Length;
        return int.Parse(program.AsSpan(begin, program.IndexOf('.', begin) - begin), CultureInfo.InvariantCulture);
    }

    /// <summary>Whether the script and the module that it names are there.</summary>
    private bool IsWholeScript(int serial)
    {
        string[] copies = Directory.GetDirectories(Path.Combine(_helper, "module")).Where(c => Path.GetFileName(c)[0] != '.').ToArray();
        string script = File.ReadAllText(Program);
        string? copy = Array.Find(copies, c => script.Contains($"/module/{Path.GetFileName(c)}/LeappSso.psd1", StringComparison.Ordinal));
        return copy is not null && script.EndsWith("}\'\n", StringComparison.Ordinal)
            && File.ReadAllText(Path.Combine(copy, "LeappSso.psd1")).Contains(VersionOf(serial).ToString(), StringComparison.Ordinal);
    }
}
