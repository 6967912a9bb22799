using System.Text;
using LeappSso.Store;
using Microsoft.Extensions.Time.Testing;

namespace LeappSso.Reliability.Tests.Fuzzing.Targets;

/// <summary>The keys of a role on disk.</summary>
internal sealed class RoleKeyTarget() : FuzzTarget("role keys", "only whole keys of this session, portal and chain; fresh ones live; written and read again they are the same; a damaged file is as none")
{
    private const string Portal = "https://acme.awsapps.com/start";

    private static readonly SessionId s_session = new("acme", "000000000001", "Admin");

    private readonly FuzzFolder _folder = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));

    internal override IReadOnlyList<byte[]> Examples { get; } = InputText.Bytes(
        $"{{\"session\":\"acme/000000000001/Admin\",\"portalUrl\":\"{Portal}\",\"accessKeyId\":\"ASIA\",\"secretAccessKey\":\"s\",\"sessionToken\":\"t\",\"expiresAt\":\"2030-01-01T01:00:00+00:00\","
            + "\"fetchedAt\":\"2029-12-31T23:59:00+00:00\",\"lifeSeconds\":3660,\"login\":\"abc\"}",
        $"{{\n  \"session\": \"ACME/000000000001/admin\",\n  \"portalUrl\": \"{Portal}\",\n  \"chain\": null, \"accessKeyId\": \"A\", \"secretAccessKey\": \"s\", \"sessionToken\": \"t\", \"lifeSeconds\": 1e308, \"fetchedAt\": \"0001-01-01T00:00:00Z\"\n}}");

    internal override IReadOnlyList<byte[]> Pieces { get; } = InputText.Bytes(
        "\"session\":", "\"portalUrl\":", $"\"{Portal}\"", "\"chain\":", "\"accessKeyId\":", "\"secretAccessKey\":", "\"sessionToken\":", "\"expiresAt\":", "\"fetchedAt\":", "\"lifeSeconds\":", "\"login\":", "null", "\"\"",
        "1e308", "-1e308", "0.1", "\"NaN\"", "\"Infinity\"", "\"9999-12-31T23:59:59-14:00\"", "\"0001-01-01T00:00:00+14:00\"", ",", "}", "{");

    /// <inheritdoc/>
    public override void Dispose()
    {
        _folder.Dispose();
        base.Dispose();
    }

    internal override void Check(byte[] input)
    {
        RoleKeyCache cache = new(_folder.Path, _time);
        string path = cache.PathOf(s_session);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, input);
        KeptKeys? kept = cache.Read(s_session, Portal);
        Demand.That(cache.Read(s_session, "https://other.awsapps.com/start") is null || Says(input, "other"), "keys of another portal");
        Demand.That(cache.Read(s_session, Portal, "0123456789abcdef") is null, "keys of a chain");
        if (kept is null)
        {
            Demand.That(!Examples.Any(e => input.AsSpan().SequenceEqual(e)), "the keys of an example are not found");
            return;
        }

        Demand.That(kept.Keys is { AccessKeyId.Length: > 0, SecretAccessKey.Length: > 0, SessionToken.Length: > 0 }, "keys that are not whole");
        DateTimeOffset now = _time.GetUtcNow();
        Demand.That(!kept.IsFresh(now) || kept.IsAlive(now), "fresh and not alive");
        Demand.That(!kept.IsAlive(now) || (kept.FetchedAt <= now.AddMinutes(1) && kept.FetchedAt + kept.Life > now), "alive after its life");
        if (input.Length % 32 == 0)
        {
            cache.Write(s_session, Portal, null, kept);
            KeptKeys? again = cache.Read(s_session, Portal);
            Demand.Same((kept.Keys.AccessKeyId, kept.Keys.SecretAccessKey, kept.Keys.SessionToken, kept.Keys.ExpiresAt), (again?.Keys.AccessKeyId, again?.Keys.SecretAccessKey, again?.Keys.SessionToken, again?.Keys.ExpiresAt), "the keys");
            Demand.Same((kept.FetchedAt, kept.Life, kept.Login), (again!.FetchedAt, again.Life, again.Login), "their life");
        }
    }

    private static bool Says(byte[] input, string word) => Encoding.UTF8.GetString(input).Contains(word, StringComparison.Ordinal);
}
