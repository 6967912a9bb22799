using System.Globalization;
using System.Text.Json;
using LeappSso.Store;

namespace LeappSso.Driver;

/// <summary>Changes a workspace, and the copy of what could be read last.</summary>
internal sealed class WorkspaceWriter(string folder) : StoreWriter
{
    private readonly string _path = Path.Combine(folder, "workspace.json");
    private readonly string _lastGood = Path.Combine(folder, DamagedWorkspace.LastGoodName);

    // The clock is hours ahead of the copy, which is therefore made anew each time.
    internal override Task WriteAsync(int serial) => Store(serial).UpdateAsync(
        document =>
        {
            document.Integrations = Content(serial).Integrations;
            return true;
        },
        CancellationToken.None);

    internal override int Last() =>
        Store(0).Read().Integrations is [{ DefaultRegion: { } text }, ..] ? int.Parse(text, CultureInfo.InvariantCulture) : -1;

    internal override IEnumerable<string> Faults(int last) =>
        FaultsOf(_path, BytesOf(last)).Concat(FaultsOf(_lastGood, BytesOf(last), BytesOf(last - 1)));

    internal override string? KindOf(string path) =>
        path == _path ? "workspace (`workspace.json`)" : path == _lastGood ? "its copy (`workspace.last-good.json`)" : null;

    private WorkspaceStore Store(int serial) => new(folder, SetTime.Of(serial), setsAside: false);

    private static byte[]? BytesOf(int serial) => serial < 0 ? null : JsonSerializer.SerializeToUtf8Bytes(Content(serial), StoreJson.Default.WorkspaceDocument);

    private static WorkspaceDocument Content(int serial) => new()
    {
        Integrations =
        [
            new IntegrationEntry
            {
                Alias = "acme",
                PortalUrl = "https://acme.awsapps.com/start",
                Region = "eu-west-1",
                DefaultRegion = serial.ToString(CultureInfo.InvariantCulture),
                Accounts = [.. Enumerable.Range(0, 1 + (serial * 7919 % 40)).Select(i => Account(i, serial))],
            },
        ],
    };

    private static AccountEntry Account(int number, int serial) => new()
    {
        Id = number.ToString("D12", CultureInfo.InvariantCulture),
        Name = $"account {serial}",
        Roles = [new RoleEntry { Name = "Admin", Profile = $"p{number}-{serial}" }, new RoleEntry { Name = "ReadOnly", Profile = $"r{number}-{serial}" }],
    };
}
