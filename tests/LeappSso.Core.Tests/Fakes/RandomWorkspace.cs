using System.Reflection;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using LeappSso.Store;

namespace LeappSso.Core.Tests.Fakes;

/// <summary>Workspaces with everything in them that can be, and the many ways in which one and the same can be written.</summary>
internal sealed class RandomWorkspace(int seed)
{
    private static readonly string[] s_texts =
    [
        "prod", "Prod", "test", "a b", "a\"b", "a\\b", "a\\", "O'Brien & Co", "[x]", "{x}", "a,b", "a:b", "//", "/* x", "*", "null", "Zürich", "本番", "🚀", "\t\n", "\u2028",
        new string('l', 300),
    ];

    private static readonly NullabilityInfoContext s_nullability = new();

    private readonly Random _random = new(seed);

    /// <summary>A workspace. A member of a later version of an entry is filled too, as long as it is a text or a time.</summary>
    internal WorkspaceDocument Document() => new() { Integrations = List(3, Integration), Others = Later() };

    /// <summary>A text that any reader of JSON takes for the same workspace.</summary>
    internal string Spell(WorkspaceDocument document)
    {
        string own = JsonSerializer.Serialize(document, StoreJson.Default.WorkspaceDocument);
        if (_random.Next(3) == 0)
        {
            return own;
        }

        StringBuilder text = new();
        Spell(JsonNode.Parse(own), text, new Style(_random.Next(2) == 0, _random.Next(2) == 0, _random.Next(3) == 0, _random.Next(2) == 0));
        return text.ToString();
    }

    /// <summary>A text such as the names are.</summary>
    internal string Text() => s_texts[_random.Next(s_texts.Length)];

    private IntegrationEntry Integration()
    {
        IntegrationEntry entry = Filled(new IntegrationEntry());
        entry.Accounts = List(4, Account);
        entry.Others = Later();
        return entry;
    }

    private AccountEntry Account()
    {
        AccountEntry entry = Filled(new AccountEntry());
        entry.Roles = List(4, Role);
        entry.Others = Later();
        return entry;
    }

    private RoleEntry Role()
    {
        RoleEntry entry = Filled(new RoleEntry());
        entry.GoneAt = _random.Next(4) == 0 ? entry.GoneAt : null;
        if (_random.Next(3) == 0)
        {
            entry.Name = "role:" + entry.Name;
            entry.Chain = Filled(new ChainEntry());
            entry.Chain.Others = Later();
        }

        entry.Others = Later();
        return entry;
    }

    private T Filled<T>(T entry)
        where T : class
    {
        foreach (PropertyInfo property in typeof(T).GetProperties())
        {
            bool canLack = s_nullability.Create(property).WriteState == NullabilityState.Nullable;
            if (canLack && _random.Next(3) == 0)
            {
                continue;
            }

            if (property.PropertyType == typeof(string))
            {
                property.SetValue(entry, canLack && _random.Next(8) == 0 ? string.Empty : Text());
            }
            else if (property.PropertyType == typeof(int?))
            {
                property.SetValue(entry, _random.Next());
            }
            else if (property.PropertyType == typeof(DateTimeOffset?))
            {
                property.SetValue(entry, DateTimeOffset.UnixEpoch.AddSeconds(_random.Next()).ToOffset(TimeSpan.FromHours(_random.Next(3))));
            }
        }

        return entry;
    }

    private Dictionary<string, JsonElement>? Later() => _random.Next(3) > 0 ? null : new Dictionary<string, JsonElement>
    {
        ["later"] = JsonSerializer.SerializeToElement(new object?[] { Text(), -1.5e3, true, null, new Dictionary<string, string> { ["]}\""] = Text() } }),
        ["roles2"] = JsonSerializer.SerializeToElement(Text()),
    };

    private List<T> List<T>(int most, Func<T> make) => [.. Enumerable.Range(0, _random.Next(most + 1)).Select(_ => make())];

    private void Spell(JsonNode? node, StringBuilder text, Style style)
    {
        switch (node)
        {
            case JsonObject members:
                IEnumerable<KeyValuePair<string, JsonNode?>> ordered = style.Reversed ? members.Reverse() : members;
                Spell(ordered.Select(m => (Action)(() =>
                {
                    text.Append(JsonSerializer.Serialize(m.Key)).Append(':').Append(Blank(style));
                    Spell(m.Value, text, style);
                })), "{}", text, style);
                break;
            case JsonArray elements:
                Spell(elements.Select(e => (Action)(() => Spell(e, text, style))), "[]", text, style);
                break;
            default:
                JsonSerializerOptions options = new() { Encoder = style.Escapes ? JavaScriptEncoder.Default : JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
                text.Append(node?.ToJsonString(options) ?? "null");
                break;
        }
    }

    private void Spell(IEnumerable<Action> parts, string brackets, StringBuilder text, Style style)
    {
        text.Append(brackets[0]).Append(Blank(style));
        bool isFirst = true;
        foreach (Action part in parts)
        {
            text.Append(isFirst ? string.Empty : ",").Append(Blank(style));
            part();
            isFirst = false;
        }

        text.Append(!isFirst && style.TrailingCommas ? "," : string.Empty).Append(Blank(style)).Append(brackets[1]);
    }

    private string Blank(Style style) => _random.Next(12) switch
    {
        0 => " ",
        1 => "\r\n\t",
        2 when style.Comments => "/* \" ] */",
        3 when style.Comments => "// {\n",
        _ => string.Empty,
    };

    private sealed record Style(bool Reversed, bool TrailingCommas, bool Comments, bool Escapes);
}
