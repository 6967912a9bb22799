using System.Net.Http.Headers;

namespace LeappSso.Aws;

/// <summary>Reads the body of an answer, which somebody between here and AWS may have made without end.</summary>
internal static class AnswerBody
{
    /// <summary>More than any answer has (bytes): a page of a hundred items takes some 20 KB.</summary>
    internal const int Longest = 16 << 20;

    /// <summary>All of it.</summary>
    /// <exception cref="IOException">It is cut off, or larger than <see cref="Longest"/>.</exception>
    internal static async Task<byte[]> ReadAsync(HttpContent content, CancellationToken cancellationToken)
    {
        using Stream stream = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        using MemoryStream whole = new();
        byte[] piece = new byte[16 << 10];
        int count;
        while ((count = await stream.ReadAsync(piece, cancellationToken).ConfigureAwait(false)) > 0)
        {
            whole.Write(piece, 0, count);
            if (whole.Length > Longest)
            {
                throw new IOException($"the answer has more than {Longest >> 20} MB");
            }
        }

        return whole.ToArray();
    }

    /// <summary>Puts it back, for who reads the answer next.</summary>
    internal static void Restore(HttpResponseMessage answer, byte[] body)
    {
        ByteArrayContent whole = new(body);
        foreach ((string name, HeaderStringValues values) in answer.Content.Headers.NonValidated)
        {
            whole.Headers.TryAddWithoutValidation(name, values);
        }

        answer.Content.Dispose();
        answer.Content = whole;
    }
}
