using System.Text.RegularExpressions;

namespace LeappSso.Emulator;

/// <summary>Plays the person at a browser: follows redirects, also to a loopback callback, and clicks Allow or Deny.</summary>
public static partial class Visitor
{
    private const int MostSteps = 20;

    /// <summary>Visits an address until a page has nothing left to decide.</summary>
    /// <exception cref="HttpRequestException">A page can't be reached, is an error, or wants something typed in.</exception>
    public static async Task VisitAsync(Uri address, bool deny = false, CancellationToken cancellationToken = default)
    {
        using var client = new HttpClient(TrustingHandler.Create());
        HttpRequestMessage? next = new(HttpMethod.Get, address);
        for (int step = 0; next is not null; step++)
        {
            if (step == MostSteps)
            {
                throw new HttpRequestException($"More than {MostSteps} steps from {address.GetLeftPart(UriPartial.Path)}.");
            }

            using HttpRequestMessage request = next;
            using HttpResponseMessage answer = await client.SendAsync(request, cancellationToken);
            next = Next(request.RequestUri!, answer, await answer.Content.ReadAsStringAsync(cancellationToken), deny);
        }
    }

    private static HttpRequestMessage? Next(Uri here, HttpResponseMessage answer, string page, bool deny)
    {
        if (answer.Headers.Location is { } location)
        {
            return new HttpRequestMessage(HttpMethod.Get, new Uri(here, location));
        }

        if (!answer.IsSuccessStatusCode || page.Contains("<input type=\"text\"", StringComparison.Ordinal))
        {
            throw new HttpRequestException($"Stuck at {here.GetLeftPart(UriPartial.Path)} ({(int)answer.StatusCode}).");
        }

        Match form = DecisionForm().Match(page);
        return form.Success ? Submit(here, form, deny ? "deny" : "allow") : null;
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

    [GeneratedRegex("""
        <form\ method="post"\ action="(?<action>[^"]+)">\s*
        <input\ type="hidden"\ name="(?<name>[^"]+)"\ value="(?<value>[^"]*)">
        """, RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex DecisionForm();
}
