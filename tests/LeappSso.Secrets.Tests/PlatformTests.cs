using System.Text;
using LeappSso.Ports;
using LeappSso.Secrets.Linux;
using LeappSso.Secrets.Tests.Support;

namespace LeappSso.Secrets.Tests;

/// <summary>The store of the platform on which the tests run: on each platform another one.</summary>
public sealed class PlatformTests : IDisposable
{
    private readonly string _workspace = Directory.CreateTempSubdirectory("leappsso-secrets-").FullName;

    [PlatformFact]
    public async Task The_store_of_this_platform_keeps_a_secret_until_it_is_removed()
    {
        using PrivateKeyring? keyring = OperatingSystem.IsLinux() ? new PrivateKeyring() : null;
        using SecretServiceStore? service = keyring is null ? null : new SecretServiceStore(keyring.Variable);
        ISecretStore store = service ?? new PlatformSecrets().Open(_workspace);
        string name = $"LeappSso/test-{Guid.NewGuid():n}/login";
        if (service is not null)
        {
            await keyring!.ReadyAsync(service);
        }

        await store.OpenAsync(mayAsk: false, CancellationToken.None);
        Assert.Null(await store.ReadAsync(name, CancellationToken.None));
        try
        {
            store.Write(name, "LeappSso: a test", "secret 1");
            store.Write(name, "LeappSso: a test", "secret 秘密");
            Assert.Equal("secret 秘密", await store.ReadAsync(name, CancellationToken.None));
            // Windows keeps encrypted files there, the others nothing.
            string[] files = Directory.GetFiles(_workspace, "*", SearchOption.AllDirectories);
            Assert.Equal(OperatingSystem.IsWindows(), files.Length > 0);
            Assert.All(files, f => Assert.DoesNotContain("secret", Encoding.Latin1.GetString(File.ReadAllBytes(f)), StringComparison.Ordinal));
        }
        finally
        {
            Assert.True(store.Delete(name));
        }

        Assert.Null(await store.ReadAsync(name, CancellationToken.None));
        Assert.False(store.Delete(name));
    }

    public void Dispose() => Directory.Delete(_workspace, recursive: true);
}
