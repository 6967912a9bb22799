using System.Globalization;
using System.Net;

namespace LeappSso.Platform;

/// <summary>
/// Whose a connection within this machine is, as Linux tells it: <c>/proc/net/tcp</c> lists both ends with the user who has them (proc(5)).
/// Other systems do not tell.
/// </summary>
internal static class SocketOwners
{
    /// <summary>Programs that listen for IPv6 and IPv4 in one, or speak both, are in the second.</summary>
    private static readonly string[] s_tables = ["/proc/net/tcp", "/proc/net/tcp6"];

    /// <summary>Says whether another user has the other end. Root passes: nothing is hidden from it, and it relays for others (WSL).</summary>
    /// <param name="here">Our end.</param>
    /// <param name="there">The other end.</param>
    internal static bool IsOfAnotherUser(EndPoint? here, EndPoint? there)
    {
        if (!OperatingSystem.IsLinux() || here is not IPEndPoint ours || there is not IPEndPoint theirs)
        {
            return false;
        }

        try
        {
            return IsOfAnotherUser(s_tables.Where(File.Exists).SelectMany(File.ReadLines), ours, theirs);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Where the system keeps the table to itself, nothing is known of the other end.
            return false;
        }
    }

    /// <summary>The same from the lines of the tables.</summary>
    internal static bool IsOfAnotherUser(IEnumerable<string> lines, IPEndPoint here, IPEndPoint there)
    {
        string? us = null;
        string? them = null;
        foreach (string[] words in lines.Select(l => l.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Where(w => w.Length > 7))
        {
            if (Is(words[1], here) && Is(words[2], there))
            {
                us = words[7];
            }
            else if (Is(words[1], there) && Is(words[2], here))
            {
                them = words[7];
            }
        }

        return us is not null && them is not null && them != us && them != "0";
    }

    private static bool Is(string text, IPEndPoint end) =>
        text.EndsWith(end.Port.ToString("X4", CultureInfo.InvariantCulture), StringComparison.Ordinal)
        && (text == Text(end.Address.MapToIPv4(), end.Port) || text == Text(end.Address.MapToIPv6(), end.Port));

    /// <summary>An address as the kernel prints it: each four bytes as one number in the order of this machine's processor.</summary>
    private static string Text(IPAddress address, int port) => string.Concat(
        address.GetAddressBytes().Chunk(4).Select(four => BitConverter.ToUInt32(four).ToString("X8", CultureInfo.InvariantCulture)))
        + ":" + port.ToString("X4", CultureInfo.InvariantCulture);
}
