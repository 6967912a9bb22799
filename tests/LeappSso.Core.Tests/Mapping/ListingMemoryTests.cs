using LeappSso.Core.Tests.Fakes;
using LeappSso.Mapping;
using LeappSso.Ports;
using LeappSso.Store;
using Microsoft.Extensions.Time.Testing;

namespace LeappSso.Core.Tests.Mapping;

public sealed class ListingMemoryTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("leappsso-");
    private readonly FakeTimeProvider _time = new();
    private readonly RecordingLog _log = new();
    private readonly UnfinishedStore _store;

    public ListingMemoryTests() => _store = new UnfinishedStore(_folder.FullName);

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Only_what_is_new_is_written()
    {
        ListingMemory memory = Memory();
        memory.Save();
        Assert.False(File.Exists(Path));

        memory.Note(Listed("1"));
        memory.Save();
        Assert.Equal(["1"], Written());

        File.Delete(Path);
        memory.Save();
        memory.Note(Listed("1"));
        memory.Save();
        Assert.False(File.Exists(Path));

        memory.Note(Listed("2"));
        memory.Save();
        Assert.Equal(["1", "2"], Written());
    }

    [Fact]
    public void A_new_login_leaves_no_answer_and_no_file()
    {
        ListingMemory memory = Memory();
        memory.Note(Listed("1"));
        memory.Save();

        memory.Clear();
        memory.Save();

        Assert.Null(memory.RolesOf(Account("1")));
        Assert.False(File.Exists(Path));
    }

    [Fact]
    public void It_tells_what_it_recalls_and_nothing_where_there_is_none()
    {
        Memory().Recall();
        Assert.Empty(_log.VerboseLines);

        ListingMemory before = Memory();
        before.Note(Listed("1"));
        before.Save();
        ListingMemory memory = Memory();
        memory.Recall();

        Assert.Equal(["R"], memory.RolesOf(Account("1")));
        Assert.Contains("the roles of 1 accounts are known", Assert.Single(_log.VerboseLines), StringComparison.Ordinal);
    }

    [Fact]
    public void It_is_written_every_15_seconds_while_a_listing_runs()
    {
        ListingMemory memory = Memory();
        memory.Note(Listed("1"));
        _time.Advance(TimeSpan.FromSeconds(14.9));
        memory.SaveNowAndThen();
        Assert.False(File.Exists(Path));

        _time.Advance(TimeSpan.FromSeconds(0.1));
        memory.SaveNowAndThen();
        Assert.Equal(["1"], Written());

        memory.Note(Listed("2"));
        memory.SaveNowAndThen();
        Assert.Equal(["1"], Written());
    }

    private string Path => _store.PathOf("acme");

    private IEnumerable<string> Written() => _store.Read("acme", "https://acme.awsapps.com/start", "somebody").Keys.Order();

    private ListingMemory Memory() => new(
        _store, new IntegrationEntry { Alias = "acme", PortalUrl = "https://acme.awsapps.com/start", Region = "eu-west-1" }, recalls: true, _log, _time)
    {
        Login = "somebody",
    };

    private static PortalAccount Account(string id) => new(id, null, null);

    private static ListedAccount Listed(string id) => new(Account(id), ["R"], null);
}
