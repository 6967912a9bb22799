using LeappSso.Ports;
using Microsoft.Extensions.Time.Testing;
using Spectre.Console;
using Spectre.Console.Testing;

namespace LeappSso.Terminal.Tests.Picker;

public sealed class SessionPickerTests : IDisposable
{
    private static readonly PickerRow[] s_rows =
    [
        new("production", "000000000001", "Admin", "production-Admin", "acme", "Active"),
        new("production", "000000000001", "ReadOnly", "production-ReadOnly", "acme", ""),
        new("san\u001b[2Jdbox", "000000000002", "Admin", "sandbox-Admin", "acme", ""),
    ];

    private readonly TestConsole _console = new() { EmitAnsiSequences = true };

    public SessionPickerTests()
    {
        _console.Profile.Width = 100;
        _console.Profile.Height = 12;
        _console.Profile.Capabilities.Interactive = true;
    }

    public void Dispose() => _console.Dispose();

    [Fact]
    public async Task What_is_typed_and_marked_is_picked()
    {
        Press("prod", ConsoleKey.Tab, ConsoleKey.Tab, ConsoleKey.Enter);
        Assert.Equal([0, 1], await PickAsync());
    }

    [Fact]
    public async Task Enter_alone_picks_where_the_cursor_is()
    {
        Press(ConsoleKey.DownArrow, ConsoleKey.Enter);
        Assert.Equal([1], await PickAsync());
    }

    [Fact]
    public async Task Escape_picks_nothing_also_after_marks()
    {
        Press(ConsoleKey.Spacebar, ConsoleKey.Escape);
        Assert.Empty(await PickAsync());
    }

    [Fact]
    public async Task The_space_bar_marks_before_anything_is_typed_and_parts_words_then()
    {
        _console.Input.PushKey(new ConsoleKeyInfo(' ', ConsoleKey.Spacebar, false, false, false));
        Press("prod read");
        _console.Input.PushKey(new ConsoleKeyInfo('\t', ConsoleKey.Tab, false, false, false));
        Press(ConsoleKey.Enter);
        Assert.Equal([0, 1], await PickAsync());
    }

    [Fact]
    public async Task Keys_with_Control_take_away_mark_all_move_and_leave()
    {
        Press("nothing");
        Control(ConsoleKey.U, ConsoleKey.A);
        Press(ConsoleKey.Enter);
        Assert.Equal([0, 1, 2], await PickAsync());

        Press("san x");
        Control(ConsoleKey.W);
        Press(ConsoleKey.Enter);
        Assert.Equal([2], await PickAsync());

        Control(ConsoleKey.N, ConsoleKey.N, ConsoleKey.P);
        Press(ConsoleKey.Enter);
        Assert.Equal([1], await PickAsync());

        Control(ConsoleKey.C);
        Assert.Empty(await PickAsync());
    }

    [Fact]
    public async Task Home_End_and_pages_move()
    {
        Press(ConsoleKey.End, ConsoleKey.Enter);
        Assert.Equal([2], await PickAsync());

        Press(ConsoleKey.PageDown, ConsoleKey.Home, ConsoleKey.Enter);
        Assert.Equal([0], await PickAsync());

        Press(ConsoleKey.PageDown, ConsoleKey.Enter);
        Assert.Equal([2], await PickAsync());
    }

    [Fact]
    public async Task Enter_waits_where_nothing_matches()
    {
        Press("nothing", ConsoleKey.Enter, ConsoleKey.Backspace, ConsoleKey.Escape);
        Assert.Empty(await PickAsync());
        Assert.Empty(((TestConsoleInput)_console.Input).IsKeyAvailable() ? "keys are left" : string.Empty);
    }

    [Fact]
    public async Task The_search_begins_with_a_text_and_one_at_most_is_picked_where_it_was_asked_for()
    {
        Press(ConsoleKey.Tab, ConsoleKey.Enter);
        Assert.Equal([1], await PickAsync("prod", onlyOne: true));
    }

    [Fact]
    public async Task What_stood_above_stays_and_nothing_is_left_behind_however_it_ends()
    {
        Screen screen = new(12);
        string before = string.Concat(Enumerable.Range(0, 11).Select(i => $"line {i}\r\n"));
        screen.Write(before);
        Press("prod", ConsoleKey.Tab, ConsoleKey.Backspace, ConsoleKey.Enter);
        await PickAsync();

        screen.Write(_console.Output);

        Assert.Equal([.. Enumerable.Range(0, 11).Select(i => $"line {i}"), string.Empty], screen.Lines);
        Assert.Equal(11, screen.CursorRow);
        Assert.True(screen.ShowsCursor);
        Assert.Contains("san\\u001b[2Jdbox", _console.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ctrl_C_ends_it_and_leaves_the_screen_clean()
    {
        using CancellationTokenSource stop = new();
        FakeTimeProvider time = new();
        Task<IReadOnlyList<int>> picking = new SessionPicker(() => _console, time).PickAsync(s_rows, string.Empty, false, stop.Token);
        Assert.False(picking.IsCompleted);
        Assert.Contains("production-ReadOnly", _console.Output, StringComparison.Ordinal);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => picking);
        Screen screen = new(12);
        screen.Write(_console.Output);
        Assert.Equal([string.Empty], screen.Lines);
        Assert.True(screen.ShowsCursor);
    }

    [Fact]
    public async Task A_terminal_that_gets_another_size_is_drawn_anew_without_a_key()
    {
        string drawnAnew = await DrawnAfterNarrowingAsync(s_rows, 30);

        Assert.Contains("production", drawnAnew, StringComparison.Ordinal);
        Assert.DoesNotContain("production-ReadOnly", drawnAnew, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lines_that_a_narrower_terminal_wraps_are_counted()
    {
        string drawnAnew = await DrawnAfterNarrowingAsync(s_rows[..1], 30);

        // The first line is short, the row takes three lines of 30 columns, and what stands below two, on the last of which the cursor is.
        Assert.Contains("\r\u001b[5A\u001b[J", drawnAnew, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_colours_only_bold_and_inverse_are_used()
    {
        _console.Profile.Capabilities.ColorSystem = ColorSystem.NoColors;
        Press("prod", ConsoleKey.Escape);
        await PickAsync();

        Assert.DoesNotMatch("\u001b\\[[0-9;]*(3[0-8]|9[0-7])[;m]", _console.Output);
    }

    private async Task<string> DrawnAfterNarrowingAsync(PickerRow[] rows, int width)
    {
        int first = 0;
        ScriptedConsole console = new(_console, asked =>
        {
            if (asked == 0)
            {
                first = _console.Output.Length;
                _console.Profile.Width = width;
            }

            return asked < 2 ? null : ConsoleKey.Escape;
        });
        await new SessionPicker(() => console, TimeProvider.System).PickAsync(rows, string.Empty, false, CancellationToken.None);
        return _console.Output[first..];
    }

    private Task<IReadOnlyList<int>> PickAsync(string text = "", bool onlyOne = false) =>
        new SessionPicker(() => _console, TimeProvider.System).PickAsync(s_rows, text, onlyOne, CancellationToken.None);

    private void Press(string text, params ConsoleKey[] keys)
    {
        _console.Input.PushText(text);
        Press(keys);
    }

    private void Press(params ConsoleKey[] keys) => Array.ForEach(keys, _console.Input.PushKey);

    private void Control(params ConsoleKey[] keys) =>
        Array.ForEach(keys, k => _console.Input.PushKey(new ConsoleKeyInfo((char)(k - ConsoleKey.A + 1), k, shift: false, alt: false, control: true)));
}
