namespace LeappSso.Terminal;

/// <summary>What a key made of it.</summary>
internal enum PickerStep
{
    /// <summary>It goes on.</summary>
    On,
    /// <summary>The person picked.</summary>
    Picked,
    /// <summary>The person left without picking.</summary>
    Left,
}

/// <summary>What each key does.</summary>
internal static class PickerKeys
{
    /// <summary>Lets a key do its work.</summary>
    /// <param name="state">What it works on.</param>
    /// <param name="key">The key.</param>
    /// <param name="page">How many rows are seen at once.</param>
    internal static PickerStep Press(PickerState state, ConsoleKeyInfo key, int page)
    {
        switch (key.Key)
        {
            case ConsoleKey.Enter:
                return state.Picked.Count > 0 ? PickerStep.Picked : PickerStep.On;
            case ConsoleKey.Escape:
                return PickerStep.Left;
            case ConsoleKey.UpArrow:
                state.Move(-1);
                break;
            case ConsoleKey.DownArrow:
                state.Move(1);
                break;
            case ConsoleKey.PageUp:
                state.Move(-page);
                break;
            case ConsoleKey.PageDown:
                state.Move(page);
                break;
            case ConsoleKey.Home:
                state.Move(int.MinValue);
                break;
            case ConsoleKey.End:
                state.Move(int.MaxValue);
                break;
            case ConsoleKey.Backspace:
                state.Rub();
                break;
            case ConsoleKey.Tab:
                state.Mark();
                state.Move(key.Modifiers.HasFlag(ConsoleModifiers.Shift) ? -1 : 1);
                break;
            case ConsoleKey.Spacebar when state.Query.Length == 0 && key.Modifiers == ConsoleModifiers.None:
                // A text never begins with a blank, so here it does what it does in other lists.
                state.Mark();
                state.Move(1);
                break;
            default:
                return key.Modifiers == ConsoleModifiers.Control ? WithControl(state, key.Key) : Type(state, key);
        }

        return PickerStep.On;
    }

    private static PickerStep WithControl(PickerState state, ConsoleKey key)
    {
        switch (key)
        {
            // Where the host takes Ctrl+C for a key.
            case ConsoleKey.C or ConsoleKey.G:
                return PickerStep.Left;
            case ConsoleKey.A:
                state.MarkAll();
                break;
            case ConsoleKey.U:
                state.Clear();
                break;
            case ConsoleKey.W:
                state.RubWord();
                break;
            case ConsoleKey.P or ConsoleKey.K:
                state.Move(-1);
                break;
            case ConsoleKey.N or ConsoleKey.J:
                state.Move(1);
                break;
        }

        return PickerStep.On;
    }

    private static PickerStep Type(PickerState state, ConsoleKeyInfo key)
    {
        // Control and Alt together are AltGr on Windows, which types characters.
        if (!char.IsControl(key.KeyChar) && key.Modifiers is not ConsoleModifiers.Alt)
        {
            state.Type(key.KeyChar);
        }

        return PickerStep.On;
    }
}
