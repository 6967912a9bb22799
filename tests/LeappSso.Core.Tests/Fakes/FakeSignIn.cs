using LeappSso.Ports;

namespace LeappSso.Core.Tests.Fakes;

/// <summary>The sign-in of the console in memory.</summary>
internal sealed class FakeSignIn : ISignIn
{
    public Uri Page => new($"https://{Host}/federation");

    /// <summary>The host it was asked for at.</summary>
    public string? Host { get; set; }

    /// <summary>What it was asked with: access key id and duration.</summary>
    public List<(string AccessKeyId, TimeSpan? Duration)> Calls { get; } = [];

    /// <summary>Called before each answer with its number; throws what the service shall refuse.</summary>
    public Action<int> Before { get; set; } = _ => { };

    public Task<string> GetSigninTokenAsync(RoleKeys keys, TimeSpan? duration, CancellationToken cancellationToken)
    {
        int number;
        lock (Calls)
        {
            Calls.Add((keys.AccessKeyId, duration));
            number = Calls.Count;
        }

        Before(number);
        return Task.FromResult($"token+/{keys.AccessKeyId}");
    }
}
