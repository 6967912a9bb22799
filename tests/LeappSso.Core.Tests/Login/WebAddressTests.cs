using LeappSso.Login;

namespace LeappSso.Core.Tests.Login;

public sealed class WebAddressTests
{
    [Theory]
    [InlineData("http://localhost:80/", true)]
    [InlineData("http://127.0.0.1/", true)]
    [InlineData("http://127.9.9.9/", true)]
    [InlineData("http://[::1]:8080/", true)]
    [InlineData("http://10.0.0.1/", false)]
    [InlineData("http://[fe80::1]/", false)]
    [InlineData("http://localhost.example/", false)]
    [InlineData("http://127.0.0.1.example/", false)]
    public void Of_this_machine_are_its_name_and_the_loopback_addresses(string address, bool loopback) =>
        Assert.Equal(loopback, WebAddress.IsLoopback(new Uri(address)));

    [Theory]
    [InlineData("https://acme.example/x", true)]
    [InlineData("  HTTP://acme.example", true)]
    [InlineData("ftp://acme.example", false)]
    [InlineData("//acme.example", false)]
    [InlineData("https://", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void An_address_of_the_web_has_a_scheme_of_the_web(string? text, bool read)
    {
        Assert.Equal(read, WebAddress.TryRead(text, out Uri? address));
        Assert.Equal(read, address is not null);
    }
}
