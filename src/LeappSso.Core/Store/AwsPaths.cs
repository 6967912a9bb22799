namespace LeappSso.Store;

/// <summary>
/// Where the AWS files are (AWS SDKs and Tools reference guide, "Location of the shared config and credentials files").
/// Asked at each call, as a script may change the variables between two commands.
/// </summary>
/// <param name="environment">Looks up an environment variable.</param>
/// <param name="isWindows">Whether the rules of Windows hold; null for those of this system.</param>
internal sealed class AwsPaths(Func<string, string?> environment, bool? isWindows = null)
{
    /// <summary>The config file.</summary>
    internal string ConfigFile => Given("AWS_CONFIG_FILE") ?? Path.Combine(AwsFolder, "config");

    /// <summary>The credentials file.</summary>
    internal string CredentialsFile => Given("AWS_SHARED_CREDENTIALS_FILE") ?? Path.Combine(AwsFolder, "credentials");

    /// <summary>The folder of the login cache that AWS CLI and the SDKs share.</summary>
    internal string SsoCacheFolder => Path.Combine(AwsFolder, "sso", "cache");

    /// <summary>Refuses what the SDK of AWS, which reads both files by itself before its first call, would not come to the end of.</summary>
    /// <exception cref="LeappException"><see cref="LeappErrorCode.AwsFileInvalid"/>.</exception>
    internal void DemandReadable()
    {
        foreach (string path in new[] { ConfigFile, CredentialsFile })
        {
            try
            {
                OrdinaryFile.DemandReadable(path);
            }
            catch (IOException e)
            {
                throw new LeappException(LeappErrorCode.AwsFileInvalid, $"{path} cannot be read: {DiskText.Of(e)}", path, e);
            }
        }
    }

    private string AwsFolder => Path.Combine(Home, ".aws");

    /// <summary>As Python's expanduser and the SDKs have it: USERPROFILE on Windows, HOME elsewhere.</summary>
    internal string Home => environment(isWindows ?? OperatingSystem.IsWindows() ? "USERPROFILE" : "HOME") is { Length: > 0 } home
        ? home
        : Environment.GetFolderPath(Environment.SpecialFolder.UserProfile, Environment.SpecialFolderOption.DoNotVerify);

    private string? Given(string variable) => environment(variable) switch
    {
        null or "" => null,
        "~" => Home,
        ['~', '/' or '\\', .. string rest] => Path.Combine(Home, rest),
        string path => path,
    };
}
