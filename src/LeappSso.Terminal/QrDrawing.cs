using System.Collections;
using System.Text;
using LeappSso.Ports;
using QRCoder;

namespace LeappSso.Terminal;

/// <summary>
/// QR codes for terminals: two rows of modules to a line of text, by half blocks, since characters are about twice as high as wide.
/// The colours are set, because scanners read a code best that is dark on light, whatever the colours of the terminal are.
/// </summary>
public sealed class QrDrawing : IQrCode
{
    private const string BlackOnWhite = "\u001b[30;107m";
    private const string Reset = "\u001b[0m";

    /// <inheritdoc/>
    public IReadOnlyList<string>? Draw(string text, int width)
    {
        // Level L: an address has no wear and tear on a screen, and a smaller code is easier to scan. QRCoder adds the quiet zone (ISO/IEC 18004: 4 modules).
        using QRCodeData code = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.L);
        List<BitArray> rows = code.ModuleMatrix;
        if (rows.Count > width)
        {
            return null;
        }

        List<string> lines = [];
        for (int row = 0; row < rows.Count; row += 2)
        {
            StringBuilder line = new(BlackOnWhite);
            for (int column = 0; column < rows.Count; column++)
            {
                line.Append(Block(rows[row][column], row + 1 < rows.Count && rows[row + 1][column]));
            }

            lines.Add(line.Append(Reset).ToString());
        }

        return lines;
    }

    private static char Block(bool upper, bool lower) => (upper, lower) switch
    {
        (true, true) => '\u2588',
        (true, false) => '\u2580',
        (false, true) => '\u2584',
        _ => ' ',
    };
}
