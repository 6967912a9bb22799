using System.Net.Sockets;
using Microsoft.AspNetCore.Connections.Features;

namespace LeappSso.Emulator;

/// <summary>Sends an answer, whole or in the way a fault demands.</summary>
internal sealed class AnswerWriter(EmulatorClock clock)
{
    private const int SlowPieces = 10;

    public async Task WriteAsync(HttpContext context, Answer answer, FaultRule? fault)
    {
        if (fault?.Kind == FaultKind.Reset)
        {
            Reset(context);
            return;
        }

        WriteHead(context.Response, answer);
        switch (fault?.Kind)
        {
            case FaultKind.Truncated:
                await context.Response.Body.WriteAsync(answer.Body[..(answer.Body.Length / 2)], context.RequestAborted);
                await context.Response.Body.FlushAsync(context.RequestAborted);
                context.Abort();
                break;
            case FaultKind.SlowBody:
                await WriteSlowlyAsync(context, answer.Body, TimeSpan.FromMilliseconds(fault.DelayMs));
                break;
            default:
                if (answer.Body.Length > 0)
                {
                    await context.Response.BodyWriter.WriteAsync(answer.Body, context.RequestAborted);
                }

                break;
        }
    }

    private void WriteHead(HttpResponse response, Answer answer)
    {
        response.StatusCode = answer.Status;
        response.ContentLength = answer.Body.Length;
        response.ContentType = answer.ContentType;
        IHeaderDictionary headers = response.Headers;
        headers["x-amzn-RequestId"] = Guid.NewGuid().ToString();
        if (clock.DateHeader is { } date)
        {
            headers.Date = date;
        }

        if (answer.ErrorType is not null)
        {
            headers["x-amzn-ErrorType"] = answer.ErrorType;
        }

        if (answer.Location is not null)
        {
            headers.Location = answer.Location;
        }

        if (answer.RetryAfter is { } seconds)
        {
            headers.RetryAfter = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }
    }

    private static async Task WriteSlowlyAsync(HttpContext context, ReadOnlyMemory<byte> body, TimeSpan duration)
    {
        int size = Math.Max(1, (body.Length + SlowPieces - 1) / SlowPieces);
        for (int start = 0; start < body.Length; start += size)
        {
            await Task.Delay(duration / SlowPieces, context.RequestAborted);
            await context.Response.Body.WriteAsync(body[start..Math.Min(start + size, body.Length)], context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
        }
    }

    /// <summary>Closes with a TCP reset: a socket that does not linger sends RST instead of FIN.</summary>
    private static void Reset(HttpContext context)
    {
        Socket? socket = context.Features.Get<IConnectionSocketFeature>()?.Socket;
        if (socket is not null)
        {
            socket.LingerState = new LingerOption(true, 0);
            socket.Close();
        }

        context.Abort();
    }
}
