namespace LeappSso.Core.Tests.Profiles;

/// <summary>Files that have cost people their profiles with one tool or another, by what is in them.</summary>
internal static class NastyFiles
{
    private const string Feed = "\n";
    private const string Pair = "\r\n";

    /// <summary>
    /// Files to which a profile is added; what stands between them and it: a blank line, or the newline that they lack; and how its lines end.
    /// </summary>
    internal static IReadOnlyDictionary<string, (string Before, string Gap, string End)> Changeable { get; } = new Dictionary<string, (string, string, string)>
    {
        ["empty"] = ("", "", Feed),
        ["a line feed only"] = ("\n", Feed, Feed),
        ["blanks only, without newline"] = (" \t", Feed, Feed),
        ["comments and no section"] = ("# vim: ft=dosini\n; old key\n", Feed, Feed),
        ["a comment and nothing, without newline"] = ("# only this", Feed, Feed),
        ["35 sections made by hand"] = (
            string.Concat(Enumerable.Range(1, 35).Select(i => $"; of customer {i}\n[p{i}]\naws_access_key_id={i}\naws_secret_access_key = x/{i}+=\n\n")), Feed, Feed),
        ["comments of both kinds, commented-out sections and tight keys"] = (
            "# vim: ft=dosini\n\n; old key\n#[profile old]\n#region=x\n[default]\nregion=eu-north-1\n\n\n# tail\n", Feed, Feed),
        ["nested blocks"] = ("[default]\ns3 =\n  max_concurrent_requests = 20\n  addressing_style = path\napi_versions =\n\tec2 = 2015-03-01\noutput = json\n", Feed, Feed),
        ["a nested block at the end, without newline"] = ("[profile x]\ns3 =\n    region = keepme", Feed, Feed),
        ["no final newline after a secret"] = ("[x]\naws_access_key_id=AKIAEXAMPLE\naws_secret_access_key=xxxx", Feed, Feed),
        ["a header at the end, without newline"] = ("[profile x]", Feed, Feed),
        ["Windows line ends"] = ("[default]\r\nregion = x\r\n", Pair, Pair),
        ["Windows line ends, none at the end"] = ("[default]\r\nregion = x", Pair, Pair),
        ["mostly Windows line ends"] = ("[default]\r\nregion = x\r\noutput = json\n", Pair, Pair),
        ["mostly Unix line ends"] = ("[default]\nregion = x\r\noutput = json\n", Feed, Feed),
        ["old Mac line ends"] = ("[default]\rregion = x\r", Pair, Feed),
        ["Latin-1 in comments and values"] = ("# B\u00fcro \u00ff\n[default]\noutput = caf\u00e9\n", Feed, Feed),
        ["UTF-8 in names"] = ("[profile B\u00c3\u00bcro]\nregion = x\n# \u00e6\u009c\u00ac\u00e7\u0095\u00aa\n", Feed, Feed),
        ["half of a UTF-8 letter that is a blank in Latin-1"] = ("[default]\nsource = \u00c3\u00a0\nname = \u00c5\u00a0\n", Feed, Feed),
        ["a no-break space for indentation"] = ("[default]\nregion = x\n\u00c2\u00a0words without a sign\n", Feed, Feed),
        ["header with blank and quotes"] = ("[profile \"My Account\"]\nregion = x\n[profile 'my account']\nregion = y\n[profile My Other]\nregion = z\n", Feed, Feed),
        ["header with blanks around the name"] = ("[ profile x ]\nregion = a\n[profile\ty]\nregion = b\n  [profile z]\n  region = c\n", Feed, Feed),
        ["header with brackets"] = ("[profile a[prod]]\nregion=x\n", Feed, Feed),
        ["header with a comment behind it"] = ("[profile a] # mine [old]\nregion = x\n", Feed, Feed),
        ["session in quotes"] = ("[sso-session 'Acme Dev']\nsso_start_url = https://x.awsapps.com/start\n[profile d]\nsso_session = Acme Dev\n", Feed, Feed),
        ["sections that are no profiles"] = ("[plugins]\ncli_legacy_plugin_path = /x\n[services local]\ns3 =\n  endpoint_url = http://x\n[preview]\n", Feed, Feed),
        ["both kinds of default"] = ("[default]\nregion = a\n[profile default]\nregion = b\n", Feed, Feed),
        ["values with signs of comments and more"] = (
            "[profile v]\nsso_start_url = https://x.awsapps.com/start#/\ncredential_process = \"C:\\x y\\z.exe\" --a=b;c # d\nrole_arn=arn:aws:iam::1:role/a=b\nk = 50%% of %(x)s\n",
            Feed, Feed),
        ["keys with colons and upper case"] = ("[default]\nREGION: x\nOutput : json\nempty =\n", Feed, Feed),
        ["indented keys"] = ("[default]\n  region = x\n  output = json\n", Feed, Feed),
        ["a value that goes on"] = ("[default]\nregion=x\n  output=json\n\n  words\n", Feed, Feed),
        ["marks in wrong places"] = (
            "# managed by LeappSso\n[profile a]\nregion = x\n# managed by LeappSso\n\n[profile b]\n\n# managed by LeappSso\nregion = y\n[profile c]\n#managed by LeappSso\n", Feed, Feed),
        ["keys named like ours in a nested block"] = ("[profile n]\ns3 =\n  region = keep\n  sso_session = keep\n  aws_access_key_id = keep\n", Feed, Feed),
        ["many blank lines at the end"] = ("[default]\nregion = x\n\n\n\n", Feed, Feed),
        ["a very long line"] = ("[default]\npolicy = " + new string('x', 100_000) + "\n", Feed, Feed),
        ["form feeds and vertical tabs"] = ("[default]\n\fregion = x\n\v\n", Feed, Feed),
        ["the end sign of DOS"] = ("[default]\nregion = x\n# \u001a", Feed, Feed),
    };

