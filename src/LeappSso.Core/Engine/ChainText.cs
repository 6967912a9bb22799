using System.Globalization;
using System.Text.RegularExpressions;
using LeappSso.Store;

namespace LeappSso.Engine;

/// <summary>What AWS takes of the texts and numbers of a chained session (API reference of STS, AssumeRole).</summary>
internal static partial class ChainText
{
    /// <summary>The shortest life of keys.</summary>
    internal static readonly TimeSpan ShortestLife = TimeSpan.FromMinutes(15);

    /// <summary>
    /// The longest: keys of an assumed role, and so are all of a portal, get none that live longer ("role chaining",
    /// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles.html).
    /// </summary>
    internal static readonly TimeSpan LongestLife = TimeSpan.FromHours(1);

    /// <summary>The name in the logs of AWS where there is no better one.</summary>
    internal const string UsualSessionName = "LeappSso";

    /// <summary>Makes the entry of a chained session of what a person gave.</summary>
    /// <param name="settings">What was given.</param>
    /// <param name="arn">The role, which was checked.</param>
    /// <param name="parent">The id of the parent.</param>
    /// <exception cref="LeappException"><see cref="LeappErrorCode.InvalidExternalId"/> or <see cref="LeappErrorCode.InvalidDuration"/>.</exception>
    internal static ChainEntry ToEntry(ChainSettings settings, RoleArn arn, SessionId parent) => new()
    {
        RoleArn = arn.Text,
        Parent = parent.ToString(),
        ExternalId = settings.ExternalId is { } id ? CheckExternalId(id) : null,
        DurationSeconds = settings.Duration is { } duration ? Seconds(duration) : null,
        RoleSessionName = SessionNameOf(settings.RoleSessionName ?? Environment.UserName),
    };

    /// <summary>Whether a name has the shape of those of roles.</summary>
    internal static bool IsRoleName(string name) => Name().IsMatch(name);

    /// <summary>Whether AWS takes a text as an external id.</summary>
    internal static bool IsExternalId(string id) => ExternalId().IsMatch(id);

    /// <summary>Checks the name of a chained session.</summary>
    /// <exception cref="LeappException"><see cref="LeappErrorCode.InvalidSessionName"/>.</exception>
    internal static string CheckName(string name) => IsRoleName(name) ? name : throw new LeappException(
        LeappErrorCode.InvalidSessionName,
        $"'{VisibleText.Of(name)}' cannot be the name of a session. Use 1 to 64 letters, digits and _ + = , . @ - only, as role names have.",
        name);

    /// <summary>A name of another tool as the name of a chained session; null where nothing is left of it.</summary>
    internal static string? CleanName(string name)
    {
        string clean = Unusual().Replace(name, "-").Trim('-');
        return clean.Length == 0 ? null : clean.Length > 64 ? clean[..64] : clean;
    }

    /// <summary>The name under which AWS logs what is done with the keys: one that is given, as far as AWS takes its characters.</summary>
    internal static string SessionNameOf(string name)
    {
        string clean = Unusual().Replace(name, "-").Trim('-');
        return clean.Length < 2 ? UsualSessionName : clean.Length > 64 ? clean[..64] : clean;
    }

    private static string CheckExternalId(string id) => IsExternalId(id) ? id : throw new LeappException(
        LeappErrorCode.InvalidExternalId,
        "The external id has 2 to 1224 letters, digits and _ + = , . @ : / - only. It stands in the trust policy of the role, under sts:ExternalId;"
        + " write it as it stands there.",
        id);

    private static int Seconds(TimeSpan duration) =>
        duration >= ShortestLife && duration <= LongestLife ? (int)Math.Floor(duration.TotalSeconds) : throw new LeappException(
            LeappErrorCode.InvalidDuration,
            string.Create(
                CultureInfo.InvariantCulture,
                $"Keys of a chained session live 15 minutes to 1 hour, not {duration:c}: AWS allows an hour at most where the keys of one role assume another,"
                + $" whatever the role itself allows. They are renewed by themselves, so leave -Duration out for an hour."),
            duration);

    [GeneratedRegex(@"^[A-Za-z0-9_+=,.@-]{1,64}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Name();

    [GeneratedRegex(@"[^A-Za-z0-9_+=,.@-]+", RegexOptions.CultureInvariant)]
    private static partial Regex Unusual();

    [GeneratedRegex(@"^[A-Za-z0-9_+=,.@:/-]{2,1224}\z", RegexOptions.CultureInvariant)]
    private static partial Regex ExternalId();
}
