using System.Text.RegularExpressions;

namespace LeappSso.Emulator;

/// <summary>Plays the person at a browser: follows redirects and clicks Allow or Deny.</summary>
internal static partial class VisitCommand
{
    private const int MostSteps = 20;

    public static async Task<int> RunAsync(IReadOnlyList<string> arguments)
    {
        string decision = arguments.Contains("--deny") ? "deny" : "allow";
        string address = arguments.Single(argument => argument != "--deny");
        using var client = new HttpClient(TrustingHandler.Create());
        var next = new HttpRequestMessage(HttpMethod.Get, address);
        for (int step = 0; step < MostSteps; step++)
        {
            using HttpRequestMessage request = next;
            using HttpResponseMessage answer = await client.SendAsync(request);
            string page = await answer.Content.ReadAsStringAsync();
            Uri here = request.RequestUri!;
            if (answer.Headers.Location is { } location)
            {
                next = new HttpRequestMessage(HttpMethod.Get, new Uri(here, location));
            }
            else if (answer.IsSuccessStatusCode && DecisionForm().Match(page) is { Success: true } form)
            {
                next = Submit(here, form, decision);
            }
            else
            {
                return await EndAsync(here, answer, page);
            }
        }

        await Console.Error.WriteLineAsync($"visit: more than {MostSteps} steps from {address}");
        return 1;
    }

    private static HttpRequestMessage Submit(Uri page, Match form, string decision) =>
        new(HttpMethod.Post, new Uri(page, form.Groups["action"].Value))
        {
            Content = new FormUrlEncodedContent(new Dictionary<string, string>
            {
                [form.Groups["name"].Value] = form.Groups["value"].Value,
                ["decision"] = decision,
            }),
        };

    private static async Task<int> EndAsync(Uri page, HttpResponseMessage answer, string content)
    {
        if (answer.IsSuccessStatusCode && !content.Contains("<input type=\"text\"", StringComparison.Ordinal))
        {
            return 0;
        }

        await Console.Error.WriteLineAsync($"visit: stuck at {page.GetLeftPart(UriPartial.Path)} ({(int)answer.StatusCode})");
        return 1;
    }

    [GeneratedRegex("""<form method="post" action="(?<action>[^"]+)">\s*<input type="hidden" name="(?<name>[^"]+)" value="(?<value>[^"]*)">""")]
    private static partial Regex DecisionForm();
}
