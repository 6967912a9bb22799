using LeappSso.Ports;

namespace LeappSso.Browser.Tests.Support;

/// <summary>The browser as the engine knows it: what opening an address means is up to the test.</summary>
internal sealed class OpeningBrowser(Action<Uri> open) : IBrowser
{
    public bool IsLikely => true;

    public string? Open(Uri address)
    {
        open(address);
        return null;
    }
}
