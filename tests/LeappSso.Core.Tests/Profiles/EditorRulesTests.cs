using LeappSso.CredentialProcess;
using LeappSso.Ports;
using LeappSso.Profiles;
using LeappSso.Store;

namespace LeappSso.Core.Tests.Profiles;

/// <summary>What the editors of the AWS files set aside, refuse, and leave as it is.</summary>
public sealed class EditorRulesTests
{
    private const string Session = "acme/000000000001/Admin";

    private static readonly SsoProfile s_sso = new("one", "acme", "000000000001", "Admin", null);
    private static readonly ChainProfile s_chain = new("one", Session, "arn:aws:iam::000000000002:role/Deploy", "parent", null);
    private static readonly RoleKeys s_keys = new("ASIAEXAMPLE", "fake/secret+1=", "fake=token==", new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private static readonly ProcessProfile s_process =
        new("one", ProcessCommand.Of("/home/me/leappsso-credential", new SessionId("acme", "000000000001", "Admin")), null);

    public static TheoryData<string, string> Rivals()
    {
        string[] ofAll = ["sso_start_url", "sso_region", "role_arn", "source_profile", "credential_source", "web_identity_token_file", "login_session",
            "aws_access_key_id", "aws_secret_access_key", "aws_session_token"];
        TheoryData<string, string> data = [];
        foreach (string key in ofAll)
        {
            data.Add("sso", key);
            data.Add("process", key);
        }

        foreach (string key in ofAll.Except(["role_arn", "source_profile"]).Concat(["mfa_serial", "role_session_name", "external_id", "duration_seconds"]))
        {
            data.Add("chain", key);
        }

        foreach (string key in (string[])["aws_security_token", "credential_process", "role_arn", "source_profile", "credential_source", "sso_session", "sso_account_id", "sso_role_name", "sso_start_url",
            "sso_region", "web_identity_token_file", "login_session"])
        {
            data.Add("keys", key);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Rivals))]
    public void What_would_win_over_a_profile_that_is_taken_over_is_set_aside_until_it_goes(string editor, string key)
    {
        string text = $"[{(editor == "keys" ? string.Empty : "profile ")}one]\nmine = 1\n{key} = theirs\n";
        IniDocument document = Parse(text);

        Ensure(editor, document, force: true);

        IniSection section = document.Sections[0];
        Assert.Null(section[key]);
        Assert.Equal("1", section["mine"]);
        Assert.Equal(text, Written(Removed(editor, document)));
    }

