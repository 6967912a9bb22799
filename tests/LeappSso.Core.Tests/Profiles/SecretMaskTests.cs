using LeappSso.Profiles;

namespace LeappSso.Core.Tests.Profiles;

public sealed class SecretMaskTests
{
    [Fact]
    public void No_key_of_a_credentials_file_is_shown()
    {
        const string Before = """
            # aws_secret_access_key = SECRET
            ; old: SECRET
            [x] # was SECRET=SECRET
            aws_access_key_id = SECRET
            anything: SECRET
            goes_on =
              SECRET
            region = eu-west-1
            # old SECRET
            x_secret_key = SECRET
            x_leappsso_session = acme/000000000001/Admin
            """;

        string shown = new UnifiedDiff(Edits.Unchecked(Edits.Bytes(Before), RemoveAll)).ToText(SecretMask.OfCredentials);

        Assert.DoesNotContain("=SECRET", shown, StringComparison.Ordinal);
        Assert.DoesNotContain(" SECRET\n", shown, StringComparison.Ordinal);
        Assert.Contains("-[x] # was SECRET= ****\n-aws_access_key_id = ****\n-anything: ****\n-goes_on =\n-  ****\n-region = eu-west-1\n", shown, StringComparison.Ordinal);
        Assert.Contains(" # ****\n-# ****\n-[x]", shown, StringComparison.Ordinal);
        Assert.Contains("x_leappsso_session = acme/000000000001/Admin", shown, StringComparison.Ordinal);
        Assert.Equal(1, shown.Split("SECRET").Length - 1);
    }

    [Theory]
    [InlineData("credential_process = /opt/tool --password hunter2", "credential_process = /opt/tool --password ****")]
    [InlineData("credential_process = /opt/tool --token=hunter2 --x", "credential_process = /opt/tool --token= ****")]
    [InlineData("credential_process = /opt/tool --password hunter2 --x=1", "credential_process = /opt/tool --password ****")]
    [InlineData("# the secret is hunter2", "# the secret ****")]
    [InlineData("aws_secret_access_key = hunter2", "aws_secret_access_key = ****")]
    [InlineData("# the password and the secret: hunter2", "# the password ****")]
    [InlineData("# token, then secret hunter2", "# token ****")]
    [InlineData("# secret, then token hunter2", "# secret ****")]
    [InlineData("secret", "secret")]
    [InlineData("secret =", "secret =")]
    [InlineData("output = json", "output = json")]
    public void All_that_follows_a_word_that_speaks_of_a_secret_is_hidden(string line, string shown)
    {
        string difference = new UnifiedDiff(Edits.Unchecked(Edits.Bytes($"[x]\n{line}\n"), RemoveAll)).ToText(SecretMask.OfConfig);

        Assert.Contains($"\n-{shown}\n", difference, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", difference, StringComparison.Ordinal);
    }

    [Fact]
    public void No_secret_of_a_config_file_is_shown_and_the_rest_is()
    {
        const string Before = """
            [profile my-token]
            aws_access_key_id = HIDDEN
            AWS_SECRET_ACCESS_KEY=HIDDEN
            # aws_session_token = HIDDEN
            db_password : HIDDEN
            mytoken =
              HIDDEN
            s3 =
              secret = HIDDEN
              path = shown
            region = shown # secret = HIDDEN
            role_arn = arn:aws:iam::000000000001:role/Shown
            """;

        string shown = new UnifiedDiff(Edits.Unchecked(Edits.Bytes(Before), d => d.Append(new SectionName(SectionKind.Other, "y")))).ToText(SecretMask.OfConfig);
        string whole = new UnifiedDiff(Edits.Unchecked(Edits.Bytes(Before), RemoveAll)).ToText(SecretMask.OfConfig);

        Assert.DoesNotContain("HIDDEN", shown + whole, StringComparison.Ordinal);
        Assert.Contains("+role_arn = arn:aws:iam::000000000001:role/Shown\n", shown, StringComparison.Ordinal);
        Assert.Equal(8, whole.Split(" ****").Length);
        Assert.Contains("[profile my-token]", whole, StringComparison.Ordinal);
        Assert.Contains("path = shown", whole, StringComparison.Ordinal);
    }

    private static void RemoveAll(IniDocument document)
    {
        foreach (IniSection section in document.Sections)
        {
            section.Body.Clear();
        }

        document.Remove(new HashSet<IniSection>(document.Sections));
    }
}
