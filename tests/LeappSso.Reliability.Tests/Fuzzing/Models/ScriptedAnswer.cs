using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace LeappSso.Reliability.Tests.Fuzzing.Models;

/// <summary>
/// Gives every request the answer that an input describes: a line with the status, lines with headers, an empty line, and the body to the byte.
/// </summary>
internal sealed class ScriptedAnswer : HttpMessageHandler
{
    private byte[] _input = [];

    /// <summary>Whether a secret in it can only be in a value that is one, and in no words of the service.</summary>
    internal bool HidesSecret { get; private set; }

    /// <summary>The status of the answer.</summary>
    internal int Status { get; private set; }

    /// <summary>The body of the answer.</summary>
    internal byte[] Body { get; private set; } = [];

    /// <summary>Takes the next answer.</summary>
    internal void Take(byte[] input)
    {
        _input = input;
        int end = input.AsSpan().IndexOf("\n\n"u8);
        Body = end < 0 ? [] : input[(end + 2)..];
        string first = Encoding.Latin1.GetString(input.AsSpan(0, Math.Max(0, input.AsSpan().IndexOf((byte)'\n'))));
        string text = Encoding.Latin1.GetString(input);
        string body = text[^Body.Length..];
        HidesSecret = body.Contains(Demand.Secret, StringComparison.Ordinal)
            && !text[..^Body.Length].Contains(Demand.Secret, StringComparison.Ordinal)
            && !Array.Exists(["essage", "rror", "ode>", "type", "RequestId", "\\u"], word => body.Contains(word, StringComparison.OrdinalIgnoreCase));
        Status = int.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out int status) && status is >= 200 and <= 599 ? status : 200;
    }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        HttpResponseMessage answer = new((HttpStatusCode)Status) { RequestMessage = request, Content = new ByteArrayContent(Body) };
        int end = _input.AsSpan().IndexOf("\n\n"u8);
        string head = Encoding.Latin1.GetString(_input.AsSpan(0, Math.Max(0, end)));
        foreach (string line in head.Split('\n').Skip(1))
        {
            int colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0 && IsName(line[..colon]) && line.IndexOf('\0', StringComparison.Ordinal) < 0)
            {
                Add(answer, line[..colon], line[(colon + 1)..].Trim());
            }
        }

        return Task.FromResult(answer);
    }

    /// <summary>As a connection gives them: without looking at the value.</summary>
    private static void Add(HttpResponseMessage answer, string name, string value)
    {
        HttpHeaders headers = name.StartsWith("Content-", StringComparison.OrdinalIgnoreCase) ? answer.Content.Headers : answer.Headers;
        if (!name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase))
        {
            headers.TryAddWithoutValidation(name, value);
        }
    }

    private static bool IsName(string name) => name.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');
}