    [Theory]
    [InlineData("sso", "its other keys are kept")]
    [InlineData("process", "its other keys are kept")]
    [InlineData("chain", "its other keys are kept")]
    [InlineData("keys", "its keys are set aside, what else is in it is kept")]
    public void A_profile_of_somebody_else_is_refused_with_line_and_advice(string editor, string advice)
    {
        string text = $"\n[{(editor == "keys" ? string.Empty : "profile ")}one]\noutput = json\n";
        IniDocument document = Parse(text);

        LeappException refusal = Assert.Throws<LeappException>(() => Ensure(editor, document, force: false));

        Assert.Equal((LeappErrorCode.ProfileInUse, "one"), (refusal.Code, refusal.Target));
        Assert.Contains("file, line 2: the profile 'one' is there already and was not written by LeappSso. Give the session another -ProfileName", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(advice, refusal.Message, StringComparison.Ordinal);
        Assert.Equal(text, Written(document));
    }

    [Theory]
    [InlineData("sso", "[profile one]\nsso_session = acme\nsso_account_id = 000000000001\nsso_role_name = Admin\nregion = x\n")]
    [InlineData("sso", "[profile one]\nsso_start_url = https://acme.awsapps.com/start\nsso_region = eu-west-1\nsso_account_id = 000000000001\nsso_role_name = Admin\n")]
    [InlineData("process", "[profile one]\ncredential_process = COMMAND\n")]
    public void A_profile_of_somebody_else_that_says_the_same_is_used_as_it_is(string editor, string text)
    {
        text = text.Replace("COMMAND", IniLine.TextOf(s_process.Command), StringComparison.Ordinal);
        IniDocument document = Parse(text);

        Ensure(editor, document, force: false);

        Assert.Equal(text, Written(document));
    }

    [Theory]
    [InlineData("sso_session = acme\nsso_account_id = 000000000001\nsso_role_name = Other\n")]
    [InlineData("sso_session = acme\nsso_account_id = 000000000002\nsso_role_name = Admin\n")]
    [InlineData("sso_session = other\nsso_account_id = 000000000001\nsso_role_name = Admin\n")]
    [InlineData("sso_session = other\nsso_start_url = https://x\nsso_account_id = 000000000001\nsso_role_name = Admin\n")]
    [InlineData("sso_start_url =\nsso_account_id = 000000000001\nsso_role_name = Admin\n")]
    [InlineData("sso_start_url = https://x\nsso_account_id = 000000000002\nsso_role_name = Admin\n")]
    [InlineData("sso_start_url = https://x\nsso_account_id = 000000000001\nsso_role_name = Other\n")]
    public void A_profile_of_somebody_else_that_says_something_else_is_refused(string keys) =>
        Assert.Equal(LeappErrorCode.ProfileInUse, Assert.Throws<LeappException>(() => Ensure("sso", Parse($"[profile one]\n{keys}"), force: false)).Code);

    [Fact]
    public void A_command_of_somebody_else_in_a_profile_of_ours_is_replaced_by_force_alone()
    {
        const string Text = "[profile one]\n# managed by LeappSso\ncredential_process = /opt/theirs\n";

        LeappException refusal = Assert.Throws<LeappException>(() => Ensure("process", Parse(Text), force: false));
        IniDocument forced = Parse(Text);
        Ensure("process", forced, force: true);

        Assert.EndsWith("Its credential_process was added by somebody else. Take it out, or let -Force replace it.", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(s_process.Command, forced.Sections[0]["credential_process"]);
    }

    [Theory]
    [InlineData("sso-session", "a b", "https://x", "eu-west-1", LeappErrorCode.InvalidAlias, "a name of an sso-session")]
    [InlineData("sso-session", "acme", "https://x y", "eu-west-1", LeappErrorCode.InvalidPortalUrl, "an address of a portal")]
    [InlineData("sso-session", "acme", "https://x", "eu west", LeappErrorCode.InvalidRegion, "a region")]
    [InlineData("sso", "a b", "1", "Admin", LeappErrorCode.InvalidAlias, "a name of an sso-session")]
    [InlineData("sso", "acme", "1\n2", "Admin", LeappErrorCode.SessionNotFound, "an account id")]
    [InlineData("sso", "acme", "1", "Ad min", LeappErrorCode.SessionNotFound, "a role name")]
    [InlineData("name", "o ne", "", "", LeappErrorCode.InvalidProfileName, "a profile name")]
    [InlineData("region", "eu west", "", "", LeappErrorCode.InvalidRegion, "a region")]
    [InlineData("process", "x #y", "", "", LeappErrorCode.MethodNotAvailable, "a command")]
    [InlineData("chain", "arn x", "parent", Session, LeappErrorCode.InvalidRoleArn, "a role")]
    [InlineData("chain", "arn", "par ent", Session, LeappErrorCode.InvalidProfileName, "a profile name")]
    [InlineData("chain", "arn", "parent", "a b", LeappErrorCode.SessionNotFound, "an id of a session")]
    [InlineData("chain extras", "a b", "x", "", LeappErrorCode.InvalidSessionName, "a name of a role session")]
    [InlineData("chain extras", "x", "a b", "", LeappErrorCode.InvalidExternalId, "an external id")]
    [InlineData("keys", "o ne", Session, "x", LeappErrorCode.InvalidProfileName, "a profile name")]
    [InlineData("keys", "one", "a b", "x", LeappErrorCode.SessionNotFound, "an id of a session")]
    [InlineData("keys", "one", Session, "a b", LeappErrorCode.InvalidRegion, "a region")]
    public void What_cannot_be_written_is_refused_by_its_own_error_and_changes_nothing(
        string what, string first, string second, string third, LeappErrorCode code, string called)
    {
        const string Text = "[profile mine]\nregion = x\n";
        IniDocument document = Parse(Text);
        ConfigEditor editor = new(document, "file");
        Action change = what switch
        {
            "sso-session" => () => editor.EnsureSession(first, second, third),
            "sso" => () => editor.EnsureProfile(new SsoProfile("one", first, second, third, null), false),
            "name" => () => editor.EnsureProfile(s_sso with { Name = first }, false),
            "region" => () => editor.EnsureProfile(s_sso with { Region = first }, false),
            "process" => () => editor.EnsureProfile(s_process with { Command = first }, false),
            "chain" => () => editor.EnsureProfile(s_chain with { RoleArn = first, Source = second, Session = third }, false),
            "chain extras" => () => editor.EnsureProfile(s_chain with { RoleSessionName = first, ExternalId = second }, false),
            _ => () => new CredentialsEditor(document, "file").Ensure(new KeysProfile(first, second, s_keys, third), false),
        };

        LeappException refusal = Assert.Throws<LeappException>(change);

        Assert.Equal(code, refusal.Code);
        Assert.Contains($" cannot be written into an AWS file as {called}. ", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(Text, Written(document));
    }

    [Theory]
    [InlineData("sso")]
    [InlineData("process")]
    [InlineData("chain")]
    [InlineData("keys")]
    public void A_name_that_is_default_in_other_letters_is_never_written(string editor)
    {
        foreach (string name in (string[])["DEFAULT", "Default"])
        {
            IniDocument document = Parse(string.Empty);

            LeappException refusal = Assert.Throws<LeappException>(() => Ensure(editor, document, force: true, name));

            Assert.Equal((LeappErrorCode.InvalidProfileName, name), (refusal.Code, refusal.Target));
            Assert.Contains("Write 'default', or another name.", refusal.Message, StringComparison.Ordinal);
            Assert.Equal(string.Empty, Written(document));
        }
    }

    [Theory]
    [InlineData("[b]\n", "[b]\n")]
    [InlineData("# note\n\n[b]\n", "[profile one]\n# note\n\n[b]\n")]
    [InlineData("# of b\n[b]\n", "# of b\n[b]\n")]
    [InlineData("# note\n", "[profile one]\n# note\n")]
    [InlineData("\n# later\n", "\n# later\n")]
    [InlineData("\n# later\n[b]\n", "\n# later\n[b]\n")]
    [InlineData("output = json\n", "[profile one]\noutput = json\n")]
    [InlineData("s3 =\n  x = 1\n[b]\n", "[profile one]\ns3 =\n  x = 1\n[b]\n")]
    public void A_section_stays_for_what_others_wrote_into_it(string below, string left) => Assert.Equal(
        left, Written(Removed("sso", Parse($"[profile one]\n# managed by LeappSso\nsso_session = acme\n{below}"))));

    [Fact]
    public void A_section_stays_for_a_note_above_its_keys() => Assert.Equal(
        "[profile one]\n# note\n[b]\n", Written(Removed("sso", Parse("[profile one]\n# managed by LeappSso\n# note\nsso_session = acme\n[b]\n"))));

    [Theory]
    [InlineData("sso_session", true)]
    [InlineData("sso_start_url", true)]
    [InlineData("credential_process", true)]
    [InlineData("role_arn", true)]
    [InlineData("aws_access_key_id", true)]
    [InlineData("web_identity_token_file", true)]
    [InlineData("credential_source", true)]
    [InlineData("login_session", true)]
    [InlineData("region", false)]
    public void A_profile_gives_keys_that_has_a_source_of_them(string key, bool gives) =>
        Assert.Equal(gives, new ConfigEditor(Parse($"[profile one]\n{key} = x\n"), "file").GivesKeys("one"));

    [Theory]
    [InlineData("aws_access_key_id", true)]
    [InlineData("credential_process", true)]
    [InlineData("role_arn", true)]
    [InlineData("sso_session", true)]
    [InlineData("sso_account_id", true)]
    [InlineData("web_identity_token_file", true)]
    [InlineData("region", false)]
    public void Keys_of_the_default_profile_win_over_variables_for_some_tools(string key, bool wins)
    {
        IniDocument empty = Parse(string.Empty);
        IniDocument filled = Parse($"\n[default]\n{key} = x\n");

        string? inCredentials = DefaultKeys.Warning(empty, filled, "config", "credentials");
        string? inConfig = DefaultKeys.Warning(filled, empty, "config", "credentials");

        Assert.Null(DefaultKeys.Warning(empty, empty, "config", "credentials"));
        Assert.Equal((wins ? Warning("credentials") : null, wins ? Warning("config") : null), (inCredentials, inConfig));

        static string Warning(string path) =>
            $"{path}, line 2: programs with version 3 of the AWS SDK for .NET, and AWS Tools for PowerShell 4, use the keys of this profile 'default' instead of the"
            + " variables. For those take another -Method. All other AWS tools use the variables.";
    }

    [Fact]
    public void What_is_in_the_credentials_file_is_told_before_what_is_in_the_config() => Assert.StartsWith(
        "credentials, line 1",
        DefaultKeys.Warning(Parse("[default]\nrole_arn = x\n"), Parse("[default]\naws_access_key_id = x\n"), "config", "credentials"),
        StringComparison.Ordinal);

    [Fact]
    public void A_profile_that_is_written_as_default_beside_another_default_is_told()
    {
        string? alone = new ConfigEditor(Parse(string.Empty), "file").EnsureProfile(s_sso with { Name = "default" }, false);
        string? beside = new ConfigEditor(Parse("[default]\n# managed by LeappSso\n[profile default]\nregion = x\n"), "file").EnsureProfile(s_sso with { Name = "default" }, false);

        Assert.Null(alone);
        Assert.Equal("file has both [default] and [profile default]. [default] was written; AWS CLI uses whichever comes later. Keep one of them.", beside);
    }

    [Fact]
    public void An_sso_session_that_a_profile_of_somebody_else_uses_stays_as_theirs()
    {
        IniDocument document = Parse("[sso-session acme]\n# managed by LeappSso\nsso_region = eu-west-1\n[profile mine]\nsso_session = acme\n");

        string? told = new ConfigEditor(document, "file").RemoveSessionIfUnused("acme");

        Assert.Equal("[sso-session acme] stays in file, because the profile 'mine', which LeappSso did not write, uses it.", told);
        Assert.Equal("[sso-session acme]\nsso_region = eu-west-1\n[profile mine]\nsso_session = acme\n", Written(document));
    }

    [Fact]
    public void A_section_that_was_removed_is_found_no_more_and_the_rest_is()
    {
        IniDocument document = Parse("[a]\n[b]\nx = 1\n[c]\n");
        IniSection a = document.Sections[0];

        Assert.Equal((false, true), (document.IsLast(a), document.IsLast(document.Sections[2])));
        document.Remove(new HashSet<IniSection> { a });

        Assert.Null(document.Find(SectionKind.Other, "a"));
        Assert.Equal("1", document.Find(SectionKind.Other, "b")!["x"]);
        Assert.Equal("[b]\nx = 1\n[c]\n", Written(document));
    }

    [Theory]
    [InlineData("[default]\nx = 1\n[profile default]\nx = 2\n")]
    [InlineData("[profile default]\nx = 2\n[default]\nx = 1\n")]
    public void Of_two_defaults_the_plain_one_counts(string text) => Assert.Equal("1", Parse(text).Find(SectionKind.Profile, "default")!["x"]);

    [Fact]
    public void The_names_of_all_profiles_are_read_from_headers_alone()
    {
        string folder = Directory.CreateTempSubdirectory("leappsso-headers-").FullName;
        try
        {
            AwsPaths paths = new(name => name is "HOME" or "USERPROFILE" ? folder : null);
            Assert.Empty(ProfileHeaders.Names(paths));
            Directory.CreateDirectory(Path.Combine(folder, ".aws"));
            File.WriteAllText(paths.ConfigFile, "[default]\n[profile one] # note\nx = [no]\n[sso-session acme]\n [profile indented]\n[profile half\n[services s]\n");
            File.WriteAllText(paths.CredentialsFile, "[one]\n[two]\n[]\n");

            Assert.Equal(["default", "one", "two"], ProfileHeaders.Names(paths).Where(n => n.Length > 0));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Ensure(string editor, IniDocument document, bool force, string name = "one")
    {
        switch (editor)
        {
            case "sso":
                new ConfigEditor(document, "file").EnsureProfile(s_sso with { Name = name }, force);
                break;
            case "process":
                new ConfigEditor(document, "file").EnsureProfile(s_process with { Name = name }, force);
                break;
            case "chain":
                new ConfigEditor(document, "file").EnsureProfile(s_chain with { Name = name }, force);
                break;
            default:
                new CredentialsEditor(document, "file").Ensure(new KeysProfile(name, Session, s_keys, null), force);
                break;
        }
    }

    private static IniDocument Removed(string editor, IniDocument document)
    {
        if (editor == "keys")
        {
            CredentialsEditor keys = new(document, "file");
            keys.Remove("one");
            keys.Finish();
        }
        else
        {
            ConfigEditor config = new(document, "file");
            config.RemoveProfile("one");
            config.Finish();
        }

        return document;
    }

    private static IniDocument Parse(string text) => IniDocument.Parse(Edits.Bytes(text));

    private static string Written(IniDocument document) => Edits.Text(document.ToBytes());
}
