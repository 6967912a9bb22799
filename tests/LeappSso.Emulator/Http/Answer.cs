using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace LeappSso.Emulator;

/// <summary>An answer that is complete before its first byte is sent, so that a fault may bend it.</summary>
internal sealed record Answer(int Status, string? ContentType, ReadOnlyMemory<byte> Body)
{
    private const string JsonType = "application/json";

    private static readonly JsonWriterOptions s_writerOptions =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>Value of the header x-amzn-ErrorType.</summary>
    public string? ErrorType { get; init; }

    public string? Location { get; init; }

    public int? RetryAfter { get; init; }

    /// <summary>Why the request counts as malformed although it was understood.</summary>
    public string? Deviation { get; init; }

    public static Answer Json<T>(T value, Action<Utf8JsonWriter, T> write) => Json(200, value, write);

    public static Answer Json<T>(int status, T value, Action<Utf8JsonWriter, T> write)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var writer = new Utf8JsonWriter(buffer, s_writerOptions))
        {
            writer.WriteStartObject();
            write(writer, value);
            writer.WriteEndObject();
        }

        return new Answer(status, JsonType, buffer.WrittenMemory);
    }

    public static Answer Html(int status, string html) => Text(status, "text/html; charset=utf-8", html);

    public static Answer Xml(int status, string xml) => Text(status, "text/xml", xml);

    public static Answer Text(int status, string contentType, string text) =>
        new(status, contentType, Encoding.UTF8.GetBytes(text));

    public static Answer Empty(int status) => new(status, null, ReadOnlyMemory<byte>.Empty);

    public static Answer Redirect(string location) => Empty(302) with { Location = location };
}
