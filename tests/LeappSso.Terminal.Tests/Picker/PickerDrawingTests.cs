using CsCheck;
using LeappSso.Ports;
using LeappSso.Views;
using Spectre.Console.Rendering;

namespace LeappSso.Terminal.Tests.Picker;

public sealed class PickerDrawingTests
{
    private static readonly PickerRow[] s_rows =
    [
        new("production", "000000000001", "Admin", "production-Admin", "acme", "Active"),
        new("production", "000000000001", "ReadOnly", "production-ReadOnly", "acme", ""),
        new("本番 of a name that is long beyond any measure", "000000000002", "AdministratorAccess", "honban-Admin", "globex", ""),
    ];

    [Fact]
    public void A_wide_terminal_shows_everything_and_a_narrow_one_account_and_role()
    {
        Assert.Equal(
            [
                "Sessions: prod",
                "> * production  000000000001  Admin     Active  production-Admin",
                "    production  000000000001  ReadOnly          production-ReadOnly",
                "  2, 1 marked   Enter picks, Tab marks, Ctrl+A all, Esc leaves",
            ],
            Draw(s_rows[..2], "prod", 100, 20));
        Assert.Equal(
            ["Sessions: prod", "> * production  Admin", "    production  ReadOnly", "  2, 1 marked   Enter picks~"],
            Draw(s_rows[..2], "prod", 29, 20));
    }

    [Fact]
    public void Accounts_of_one_name_are_told_apart_by_their_ids_also_where_it_is_narrow()
    {
        PickerRow[] twins =
        [
            new("sandbox", "000000000006", "AdministratorAccess", "a", "acme", ""),
            new("sandbox", "200036700165", "AdministratorAccess", "b", "acme", ""),
        ];

        string[] lines = [.. Draw(twins, string.Empty, 46, 20)];

        Assert.Contains("000000000006", lines[1], StringComparison.Ordinal);
        Assert.Contains("200036700165", lines[2], StringComparison.Ordinal);
    }

    [Fact]
    public void The_alias_is_shown_where_there_are_several() =>
        Assert.Contains("globex", Draw(s_rows, "honban", 130, 20)[1], StringComparison.Ordinal);

    [Fact]
    public void It_tells_that_nothing_matches() =>
        Assert.Equal(
            ["Sessions: nothing", "  No session has all of these words.", "  0 of 3   Enter picks, Tab marks, Ctrl+A all, Esc leaves"],
            Draw(s_rows, "nothing", 100, 20));

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(3, 3)]
    [InlineData(4, 3)]
    [InlineData(5, 4)]
    [InlineData(50, 17)]
    public void It_never_takes_more_lines_than_there_are(int height, int lines)
    {
        PickerRow[] many = [.. Enumerable.Repeat(s_rows[0], 100)];

        Assert.Equal(lines, Draw(many, string.Empty, 80, height).Count);
    }

    [Fact]
    public void No_line_reaches_the_last_column_whatever_the_names()
    {
        Gen<string> name = Gen.String[Gen.Char["ab本\ud83d\ude80 -"], 0, 60].Select(text => CellText.Of(text));
        Gen<PickerRow> row = Gen.Select(name, name, name, (account, role, profile) => new PickerRow(account, "000000000001", role, profile, "acme", "Active"));
        Gen.Select(row.Array[0, 5], name, Gen.Int[2, 140], Gen.Bool).Sample((rows, text, width, onlyOne) =>
        {
            PickerState state = new([.. rows.Select(r => r.AccountName)], text, onlyOne);
            return new PickerDrawing(rows, unicode: true).Draw(state, width, 20).All(line => line.CellCount() < width);
        });
    }

    [Fact]
    public void What_was_searched_for_stands_out()
    {
        PickerState state = new(["production"], "DUCT", onlyOne: true);

        SegmentLine line = new PickerDrawing(s_rows[..1], unicode: false).Draw(state, 100, 20)[1];

        Assert.Equal(["pro", "duct", "ion", ], line.Skip(1).Take(3).Select(s => s.Text));
        Assert.NotEqual(line[1].Style, line[2].Style);
        Assert.Equal(line[1].Style, line[3].Style);
    }

    private static List<string> Draw(PickerRow[] rows, string text, int width, int height)
    {
        PickerState state = new([.. rows.Select(r => $"{r.AccountName}\n{r.ProfileName}")], text, onlyOne: false);
        state.Mark();
        return [.. new PickerDrawing(rows, unicode: false).Draw(state, width, height).Select(l => string.Concat(l.Select(s => s.Text)).TrimEnd())];
    }
}
