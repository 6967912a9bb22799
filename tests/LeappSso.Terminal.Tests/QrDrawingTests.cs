using CsCheck;
using ZXing;
using ZXing.Common;
using ZXing.QrCode;

namespace LeappSso.Terminal.Tests;

/// <summary>Reads the drawing back from the screen's characters with another library's scanner.</summary>
public sealed class QrDrawingTests
{
    private const string Begin = "\u001b[30;107m";
    private const string End = "\u001b[0m";

    private readonly QrDrawing _drawing = new();

    [Theory]
    [InlineData("https://device.sso.eu-west-1.amazonaws.com/?user_code=ABCD-EFGH")]
    [InlineData("https://d-1234567890.awsapps.com/start/#/device?user_code=ABCD-EFGH")]
    [InlineData("http://127.0.0.1:37487/device?user_code=BGNT-SRJB")]
    public void A_scanner_reads_the_address(string address)
    {
        Assert.Equal(address, Scan(_drawing.Draw(address, 80)!));
    }

    [Fact]
    public void A_scanner_reads_any_text_of_an_address()
    {
        Gen.String[Gen.Char["abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~:/?#@!$&'()*+,;=%"], 1, 200]
            .Sample(text => Scan(_drawing.Draw(text, 200)!) == text, iter: 200);
    }

    [Fact]
    public void Too_few_columns_give_no_drawing_rather_than_a_broken_one()
    {
        const string Address = "https://device.sso.eu-west-1.amazonaws.com/?user_code=ABCD-EFGH";
        int width = Modules(_drawing.Draw(Address, 200)!).GetLength(1);

        Assert.NotNull(_drawing.Draw(Address, width));
        Assert.Null(_drawing.Draw(Address, width - 1));
    }

    [Fact]
    public void Four_light_modules_lie_around_it_as_the_standard_wants()
    {
        bool[,] modules = Modules(_drawing.Draw("https://a.example", 80)!);

        for (int index = 0; index < modules.GetLength(1); index++)
        {
            for (int edge = 0; edge < 4; edge++)
            {
                Assert.False(modules[edge, index] || modules[index, edge] || modules[index, modules.GetLength(1) - 1 - edge]);
            }
        }
    }

    private static string? Scan(IReadOnlyList<string> lines)
    {
        const int Scale = 4;
        bool[,] modules = Modules(lines);
        int height = modules.GetLength(0) * Scale;
        int width = modules.GetLength(1) * Scale;
        byte[] pixels = new byte[width * height];
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
            {
                pixels[(y * width) + x] = modules[y / Scale, x / Scale] ? (byte)0 : (byte)255;
            }
        }

        RGBLuminanceSource source = new(pixels, width, height, RGBLuminanceSource.BitmapFormat.Gray8);
        // The picture is exact, so the scanner need not look for the code in it.
        Dictionary<DecodeHintType, object> exact = new() { [DecodeHintType.PURE_BARCODE] = true };
        return new QRCodeReader().decode(new BinaryBitmap(new HybridBinarizer(source)), exact)?.Text;
    }

    /// <summary>The dark modules: two rows to a line.</summary>
    private static bool[,] Modules(IReadOnlyList<string> lines)
    {
        Assert.All(lines, line => Assert.True(line.StartsWith(Begin, StringComparison.Ordinal) && line.EndsWith(End, StringComparison.Ordinal)));
        string[] rows = [.. lines.Select(line => line[Begin.Length..^End.Length])];
        bool[,] modules = new bool[rows.Length * 2, rows[0].Length];
        for (int row = 0; row < rows.Length; row++)
        {
            for (int column = 0; column < rows[row].Length; column++)
            {
                modules[row * 2, column] = rows[row][column] is '\u2588' or '\u2580';
                modules[(row * 2) + 1, column] = rows[row][column] is '\u2588' or '\u2584';
            }
        }

        return modules;
    }
}
