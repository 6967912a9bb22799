using LeappSso.Ports;

namespace LeappSso.Driver;

/// <summary>Services that answer at once, and the same each time.</summary>
/// <param name="time">The clock of AWS.</param>
internal sealed class PortalInMemory(TimeProvider time) : IAwsServices, ISsoOidc, ISsoPortal, IBrowser
{
    private const int Most = 6;

    /// <summary>How many accounts there are.</summary>
    internal int Accounts { get; set; } = Most;

    /// <summary>From which account on the service is in trouble; none, if it is not.</summary>
    internal int? TroubleFrom { get; set; }

    public bool IsLikely => false;

    public ClockReading? Clock => null;

    public Uri AuthorizePage { get; } = new("https://oidc.eu-west-1.amazonaws.com/authorize");

    /// <summary>The id of an account, counted from 1.</summary>
    internal static string IdOf(int account) => account.ToString("D12", System.Globalization.CultureInfo.InvariantCulture);

    public ISsoOidc Oidc(SsoEndpoint endpoint) => this;

    public ISsoPortal Portal(SsoEndpoint endpoint) => this;

    public ISts Sts(string region) => throw new NotSupportedException();

    public ISignIn SignIn(string host) => throw new NotSupportedException();

    public Task<Uri?> RedirectAsync(Uri address, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<ServiceReach> ReachAsync(SsoEndpoint endpoint, TimeSpan limit, CancellationToken cancellationToken) => throw new NotSupportedException();

    public string? Open(Uri address) => throw new NotSupportedException();

    public Task<ClientRegistration> RegisterClientAsync(ClientRegistrationRequest request, CancellationToken cancellationToken) =>
        Task.FromResult(new ClientRegistration("client", StoreWriter.Secret + "client", time.GetUtcNow().AddDays(90)));

    public Task<DeviceAuthorization> StartDeviceAuthorizationAsync(ClientRegistration client, string startUrl, CancellationToken cancellationToken) =>
        Task.FromResult(new DeviceAuthorization(
            "code", "ABCD-EFGH", "https://device.example/", null, TimeSpan.FromMinutes(10), TimeSpan.FromTicks(1)));

    public Task<TokenAnswer> CreateTokenAsync(TokenRequest request, CancellationToken cancellationToken) =>
        Task.FromResult(new TokenAnswer(StoreWriter.Secret + "new-login", TimeSpan.FromHours(8), StoreWriter.Secret + "new-refresh"));

    public Task<PortalPage<PortalAccount>> ListAccountsAsync(string accessToken, string? nextToken, CancellationToken cancellationToken) =>
        Task.FromResult(new PortalPage<PortalAccount>([.. Enumerable.Range(1, Accounts).Select(i => new PortalAccount(IdOf(i), $"account{i}", null))], null));

    public Task<PortalPage<string>> ListAccountRolesAsync(string accessToken, string accountId, string? nextToken, CancellationToken cancellationToken) =>
        TroubleFrom is { } first && string.CompareOrdinal(accountId, IdOf(first)) >= 0
            ? Task.FromException<PortalPage<string>>(new ServiceException(ServiceFault.NotAnAwsAnswer, "ListAccountRoles", "a page of somebody else"))
            : Task.FromResult(new PortalPage<string>(["Admin", "ReadOnly"], null));

    public Task<RoleKeys> GetRoleCredentialsAsync(string accessToken, string accountId, string roleName, CancellationToken cancellationToken)
    {
        string secret = $"{StoreWriter.Secret}{accountId}-{roleName}";
        return Task.FromResult(new RoleKeys($"ASIA{accountId}{roleName}", secret, secret + "-session", time.GetUtcNow().AddHours(8)));
    }

    public Task LogoutAsync(string accessToken, CancellationToken cancellationToken) => Task.CompletedTask;
}
