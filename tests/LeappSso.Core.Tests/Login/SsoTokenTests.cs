using LeappSso.Login;

namespace LeappSso.Core.Tests.Login;

public sealed class SsoTokenTests
{
    private static readonly DateTimeOffset s_now = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(61, 60, true)]
    [InlineData(60, 60, false)]
    [InlineData(1, 0, true)]
    [InlineData(0, 0, false)]
    [InlineData(-1, 0, false)]
    public void It_is_valid_while_more_life_is_left_than_needed(int left, int margin, bool valid) =>
        Assert.Equal(valid, Token(left).IsValid(s_now, TimeSpan.FromSeconds(margin)));

    [Fact]
    public void An_empty_access_token_is_never_valid() => Assert.False(Token(60, access: string.Empty).IsValid(s_now, TimeSpan.Zero));

    [Theory]
    [InlineData("refresh", "client", "secret", 1, true)]
    [InlineData(null, "client", "secret", 1, false)]
    [InlineData("", "client", "secret", 1, false)]
    [InlineData("refresh", null, "secret", 1, false)]
    [InlineData("refresh", "", "secret", 1, false)]
    [InlineData("refresh", "client", null, 1, false)]
    [InlineData("refresh", "client", "", 1, false)]
    [InlineData("refresh", "client", "secret", 0, false)]
    [InlineData("refresh", "client", "secret", null, false)]
    public void It_is_renewed_only_with_all_that_needs(string? refresh, string? client, string? secret, int? registrationLeft, bool renewable)
    {
        SsoToken token = new()
        {
            StartUrl = "https://acme.awsapps.com/start",
            AccessToken = "access",
            ExpiresAt = s_now,
            ClientId = client,
            ClientSecret = secret,
            RefreshToken = refresh,
            RegistrationExpiresAt = registrationLeft is { } left ? s_now.AddSeconds(left) : null,
        };

        Assert.Equal(renewable, token.IsRefreshable(s_now));
    }

    [Fact]
    public void Its_text_names_the_portal_and_the_end_and_no_secret() =>
        Assert.Equal("token of https://acme.awsapps.com/start until 2030-01-01 00:01:00Z", Token(60).ToString());

    private static SsoToken Token(int left, string access = "access") =>
        new() { StartUrl = "https://acme.awsapps.com/start", AccessToken = access, ExpiresAt = s_now.AddSeconds(left), RefreshToken = "refresh" };
}
