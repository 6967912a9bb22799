using System.Diagnostics.CodeAnalysis;
using System.Net;

namespace LeappSso.Login;

/// <summary>
/// Reads an address of the web out of a text of others. <see cref="Uri"/> alone would do for all but texts that it takes for a path in a
/// network of Windows: on some of these it throws an <see cref="IndexOutOfRangeException"/>.
/// </summary>
public static class WebAddress
{
    /// <summary>Reads a text that begins with <c>https://</c> or <c>http://</c>, whatever the letter case and the blanks around it.</summary>
    /// <param name="text">The text.</param>
    /// <param name="address">The address.</param>
    public static bool TryRead([NotNullWhen(true)] string? text, [NotNullWhen(true)] out Uri? address)
    {
        address = null;
        ReadOnlySpan<char> begin = text.AsSpan().TrimStart();
        return (begin.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || begin.StartsWith("http://", StringComparison.OrdinalIgnoreCase))
            && Uri.TryCreate(text, UriKind.Absolute, out address);
    }

    /// <summary>Whether an address is of this machine, so that nothing on its way can be read by others.</summary>
    /// <param name="address">The address.</param>
    public static bool IsLoopback(Uri address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return address.Host == "localhost" || (IPAddress.TryParse(address.Host.Trim('[', ']'), out IPAddress? ip) && IPAddress.IsLoopback(ip));
    }
}
