using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;

namespace LeappSso.Reliability.Tests;

/// <summary>
/// An access portal behind the HTTP client of the adapter, without a network. Its answers have the shapes of the emulator's; those of
/// one call are disturbed, the first only or each.
/// </summary>
internal sealed class ScriptedPortal(SteppingTime time) : HttpMessageHandler
{
    private readonly ConcurrentDictionary<Call, int> _calls = new();
    private readonly PortalState _state = new(time);

    /// <summary>The call that is disturbed; null for none.</summary>
    internal Call? Disturbed { get; set; }

    /// <summary>How it is disturbed.</summary>
    internal Fault? Fault { get; set; }

    /// <summary>Whether each such call is disturbed, and not the first alone.</summary>
    internal bool Always { get; set; }

    /// <summary>How many calls of a kind were made since <see cref="Forget"/>.</summary>
    internal int Count(Call call) => _calls.GetValueOrDefault(call);

    /// <summary>How many calls were made since <see cref="Forget"/>.</summary>
    internal int Total => _calls.Values.Sum();

    /// <summary>Begins to count anew, and disturbs nothing.</summary>
    internal void Forget()
    {
        _calls.Clear();
        (Disturbed, Fault, Always) = (null, null, false);
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        string body = request.Content is null ? string.Empty : await request.Content.ReadAsStringAsync(cancellationToken);
        Call call = CallOf(request, body);
        int number = _calls.AddOrUpdate(call, 1, (_, n) => n + 1);
        Fault? fault = call == Disturbed && (Always || number == 1) ? Fault : null;
        // Like a connection, it answers later and on another thread.
        await Task.Yield();
        HttpResponseMessage answer = fault is { Replaces: true }
            ? new HttpResponseMessage(HttpStatusCode.OK) { Content = new ByteArrayContent([]) }
            : _state.Answer(call, request, body);
        answer.RequestMessage = request;
        answer.Headers.Date = time.GetUtcNow();
        return fault is null ? answer : await fault.DisturbAsync(answer, new Surroundings(call, time), cancellationToken);
    }

    private static Call CallOf(HttpRequestMessage request, string body) => request.RequestUri!.AbsolutePath switch
    {
        "/client/register" => Call.RegisterClient,
        "/device_authorization" => Call.StartDeviceAuthorization,
        "/token" => CallOf(body),
        "/assignment/accounts" => Call.ListAccounts,
        "/assignment/roles" => Call.ListAccountRoles,
        "/federation/credentials" => Call.GetRoleCredentials,
        "/logout" => Call.Logout,
        "/federation" => Call.GetSigninToken,
        "/" when body.Contains("Action=AssumeRole", StringComparison.Ordinal) => Call.AssumeRole,
        var other => throw new InvalidOperationException($"The portal knows no {other}."),
    };

    private static Call CallOf(string body)
    {
        using JsonDocument json = JsonDocument.Parse(body);
        return json.RootElement.GetProperty("grantType").GetString() switch
        {
            "authorization_code" => Call.CreateTokenByCode,
            "refresh_token" => json.RootElement.GetProperty("refreshToken").GetString() == "none" ? Call.Probe : Call.CreateTokenByRefresh,
            _ => Call.CreateTokenByDevice,
        };
    }
}
