namespace LeappSso.Emulator;

/// <summary>visit [--deny] URL: what <c>$env:BROWSER</c> names in tests and demos.</summary>
internal static class VisitCommand
{
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments)
    {
        string[] addresses = [.. arguments.Where(argument => argument != "--deny")];
        if (addresses.Length != 1 || !Uri.TryCreate(addresses[0], UriKind.Absolute, out Uri? address))
        {
            throw new ArgumentException("visit [--deny] URL");
        }

        await Visitor.VisitAsync(address, deny: arguments.Contains("--deny"));
        return 0;
    }
}
