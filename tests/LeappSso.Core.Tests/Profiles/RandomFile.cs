using System.Collections.Concurrent;
using CsCheck;

namespace LeappSso.Core.Tests.Profiles;

/// <summary>AWS files made of pieces that real tools and people leave in them, and of worse ones; one character a byte.</summary>
internal static class RandomFile
{
    private static readonly string s_long = new('x', 3000);

    private static readonly Gen<string> s_header = Gen.Frequency(
        (12, Gen.Select(Gen.OneOf("profile ", "", "sso-session ", "services "), Gen.Int[0, 40], (kind, n) => $"[{kind}p{n}]")),
        (2, Gen.OneOf(
            "[default]", "[profile default]", "[ default ]", "[profile \"My Account\"]", "[profile 'x y']", "[profile a[prod]]", "[plugins]",
            "[profile x] # words", "[profile y];words ]", "[sso-session 'Acme Dev']", "[profile B\u00c3\u00bcro]", "[profile x=y:z]",
            "[profile \u00ff]", "[preview]", "[profile\tt]", "[[x]]")),
        (1, Gen.OneOf(
            "  [profile in]", "[]", "[profile one", "[profile one]", "[one]", "[sso-session acme]", "[profile \"one\"]", " [profile one]",
            "[profile\tone]", "[profile o\tne]", "\u00c2\u00a0[profile nbsp]")));

    /// <summary>Sections that this module wrote, as people leave them.</summary>
    private static readonly Gen<string> s_ours = Gen.OneOf(
        "[sso-session acme]\n# managed by LeappSso\nsso_start_url = https://acme.awsapps.com/start\nsso_region = eu-west-1",
        "[profile one]\n# managed by LeappSso\nsso_session = acme\nregion = us-east-1\noutput = json",
        "[profile one]\n# managed by LeappSso\nsso_session=acme\nREGION:us-east-1 # mine\n\n# of the next one",
        "[profile one]\n# managed by LeappSso  \nsso_session = acme\ns3 =\n  region = keep\n\tsso_session = keep",
        "[profile one]\n# managed by LeappSso\n  sso_session = acme\n  region = x",
        "[profile one]\n# managed by LeappSso\nsso_session = acme\n  region = x",
        "[profile two]\n# managed by LeappSso\n\n; mine\nsso_session = acme\n",
        "[one]\n# managed by LeappSso\naws_access_key_id = A\naws_secret_access_key = B",
        "[one]\n# managed by LeappSso\nx_leappsso_session = a/b/c\nx_mine = 1\n\n\n",
        "[one]\n# managed by LeappSso",
        "[two]\n#managed by LeappSso\nregion = x",
        "[profile one]\n\n# managed by LeappSso\nregion = x",
        "[profile one]\n# managed by LeappSso\n# managed by LeappSso\nregion = x");

    private static readonly Gen<string> s_key = Gen.Frequency(
        (12, Gen.Select(Gen.OneOf("k", "K", "output", "role_arn", "x_", "sso_account_id"), Gen.Int[0, 60], Gen.OneOf(
            " = v", "=v", "= v", " =v", ":v", " : v=w:x", " =", "=", " = a # b ; c %d%%", " = [x]", " = \u00c3\u00a9\u00c2\u00a0", " = \u00e9\u00ff", "\t=\tv\t"),
            (key, n, value) => key + n + value)),
        (1, Gen.OneOf(
            "credential_process = \"C:\\x y\\z.exe\" --a=b;c", "sso_start_url = https://x.awsapps.com/start#/", "a b = c", "# = v", "K\u00c3\u0089Y = v",
            "k\u00c3\u00a9y = v", "[x = y", "]=", "x]y=z", "k\u00e9 = v", "region = x\u0085", "l = " + s_long)));

    private static readonly Gen<string> s_nested = Gen.Select(
        Gen.OneOf("  ", "\t", " ", "    ", "\u00c2\u00a0", "\u00e3\u0080\u0080 ", "\v"),
        Gen.OneOf("max_concurrent_requests = 20", "region = keep", "sso_session = keep", "aws_access_key_id = keep", "words", "[profile no]", "# words"),
        (indentation, text) => indentation + text);

    private static readonly Gen<string> s_quiet = Gen.OneOf(
        "", "", "", " ", "\t \t", "\u00e2\u0080\u0083", "# words", "; words", "#", "  # words", "# managed by LeappSso", "# caf\u00e9 \u00ff", "# caf\u00c3\u00a9",
        "#[profile commented]", "# region = old", "# vim: ft=dosini", ";" + s_long);

    private static readonly Gen<string> s_broken = Gen.OneOf(
        "just words", "=v", ":", "\u00ff\u00fe", "[", "]", "\0", "k = \0", "\u00ef\u00bb\u00bf[default]", "words]", "[]", "\u001a");

    private static readonly Gen<string> s_section = Gen.Select(
        Gen.Frequency((9, s_header), (1, s_ours)),
        Gen.Frequency((10, s_key), (3, s_nested), (4, s_quiet)).Array[0, 6],
        (header, lines) => string.Join('\n', [header, .. lines]));

    private static readonly Gen<string> s_start = Gen.Frequency(
        (8, Gen.Const("")), (4, s_quiet), (1, Gen.OneOf("\u00ef\u00bb\u00bf", "aws_access_key_id = x", "\u00ff\u00fe[\0d\0", "  indented = x")));

    /// <summary>A file, as one character a byte.</summary>
    internal static Gen<string> Any { get; } = Gen.Select(
        s_start,
        Gen.Frequency((40, s_section), (1, s_broken)).Array[0, 7],
        Gen.OneOf("\n", "\r\n", "\r", "\n\r\n", "\n\r\n\r"),
        Gen.Int,
        Gen.Bool,
        (start, sections, ends, seed, cut) => WithEnds(start, sections, ends, new Random(seed), cut));

    /// <summary>Some files.</summary>
    internal static string[] Some(int files)
    {
        ConcurrentBag<string> some = [];
        Any.Sample(some.Add, iter: Cases.Of(files));
        return [.. some];
    }

    private static string WithEnds(string start, string[] sections, string ends, Random random, bool cut)
    {
        string[] kinds = ends switch { "\n\r\n" => ["\n", "\r\n"], "\n\r\n\r" => ["\n", "\r\n", "\r"], _ => [ends] };
        string text = string.Concat(string.Join('\n', [start, .. sections]).Split('\n').Select(l => l + kinds[random.Next(kinds.Length)]));
        return cut ? text.TrimEnd('\r', '\n') : text;
    }
}
