using LeappSso.Views;

namespace LeappSso.Reliability.Tests.Fuzzing.Targets;

/// <summary>Names and messages of others, as a terminal shows them.</summary>
internal sealed class VisibleTextTarget() : FuzzTarget("shown text", "no character that steers or hides, one line, bounded length, the same when shown twice")
{
    internal override string Mended => "a name or message with U+FFFE ended the command by an exception of the framework";

    internal override IReadOnlyList<byte[]> Examples { get; } = InputText.Bytes(
        "acme-production", "Zürich \u001b[31mred\u001b[0m", "本番 🚀", "a\u202eb\u2066c", "e\u0301\u0327", "line\r\nline", "\ue000x\ue001", "\ufdd0\ufffe\uffff", new string('e', 498) + "🚀\u0301");

    internal override IReadOnlyList<byte[]> Pieces { get; } =
        InputText.Bytes("\u001b]8;;http://x\u0007", "\u009b31m", "\u200b", "\u00ad", "\ufffe", "\uffff", "\ufdd0", "\u0378", "\u1160", "\u2067", "👩\u200d🚀", "\u0600", "\\u001b", "\u212b", "가\u11a8");

    internal override void Check(byte[] input)
    {
        string text = InputText.Of(input);
        string cell = CellText.Of(text);
        Demand.Visible(cell);
        Demand.Same(cell, CellText.Of(cell), "shown twice");
        Demand.Visible(CellText.OfLines(text).Replace("\r", string.Empty, StringComparison.Ordinal).Replace("\n", string.Empty, StringComparison.Ordinal));
        string message = VisibleText.Of(text);
        Demand.Visible(message);
        Demand.That(message.Length <= 503, "it is endless");
    }
}
