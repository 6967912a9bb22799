using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace LeappSso.Emulator;

/// <summary>The arguments of serve: every option of the control endpoint by its name with dashes, and two switches.</summary>
internal sealed record ServeArguments(OptionPatch Options, bool Proxy, bool ExitWithParent)
{
    private static readonly string[] s_switches = ["proxy", "exitWithParent", "harsh", "refuseMixedGrants"];

    public static ServeArguments Parse(IReadOnlyList<string> arguments)
    {
        var values = new JsonObject();
        for (int index = 0; index < arguments.Count; index++)
        {
            if (!arguments[index].StartsWith("--", StringComparison.Ordinal))
            {
                throw new ArgumentException($"'{arguments[index]}' is no option.");
            }

            string name = JsonNamingPolicy.CamelCase.ConvertName(Words(arguments[index][2..]));
            if (s_switches.Contains(name))
            {
                values[name] = true;
            }
            else if (++index < arguments.Count)
            {
                values[name] = Value(arguments[index]);
            }
            else
            {
                throw new ArgumentException($"'{arguments[index - 1]}' needs a value.");
            }
        }

        bool proxy = values.Remove("proxy");
        bool exitWithParent = values.Remove("exitWithParent");
        return new ServeArguments(ControlJson.Read<OptionPatch>(values), proxy, exitWithParent);
    }

    /// <summary>latency-ms is LatencyMs.</summary>
    private static string Words(string dashed) =>
        string.Concat(dashed
            .Split('-', StringSplitOptions.RemoveEmptyEntries)
            .Select(word => char.ToUpperInvariant(word[0]) + word[1..]));

    private static JsonNode Value(string text)
    {
        if (bool.TryParse(text, out bool truth))
        {
            return truth;
        }

        return double.TryParse(text, CultureInfo.InvariantCulture, out _) ? JsonNode.Parse(text)! : text;
    }
}
