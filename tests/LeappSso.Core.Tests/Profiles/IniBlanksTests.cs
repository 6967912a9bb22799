using System.Text;
using LeappSso.Profiles;

namespace LeappSso.Core.Tests.Profiles;

/// <summary>What Python takes for a blank: the white space of Unicode, and the four separators of ASCII.</summary>
public sealed class IniBlanksTests
{
    [Fact]
    public void Every_character_is_a_blank_that_is_one_for_Python()
    {
        for (int code = 0; code <= 0xFFFF; code++)
        {
            char c = (char)code;
            if (char.IsSurrogate(c))
            {
                continue;
            }

            bool isBlank = char.IsWhiteSpace(c) || c is >= '\u001C' and <= '\u001F';
            string bytes = Bytes(c.ToString());
            string name = $"U+{code:X4}";
            Assert.Equal((name, isBlank ? bytes : string.Empty), (name, IniBlanks.Leading(bytes + "x")));
            Assert.Equal((name, isBlank ? 1 : 0), (name, IniBlanks.Columns(bytes + "x")));
            Assert.Equal((name, isBlank ? "x y" : bytes + "x y" + bytes), (name, IniBlanks.Trim(bytes + "x y" + bytes)));
        }
    }

    [Theory]
    [InlineData("\u00a0\u3000 x", 3, "x")]
    [InlineData("\t \u2028", 3, "")]
    [InlineData("x\u00a0y", 0, "x\u00a0y")]
    [InlineData("", 0, "")]
    public void Blanks_are_counted_as_characters(string text, int columns, string trimmed)
    {
        Assert.Equal(columns, IniBlanks.Columns(Bytes(text)));
        Assert.Equal(Bytes(trimmed), IniBlanks.Trim(Bytes(text)));
    }

    [Theory]
    [InlineData("\u00C2")]
    [InlineData("\u00E1\u009A")]
    [InlineData("\u00E2")]
    [InlineData("\u00E2\u0080")]
    [InlineData("\u00E3\u0080")]
    [InlineData("\u0080\u0080")]
    public void A_part_of_a_blank_is_none(string bytes)
    {
        Assert.Equal(string.Empty, IniBlanks.Leading(bytes));
        Assert.Equal(bytes + "x" + bytes, IniBlanks.Trim(bytes + "x" + bytes));
        Assert.Equal(bytes, IniBlanks.Trim(bytes));
    }

    private static string Bytes(string text) => Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text));
}
