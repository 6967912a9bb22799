using Microsoft.Playwright;

namespace LeappSso.Browser.Tests.Support;

/// <summary>One headless Chromium for all tests; each test gets a window of its own, without cookies of others.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private IPlaywright? _playwright;
    private Microsoft.Playwright.IBrowser? _browser;

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        string program = ChromiumProgram.Find();
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = program,
            Headless = true,
            // Whatever a page or Chromium itself may want: no name is looked up, so nothing but this machine is reached.
            Args = ["--no-sandbox", "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1"],
        });
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
}

/// <summary>The tests that share the Chromium.</summary>
[CollectionDefinition(Name)]
public sealed class ChromiumTests : ICollectionFixture<Chromium>
{
    internal const string Name = "Chromium";
}
