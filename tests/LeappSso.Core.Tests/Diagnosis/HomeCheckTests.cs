namespace LeappSso.Core.Tests.Diagnosis;

public sealed class HomeCheckTests : IDisposable
{
    private const LeappFindingStatus Warning = LeappFindingStatus.Warning;

    private readonly DiagnosisScene _scene = new();

    public void Dispose() => _scene.Dispose();

    [Theory]
    [InlineData(true, @"D:\home", true)]
    [InlineData(true, @"C:/Users/Me/", false)]
    [InlineData(true, @"c:\users\me", false)]
    [InlineData(false, "/home/me", false)]
    public void Two_homes_on_Windows_are_a_warning(bool isWindows, string home, bool isTold)
    {
        _scene.Config = DiagnosisScene.Session;
        _scene.Variables["AWS_CONFIG_FILE"] = _scene.ConfigPath;
        _scene.Variables["HOME"] = home;
        _scene.Variables["USERPROFILE"] = @"C:\Users\Me";
        _scene.IsWindows = isWindows;

        Assert.Equal(isTold, _scene.Run("Home").Any(f => f is { Status: Warning, Target: "HOME" }));
    }

    [Fact]
    public void Of_two_homes_it_is_told_which_tool_reads_which_and_what_is_there()
    {
        string other = Path.Combine(_scene.Home, "other");
        DiagnosisScene.Put(Path.Combine(other, ".aws", "credentials"));
        _scene.Variables["HOME"] = other;
        _scene.Variables["USERPROFILE"] = _scene.Home;
        _scene.IsWindows = true;

        string detail = Assert.Single(_scene.Run("Home"), f => f.Status == Warning).Detail;

        Assert.Contains("SDK for .NET and AWS Tools look for the AWS files in .aws of the first (there: credentials)", detail, StringComparison.Ordinal);
        Assert.Contains("LeappSso in .aws of the second (there: config)", detail, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_HOME_is_a_warning()
    {
        _scene.Variables["HOME"] = null;
        _scene.Variables["AWS_CONFIG_FILE"] = _scene.ConfigPath;
        _scene.Variables["AWS_SHARED_CREDENTIALS_FILE"] = _scene.CredentialsPath;

        Assert.Equal((Warning, "HOME"), (_scene.Only("Home").Status, _scene.Only("Home").Target));
    }

    [Theory]
    [InlineData("AWS_CONFIG_FILE")]
    [InlineData("AWS_SHARED_CREDENTIALS_FILE")]
    public void One_file_elsewhere_and_the_other_in_its_place_is_a_note(string variable)
    {
        _scene.Variables[variable] = Path.Combine(_scene.Home, "elsewhere");

        LeappFinding found = _scene.Only("Home");

        Assert.Equal((LeappFindingStatus.Note, variable), (found.Status, found.Target));
        Assert.Contains("elsewhere", found.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Both_elsewhere_is_well()
    {
        _scene.Variables["AWS_CONFIG_FILE"] = Path.Combine(_scene.Home, "elsewhere", "config");
        _scene.Variables["AWS_SHARED_CREDENTIALS_FILE"] = Path.Combine(_scene.Home, "elsewhere", "credentials");

        Assert.Equal(LeappFindingStatus.Ok, _scene.Only("Home").Status);
    }
}
