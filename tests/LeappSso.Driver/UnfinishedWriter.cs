using System.Globalization;
using LeappSso.Store;

namespace LeappSso.Driver;

/// <summary>Keeps what a listing that has not come to its end was answered, without a lock, as a listing does.</summary>
internal sealed class UnfinishedWriter(string folder) : StoreWriter
{
    private const string Alias = "acme";
    private const string Portal = "https://acme.awsapps.com/start";

    private readonly UnfinishedStore _store = new(folder);

    internal override Task WriteAsync(int serial)
    {
        RealPath.MakeFolder(folder);
        _store.Write(Alias, Portal, string.Empty, Accounts(serial));
        return Task.CompletedTask;
    }

    internal override int Last() => _store.Read(Alias, Portal, string.Empty).Values.FirstOrDefault() is { } answer
        ? int.Parse(answer.Roles[0], CultureInfo.InvariantCulture)
        : -1;

    internal override IEnumerable<string> Faults(int last)
    {
        IReadOnlyDictionary<string, UnfinishedAccount> answers = _store.Read(Alias, Portal, string.Empty);
        int count = last < 0 ? 0 : Accounts(last).Count;
        return answers.Count == count && answers.Values.All(a => a.Roles[0] == last.ToString(CultureInfo.InvariantCulture)) && (last >= 0 || !File.Exists(_store.PathOf(Alias)))
            ? []
            : [$"{_store.PathOf(Alias)} is not that of change {last}"];
    }

    internal override string? KindOf(string path) => path == _store.PathOf(Alias) ? "unfinished listing (`unfinished-*.json`)" : null;

    /// <summary>As a listing that comes to its end.</summary>
    internal override async Task<int> GoOnAsync()
    {
        int last = Last();
        _store.Forget(Alias);
        await WriteAsync(last + 1);
        return last + 1;
    }

    private static Dictionary<string, UnfinishedAccount> Accounts(int serial) => Enumerable.Range(0, 1 + (serial * 7919 % 200)).ToDictionary(
        i => i.ToString("D12", CultureInfo.InvariantCulture),
        _ => new UnfinishedAccount { At = DateTimeOffset.UnixEpoch, Roles = [serial.ToString(CultureInfo.InvariantCulture), "ReadOnly"] });
}
