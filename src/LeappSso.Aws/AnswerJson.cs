using System.Text.Json;

namespace LeappSso.Aws;

/// <summary>Reads the JSON of answers, so that there is one exception for whatever is wrong with it.</summary>
internal static class AnswerJson
{
    /// <summary>Reads an answer.</summary>
    /// <param name="body">Its body.</param>
    /// <param name="read">Takes from it what is wanted.</param>
    /// <exception cref="JsonException">It is no JSON, or a text in it is none.</exception>
    internal static T Read<T>(byte[] body, Func<JsonElement, T> read)
    {
        try
        {
            using JsonDocument json = JsonDocument.Parse(body);
            return read(json.RootElement);
        }
        catch (InvalidOperationException e)
        {
            // A text that is no UTF-8 or holds half of a surrogate pair is found only when it is taken.
            throw new JsonException("a text in it is none", e);
        }
    }
}
