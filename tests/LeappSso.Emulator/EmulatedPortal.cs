using System.Net;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Abstractions;

namespace LeappSso.Emulator;

/// <summary>
/// An AWS access portal on 127.0.0.1: sso-oidc, the portal API, GetCallerIdentity and AssumeRole of STS, the sign-in of the console, and the
/// pages a person sees. Steer it by
/// <see cref="Options"/>, <see cref="Directory"/>, <see cref="Faults"/>, <see cref="Approval"/>, <see cref="Tokens"/>; look at
/// it by <see cref="Counters"/> and <see cref="RoleKeys"/>. Every instance stands alone: several may run in one process.
/// <code>
/// await using EmulatedPortal portal = await EmulatedPortal.StartAsync(options => options.Accounts = 50);
/// </code>
/// </summary>
public sealed class EmulatedPortal : IAsyncDisposable
{
    private readonly KestrelServer _server;
    private readonly RequestPipeline _pipeline;
    private readonly List<ConnectProxy> _proxies = [];

    private EmulatedPortal(EmulatorOptions options)
    {
        var clock = new EmulatorClock(options);
        var clients = new ClientRegistry(options, clock);
        Options = options;
        Directory = new PortalDirectory(DirectoryGenerator.Generate(options.Accounts, options.Roles));
        Counters = new EmulatorCounters(options.RequestLogSize, options.TimeProvider);
        Faults = new FaultList(options.Seed);
        Approval = new ApprovalDesk(options, clock);
        Tokens = new TokenVault(options, clock, clients);
        RoleKeys = new RoleKeyIssuer(options, clock);
        var router = new OperationRouter(
            clients,
            new DeviceAuthorization(options, clock, clients, Approval, () => Address),
            new TokenEndpoint(options, clock, clients, Approval, Tokens, Counters),
            new AuthorizeEndpoint(clock, clients, Approval),
            new DevicePage(Approval),
            new PortalApi(options, Directory, Tokens, RoleKeys, clock),
            new StsApi(options, clock, RoleKeys, Trust),
            new ConsoleSignIn(clock, RoleKeys),
            Directory);
        var control = new ControlApi(options, Counters, Secrets, Faults, Directory, Approval, Tokens, RoleKeys, Trust);
        _pipeline = new RequestPipeline(options, clock, Counters, Secrets, Faults, router, control);
        _server = NewServer(options.Port);
    }

    /// <summary>Root of all endpoints, <c>http://127.0.0.1:PORT/</c>: what AWS_ENDPOINT_URL_SSO and its like take.</summary>
    public Uri Address { get; private set; } = new("http://127.0.0.1/");

    /// <summary>The portal URL of an integration, <c>http://127.0.0.1:PORT/start</c>.</summary>
    public Uri StartUrl => new(Address, "start");

    /// <summary>Settings; most may be changed while the portal runs.</summary>
    public EmulatorOptions Options { get; }

    /// <summary>Accounts and roles; may be changed while the portal runs.</summary>
    public PortalDirectory Directory { get; }

    /// <summary>What was asked and how it ended.</summary>
    public EmulatorCounters Counters { get; }

    /// <summary>The secrets that went to and fro.</summary>
    public SecretLog Secrets { get; } = new();

    /// <summary>Faults to inject.</summary>
    public FaultList Faults { get; }

    /// <summary>Logins that wait for a person.</summary>
    public ApprovalDesk Approval { get; }

    /// <summary>Access and refresh tokens.</summary>
    public TokenVault Tokens { get; }

    /// <summary>Whose an access key is.</summary>
    public RoleKeyIssuer RoleKeys { get; }

    /// <summary>Who may assume which role.</summary>
    public TrustPolicies Trust { get; } = new();

    /// <summary>Called after a request was checked and before it is answered, so that a test can hold requests.</summary>
    public Func<LoggedRequest, CancellationToken, Task>? BeforeAnswer
    {
        get => _pipeline.BeforeAnswer;
        set => _pipeline.BeforeAnswer = value;
    }

    /// <summary>Starts a portal that accepts requests when the task ends.</summary>
    public static async Task<EmulatedPortal> StartAsync(
        Action<EmulatorOptions>? configure = null,
        CancellationToken cancellationToken = default)
    {
        var options = new EmulatorOptions();
        configure?.Invoke(options);
        var portal = new EmulatedPortal(options);
        await portal._server.StartAsync(portal._pipeline, cancellationToken);
        portal.Address = new Uri(portal._server.Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        return portal;
    }

    /// <summary>Starts a proxy that leads AWS host names here; it ends with the portal, or earlier by its own disposal.</summary>
    public async Task<ConnectProxy> StartProxyAsync(CancellationToken cancellationToken = default)
    {
        ConnectProxy proxy = await ConnectProxy.StartAsync(Address.Port, cancellationToken);
        _proxies.Add(proxy);
        return proxy;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        foreach (ConnectProxy proxy in _proxies)
        {
            await proxy.DisposeAsync();
        }

        // A cancelled token makes Kestrel drop open connections instead of waiting for them.
        await _server.StopAsync(new CancellationToken(canceled: true));
        _server.Dispose();
        Approval.Dispose();
    }

    /// <summary>Kestrel without a host: no logging, no configuration, nobody who catches signals.</summary>
    private static KestrelServer NewServer(int port)
    {
        var options = new KestrelServerOptions { AddServerHeader = false };
        options.Listen(IPAddress.Loopback, port, listener => listener.Protocols = HttpProtocols.Http1);
        var transport = new SocketTransportFactory(
            Microsoft.Extensions.Options.Options.Create(new SocketTransportOptions()), NullLoggerFactory.Instance);
        return new KestrelServer(Microsoft.Extensions.Options.Options.Create(options), transport, NullLoggerFactory.Instance);
    }
}