    /// <summary>Files that are refused, with the line that is at fault.</summary>
    internal static IReadOnlyDictionary<string, (string Before, int Line, string Reason)> Refused { get; } = new Dictionary<string, (string, int, string)>
    {
        ["byte order mark"] = ("\u00ef\u00bb\u00bf[default]\nregion = x\n", 1, "byte order mark"),
        ["UTF-16"] = ("\u00ff\u00fe[\0d\0]\0", 1, "UTF-16"),
        ["UTF-16, the other way"] = ("\u00fe\u00ff\0[\0d\0]", 1, "UTF-16"),
        ["NUL"] = ("[default]\nregion = \0\n", 1, "binary"),
        ["two sections of one name"] = ("[profile test]\na = 1\n\n[profile test]\na = 2\n", 4, "also in line 1"),
        ["two spellings of one name"] = ("[profile test]\na = 1\n[profile \"test\"]\na = 2\n", 3, "also in line 1"),
        ["two keys of one name"] = ("[default]\nregion = x\noutput = json\nRegion: y\n", 4, "also in line 2"),
        ["two keys of one name with an umlaut"] = ("[default]\nb\u00c3\u00bcro = x\nB\u00c3\u009cRO = y\n", 3, "also in line 2"),
        ["a lost header"] = ("# mine\naws_access_key_id = x\naws_secret_access_key = y\n[b]\n", 2, "before the first [section]"),
        ["words"] = ("[default]\nregion = x\njust words\n", 3, "neither"),
        ["a header that does not end"] = ("[default]\nregion = x\n[profile y\nregion = y\n", 3, "begins with '['"),
        ["a key without name"] = ("[default]\n= x\n", 2, "neither"),
    };

    /// <summary>Files with sections of ours: what they are after the region was changed, and after all was taken out.</summary>
    internal static IReadOnlyDictionary<string, (string Before, string Changed, string Removed)> Ours { get; } = new Dictionary<string, (string, string, string)>
    {
        ["a key named like ours in a nested block"] = (
            Mine("region = old\ns3 =\n    region = keepme\n    other = 1\n"), Mine("region = new\ns3 =\n    region = keepme\n    other = 1\n"),
            "[profile one]\ns3 =\n    region = keepme\n    other = 1\n"),
        ["no region so far, and a nested block"] = (
            Mine("s3 =\n  region = keep\n\n# tail\n"), Mine("s3 =\n  region = keep\nregion = new\n\n# tail\n"), "[profile one]\ns3 =\n  region = keep\n\n# tail\n"),
        ["keys and comments of the user"] = (
            Mine("region = old\noutput = json\n# mine\ncli_pager =\n"), Mine("region = new\noutput = json\n# mine\ncli_pager =\n"),
            "[profile one]\noutput = json\n# mine\ncli_pager =\n"),
        ["another hand's spelling"] = (Mine("REGION : old # note\n"), Mine("region = new\n"), ""),
        ["the comment of the next section"] = (
            Mine("region = old\n\n# of b\n[profile b]\nx = 1\n"), Mine("region = new\n\n# of b\n[profile b]\nx = 1\n"), "\n# of b\n[profile b]\nx = 1\n"),
        ["in front of others, in the middle"] = (
            "[profile a]\nx = 1\n\n" + Mine("region = old\n") + "\n[profile b]\nx = 1\n", "[profile a]\nx = 1\n\n" + Mine("region = new\n") + "\n[profile b]\nx = 1\n",
            "[profile a]\nx = 1\n\n[profile b]\nx = 1\n"),
        ["no final newline"] = (Mine("region = old"), Mine("region = new\n"), ""),
        ["indented"] = (
            "[profile one]\n# managed by LeappSso\n  sso_session = acme\n  region = old\n", "[profile one]\n# managed by LeappSso\n  sso_session = acme\n  region = new\n", ""),
        ["Windows line ends"] = (
            Mine("region = old\noutput = json\n").Replace("\n", "\r\n", StringComparison.Ordinal), Mine("region = new\noutput = json\n").Replace("\n", "\r\n", StringComparison.Ordinal),
            "[profile one]\r\noutput = json\r\n"),
    };

    private static string Mine(string rest) =>
        "[profile one]\n# managed by LeappSso\nsso_session = acme\nsso_account_id = 000000000001\nsso_role_name = Admin\n" + rest;
}
