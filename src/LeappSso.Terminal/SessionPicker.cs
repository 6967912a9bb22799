using LeappSso.Ports;
using LeappSso.Views;
using Spectre.Console;

namespace LeappSso.Terminal;

/// <summary>
/// The picker in the terminal. The prompts of Spectre.Console search by what an item begins with, in lists of one choice only, and draw
/// each of 50,000 items at each key, so the list is our own; terminal, keys, colours and widths are its.
/// </summary>
public sealed class SessionPicker : ISessionPicker
{
    /// <summary>How often it looks for keys and whether the terminal has another size: there is no event for both.</summary>
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(15);

    private readonly Func<IAnsiConsole> _console;
    private readonly TimeProvider _time;

    /// <summary>Takes the terminal of this process.</summary>
    public SessionPicker()
        : this(OwnConsole, TimeProvider.System)
    {
    }

    internal SessionPicker(Func<IAnsiConsole> console, TimeProvider time)
    {
        _console = console;
        _time = time;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<int>> PickAsync(IReadOnlyList<PickerRow> rows, string text, bool onlyOne, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(text);
        IAnsiConsole console = _console();
        PickerState state = new([.. rows.Select(SearchedText)], text, onlyOne);
        PickerDrawing drawing = new([.. rows.Select(Clean)], console.Profile.Capabilities.Unicode);
        using InlineScreen screen = new(console);
        while (true)
        {
            (int width, int height) = (console.Profile.Width, console.Profile.Height);
            screen.Draw(drawing.Draw(state, width, height));
            while (!console.Input.IsKeyAvailable() && (width, height) == (console.Profile.Width, console.Profile.Height))
            {
                await Task.Delay(s_look, _time, cancellationToken).ConfigureAwait(false);
            }

            // What was pasted, or typed ahead, is drawn once.
            while (console.Input.IsKeyAvailable() && console.Input.ReadKey(intercept: true) is { } key)
            {
                cancellationToken.ThrowIfCancellationRequested();
                switch (PickerKeys.Press(state, key, PickerDrawing.RowsIn(height)))
                {
                    case PickerStep.Picked:
                        return state.Picked;
                    case PickerStep.Left:
                        return [];
                }
            }
        }
    }

    private static IAnsiConsole OwnConsole() => AnsiConsole.Create(new AnsiConsoleSettings
    {
        // That this is a terminal is known: whoever calls has looked.
        Ansi = AnsiSupport.Yes,
        Interactive = InteractionSupport.Yes,
        Out = new AnsiConsoleOutput(Console.Out),
    });

    /// <summary>What is searched. No word has a line break in it, so none is found across two names.</summary>
    private static string SearchedText(PickerRow row) =>
        string.Join('\n', row.AccountName, row.AccountId, row.RoleName, row.ProfileName, row.Integration);

    private static PickerRow Clean(PickerRow row) => new(
        CellText.Of(row.AccountName), CellText.Of(row.AccountId), CellText.Of(row.RoleName), CellText.Of(row.ProfileName),
        CellText.Of(row.Integration), CellText.Of(row.Status));
}
