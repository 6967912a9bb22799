namespace LeappSso.Diagnosis;

/// <summary>Whether all tools look for the AWS files in the same place.</summary>
internal sealed class HomeCheck() : Check("Home", "the folder in which the tools look for the AWS files")
{
    private static readonly string[] s_files = ["config", "credentials"];

    /// <inheritdoc/>
    protected override IEnumerable<LeappFinding> Look(Evidence evidence) => OfTwoHomes(evidence).Concat(OfTwoPlaces(evidence));

    /// <inheritdoc/>
    protected override string Summary(Evidence evidence) =>
        $"All tools look for the AWS files in {Path.GetDirectoryName(evidence.Config.Path)}, and for logins in {evidence.LoginFolder}.";

    /// <summary>The SDK for .NET looks for the AWS files in HOME first, also on Windows, where Git Bash sets it; for logins it looks in the profile of the user.</summary>
    private IEnumerable<LeappFinding> OfTwoHomes(Evidence evidence)
    {
        if (!evidence.IsWindows)
        {
            if (evidence.Variable("HOME") is null)
            {
                yield return Warning(
                    "HOME is not set, so tools look for the AWS files each in a place of its own.", "Set HOME to your home folder.", "HOME");
            }

            yield break;
        }

        if (evidence.Variable("HOME") is { } home && evidence.Variable("USERPROFILE") is { } profile && !IsSame(home, profile))
        {
            string files = evidence.Variable("AWS_CONFIG_FILE") is not null && evidence.Variable("AWS_SHARED_CREDENTIALS_FILE") is not null
                ? " AWS_CONFIG_FILE and AWS_SHARED_CREDENTIALS_FILE name the files for both, as long as they are there."
                : string.Empty;
            yield return Warning(
                $"HOME is {VisibleText.Of(home)} and USERPROFILE {VisibleText.Of(profile)}; the SDK for .NET and AWS Tools look for the AWS files"
                    + $" in .aws of the first{Holds(home)}, AWS CLI, most SDKs and LeappSso in .aws of the second{Holds(profile)}.{files}",
                "Remove-Item Env:HOME, or set it to the same folder.", "HOME");
        }
    }

    /// <summary>One file somewhere else, the other in the default place: easily forgotten.</summary>
    private IEnumerable<LeappFinding> OfTwoPlaces(Evidence evidence)
    {
        foreach ((string variable, string path, string other, string otherPath) in new[]
        {
            ("AWS_CONFIG_FILE", evidence.Config.Path, "AWS_SHARED_CREDENTIALS_FILE", evidence.Credentials.Path),
            ("AWS_SHARED_CREDENTIALS_FILE", evidence.Credentials.Path, "AWS_CONFIG_FILE", evidence.Config.Path),
        })
        {
            if (evidence.Variable(variable) is not null && evidence.Variable(other) is null)
            {
                yield return Note(
                    $"{variable} names {VisibleText.Of(path)}, but the other file is {VisibleText.Of(otherPath)}, as {other} is not set; logins are in {evidence.LoginFolder}.",
                    $"If that is not meant: Remove-Item Env:{variable}, or set {other} too.", variable);
            }
        }
    }

    private static string Holds(string home)
    {
        string folder = Path.Combine(home, ".aws");
        string[] files = [.. s_files.Where(name => File.Exists(Path.Combine(folder, name)))];
        return files.Length == 0 ? " (there is none)" : $" (there: {string.Join(" and ", files)})";
    }

    private static bool IsSame(string left, string right) =>
        string.Equals(left.Replace('/', '\\').TrimEnd('\\'), right.Replace('/', '\\').TrimEnd('\\'), StringComparison.OrdinalIgnoreCase);
}
