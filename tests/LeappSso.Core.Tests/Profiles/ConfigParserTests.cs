using System.Globalization;
using LeappSso.Profiles;

namespace LeappSso.Core.Tests.Profiles;

/// <summary>Compares the reader with the one that it imitates, on random files.</summary>
public sealed class ConfigParserTests
{
    private const int Files = 2_000;

    [PythonFact]
    public void Files_are_read_and_refused_as_Python_reads_and_refuses_them()
    {
        string[] files = RandomFile.Some(Files);
        int read = 0;
        foreach ((string file, ParsedFile python) in files.Zip(ConfigParser.Read(files)))
        {
            byte[] bytes = Edits.Bytes(file);
            IniDocument document = IniDocument.Parse(bytes);
            if (IniCheck.Find(bytes, document, "config") is not { } refusal)
            {
                read++;
                Assert.True(python.Line is null, $"line {python.Line} of {file}");
                Equal(python.Sections!, Sections(document), file);
            }
            else if (!IsStricter(refusal, file, python.Line))
            {
                Assert.True(refusal.Message.Contains($", line {python.Line}:", StringComparison.Ordinal), $"{refusal.Message} Python: {python.Line}. {file}");
            }
        }

        Assert.InRange(read, files.Length / 4, files.Length * 9 / 10);
    }

    [PythonFact]
    public void Python_reads_what_was_there_and_what_was_added()
    {
        foreach (Edits edits in Edits.All)
        {
            string[] before = [.. RandomFile.Some(Files).Where(f => IsChangeable(edits, f))];
            string[] after = [.. before.Select(f => Edits.Text(edits.Added(Edits.Bytes(f))))];
            IReadOnlyList<ParsedSection> added = ConfigParser.Read([edits.Block("one", "eu-central-1")])[0].Sections!;
            foreach (((string file, ParsedFile was), ParsedFile now) in before.Zip(ConfigParser.Read(before)).Zip(ConfigParser.Read(after)))
            {
                Equal([.. was.Sections ?? [], .. added], now.Sections ?? [], file);
            }
        }
    }

    private static bool IsChangeable(Edits edits, string file)
    {
        byte[] bytes = Edits.Bytes(file);
        IniDocument document = IniDocument.Parse(bytes);
        return IniCheck.Find(bytes, document, "config") is null && !document.Sections.Any(s => edits.Sections.Contains(s.Name));
    }

    /// <summary>Whether this is a fault for other readers only: two spellings of one name, and binary bytes. It is not below the first one for Python.</summary>
    private static bool IsStricter(LeappException refusal, string file, int? line)
    {
        int number = int.Parse(refusal.Message.Split(", line ")[1].Split(':')[0], CultureInfo.InvariantCulture);
        return (file.Contains('\0', StringComparison.Ordinal) || refusal.Message.Contains("] is there twice", StringComparison.Ordinal)) && (line is null || number < line);
    }

    private static void Equal(IReadOnlyList<ParsedSection> expected, IReadOnlyList<ParsedSection> actual, string file) =>
        Assert.True(
            expected.Select(s => s.ToString()).SequenceEqual(actual.Select(s => s.ToString())),
            $"{string.Join('\n', expected)}\nis not\n{string.Join('\n', actual)}\nin\n{file}");

    /// <summary>The sections as botocore would have them: a value goes on over the indented lines below it.</summary>
    private static ParsedSection[] Sections(IniDocument document) => [.. document.Sections.Select(s => new ParsedSection(s.Header.Key, [.. Options(s)]))];

    private static IEnumerable<(string Key, string Value)> Options(IniSection section)
    {
        string? key = null;
        List<string> value = [];
        foreach (IniLine line in section.Body.Where(l => l.Kind != IniLineKind.Comment))
        {
            if (line.Kind == IniLineKind.Key)
            {
                if (key is not null)
                {
                    yield return (key, Joined(value));
                }

                key = line.Key;
                value = [line.Value];
            }
            else
            {
                value.Add(IniBlanks.Trim(line.Text));
            }
        }

        if (key is not null)
        {
            yield return (key, Joined(value));
        }
    }

    private static string Joined(List<string> lines) => IniBlanks.Trim("|" + string.Join('\n', lines))[1..];
}
