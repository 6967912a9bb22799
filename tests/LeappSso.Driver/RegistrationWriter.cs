using System.Text.Json;
using LeappSso.Ports;
using LeappSso.Store;

namespace LeappSso.Driver;

/// <summary>Keeps registrations of this program at the login service.</summary>
internal sealed class RegistrationWriter(string folder) : StoreWriter
{
    private const string Key = "Browser eu-west-1 https://acme.awsapps.com/start";

    private static readonly TimeProvider s_time = SetTime.Of(0);

    private readonly string _path = Path.Combine(folder, "registrations.json");

    internal override Task WriteAsync(int serial) => new RegistrationStore(_path, s_time).KeepAsync(Key, Registration(serial), CancellationToken.None);

    internal override int Last() => new RegistrationStore(_path, s_time).Find(Key) is { } kept ? SerialOf(kept.ClientSecret) : -1;

    internal override IEnumerable<string> Faults(int last) => FaultsOf(_path, last < 0 ? null : Content(last));

    internal override string? KindOf(string path) => path == _path ? "registration (`registrations.json`)" : null;

    private static ClientRegistration Registration(int serial) => new($"client-{serial}", SecretOf(serial), s_time.GetUtcNow().AddDays(90));

    private static byte[] Content(int serial)
    {
        ClientRegistration kept = Registration(serial);
        RegistrationEntry entry = new() { ClientId = kept.ClientId, ClientSecret = kept.ClientSecret, ExpiresAt = kept.ExpiresAt };
        return JsonSerializer.SerializeToUtf8Bytes(new RegistrationDocument { Registrations = { [Key] = entry } }, StoreJson.Default.RegistrationDocument);
    }
}
