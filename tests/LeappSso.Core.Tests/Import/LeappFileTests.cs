using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using LeappSso.Import;

namespace LeappSso.Core.Tests.Import;

public sealed class LeappFileTests
{
    private const string Machine = "3d1219c7c4c5404aaa1f6d2a48adfda4";
    private const string Blob = "U2FsdGVkX18S4eZ1S7ygmOk5MX9uxpXZta+d49D17NJ2cUs7Y88Pga/o/dSECRiG";

    [Fact]
    public void The_passphrase_is_the_hash_of_the_machine_id() =>
        Assert.Equal("0035969ec53f6e7f0fb40f08cc9ed4783aa99c2000cf1ebe4187c10dd0d8370f", LeappFile.PassphraseOf(Machine));

    [Theory]
    [InlineData(Blob, Machine)]
    [InlineData(Blob + "\n", " 3D1219C7C4C5404AAA1F6D2A48ADFDA4\r\n")]
    public void What_crypto_js_wrote_is_read(string text, string machine)
    {
        using JsonDocument json = LeappFile.Read(Encoding.ASCII.GetBytes(text), ["another", machine])!;

        Assert.Equal("world", json.RootElement.GetProperty("hello").GetString());
    }

    [Theory]
    [InlineData(Blob, "another")]
    [InlineData("U2FsdGVkX18S4eZ1S7ygmA==", Machine)]
    [InlineData("U2FsdGVkX18S4eZ1S7ygmOk5MX9uxpXZta+d49D17NJ2cUs7Y88Pga/o/dSECRi", Machine)]
    [InlineData("bm90aGluZyBvZiB0aGUga2luZCBhdCBhbGwhISEhISE=", Machine)]
    [InlineData("", Machine)]
    [InlineData("[]", Machine)]
    [InlineData("\u00ff\u0000", Machine)]
    public void What_is_something_else_or_of_another_machine_is_not(string text, string machine) =>
        Assert.Null(LeappFile.Read(Encoding.Latin1.GetBytes(text), [machine]));

    [Theory]
    [InlineData(Blob)]
    [InlineData("""{"hello":"world"}""")]
    public void A_byte_order_mark_does_not_count(string text)
    {
        using JsonDocument json = LeappFile.Read([.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text)], [Machine])!;

        Assert.Equal("world", json.RootElement.GetProperty("hello").GetString());
    }

    [Fact]
    public void No_damaged_file_is_more_than_unreadable()
    {
        byte[] whole = Convert.FromBase64String(Blob);
        for (int at = 0; at < whole.Length; at++)
        {
            byte[] damaged = [.. whole];
            damaged[at] ^= 0x41;
            using JsonDocument? json = LeappFile.Read(Encoding.ASCII.GetBytes(Convert.ToBase64String(damaged)), [Machine]);
            Assert.True(json is null || json.RootElement.ValueKind == JsonValueKind.Object);
        }
    }

    [Fact]
    public void Linux_tries_each_place_of_the_id_and_then_the_name_of_the_machine()
    {
        Dictionary<string, string> files = new() { ["/etc/machine-id"] = "id", ["/var/lib/dbus/machine-id"] = "older" };

        Assert.Equal(["older", "id", "host"], MachineId.OnLinux(files.GetValueOrDefault, "host"));
        Assert.Equal(["host"], MachineId.OnLinux(_ => null, "host"));
    }

    [Fact]
    public void MacOS_has_the_id_among_other_lines() =>
        Assert.Equal(
            ["AB12CD34-0000-1111-2222-333344445555"],
            MachineId.InIoRegistry("+-o Mac  <class IOPlatformExpertDevice>\n    {\n      \"IOPlatformSerialNumber\" = \"X\"\n"
                + "      \"IOPlatformUUID\" = \"AB12CD34-0000-1111-2222-333344445555\"\n    }\n"));

    [Fact]
    public void This_machine_has_an_id() => Assert.NotEmpty(MachineId.OfThisMachine());

    /// <summary>Writes as Leapp does.</summary>
    [SuppressMessage("Security", "CA5351:Do Not Use Broken Cryptographic Algorithms", Justification = "The format of the file.")]
    internal static byte[] Encrypt(string json, string machine)
    {
        byte[] salt = RandomNumberGenerator.GetBytes(8);
        byte[] passphrase = Encoding.UTF8.GetBytes(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(machine))));
        byte[] first = MD5.HashData((byte[])[.. passphrase, .. salt]);
        byte[] second = MD5.HashData((byte[])[.. first, .. passphrase, .. salt]);
        byte[] third = MD5.HashData((byte[])[.. second, .. passphrase, .. salt]);
        using Aes aes = Aes.Create();
        aes.Key = [.. first, .. second];
        byte[] blob = [.. "Salted__"u8, .. salt, .. aes.EncryptCbc(Encoding.UTF8.GetBytes(json), third)];
        return Encoding.ASCII.GetBytes(Convert.ToBase64String(blob));
    }
}
