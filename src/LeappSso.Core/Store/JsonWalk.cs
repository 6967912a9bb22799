using System.Runtime.CompilerServices;
using System.Text.Json;

namespace LeappSso.Store;

/// <summary>
/// Walks through JSON text, and makes strings of nothing but what is asked for. In a process that has just begun, before the runtime
/// optimizes what runs often, it takes a third of the time of <see cref="Utf8JsonReader"/>; hence also the attribute on what runs for
/// every role. It knows less: of what is passed over it looks at quotes and brackets only, and whatever is unusual, comments among it,
/// is a <see cref="JsonException"/>, upon which the text is for the serializer to judge.
/// </summary>
internal ref struct JsonWalk(ReadOnlySpan<byte> text)
{
    private const int LongestPlain = 128;

    private readonly ReadOnlySpan<byte> _text = text;
    private int _at;
    private bool _isFirst;

    /// <summary>Goes into an object.</summary>
    internal void OpenObject() => Open('{');

    /// <summary>Goes into an array.</summary>
    internal void OpenArray() => Open('[');

    /// <summary>Goes to the value of the next member of the object; leaves the object where there is none.</summary>
    /// <param name="name">The name of the member.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal bool NextMember(out ReadOnlySpan<byte> name)
    {
        if (!Next('}'))
        {
            name = default;
            return false;
        }

        Demand(Peek() == '"');
        name = Skip()[1..^1];
        Demand(name.IndexOf((byte)'\\') < 0 && Peek() == ':');
        _at++;
        return true;
    }

    /// <summary>Goes to the next element of the array; leaves the array where there is none.</summary>
    internal bool NextElement() => Next(']');

    /// <summary>Passes over a value.</summary>
    /// <returns>Its text.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal ReadOnlySpan<byte> Skip()
    {
        Peek();
        ReadOnlySpan<byte> text = _text;
        int start = _at;
        int at = start;
        int depth = 0;
        do
        {
            byte character = at < text.Length ? text[at++] : throw Unusual();
            if (character == '"')
            {
                while (at < text.Length && text[at] != '"')
                {
                    at += text[at] == '\\' ? 2 : 1;
                }

                at++;
            }
            else if (character is (byte)'{' or (byte)'[')
            {
                depth++;
            }
            else if (character is (byte)'}' or (byte)']')
            {
                depth--;
            }
            else if (depth == 0)
            {
                return SkipLiteral();
            }
            else if (character == '/')
            {
                throw Unusual();
            }
        }
        while (depth > 0);
        Demand(depth == 0 && at <= text.Length);
        _at = at;
        return text[start..at];
    }

    /// <summary>Takes a text, or null.</summary>
    /// <param name="likely">A string that it probably equals, and which then serves again.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal string? Text(string? likely = null)
    {
        ReadOnlySpan<byte> value = Skip();
        if (value[0] != '"' || value.Length - 2 > LongestPlain)
        {
            return Judge(value);
        }

        Span<char> plain = stackalloc char[LongestPlain];
        for (int i = 1; i < value.Length - 1; i++)
        {
            if (value[i] is < (byte)' ' or > (byte)'~' or (byte)'\\')
            {
                return Judge(value);
            }

            plain[i - 1] = (char)value[i];
        }

        plain = plain[..(value.Length - 2)];
        return likely is not null && plain.SequenceEqual(likely) ? likely : new string(plain);
    }

    /// <summary>Takes a time, or null.</summary>
    internal DateTimeOffset? Time()
    {
        Utf8JsonReader reader = new(Skip());
        reader.Read();
        try
        {
            return reader.TokenType switch
            {
                JsonTokenType.Null => null,
                JsonTokenType.String when reader.TryGetDateTimeOffset(out DateTimeOffset time) => time,
                _ => throw Unusual(),
            };
        }
        catch (InvalidOperationException)
        {
            // It is no UTF-8, or holds half of a character.
            throw Unusual();
        }
    }

    /// <summary>Takes a whole number, or null.</summary>
    internal int? Number()
    {
        Utf8JsonReader reader = new(Skip());
        reader.Read();
        return reader.TokenType switch
        {
            JsonTokenType.Null => null,
            JsonTokenType.Number when reader.TryGetInt32(out int number) => number,
            _ => throw Unusual(),
        };
    }

    /// <summary>Passes over null; does nothing where there is another value.</summary>
    /// <returns>Whether it was null.</returns>
    internal bool SkipNull()
    {
        if (Peek() != 'n')
        {
            return false;
        }

        Skip();
        return true;
    }

    /// <summary>Demands that nothing follows.</summary>
    internal void End() => Demand(Peek() < 0);

    /// <summary>Demands what the text of a workspace has.</summary>
    internal static void Demand(bool isUsual)
    {
        if (!isUsual)
        {
            throw Unusual();
        }
    }

    private static JsonException Unusual() => new("It is damaged, or written in an unusual way.");

    private static string? Judge(ReadOnlySpan<byte> value)
    {
        Utf8JsonReader reader = new(value);
        reader.Read();
        Demand(reader.TokenType is JsonTokenType.String or JsonTokenType.Null);
        try
        {
            return reader.GetString();
        }
        catch (InvalidOperationException)
        {
            // It is no UTF-8, or holds half of a character.
            throw Unusual();
        }
    }

    private void Open(char bracket)
    {
        Demand(Peek() == bracket);
        _at++;
        _isFirst = true;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool Next(char end)
    {
        int next = Peek();
        bool goesOn = _isFirst;
        _isFirst = false;
        if (next == ',' && !goesOn)
        {
            _at++;
            goesOn = true;
            // A comma before the end is allowed.
            next = Peek();
        }

        if (next == end)
        {
            _at++;
            return false;
        }

        Demand(goesOn);
        return true;
    }

    /// <summary>The next character that is not blank; -1 at the end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int Peek()
    {
        ReadOnlySpan<byte> text = _text;
        int at = _at;
        while (at < text.Length && text[at] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')
        {
            at++;
        }

        _at = at;
        return at < text.Length ? text[at] : -1;
    }

    private ReadOnlySpan<byte> SkipLiteral()
    {
        int start = _at;
        while (_at < _text.Length && (char.IsAsciiLetterOrDigit((char)_text[_at]) || _text[_at] is (byte)'-' or (byte)'+' or (byte)'.'))
        {
            _at++;
        }

        ReadOnlySpan<byte> literal = _text[start.._at];
        Demand(literal.Length > 0 && new Utf8JsonReader(literal).Read());
        return literal;
    }
}
