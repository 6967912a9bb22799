using System.Globalization;
using System.Text;
using System.Web;
using LeappSso.Login;
using LeappSso.Platform;
using LeappSso.Ports;

namespace LeappSso.Reliability.Tests.Fuzzing.Targets;

/// <summary>What programs of this machine send to the port where a login waits for the browser.</summary>
internal sealed class CallbackTarget : FuzzTarget
{
    private static readonly Uri s_login = new("https://oidc.eu-west-1.amazonaws.com/authorize?state=secret");
    private static readonly DateTimeOffset s_now = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly LoopbackListener _listener = new(BrowserLogin.CallbackPath, port: null, TimeProvider.System);
    private readonly Func<string, CallbackAnswer?> _accept;
    private readonly string _state;

    internal CallbackTarget()
        : base("callback request", "accepted only as GET, with this path and state, as a second reader finds them; only the very address that the browser got leads to the login, once; the page is whole, echoes nothing and is never kept")
    {
        BrowserLogin login = new(
            new LoginGoal("acme", "https://acme.awsapps.com/start", "eu-west-1"), new ClientRegistration("c", "s", s_now.AddDays(1)), s_now.AddMinutes(10),
            new Uri("https://oidc.eu-west-1.amazonaws.com/authorize"), _listener.RedirectUri);
        LoginStep.Show shown = (LoginStep.Show)login.Next(new LoginEvent.Begin(), s_now);
        _state = HttpUtility.ParseQueryString(shown.Address.Query)["state"]!;
        _accept = ((LoginStep.AwaitCallback)login.Next(new LoginEvent.Shown(), s_now)).Accept;
        Examples =
        [
            .. InputText.Bytes(
                $"GET /oauth/callback?code=abc&state={Placeholder} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: text/html\r\n\r\n",
                $"GET /oauth/callback?error=access_denied&error_description=No+way%21&state={Placeholder} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
                $"GET /oauth/callback?state=wrong&state={Placeholder}&code=x HTTP/1.0\r\n\r\n",
                $"GET /{Place} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", $"HEAD /{Place} HTTP/1.1\r\n\r\n", $"GET /{Place}?x HTTP/1.1\r\n\r\n",
                "GET /favicon.ico HTTP/1.1\r\n\r\n", $"POST /oauth/callback?code=abc&state={Placeholder} HTTP/1.1\r\nContent-Length: 5\r\n\r\nhello", "\u0016\u0003\u0001\u0002"),
        ];
    }

    /// <summary>What stands in an input for the state, which is another one in each run.</summary>
    private const string Placeholder = "STATE";

    /// <summary>What stands for the place from which the browser is sent on, without its slash.</summary>
    private const string Place = "PLACE";

    internal override IReadOnlyList<byte[]> Examples { get; }

    internal override IReadOnlyList<byte[]> Pieces { get; } = InputText.Bytes(
        "GET ", "POST ", " HTTP/1.1", " HTTP/2", "\r\n", "\r\n\r\n", "/oauth/callback", "/" + Place, "/", "?", "&", "code=", "state=", Placeholder, "error=", "%", "%2f", "%26", "%00", "+", "http://127.0.0.1/", "//", "#", ";", "<script>", "Host: evil\r\n");

    /// <inheritdoc/>
    public override void Dispose()
    {
        _listener.DisposeAsync().AsTask().GetAwaiter().GetResult();
        base.Dispose();
    }

    internal override void Check(byte[] input)
    {
        string place = _listener.SendOn(s_login).AbsolutePath;
        byte[] request = Encoding.Latin1.GetBytes(Encoding.Latin1.GetString(input)
            .Replace(Placeholder, _state, StringComparison.Ordinal).Replace(Place, place[1..], StringComparison.Ordinal));
        using SlowStream stream = new(request);
        string? target = LoopbackServer.ReadTargetAsync(stream, CancellationToken.None).GetAwaiter().GetResult();
        Demand.That(target is null || !target.AsSpan().ContainsAny(' ', '\r'), "the target has blanks");
        (LoopbackAnswer answer, CallbackAnswer? awaited) = _listener.Judge(new LoopbackRequest(target, () => false), _accept);
        // The head ends with an empty line, or with what is read at most.
        string line = Encoding.Latin1.GetString(request.AsSpan(0, Math.Min(request.Length, 16 * 1024))).Split('\r')[0];
        CheckAccepted(line, awaited);
        CheckPage(answer);
        Demand.Same(IsGet(line.Split(' ')) && line.Split(' ')[1] == place ? s_login : null, answer.Location, $"where '{line}' leads");
        LoopbackAnswer again = _listener.Judge(new LoopbackRequest(target, () => false), _accept).Answer;
        Demand.Same(answer.Location is null ? answer.Page : CallbackPages.Used, again.Page, "the page for who comes again");
        Demand.That(again.Location is null, "it leads there again");
    }

    private static bool IsGet(string[] words) => words.Length == 3 && words[0] == "GET" && words[2].StartsWith("HTTP/1.", StringComparison.Ordinal);

    private void CheckAccepted(string line, CallbackAnswer? awaited)
    {
        string[] words = line.Split(' ');
        string begin = BrowserLogin.CallbackPath + "?";
        bool isOurs = IsGet(words) && words[1].StartsWith(begin, StringComparison.Ordinal);
        string[] parts = isOurs ? words[1][begin.Length..].TrimStart('?').Split('&') : [];
        string? state = First(parts, "state");
        string? error = First(parts, "error");
        string? code = First(parts, "code");
        bool isAccepted = state == _state && (error is { Length: > 0 } || code is { Length: > 0 });
        Demand.Same(isAccepted, awaited is not null, $"whether '{line}' is accepted");
        if (awaited is not null)
        {
            Demand.Same(error is { Length: > 0 } ? null : code, awaited.Code, "the code");
            Demand.Same(error is { Length: > 0 } ? error : null, awaited.Error, "the error");
        }
    }

    private static string? First(string[] parts, string name)
    {
        string? found = Array.Find(parts, p => Decoded(p.Split('=')[0]) == name);
        return found is null ? null : found.Contains('=', StringComparison.Ordinal) ? Decoded(found[(found.IndexOf('=', StringComparison.Ordinal) + 1)..]) : string.Empty;
    }

    private static string Decoded(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));

    private static void CheckPage(LoopbackAnswer answer)
    {
        string page = Encoding.UTF8.GetString(answer.ToBytes());
        int body = page.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4;
        Demand.That(page.StartsWith("HTTP/1.1 ", StringComparison.Ordinal) && page.Contains("\r\nCache-Control: no-store\r\n", StringComparison.Ordinal), "the head");
        Demand.That(page[..body].Contains(string.Create(CultureInfo.InvariantCulture, $"\r\nContent-Length: {Encoding.UTF8.GetByteCount(page[body..])}\r\n"), StringComparison.Ordinal), "the length");
        Demand.That(page[..body].Contains($"\r\nLocation: {s_login.AbsoluteUri}\r\n", StringComparison.Ordinal) == (answer.Location is not null), "where the head leads");
        Demand.That(
            answer.Location is not null ? body == page.Length
            : page[body..] == CallbackPages.Done || page[body..] == CallbackPages.Refused || page[body..] == CallbackPages.NotHere,
            "a page that echoes");
    }
}
