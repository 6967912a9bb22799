using System.Globalization;
using System.Management.Automation.Host;
using LeappSso.Cmdlets.Loading;
using LeappSso.Ports;

namespace LeappSso.Cmdlets.Pipeline;

/// <summary>The words that ask a person to log in, and the same address for a phone.</summary>
internal static class LoginText
{
    /// <summary>The lines of text that must stay in sight above a code.</summary>
    private const int LinesAbove = 5;

    internal static IEnumerable<string> Lines(LoginPrompt prompt)
    {
        string time = Time(prompt.ExpiresIn);
        if (prompt.UserCode is { Length: > 0 } code)
        {
            yield return $"To log in to '{prompt.Integration}', open this address in any browser:";
            yield return $"    {prompt.Address.AbsoluteUri}";
            yield return $"and allow the request if it shows the code  {code}  ({time}).";
        }
        else if (!prompt.Opens)
        {
            yield return $"To log in to '{prompt.Integration}', open this address in a browser of this machine and allow the request ({time}):";
            yield return $"    {prompt.Address.AbsoluteUri}";
        }
        else
        {
            yield return $"To log in to '{prompt.Integration}', allow the request in the browser ({time}). If none opens, go to:";
            yield return $"    {prompt.Address.AbsoluteUri}";
        }
    }

    private static string Time(TimeSpan left)
    {
        (double count, string unit) = left < TimeSpan.FromMinutes(2) ? (left.TotalSeconds, "second") : (left.TotalMinutes, "minute");
        double whole = Math.Ceiling(count);
        return whole == 1 ? $"there is 1 {unit}" : string.Create(CultureInfo.InvariantCulture, $"there are {whole:0} {unit}s");
    }

    /// <summary>The address as a QR code, where a phone can use it and the terminal can show it; else nothing.</summary>
    internal static IReadOnlyList<string> QrCode(LoginPrompt prompt, PSHost host, Action<string> verbose)
    {
        try
        {
            return QrCode(prompt, host);
        }
        catch (Exception e) when (e is IOException or InvalidOperationException or NotSupportedException or HostException or ArgumentException
            or BadImageFormatException or TypeLoadException or NotImplementedException)
        {
            // A host may have no window to ask (NotImplementedException), and an update may have taken the file of the drawing away or replaced it
            // (BadImageFormatException, TypeLoadException). It is an extra: the address and the code are on the screen already.
            verbose($"No QR code can be drawn here: {e.Message}");
            return [];
        }
    }

    private static IReadOnlyList<string> QrCode(LoginPrompt prompt, PSHost host)
    {
        // A login in the browser of this machine comes back to this machine, so a phone could not finish it.
        if (prompt.UserCode is null || !ShowsDrawings(host))
        {
            return [];
        }

        Size window = host.UI.RawUI.WindowSize;
        IReadOnlyList<string>? lines = Isolated.QrCode.Draw(prompt.Address.AbsoluteUri, window.Width);
        return lines is not null && lines.Count + LinesAbove <= window.Height ? lines : [];
    }

    /// <summary>Whether colours and block characters reach a screen: not in a file or log, nor where somebody wants no colours.</summary>
    private static bool ShowsDrawings(PSHost host) =>
        host.UI is { SupportsVirtualTerminal: true, RawUI: not null }
        && host.Name != HostMode.Remote
        && !Console.IsOutputRedirected
        && Console.OutputEncoding.CodePage == 65001
        && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"))
        && Environment.GetEnvironmentVariable("TERM") != "dumb";
}
