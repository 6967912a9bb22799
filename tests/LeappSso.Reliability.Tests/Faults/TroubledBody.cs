namespace LeappSso.Reliability.Tests;

/// <summary>How a body ends.</summary>
internal enum BodyEnd
{
    /// <summary>Whole, after 20 seconds.</summary>
    Slow,
    /// <summary>Never.</summary>
    Never,
    /// <summary>With a connection that breaks off.</summary>
    Broken,
}

/// <summary>A body as it comes from a connection, in pieces.</summary>
internal sealed class TroubledBody(byte[] body, SteppingTime time, BodyEnd end) : Stream
{
    private const int Pieces = 4;
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(5);

    private readonly MemoryStream _left = new(body);

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        bool atEnd = _left.Position == _left.Length;
        if (end == BodyEnd.Slow && !atEnd)
        {
            await Task.Delay(s_pause, time, cancellationToken);
        }
        else if (end == BodyEnd.Never && atEnd)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, time, cancellationToken);
        }
        else if (end == BodyEnd.Broken && atEnd)
        {
            throw new HttpIOException(HttpRequestError.ResponseEnded, "The response ended prematurely.");
        }

        return await _left.ReadAsync(buffer[..Math.Min(buffer.Length, Math.Max(1, (body.Length + Pieces - 1) / Pieces))], cancellationToken);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Nothing is read by a thread that waits.");

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
