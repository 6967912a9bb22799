using LeappSso.Secrets.Linux;
using LeappSso.Secrets.Tests.Support;

namespace LeappSso.Secrets.Tests;

/// <summary>The Secret Service, by the unmodified GNOME Keyring on a bus that nobody else is on.</summary>
public sealed class SecretServiceTests
{
    private const string Name = "LeappSso/0123456789abcdef/login";

    [KeyringFact]
    public async Task What_is_kept_is_read_replaced_and_removed_by_its_name()
    {
        using PrivateKeyring keyring = new();
        using SecretServiceStore store = await OpenAsync(keyring);

        Assert.Null(await ReadAsync(store, Name));
        Assert.False(store.Delete(Name));
        store.Write(Name, "LeappSso: login of acme", "secret\nÄ 秘密 \"{}\"");
        Assert.Equal("secret\nÄ 秘密 \"{}\"", await ReadAsync(store, Name));
        store.Write(Name, "LeappSso: login of acme", new string('x', 100_000));
        Assert.Equal(100_000, (await ReadAsync(store, Name))!.Length);
        Assert.Null(await ReadAsync(store, Name + "2"));
        Assert.True(store.Delete(Name));
        Assert.Null(await ReadAsync(store, Name));
    }

    [KeyringFact]
    public async Task Another_process_reads_what_one_has_kept()
    {
        using PrivateKeyring keyring = new();
        using SecretServiceStore one = await OpenAsync(keyring);
        using SecretServiceStore other = await OpenAsync(keyring);

        one.Write(Name, "label", "kept");

        Assert.Equal("kept", await ReadAsync(other, Name));
    }

    [KeyringFact]
    public async Task Many_ask_at_once()
    {
        using PrivateKeyring keyring = new();
        using SecretServiceStore store = await OpenAsync(keyring);

        store.Write(Name, "label", "kept");
        string?[] read = await Task.WhenAll(Enumerable.Range(0, 400).Select(_ => ReadAsync(store, Name))).WaitAsync(TimeSpan.FromSeconds(30));

        Assert.All(read, secret => Assert.Equal("kept", secret));
    }

    [KeyringFact]
    public async Task A_locked_keyring_is_an_error_that_says_so_where_nobody_can_be_asked()
    {
        using PrivateKeyring keyring = new();
        using SecretServiceStore store = await OpenAsync(keyring);
        store.Write(Name, "label", "kept");
        await LockAsync(keyring);

        LeappException opening = await Assert.ThrowsAsync<LeappException>(() => store.OpenAsync(mayAsk: false, CancellationToken.None));
        LeappException onNoDesktop = await Assert.ThrowsAsync<LeappException>(() => store.OpenAsync(mayAsk: true, CancellationToken.None));
        LeappException[] all =
        [
            opening,
            onNoDesktop,
            await Assert.ThrowsAsync<LeappException>(() => ReadAsync(store, Name)),
            Assert.Throws<LeappException>(() => store.Write(Name, "label", "other")),
            Assert.Throws<LeappException>(() => store.Write(Name + "2", "label", "other")),
            Assert.Throws<LeappException>(() => store.Delete(Name)),
        ];

        Assert.All(all, e => Assert.Equal((LeappErrorCode.TokenStoreNotAvailable, true), (e.Code, e.Message.Contains("locked", StringComparison.Ordinal))));
        Assert.All(all, e => Assert.Contains("Unlock it by logging in to the desktop", e.Message, StringComparison.Ordinal));
    }

    [KeyringFact]
    public async Task A_question_that_nobody_answers_has_an_end()
    {
        using PrivateKeyring keyring = new();
        keyring.Variables["DISPLAY"] = ":none";
        using SecretServiceStore store = new(keyring.Variable) { PersonTime = TimeSpan.FromSeconds(2) };
        await keyring.ReadyAsync(store);
        await LockAsync(keyring);

        LeappException failure = await Assert.ThrowsAsync<LeappException>(
            () => store.OpenAsync(mayAsk: true, CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(30)));

        Assert.Equal(LeappErrorCode.TokenStoreNotAvailable, failure.Code);
    }

    [KeyringFact]
    public async Task A_keyring_that_has_ended_is_told()
    {
        using PrivateKeyring keyring = new();
        using SecretServiceStore store = await OpenAsync(keyring);
        store.Write(Name, "label", "kept");
        keyring.End();

        LeappException failure = await Assert.ThrowsAsync<LeappException>(() => ReadAsync(store, Name));

        Assert.Equal(LeappErrorCode.TokenStoreNotAvailable, failure.Code);
        Assert.Contains("No program on the session bus offers the Secret Service", failure.Message, StringComparison.Ordinal);
    }

    [KeyringFact]
    public async Task A_keyring_that_was_started_anew_is_used_on()
    {
        using PrivateKeyring keyring = new();
        using SecretServiceStore store = await OpenAsync(keyring);
        store.Write(Name, "label", "kept");
        keyring.StartAnew();
        await keyring.ReadyAsync(store);

        Assert.Equal("kept", await ReadAsync(store, Name));
        keyring.StartAnew();
        await keyring.ReadyAsync(store);
        store.Write(Name, "label", "other");
        keyring.StartAnew();
        await keyring.ReadyAsync(store);
        store.Write(Name + "2", "label", "third");

        string?[] all = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => ReadAsync(store, Name)));
        Assert.All(all, secret => Assert.Equal("other", secret));
        Assert.Equal("third", await ReadAsync(store, Name + "2"));
    }

    [BusFact]
    public async Task A_bus_without_the_service_is_told_with_what_to_install()
    {
        using PrivateBus bus = new();
        using SecretServiceStore store = new(bus.Variable);

        LeappException failure = await Assert.ThrowsAsync<LeappException>(() => store.OpenAsync(mayAsk: true, CancellationToken.None));

        Assert.Equal(LeappErrorCode.TokenStoreNotAvailable, failure.Code);
        Assert.Contains("GNOME Keyring, KWallet or KeePassXC", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "There is no session bus here")]
    [InlineData("unix:path=/nowhere/bus", "cannot be reached")]
    [InlineData("nonsense", "cannot be reached")]
    public async Task Without_a_bus_the_error_says_so(string? address, string said)
    {
        using SecretServiceStore store = new(name => name == "DBUS_SESSION_BUS_ADDRESS" ? address : null);

        LeappException failure = await Assert.ThrowsAsync<LeappException>(() => store.OpenAsync(mayAsk: true, CancellationToken.None));

        Assert.Equal(LeappErrorCode.TokenStoreNotAvailable, failure.Code);
        Assert.Contains(said, failure.Message, StringComparison.Ordinal);
    }

    private static async Task<SecretServiceStore> OpenAsync(PrivateKeyring keyring)
    {
        SecretServiceStore store = new(keyring.Variable);
        await keyring.ReadyAsync(store);
        return store;
    }

    private static Task<string?> ReadAsync(SecretServiceStore store, string name) => store.ReadAsync(name, CancellationToken.None);

    private static async Task LockAsync(PrivateKeyring keyring)
    {
        using ServiceConnection service = await ServiceConnection.OpenAsync(keyring.Address, TimeSpan.FromSeconds(10));
        await service.LockAsync(await service.DefaultCollectionAsync());
    }
}
