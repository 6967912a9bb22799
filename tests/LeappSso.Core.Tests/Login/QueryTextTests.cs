using LeappSso.Login;

namespace LeappSso.Core.Tests.Login;

public sealed class QueryTextTests
{
    [Theory]
    [InlineData("?code=a&state=b", "code:a state:b")]
    [InlineData("code=a&code=b", "code:a")]
    [InlineData("?&&code=a&", "code:a")]
    [InlineData("?code", "code:")]
    [InlineData("?=value", ":value")]
    [InlineData("?a=b=c", "a:b=c")]
    [InlineData("?error+name=not%20now+%2B1", "error name:not now +1")]
    [InlineData("", "")]
    public void It_is_read_as_a_form_sends_it(string query, string members) =>
        Assert.Equal(members, string.Join(' ', QueryText.Read(query).Select(m => $"{m.Key}:{m.Value}")));

    [Fact]
    public void What_was_written_is_read_again()
    {
        string query = QueryText.Write([("redirect_uri", "http://127.0.0.1:1/oauth/callback"), ("x", "a&b=c+d e\u00fc")]);

        Assert.Equal("?redirect_uri=http%3A%2F%2F127.0.0.1%3A1%2Foauth%2Fcallback&x=a%26b%3Dc%2Bd%20e%C3%BC", query);
        Assert.Equal("a&b=c+d e\u00fc", QueryText.Read(query)["x"]);
    }
}
