using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace LeappSso.Engine;

/// <summary>
/// Keys as the AWS tools take them from an external program (AWS SDKs and Tools reference guide, "Process credential provider"):
/// one JSON object, version 1. It holds secrets.
/// </summary>
public static class CredentialProcessText
{
    // The keys are Base64 text: '+' and '/' may stand as they are.
    private static readonly JsonWriterOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The JSON text of keys.</summary>
    /// <param name="credential">The keys.</param>
    public static string Of(LeappCredential credential)
    {
        ArgumentNullException.ThrowIfNull(credential);
        using MemoryStream stream = new();
        using (Utf8JsonWriter json = new(stream, s_options))
        {
            json.WriteStartObject();
            json.WriteNumber("Version", 1);
            json.WriteString("AccessKeyId", credential.AccessKeyId);
            json.WriteString("SecretAccessKey", credential.SecretAccessKey.Reveal());
            json.WriteString("SessionToken", credential.SessionToken.Reveal());
            json.WriteString("Expiration", credential.ExpiresAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
