using System.Globalization;

namespace LeappSso.WebConsole;

/// <summary>What a person gives to open the AWS console.</summary>
public sealed record ConsoleRequest
{
    /// <summary>The shortest life of a console session that AWS grants.</summary>
    public static readonly TimeSpan ShortestDuration = TimeSpan.FromMinutes(15);

    /// <summary>The longest life of a console session that AWS grants.</summary>
    public static readonly TimeSpan LongestDuration = TimeSpan.FromHours(12);

    /// <summary>The page: a service, a path or an address; null for the first page.</summary>
    public string? Destination { get; init; }

    /// <summary>Whether the keys of the session are exchanged for a sign-in, instead of a link through the portal.</summary>
    public bool Federated { get; init; }

    /// <summary>How long the console stays signed in; null leaves it to AWS. For a federated sign-in only.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>Refuses what AWS would refuse.</summary>
    /// <exception cref="LeappException"><see cref="LeappErrorCode.InvalidDuration"/>.</exception>
    internal void Check()
    {
        if (Duration is not { } duration)
        {
            return;
        }

        if (!Federated)
        {
            throw new LeappException(
                LeappErrorCode.InvalidDuration,
                "How long the console stays signed in is for the portal to decide, by the session duration of the permission set."
                + " With -Federated it is for you: give that too, or leave -Duration out.",
                duration);
        }

        if (duration < ShortestDuration || duration > LongestDuration)
        {
            throw new LeappException(
                LeappErrorCode.InvalidDuration,
                string.Create(CultureInfo.InvariantCulture, $"AWS keeps a console signed in for 15 minutes to 12 hours, not for {duration}.")
                + " Write for example -Duration 4:00:00 for four hours; a plain number is seconds.",
                duration);
        }
    }
}
