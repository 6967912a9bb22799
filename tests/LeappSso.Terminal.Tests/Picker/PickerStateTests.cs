using CsCheck;

namespace LeappSso.Terminal.Tests.Picker;

public sealed class PickerStateTests
{
    private static readonly string[] s_texts =
    [
        "production\n000000000001\nAdmin\nproduction-Admin\nacme",
        "production\n000000000001\nReadOnly\nproduction-ReadOnly\nacme",
        "sandbox\n000000000002\nAdmin\nsandbox-Admin\nacme",
        "Zürich\n000000000003\nAdmin\nzurich-Admin\nglobex",
    ];

    [Theory]
    [InlineData("", "0 1 2 3")]
    [InlineData("prod", "0 1")]
    [InlineData("PROD", "0 1")]
    [InlineData("adm prod", "0")]
    [InlineData("  prod   adm  ", "0")]
    [InlineData("0002", "2")]
    [InlineData("globex", "3")]
    [InlineData("box-adm", "2")]
    [InlineData("zÜr", "3")]
    [InlineData("production000", "")]
    [InlineData("nothing", "")]
    public void Rows_are_left_in_which_every_word_stands_somewhere(string text, string rows) =>
        Assert.Equal(rows, string.Join(' ', Begin(text).Matches));

    [Fact]
    public void However_a_text_came_about_it_finds_the_same()
    {
        Gen.String[Gen.Char["ab -\u0301\ud83d\ude80"], 0, 6].Array[1, 6].Select(Gen.Int[0, 3].Array[1, 6]).Sample((texts, keys) =>
        {
            string[] rows = ["ab", "ba b", "a-b", "aab", "b"];
            PickerState state = new(rows, string.Empty, onlyOne: false);
            for (int i = 0; i < texts.Length; i++)
            {
                foreach (char c in texts[i])
                {
                    state.Type(c);
                }

                switch (keys[i % keys.Length])
                {
                    case 0: state.Rub(); break;
                    case 1: state.RubWord(); break;
                    case 2: state.Clear(); break;
                }
            }

            return state.Matches.SequenceEqual(new PickerState(rows, state.Query, onlyOne: false).Matches);
        });
    }

    [Fact]
    public void Backspace_takes_what_a_person_sees_as_one_character()
    {
        PickerState state = Begin("a\U0001F680e\u0301");

        state.Rub();
        Assert.Equal("a\U0001F680", state.Query);
        state.Rub();
        Assert.Equal("a", state.Query);
        state.Rub();
        state.Rub();
        Assert.Equal(string.Empty, state.Query);
    }

    [Fact]
    public void A_word_and_all_text_can_be_taken_away()
    {
        PickerState state = Begin("prod adm ");

        state.RubWord();
        Assert.Equal("prod ", state.Query);
        Assert.Equal([0, 1], state.Matches);
        state.Clear();
        Assert.Equal(4, state.Matches.Count);
    }

    [Fact]
    public void Without_marks_the_row_under_the_cursor_is_picked_and_with_them_the_marked_ones_in_their_order()
    {
        PickerState state = Begin("admin");
        state.Move(2);
        Assert.Equal([3], state.Picked);

        state.Mark();
        state.Move(-2);
        state.Mark();
        state.Clear();
        state.Type('x');

        // Also those that do not match now.
        Assert.Equal([0, 3], state.Picked);
        Assert.Equal(2, state.Marked);
    }

    [Fact]
    public void All_matches_are_marked_at_once_and_then_no_more()
    {
        PickerState state = Begin("prod");
        state.MarkAll();
        Assert.Equal([0, 1], state.Picked);

        state.Clear();
        state.MarkAll();
        Assert.Equal(4, state.Marked);

        state.MarkAll();
        Assert.Equal(0, state.Marked);
    }

    [Fact]
    public void Where_one_is_picked_nothing_can_be_marked()
    {
        PickerState state = new(s_texts, string.Empty, onlyOne: true);
        state.Mark();
        state.MarkAll();
        state.Move(1);

        Assert.Equal([1], state.Picked);
    }

    [Fact]
    public void Nothing_is_picked_where_nothing_matches()
    {
        PickerState state = Begin("nothing");
        state.Move(1);
        state.Mark();

        Assert.Empty(state.Picked);
    }

    [Fact]
    public void The_cursor_stays_within_the_matches_and_within_the_window()
    {
        string[] rows = [.. Enumerable.Range(0, 30).Select(i => $"row{i}")];
        Gen.Int[-40, 40].Array[1, 12].Select(Gen.Int[1, 10].Array[1, 12]).Sample((moves, heights) =>
        {
            PickerState state = new(rows, string.Empty, onlyOne: false);
            for (int i = 0; i < moves.Length; i++)
            {
                state.Move(moves[i]);
                int height = heights[i % heights.Length];
                Range window = state.Window(height);
                if (state.Cursor is < 0 or >= 30 || state.Cursor < window.Start.Value || state.Cursor >= window.End.Value
                    || window.End.Value - window.Start.Value != height)
                {
                    return false;
                }
            }

            return true;
        });
    }

    [Fact]
    public void The_window_moves_no_further_than_the_cursor_makes_it()
    {
        PickerState state = new([.. Enumerable.Range(0, 30).Select(i => $"row{i}")], string.Empty, onlyOne: false);

        state.Move(4);
        Assert.Equal(0..5, state.Window(5));
        state.Move(1);
        Assert.Equal(1..6, state.Window(5));
        state.Move(-3);
        Assert.Equal(1..6, state.Window(5));
        state.Move(long.MaxValue / 2);
        Assert.Equal(25..30, state.Window(5));
    }

    private static PickerState Begin(string text) => new(s_texts, text, onlyOne: false);
}
