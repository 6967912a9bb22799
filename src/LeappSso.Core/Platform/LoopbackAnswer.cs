using System.Globalization;
using System.Text;

namespace LeappSso.Platform;

/// <summary>An answer to a browser on this machine. It is never kept by the browser, and tells no other site where it came from.</summary>
/// <param name="Status">The status with its words.</param>
/// <param name="Page">The page.</param>
/// <param name="Location">Where the browser is to go on; null to stay.</param>
internal sealed record LoopbackAnswer(string Status, string Page, Uri? Location = null)
{
    /// <summary>The whole answer.</summary>
    internal byte[] ToBytes()
    {
        byte[] body = Encoding.UTF8.GetBytes(Page);
        string location = Location is null ? string.Empty : $"\nLocation: {Location.AbsoluteUri}";
        string head = string.Create(CultureInfo.InvariantCulture, $"""
            HTTP/1.1 {Status}{location}
            Content-Type: text/html; charset=utf-8
            Content-Length: {body.Length}
            Content-Security-Policy: default-src 'none'; style-src 'unsafe-inline'; img-src data:
            Referrer-Policy: no-referrer
            Cache-Control: no-store
            Connection: close


            """).ReplaceLineEndings("\r\n");
        return [.. Encoding.ASCII.GetBytes(head), .. body];
    }
}
