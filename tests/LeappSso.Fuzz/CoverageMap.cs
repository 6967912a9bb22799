using System.Numerics;
using System.Reflection;
using System.Runtime.InteropServices;

namespace LeappSso.Fuzz;

/// <summary>
/// The ways that were taken through an assembly which SharpFuzz has instrumented: it counts each branch in a map of AFL's kind, of which this
/// process is the owner, so that no native program is needed.
/// </summary>
internal sealed unsafe class CoverageMap : IDisposable
{
    private const int Size = 1 << 16;

    private readonly byte* _counts = (byte*)NativeMemory.AllocZeroed(Size);

    /// <summary>Makes the instrumented assembly count here.</summary>
    /// <exception cref="InvalidOperationException">No assembly was instrumented.</exception>
    internal CoverageMap()
    {
        Type trace = Type.GetType("SharpFuzz.Common.Trace, SharpFuzz.Common")
            ?? throw new InvalidOperationException("SharpFuzz.Common.dll is not here: start this by build/Fuzz.ps1.");
        FieldInfo memory = trace.GetField("SharedMem") ?? throw new InvalidOperationException("This version of SharpFuzz keeps its map elsewhere.");
        memory.SetValue(null, Pointer.Box(_counts, typeof(byte*)));
    }

    /// <summary>Forgets what was counted since the last call.</summary>
    internal void Clear() => new Span<byte>(_counts, Size).Clear();

    /// <summary>The ways that were counted since the map was cleared: each branch with how often it was taken, in the classes of AFL.</summary>
    internal int[] Ways()
    {
        List<int> ways = [];
        ReadOnlySpan<ulong> words = new(_counts, Size / 8);
        for (int word = words.IndexOfAnyExcept(0UL); word >= 0; word = Next(words, word))
        {
            for (int at = word * 8; at < (word + 1) * 8; at++)
            {
                if (_counts[at] != 0)
                {
                    ways.Add((at << 3) | ClassOf(_counts[at]));
                }
            }
        }

        return [.. ways];
    }

    /// <inheritdoc/>
    public void Dispose() => NativeMemory.Free(_counts);

    private static int Next(ReadOnlySpan<ulong> words, int word)
    {
        int next = words[(word + 1)..].IndexOfAnyExcept(0UL);
        return next < 0 ? -1 : word + 1 + next;
    }

    private static int ClassOf(byte count) => count < 4 ? count - 1 : Math.Min(7, BitOperations.Log2(count) + 1);
}
