using LeappSso.Ports;

namespace LeappSso.Core.Tests.Fakes;

/// <summary>A security token service in memory, whose answers a test decides.</summary>
internal sealed class FakeSts : ISts
{
    private int _keys;

    /// <summary>Who asked for what, where: region, the id of the caller's keys, the request.</summary>
    public List<(string Region, string Caller, AssumeRoleCall Request)> Calls { get; } = [];

    /// <summary>The region of the client that was made last.</summary>
    public string Region { get; set; } = string.Empty;

    /// <summary>Called before each answer with the id of the caller's keys; throws what the service shall refuse.</summary>
    public Func<string, Task> Before { get; set; } = _ => Task.CompletedTask;

    /// <summary>When keys end.</summary>
    public Func<DateTimeOffset> KeysEnd { get; set; } = () => throw new InvalidOperationException("The test sets no end of keys.");

    public async Task<RoleKeys> AssumeRoleAsync(RoleKeys caller, AssumeRoleCall request, CancellationToken cancellationToken)
    {
        lock (Calls)
        {
            Calls.Add((Region, caller.AccessKeyId, request));
        }

        await Before(caller.AccessKeyId);
        int serial = Interlocked.Increment(ref _keys);
        return new RoleKeys($"ASIACHAIN{serial}", $"chain-secret{serial}+/", $"chain-session{serial}", KeysEnd());
    }
}
