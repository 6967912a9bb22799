using System.Text;
using LeappSso.Aws;
using LeappSso.Ports;
using LeappSso.Reliability.Tests.Fuzzing.Models;
using Microsoft.Extensions.Time.Testing;

namespace LeappSso.Reliability.Tests.Fuzzing.Targets;

/// <summary>Answers of a service, through the adapter as it is, with nothing but the connection replaced.</summary>
internal abstract class AnswerTarget : FuzzTarget
{
    /// <summary>What is sent as the secret of a request.</summary>
    protected const string Sent = "sEnTsEcReT";

    private readonly ScriptedAnswer _answer = new();

    /// <summary>Makes a target.</summary>
    protected AnswerTarget(string name, string demanded)
        : base(name, demanded)
    {
        Services = new AwsServices(_ => null, new FakeTimeProvider(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero)), _answer);
        SsoEndpoint endpoint = new("eu-west-1", DualStack: false);
        Portal = Services.Portal(endpoint);
        Oidc = Services.Oidc(endpoint);
    }

    internal override IReadOnlyList<byte[]> Pieces { get; } = InputText.Bytes(
        "200\n", "400\n", "401\n", "403\n", "404\n", "429\n", "500\n", "302\n", "\n\n", "Date: Tue, 01 Jan 2030 00:00:00 GMT\n", "Date: Mon, 01 Jan 0001 00:00:00 GMT\n", "Retry-After: 5\n", "Retry-After: -1\n",
        "Retry-After: 2147483648\n", "Retry-After: Tue, 01 Jan 2030 00:00:09 GMT\n", "Content-Type: text/html\n", "Content-Type: application/json\n", "Content-Type: \u0001;;\n", "x-amzn-ErrorType: ", "x-amzn-RequestId: r\u001b[2J\n",
        "UnauthorizedException:http://x\n", "SlowDownException\n", "Location: http://x/\n", "Content-Encoding: gzip\n", "{\"error\":\"authorization_pending\"}", "{\"error\":\"\\ud800\"}", "{\"message\":\"m\"}", "{\"\\ud800\":1}",
        "<html>", "null", "[]", "{}", "\"", ",", "}", "]", "\"accountId\":", "\"expiresIn\":", "\"message\":", "\"__type\":", "1e999", "-9223372036854775809", "1.5", "true", "\"1\"", Sent);

    /// <summary>The services.</summary>
    protected AwsServices Services { get; }

    /// <summary>The portal.</summary>
    protected ISsoPortal Portal { get; }

    /// <summary>The login service.</summary>
    protected ISsoOidc Oidc { get; }

    /// <summary>The status of the answer.</summary>
    protected int Status => _answer.Status;

    /// <summary>A number of the input, by which one call of several is chosen.</summary>
    protected int Turn { get; private set; }

    /// <summary>The body of the answer.</summary>
    protected byte[] Body => _answer.Body;

    /// <summary>Whether something before the body may say that it is a page for people.</summary>
    protected bool MayBePage { get; private set; }

    /// <summary>Makes calls that get the answer.</summary>
    protected abstract Task CallAsync();

    internal override void Check(byte[] input)
    {
        _answer.Take(input);
        Turn = input.Length;
        MayBePage = Encoding.Latin1.GetString(input, 0, input.Length - Body.Length).Contains("html", StringComparison.OrdinalIgnoreCase);
        CallAsync().GetAwaiter().GetResult();
        if (Services.Clock is { } clock)
        {
            Demand.That(clock.Difference.Duration() < TimeSpan.FromDays(366 * 10_000), "the difference of the clocks");
        }
    }

    /// <summary>Makes a call; null where it fails as is promised.</summary>
    protected async Task<T?> TryAsync<T>(Func<Task<T>> call)
        where T : class
    {
        try
        {
            return await call();
        }
        catch (ServiceException failure)
        {
            Demand.That(failure.InnerException is null, "something of the SDK leaves the adapter");
            Demand.That(failure.RetryAfter is null || failure.RetryAfter >= TimeSpan.Zero, "a wait of less than nothing");
            Demand.Visible(failure.Describe());
            Demand.That(failure.Describe().Length < 2500, "the failure is told without end");
            // A service that puts a secret into its own words tells it itself.
            Demand.That(!_answer.HidesSecret || !failure.Describe().Contains(Demand.Secret, StringComparison.Ordinal), $"a secret of the answer is in '{failure.Describe()}'");
            return null;
        }
    }

    /// <summary>An answer as an input.</summary>
    protected static string Of(int status, string body, string headers = "Content-Type: application/json\nDate: Tue, 01 Jan 2030 00:00:09 GMT\nx-amzn-RequestId: r-1\n") => $"{status}\n{headers}\n{body}";
}
