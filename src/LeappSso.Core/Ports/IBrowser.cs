namespace LeappSso.Ports;

/// <summary>The browser of this machine.</summary>
public interface IBrowser
{
    /// <summary>Whether a browser that can reach this machine's loopback address is likely.</summary>
    bool IsLikely { get; }

    /// <summary>Whether a port that was opened just now may not be there for the browser yet, as it is on another system.</summary>
    bool SeesPortsLate => false;

    /// <summary>Opens an address. Best effort: it returns as soon as a program was started.</summary>
    /// <param name="address">An https or loopback address.</param>
    /// <returns>Null, or why it could not be opened.</returns>
    string? Open(Uri address);

    /// <summary>Opens an address as <see cref="Open(Uri)"/> does, and tells what becomes known only later.</summary>
    /// <param name="address">An https or loopback address.</param>
    /// <param name="failed">Called, from any thread, where the program that was started ends in failure: with the reason.</param>
    /// <returns>Null, or why it could not be opened.</returns>
    string? Open(Uri address, Action<string> failed) => Open(address);
}
