using System.Text;
using LeappSso.Core.Tests.Fakes;
using LeappSso.Login;
using LeappSso.Ports;
using LeappSso.Store;

namespace LeappSso.Core.Tests.Store;

public sealed class TokenFileFormatTests : IDisposable
{
    // As AWS CLI v2 writes it: order, blanks, escapes, no final newline.
    private const string Cli =
        """{"startUrl": "https://d-1234567890.awsapps.com/start", "region": "us-west-2", "accessToken": "a\u00e9\ud83d\ude80\"\\/", "expiresAt": "2030-12-12T23:02:38Z", "clientId": "cid", "clientSecret": "csec", "registrationExpiresAt": "2031-01-20T23:08:06Z", "refreshToken": "ref"}""";

    private readonly TestEngine _test = new();

    public void Dispose() => _test.Dispose();

    [Fact]
    public void A_file_of_AWS_CLI_is_read_and_written_back_byte_for_byte()
    {
        SsoToken token = Read(Cli).Token!;

        Assert.Equal("aé🚀\"\\/", token.AccessToken);
        Assert.Equal(new DateTimeOffset(2030, 12, 12, 23, 2, 38, TimeSpan.Zero), token.ExpiresAt);
        Assert.Equal(Cli, Encoding.ASCII.GetString(TokenFile.Write(token)));
    }

    [Fact]
    public void Members_that_are_not_known_are_kept_after_the_others()
    {
        SsoToken token = Read(Cli.Replace("\"region\"", "\"receivedAt\": \"x\", \"region\"", StringComparison.Ordinal)).Token!;

        Assert.EndsWith("""
            "refreshToken": "ref", "receivedAt": "x"}
            """, Encoding.ASCII.GetString(TokenFile.Write(token)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2030-01-01T00:00:00Z")]
    [InlineData("2030-01-01T00:00:00UTC")]
    [InlineData("2030-01-01T00:00:00+00:00")]
    [InlineData("2030-01-01T09:00:00+0900")]
    [InlineData("2030-01-01T00:00:00.540Z")]
    [InlineData("2030-01-01T00:00:00.4573439Z")]
    [InlineData("2030-01-01T00:00:00")]
    public void Every_spelling_of_a_date_is_read(string written)
    {
        Assert.Equal(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero), TokenDates.Read(written));
    }

    [Theory]
    [InlineData("tomorrow")]
    [InlineData("")]
    [InlineData("2030-13-01T00:00:00Z")]
    [InlineData(null)]
    public void What_is_no_date_is_none(string? written)
    {
        Assert.Null(TokenDates.Read(written));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"acc")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"startUrl":"https://x","accessToken":"secret-token","expiresAt":null}""")]
    [InlineData("""{"startUrl":"https://x","accessToken":"secret-token","expiresAt":1}""")]
    public void A_file_that_cannot_be_used_is_a_miss_that_names_the_file_and_no_secret(string content)
    {
        TokenReading reading = Read(content);

        Assert.Null(reading.Token);
        Assert.Contains(_test.Tokens.PathOf("acme"), reading.Problem, StringComparison.Ordinal);
        Assert.DoesNotContain("secret-token", reading.Problem, StringComparison.Ordinal);
        Assert.True(File.Exists(_test.Tokens.PathOf("acme")));
    }

    [Theory]
    [InlineData("\ufeff", "")]
    [InlineData("", "\"}\"}")]
    [InlineData("  \n", "\n")]
    public void Marks_before_and_garbage_behind_do_no_harm(string before, string behind)
    {
        Assert.NotNull(Read(before + Cli + behind).Token);
    }

    [Fact]
    public void Null_members_are_absent()
    {
        SsoToken token = Read("""{"startUrl":"https://x","accessToken":"a","expiresAt":"2030-01-01T00:00:00Z","refreshToken":null,"clientId":null,"region":null}""").Token!;

        Assert.Null(token.RefreshToken);
        Assert.DoesNotContain("null", Encoding.ASCII.GetString(TokenFile.Write(token)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("my-sso", "0ad374308c5a4e22f723adf10145eafad7c4031c")]
    [InlineData("é", "bf15be717ac1b080b4f1c456692825891ff5073d")]
    public void The_file_is_named_by_the_hash_of_the_alias(string alias, string name)
    {
        Assert.Equal(name + ".json", Path.GetFileName(_test.Tokens.PathOf(alias)));
    }

    [Fact]
    public void The_file_and_its_folder_are_the_owners_alone()
    {
        Read(Cli);
        _test.Tokens.Write("acme", Read(Cli).Token!);
        string path = _test.Tokens.PathOf("acme");

        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(path) == (UnixFileMode.UserRead | UnixFileMode.UserWrite));
        Assert.Equal([path], Directory.GetFiles(Path.GetDirectoryName(path)!));
    }

    [Fact]
    public void Only_the_own_file_is_deleted()
    {
        _test.WithToken(TimeSpan.FromHours(1)).WithToken(TimeSpan.FromHours(1), alias: "globex");

        Assert.True(_test.Tokens.Delete("acme"));
        Assert.False(_test.Tokens.Delete("acme"));
        Assert.NotNull(_test.Tokens.Read("globex").Token);
    }

    private TokenReading Read(string content)
    {
        string path = _test.Tokens.PathOf("acme");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content, new UTF8Encoding(false));
        return _test.Tokens.Read("acme");
    }
}
