using System.Text;
using CsCheck;
using LeappSso.Profiles;

namespace LeappSso.Core.Tests.Profiles;

public sealed class ProfileRoundTripTests
{
    private const string Url = "https://acme.awsapps.com/start";

    [Theory]
    [InlineData("")]
    [InlineData("[default]\nregion = eu-north-1\n")]
    [InlineData("[default]\nregion = eu-north-1")]
    [InlineData("[default]\r\nregion = eu-north-1\r\n")]
    [InlineData("# vim: ft=dosini\n; old key\n\n[default]\ns3 =\n  max_concurrent_requests = 20\n  addressing_style = path\n\n\n# tail\n")]
    [InlineData("[profile a[prod]]\nregion=x\n[plugins]\ncli_legacy_plugin_path = /x\n")]
    [InlineData("[profile \"My Account\"]\nregion = x # note\n")]
    [InlineData("[sso-session 'Acme Dev']\nsso_start_url = https://x\n")]
    [InlineData("# caf\u00e9 \u00ff\n[default]\noutput=json\n")]
    public void Adding_keeps_every_byte_and_removing_gives_the_original(string original)
    {
        byte[] before = Encoding.Latin1.GetBytes(original);
        IniDocument document = Demanded(before);
        ConfigEditor editor = new(document, "config");
        editor.EnsureSession("acme", Url, "eu-west-1");
        editor.EnsureProfile(Profile("one"), force: false);
        editor.EnsureProfile(Profile("two"), force: false);
        byte[] added = document.ToBytes();

        Assert.StartsWith(original, Encoding.Latin1.GetString(added), StringComparison.Ordinal);
        Assert.EndsWith(original.Contains('\r', StringComparison.Ordinal) ? "\r\n" : "\n", Encoding.Latin1.GetString(added), StringComparison.Ordinal);
        Assert.Equal(before, Removed(added, "two", "one"));
    }

    [Fact]
    public void What_the_user_adds_to_our_section_stays_when_it_goes()
    {
        byte[] added = Added(string.Empty);
        string edited = Encoding.Latin1.GetString(added).Replace("sso_role_name = Admin\n", "sso_role_name = Admin\noutput = json\n", StringComparison.Ordinal);

        string left = Encoding.Latin1.GetString(Removed(Encoding.Latin1.GetBytes(edited), "one"));

        Assert.Equal("[profile one]\noutput = json\n", left.TrimStart('\n'));
    }

    [Theory]
    [InlineData("[profile test]\na = 1\n[profile test]\na = 2\n", "line 3")]
    [InlineData("[default]\nregion = x\nregion = y\n", "line 3")]
    [InlineData("aws_access_key_id = x\n[default]\n", "line 1")]
    [InlineData("[default]\njust words\n", "line 2")]
    [InlineData("\u00ef\u00bb\u00bf[default]\n", "line 1")]
    [InlineData("\u00ff\u00fe[\0d\0", "line 1")]
    public void A_file_that_some_tool_misreads_is_refused_with_its_line(string content, string line)
    {
        byte[] bytes = Encoding.Latin1.GetBytes(content);

        LeappException? refusal = IniCheck.Find(bytes, IniDocument.Parse(bytes), "config");

        Assert.Equal(LeappErrorCode.AwsFileInvalid, refusal?.Code);
        Assert.Contains(line, refusal!.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[profile x\nfoo\n", 1)]
    [InlineData("[profile x\nregion = y\n", 1)]
    [InlineData("[default]\nregion = y\n[profile x\n", 3)]
    [InlineData("[default]\n[]\n", 2)]
    public void A_header_that_is_not_closed_is_told_as_what_it_is(string content, int line)
    {
        byte[] bytes = Encoding.Latin1.GetBytes(content);

        IniFault fault = IniCheck.FindAll(bytes, IniDocument.Parse(bytes)).First();

        Assert.Equal(line, fault.Line);
        Assert.StartsWith("it begins with '[' and is no header", fault.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_hand_written_session_of_the_same_portal_is_used_and_never_changed()
    {
        const string Mine = "[sso-session acme]\nsso_start_url = https://acme.awsapps.com/start#/\nsso_region = eu-west-1\nsso_registration_scopes = sso:account:access\n";

        byte[] added = Added(Mine);

        Assert.StartsWith(Mine, Encoding.Latin1.GetString(added), StringComparison.Ordinal);
        Assert.Equal(Mine, Encoding.Latin1.GetString(Removed(added, "one")));
    }

    [Fact]
    public void A_hand_written_session_of_another_portal_is_an_error_that_names_both()
    {
        IniDocument document = IniDocument.Parse(Encoding.Latin1.GetBytes("[sso-session acme]\nsso_start_url = https://other.awsapps.com/start\nsso_region = us-east-1\n"));

        LeappException refusal = Assert.Throws<LeappException>(() => new ConfigEditor(document, "config").EnsureSession("acme", Url, "eu-west-1"));

        Assert.Equal(LeappErrorCode.ProfileInUse, refusal.Code);
        Assert.Contains("https://other.awsapps.com/start", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(Url, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void No_text_can_add_a_line()
    {
        Gen.Select(Gen.String, Gen.String, Gen.String, Gen.String).Sample((name, account, role, region) =>
        {
            IniDocument document = IniDocument.Parse([]);
            ConfigEditor editor = new(document, "config");
            try
            {
                editor.EnsureProfile(new SsoProfile(name, "acme", account, role, region), force: true);
            }
            catch (LeappException)
            {
                Assert.Empty(document.ToBytes());
                return;
            }

            Assert.Equal(6, Encoding.Latin1.GetString(document.ToBytes()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        });
    }

    private static SsoProfile Profile(string name) => new(name, "acme", "000000000001", "Admin", "eu-central-1");

    private static IniDocument Demanded(byte[] bytes)
    {
        IniDocument document = IniDocument.Parse(bytes);
        Assert.Null(IniCheck.Find(bytes, document, "config"));
        return document;
    }

    private static byte[] Added(string original)
    {
        IniDocument document = IniDocument.Parse(Encoding.Latin1.GetBytes(original));
        ConfigEditor editor = new(document, "config");
        editor.EnsureSession("acme", Url, "eu-west-1");
        editor.EnsureProfile(Profile("one"), force: false);
        return document.ToBytes();
    }

    private static byte[] Removed(byte[] bytes, params string[] names)
    {
        IniDocument document = IniDocument.Parse(bytes);
        ConfigEditor editor = new(document, "config");
        foreach (string name in names)
        {
            editor.RemoveProfile(name);
        }

        editor.RemoveSessionIfUnused("acme");
        editor.Finish();
        return document.ToBytes();
    }
}
