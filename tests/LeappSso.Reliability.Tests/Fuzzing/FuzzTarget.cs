namespace LeappSso.Reliability.Tests.Fuzzing;

/// <summary>A part of the product that takes what others wrote, with examples of it and what is demanded whatever comes.</summary>
/// <param name="name">What it takes.</param>
/// <param name="demanded">What is demanded beside an end without any exception but the one it promises.</param>
internal abstract class FuzzTarget(string name, string demanded) : IDisposable
{
    internal string Name { get; } = name;

    internal string Demanded { get; } = demanded;

    /// <summary>What came on the way and was mended, in a few words; each is a test of its own in the room of what was mended.</summary>
    internal virtual string Mended => "nothing";

    /// <summary>Whole inputs as they are in the world.</summary>
    internal abstract IReadOnlyList<byte[]> Examples { get; }

    /// <summary>Parts that mean something to this reader.</summary>
    internal abstract IReadOnlyList<byte[]> Pieces { get; }

    /// <summary>Tries an input.</summary>
    /// <exception cref="Exception">Something that is demanded does not hold.</exception>
    internal abstract void Check(byte[] input);

    /// <summary>Removes what the target has on disk.</summary>
    public virtual void Dispose() => GC.SuppressFinalize(this);

    public override string ToString() => Name;
}
