namespace LeappSso.Reliability.Tests.Fuzzing;

/// <summary>Gives bytes in pieces of different length, as a connection does.</summary>
internal sealed class SlowStream(byte[] bytes) : MemoryStream(bytes, writable: false)
{
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int most = (int)(Position * 7 % 61) + (Length > 4096 ? 1024 : 1);
        return new ValueTask<int>(Read(buffer.Span[..Math.Min(buffer.Length, most)]));
    }
}
