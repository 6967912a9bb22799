namespace LeappSso.Ports;

/// <summary>Draws a QR code, so that an address can be opened with a phone.</summary>
public interface IQrCode
{
    /// <summary>Draws a text as lines of block characters, black on white by escape sequences, with the quiet zone that scanners need.</summary>
    /// <param name="text">What a scanner shall read.</param>
    /// <param name="width">How many columns there are.</param>
    /// <returns>The lines; null if there are too few columns.</returns>
    IReadOnlyList<string>? Draw(string text, int width);
}
