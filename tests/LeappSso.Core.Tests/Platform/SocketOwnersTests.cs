using System.Net;
using System.Net.Sockets;
using LeappSso.Core.Tests.Fakes;
using LeappSso.Platform;

namespace LeappSso.Core.Tests.Platform;

public sealed class SocketOwnersTests
{
    private const string Head = "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode";

    private static readonly IPEndPoint s_here = new(IPAddress.Loopback, 0x1F90);
    private static readonly IPEndPoint s_there = new(IPAddress.Loopback, 0xC001);
    private static readonly string s_address = BitConverter.ToUInt32(IPAddress.Loopback.GetAddressBytes()).ToString("X8", null);

    /// <summary>An IPv6 socket that speaks IPv4, as many programs have.</summary>
    private static readonly string s_mapped = string.Concat(
        IPAddress.Loopback.MapToIPv6().GetAddressBytes().Chunk(4).Select(b => BitConverter.ToUInt32(b).ToString("X8", null)));

    [Theory]
    [InlineData("1000", "1001", true)]
    [InlineData("0", "1001", true)]
    [InlineData("1000", "65534", true)]
    [InlineData("1000", "1000", false)]
    [InlineData("0", "0", false)]
    [InlineData("1000", "0", false)]
    public void Another_user_is_told_from_the_same_and_from_root(string us, string them, bool expected)
    {
        Assert.Equal(expected, Judge(Line(s_address, 0x1F90, s_address, 0xC001, us), Line(s_address, 0xC001, s_address, 0x1F90, them)));
        Assert.Equal(expected, Judge(Line(s_mapped, 0xC001, s_mapped, 0x1F90, them), Line(s_address, 0x1F90, s_address, 0xC001, us)));
    }

    [Fact]
    public void Connections_to_other_ports_and_addresses_tell_nothing()
    {
        string ours = Line(s_address, 0x1F90, s_address, 0xC001, "1000");
        string listening = Line(s_address, 0x1F90, "00000000", 0, "1000");
        Assert.False(Judge(ours));
        Assert.False(Judge(listening, Line(s_address, 0xC001, s_address, 0x1F90, "1001")));
        Assert.False(Judge(ours, Line(s_address, 0xC002, s_address, 0x1F90, "1001")));
        Assert.False(Judge(ours, Line(s_address, 0xC001, s_address, 0x1F91, "1001")));
        Assert.False(Judge(ours, Line("0200007F", 0xC001, s_address, 0x1F90, "1001")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("  0: 0100007F:1F90 0100007F:C001 01")]
    [InlineData("nothing of this kind at all stands in such a table")]
    public void A_table_of_another_form_tells_nothing(string line) => Assert.False(Judge(line, line));

    [UnixFact]
    public async Task A_connection_of_this_process_is_of_no_other_user()
    {
        using Socket listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        // What the browser here may be: a socket of either kind.
        foreach (AddressFamily family in (AddressFamily[])[AddressFamily.InterNetwork, AddressFamily.InterNetworkV6])
        {
            using Socket client = new(family, SocketType.Stream, ProtocolType.Tcp);
            if (family == AddressFamily.InterNetworkV6)
            {
                client.DualMode = true;
            }

            Task<Socket> accepting = listener.AcceptAsync();
            await client.ConnectAsync(listener.LocalEndPoint!);
            using Socket accepted = await accepting;

            Assert.False(SocketOwners.IsOfAnotherUser(accepted.LocalEndPoint, accepted.RemoteEndPoint));
            if (OperatingSystem.IsLinux())
            {
                IPEndPoint there = (IPEndPoint)accepted.RemoteEndPoint!;
                string[] lines = [.. File.ReadLines("/proc/net/tcp"), .. File.ReadLines("/proc/net/tcp6")];
                string own = Assert.Single(lines, l => l.Contains($":{there.Port:X4} ", StringComparison.Ordinal) && IsFrom(l, there.Port));
                string other = own.Replace(Uid(own).PadLeft(5) + " ", "12345 ", StringComparison.Ordinal);
                Assert.True(SocketOwners.IsOfAnotherUser(lines.Select(l => l == own ? other : l), (IPEndPoint)accepted.LocalEndPoint!, there));
            }
        }
    }

    private static string Uid(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[7];

    private static bool IsFrom(string line, int port) =>
        line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1].EndsWith($":{port:X4}", StringComparison.Ordinal);

    private static bool Judge(params string[] lines) => SocketOwners.IsOfAnotherUser([Head, .. lines], s_here, s_there);

    private static string Line(string local, int localPort, string remote, int remotePort, string uid) =>
        $"   3: {local}:{localPort:X4} {remote}:{remotePort:X4} 01 00000000:00000000 00:00000000 00000000 {uid,5}        0 12345 1 0000000000000000 20 4 30 10 -1";
}
