using LeappSso.Ports;

namespace LeappSso.Core.Tests.Fakes;

/// <summary>A login service in memory that grants everything at once, unless a test decides otherwise.</summary>
internal sealed class FakeOidc : ISsoOidc
{
    private int _serial;

    public Uri AuthorizePage { get; } = new("https://oidc.eu-west-1.amazonaws.com/authorize");

    public int Registrations { get; private set; }

    public int Logins { get; private set; }

    public int Refreshes { get; private set; }

    /// <summary>For which portals device codes were asked.</summary>
    public List<string> StartUrls { get; } = [];

    public bool GivesRefreshToken { get; set; } = true;

    /// <summary>How long a device code lives.</summary>
    public TimeSpan CodeLife { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>How long one waits before it is asked again whether a code was allowed.</summary>
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromTicks(1);

    /// <summary>Called before each answer with the request; throws what the service shall refuse.</summary>
    public Action<object> Before { get; set; } = _ => { };

    public Task<ClientRegistration> RegisterClientAsync(ClientRegistrationRequest request, CancellationToken cancellationToken)
    {
        Before(request);
        Registrations++;
        return Task.FromResult(new ClientRegistration($"client{Registrations}", "client-secret", new DateTimeOffset(2030, 4, 1, 0, 0, 0, TimeSpan.Zero)));
    }

    public Task<DeviceAuthorization> StartDeviceAuthorizationAsync(ClientRegistration client, string startUrl, CancellationToken cancellationToken)
    {
        Before(client);
        StartUrls.Add(startUrl);
        return Task.FromResult(new DeviceAuthorization(
            "device-code", "ABCD-EFGH", "https://device.example/", "https://device.example/?user_code=ABCD-EFGH", CodeLife, PollInterval));
    }

    public Task<TokenAnswer> CreateTokenAsync(TokenRequest request, CancellationToken cancellationToken)
    {
        Before(request);
        bool refresh = request is RefreshTokenRequest;
        Logins += refresh ? 0 : 1;
        Refreshes += refresh ? 1 : 0;
        return Task.FromResult(new TokenAnswer($"access{++_serial}", TimeSpan.FromHours(1), GivesRefreshToken ? $"refresh{_serial}" : null));
    }
}
