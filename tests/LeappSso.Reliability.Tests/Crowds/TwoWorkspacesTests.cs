using System.Text;
using LeappSso.Driver;
using LeappSso.Engine;
using LeappSso.Profiles;

namespace LeappSso.Reliability.Tests;

/// <summary>Two workspaces, with an integration each, that write into the same AWS files.</summary>
public sealed class TwoWorkspacesTests : IDisposable
{
    private static readonly int s_changes = Form.Of(200, 30);

    private static readonly LeappMethod[] s_methods = [LeappMethod.SsoProfile, LeappMethod.CredentialsFile];

    private readonly string _folder = Path.Combine(Directory.CreateTempSubdirectory("leappsso-crash-").FullName, "home");

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_folder)!, recursive: true);

    [Fact]
    public async Task Each_finds_what_it_has_written_and_what_others_wrote_stays()
    {
        EngineHome first = new(_folder, "first");
        EngineHome second = new(_folder, "second");
        first.WriteOthers();
        foreach (EngineHome home in new[] { first, second })
        {
            await home.Engine.AddIntegrationAsync(
                new IntegrationSettings { Alias = home.Alias, PortalUrl = "https://acme.awsapps.com/start", Region = "eu-west-1", ProfileNameTemplate = home.Alias + "-{AccountName}-{RoleName}" },
                false,
                CancellationToken.None);
            await home.KeepLoginAsync(TimeSpan.FromHours(8));
            await home.Engine.SyncAsync(new SyncRequest(), CancellationToken.None);
        }

        Dictionary<string, LeappMethod>[] active = await Task.WhenAll(Task.Run(() => ChangeAsync(first, 1)), Task.Run(() => ChangeAsync(second, 2)));

        Assert.Equal(active[0].OrderBy(a => a.Key), ActiveIn(first));
        Assert.Equal(active[1].OrderBy(a => a.Key), ActiveIn(second));
        IniDocument config = Read(first.Config, EngineHome.OthersInConfig);
        IniDocument credentials = Read(first.Credentials, EngineHome.OthersInCredentials);
        Assert.Equal(Count(active, LeappMethod.SsoProfile), config.Sections.Count(s => s.IsMarked && s.Name.Kind == SectionKind.Profile));
        Assert.Equal(Count(active, LeappMethod.CredentialsFile), credentials.Sections.Count(s => s.IsMarked));

        // A listing, and a logout, of the one leave what is the other's.
        await first.Engine.SyncAsync(new SyncRequest(), CancellationToken.None);
        await first.Engine.DisconnectAsync(first.Alias, CancellationToken.None);
        Assert.Empty(ActiveIn(first));
        Assert.Equal(active[1].OrderBy(a => a.Key), ActiveIn(second));
        Assert.Empty(first.Log.Failures.Concat(second.Log.Failures));
    }

    private static async Task<Dictionary<string, LeappMethod>> ChangeAsync(EngineHome home, int seed)
    {
        Random random = new(seed);
        Dictionary<string, LeappMethod> active = [];
        string[] ids = [.. home.Engine.GetSessions(new SessionFilter()).Select(s => s.Id)];
        for (int i = 0; i < s_changes; i++)
        {
            string id = ids[random.Next(ids.Length)];
            LeappMethod method = s_methods[random.Next(s_methods.Length)];
            bool starts = random.Next(3) > 0;
            await home.Engine.ChangeSessionsAsync(
                [id], new SessionChange { Method = method, Status = starts ? LeappSessionStatus.Active : LeappSessionStatus.Inactive }, CancellationToken.None);
            active.Remove(id);
            if (starts)
            {
                active[id] = method;
            }
        }

        return active;
    }

    private static IEnumerable<KeyValuePair<string, LeappMethod>> ActiveIn(EngineHome home) => home.Engine.GetSessions(new SessionFilter())
        .Where(s => s.Status == LeappSessionStatus.Active).OrderBy(s => s.Id).Select(s => KeyValuePair.Create(s.Id, s.Method));

    private static int Count(Dictionary<string, LeappMethod>[] active, LeappMethod method) => active.Sum(a => a.Values.Count(m => m == method));

    private static IniDocument Read(string file, string others)
    {
        byte[] bytes = File.ReadAllBytes(file);
        IniDocument document = IniDocument.Parse(bytes);
        Assert.StartsWith(others, Encoding.Latin1.GetString(bytes), StringComparison.Ordinal);
        Assert.Null(IniCheck.Find(bytes, document, file));
        return document;
    }
}
