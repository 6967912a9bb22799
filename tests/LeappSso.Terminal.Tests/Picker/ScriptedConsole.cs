using Spectre.Console;
using Spectre.Console.Rendering;
using Spectre.Console.Testing;

namespace LeappSso.Terminal.Tests.Picker;

/// <summary>A console on which something happens whenever it is asked for a key.</summary>
/// <param name="inner">What is drawn on.</param>
/// <param name="asked">Gets how often it was asked before, and gives the key that is there; null where none is.</param>
internal sealed class ScriptedConsole(TestConsole inner, Func<int, ConsoleKey?> asked) : IAnsiConsole, IAnsiConsoleInput
{
    private int _asked;
    private ConsoleKey? _key;

    public Profile Profile => inner.Profile;

    public IAnsiConsoleCursor Cursor => inner.Cursor;

    public IAnsiConsoleInput Input => this;

    public IExclusivityMode ExclusivityMode => inner.ExclusivityMode;

    public RenderPipeline Pipeline => inner.Pipeline;

    public void Clear(bool home) => inner.Clear(home);

    public void Write(IRenderable renderable) => inner.Write(renderable);

    public void WriteAnsi(Action<AnsiWriter> action) => inner.WriteAnsi(action);

    public bool IsKeyAvailable() => (_key = asked(_asked++)) is not null;

    public ConsoleKeyInfo? ReadKey(bool intercept) => new ConsoleKeyInfo('\0', _key!.Value, false, false, false);

    public Task<ConsoleKeyInfo?> ReadKeyAsync(bool intercept, CancellationToken cancellationToken) => Task.FromResult(ReadKey(intercept));
}
