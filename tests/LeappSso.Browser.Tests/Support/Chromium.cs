using Microsoft.Playwright;

namespace LeappSso.Browser.Tests.Support;

/// <summary>One headless Chromium for all tests; each test gets a window of its own, without cookies of others.</summary>
public sealed class Chromium : IAsyncLifetime
{
    // Whatever a page or Chromium itself may want: no name is looked up, so nothing but this machine is reached.
    private static readonly string[] s_arguments = ["--no-sandbox", "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1"];

    private string _program = string.Empty;
    private IPlaywright? _playwright;
    private Microsoft.Playwright.IBrowser? _browser;

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        _program = ChromiumProgram.Find();
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = _program, Headless = true, Args = s_arguments });
    }

    /// <inheritdoc/>
    public async Task DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
    }

    /// <summary>Opens an empty page.</summary>
    /// <param name="javaScript">Whether its pages may run scripts.</param>
    internal async Task<IPage> NewPageAsync(bool javaScript = true)
    {
        IBrowserContext window = await _browser!.NewContextAsync(new BrowserNewContextOptions { JavaScriptEnabled = javaScript });
        return await window.NewPageAsync();
    }

    /// <summary>Starts another Chromium with a profile, as a person uses it: only with one it opens connections in advance.</summary>
    /// <param name="folder">The folder of the profile.</param>
    internal async Task<IPage> NewProfileAsync(string folder)
    {
        IBrowserContext window = await _playwright!.Chromium.LaunchPersistentContextAsync(
            folder, new BrowserTypeLaunchPersistentContextOptions { ExecutablePath = _program, Headless = true, Args = s_arguments });
        return window.Pages[0];
    }
}

/// <summary>The tests that share the Chromium.</summary>
[CollectionDefinition(Name)]
public sealed class ChromiumTests : ICollectionFixture<Chromium>
{
    internal const string Name = "Chromium";
}
