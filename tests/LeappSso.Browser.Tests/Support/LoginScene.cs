using LeappSso.Aws;
using LeappSso.Emulator;
using LeappSso.Engine;
using LeappSso.Ports;
using LeappSso.Store;
using Microsoft.Playwright;
using Xunit.Sdk;

namespace LeappSso.Browser.Tests.Support;

/// <summary>
/// A person with an empty home folder, a Chromium page and an access portal whose pages wait for a click; between them the
/// engine and the adapter as they are shipped.
/// </summary>
internal sealed class LoginScene : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private readonly string _home;
    private readonly CancellationTokenSource _end = new();
    private Task? _login;

    private LoginScene(string home, EmulatedPortal portal, IPage page)
    {
        _home = home;
        Portal = portal;
        Page = page;
        Browser = new OpeningBrowser(address => _ = page.GotoAsync(address.AbsoluteUri));
    }

    internal EmulatedPortal Portal { get; }

    internal IPage Page { get; }

    internal LoginLog Log { get; } = new();

    /// <summary>What the engine opens addresses with; shows them on <see cref="Page"/> unless a test says otherwise.</summary>
    internal OpeningBrowser Browser { get; set; }

    /// <summary>The files of the home folder and what is in them.</summary>
    internal SortedDictionary<string, string> Files => new(
        Directory.EnumerateFiles(_home, "*", SearchOption.AllDirectories).ToDictionary(f => Path.GetRelativePath(_home, f), File.ReadAllText),
        StringComparer.Ordinal);

    private HomeVariables Variables => new(_home, Portal.Address);

    private LeappEngine Engine => new(() => new AwsServices(Variables.GetValueOrDefault), Log, new EngineMemory(), Browser, TimeProvider.System, Variables);

    internal static async Task<LoginScene> StartAsync(Chromium chromium, ApprovalMode approval = ApprovalMode.Manual, bool javaScript = true) =>
        await StartAsync(await chromium.NewPageAsync(javaScript), NewFolder(), approval);

    /// <summary>A scene whose Chromium has a profile.</summary>
    internal static async Task<LoginScene> StartWithProfileAsync(Chromium chromium)
    {
        string home = NewFolder();
        return await StartAsync(await chromium.NewProfileAsync(Path.Combine(home, "chromium")), home, ApprovalMode.Manual);
    }

    private static async Task<LoginScene> StartAsync(IPage page, string home, ApprovalMode approval)
    {
        EmulatedPortal portal = await EmulatedPortal.StartAsync(options =>
        {
            options.Approval = approval;
            options.DeviceInterval = 1;
        });
        LoginScene scene = new(home, portal, page);
        await scene.Engine.AddIntegrationAsync(
            new IntegrationSettings { Alias = "acme", PortalUrl = portal.StartUrl.AbsoluteUri, Region = "eu-west-1" }, false, CancellationToken.None);
        return scene;
    }

    /// <summary>Starts what Connect-LeappSso does, away from the test, and gives the sessions that come out.</summary>
    internal Task<List<LeappSession>> ConnectAsync(LeappLoginMethod method = LeappLoginMethod.Browser, bool openBrowser = true)
    {
        ConnectRequest request = new() { LoginMethod = method, NoBrowser = !openBrowser, Timeout = s_patience };
        Task<List<LeappSession>> login = Task.Run(async () =>
        {
            List<LeappSession> sessions = [];
            await Engine.ConnectAsync(request, sessions.Add, _end.Token);
            return sessions;
        });
        _login = login;
        return login;
    }

    /// <summary>Waits until the person is told where to log in.</summary>
    internal async Task<LoginPrompt> PromptAsync()
    {
        Task first = await Task.WhenAny(Log.Prompt, _login!);
        return first == Log.Prompt ? await Log.Prompt : throw new XunitException($"The login ended before it was shown: {_login!.Exception?.Message}");
    }

    /// <summary>The address that the person was shown, which is before the browser gets one.</summary>
    internal Uri Shown => Log.Prompt.IsCompletedSuccessfully ? Log.Prompt.Result.Address : throw new XunitException("The login was not shown yet.");

    /// <summary>Where the login waits for the browser.</summary>
    internal async Task<Callback> CallbackAsync() => new(await PromptAsync());

    /// <summary>Presses Ctrl+C.</summary>
    internal Task CancelAsync() => _end.CancelAsync();

    /// <summary>Clicks a button as soon as it is on the page.</summary>
    internal Task ClickAsync(string button) =>
        Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = button, Exact = true }).ClickAsync();

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        if (_login is not null)
        {
            await _login.ContinueWith(_ => { }, TaskScheduler.Default);
        }

        await Page.Context.CloseAsync();
        await Portal.DisposeAsync();
        _end.Dispose();
        Directory.Delete(_home, recursive: true);
    }

    private static string NewFolder() => Directory.CreateTempSubdirectory("leappsso-browser-").FullName;
}
