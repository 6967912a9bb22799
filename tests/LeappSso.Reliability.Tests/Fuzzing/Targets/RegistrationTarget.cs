using System.Text.Json;
using LeappSso.Ports;
using LeappSso.Store;
using Microsoft.Extensions.Time.Testing;

namespace LeappSso.Reliability.Tests.Fuzzing.Targets;

/// <summary>The registrations of this program at portals.</summary>
internal sealed class RegistrationTarget() : FuzzTarget("registrations", "nothing ended or empty is given; a damaged file is as none, and the next registration mends it")
{
    private const string Key = "Browser eu-west-1 https://acme.awsapps.com/start";

    private readonly FuzzFolder _folder = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));

    internal override IReadOnlyList<byte[]> Examples { get; } = InputText.Bytes(
        $"{{\"registrations\":{{\"{Key}\":{{\"clientId\":\"c\",\"clientSecret\":\"{Demand.Secret}\",\"expiresAt\":\"2030-03-01T00:00:00+00:00\"}},\"old\":{{\"clientId\":\"c\",\"clientSecret\":\"s\",\"expiresAt\":\"2029-03-01T00:00:00Z\"}}}}}}",
        "{\r\n  \"registrations\": {}\r\n}", "{\"registrations\":null}", "null", $"{{\"registrations\":{{\"{Key}\":null}}}}");

    internal override IReadOnlyList<byte[]> Pieces { get; } = InputText.Bytes(
        "\"registrations\":", $"\"{Key}\":", "\"clientId\":", "\"clientSecret\":", "\"expiresAt\":", "null", "\"\"", "\"2030-01-01T00:30:00Z\"", "{", "}", ",", "\"x\":{\"clientId\":1}", "//x\n");

    /// <inheritdoc/>
    public override void Dispose()
    {
        _folder.Dispose();
        base.Dispose();
    }

    internal override void Check(byte[] input)
    {
        RegistrationStore store = new(_folder.Put("registrations.json", input), _time);
        ClientRegistration? found = store.Find(Key);
        Demand.That(found is null or { ClientId.Length: > 0, ClientSecret.Length: > 0 }, "an empty registration");
        Demand.That(found is null || found.ExpiresAt > _time.GetUtcNow().AddMinutes(59), "one that has ended");
        if (found is null)
        {
            Demand.That(!input.AsSpan().SequenceEqual(Examples[0]), "the one of the example is not found");
        }

        // Writing takes a lock and waits for the disk.
        if (input.Length % 32 == 0)
        {
            store.KeepAsync("another", new ClientRegistration("c", "s", _time.GetUtcNow().AddDays(1)), CancellationToken.None).GetAwaiter().GetResult();
            Demand.Same("c", store.Find("another")?.ClientId, "what was kept");
            Demand.Same(found?.ClientSecret, store.Find(Key)?.ClientSecret, "the other one");
            using JsonDocument json = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(_folder.Path, "registrations.json")));
            Demand.That(json.RootElement.GetProperty("registrations").EnumerateObject().All(r => r.Value.GetProperty("expiresAt").GetDateTimeOffset() > _time.GetUtcNow()), "an ended one is kept");
        }
    }
}
