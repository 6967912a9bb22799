using LeappSso.Store;

namespace LeappSso.Core.Tests.Store;

/// <summary>Where the AWS files are, by the variables of each system.</summary>
public sealed class AwsPathsTests
{
    [Theory]
    [InlineData(true, "/users/jane")]
    [InlineData(false, "/home/jane")]
    public void The_home_is_that_of_the_system(bool isWindows, string home)
    {
        AwsPaths paths = Paths(isWindows);
        Assert.Equal(Path.Combine(home, ".aws", "config"), paths.ConfigFile);
        Assert.Equal(Path.Combine(home, ".aws", "credentials"), paths.CredentialsFile);
        Assert.Equal(Path.Combine(home, ".aws", "sso", "cache"), paths.SsoCacheFolder);
    }

    [Theory]
    [InlineData("~/other/config", "/home/jane/other/config")]
    [InlineData("~", "/home/jane")]
    [InlineData("/etc/aws/config", "/etc/aws/config")]
    [InlineData("", "/home/jane/.aws/config")]
    public void A_variable_names_another_config_and_leaves_the_logins_where_they_are(string value, string expected)
    {
        AwsPaths paths = Paths(isWindows: false, value);
        Assert.Equal(expected, paths.ConfigFile.Replace('\\', '/'));
        Assert.Equal("/home/jane/.aws/sso/cache", paths.SsoCacheFolder.Replace('\\', '/'));
    }

    private static AwsPaths Paths(bool isWindows, string? config = null)
    {
        Dictionary<string, string?> variables = new() { ["HOME"] = "/home/jane", ["USERPROFILE"] = "/users/jane", ["AWS_CONFIG_FILE"] = config };
        return new AwsPaths(name => variables.GetValueOrDefault(name), isWindows);
    }
}
