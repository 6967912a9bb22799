using System.Text.Json;
using System.Text.Json.Serialization;

namespace LeappSso.Store;

/// <summary>
/// What listings that have not come to their end have answered, a file for each integration. It is apart from the workspace, so that
/// writing it while a listing runs costs little, settles no profile names, and slows down nobody who reads sessions.
/// </summary>
/// <param name="folder">The folder of the workspace.</param>
internal sealed class UnfinishedStore(string folder)
{
    /// <summary>The answers of a portal to a login, by account id; none where they are of another one or cannot be read.</summary>
    internal IReadOnlyDictionary<string, UnfinishedAccount> Read(string alias, string portalUrl, string login)
    {
        try
        {
            UnfinishedDocument? document = JsonSerializer.Deserialize(OrdinaryFile.ReadAllBytes(PathOf(alias)), UnfinishedJson.Default.UnfinishedDocument);
            return document is { Accounts: { } accounts } && document.PortalUrl == portalUrl && document.Login == login && accounts.Values.All(IsWhole)
                ? accounts
                : new Dictionary<string, UnfinishedAccount>();
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            // Everything can be asked again at any time, so a missing or damaged file costs calls and nothing else.
            return new Dictionary<string, UnfinishedAccount>();
        }
    }

    /// <summary>Replaces the answers of an integration.</summary>
    /// <exception cref="IOException">The disk refuses.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written.</exception>
    internal void Write(string alias, string portalUrl, string login, Dictionary<string, UnfinishedAccount> accounts)
    {
        UnfinishedDocument document = new() { PortalUrl = portalUrl, Login = login, Accounts = accounts };
        // What a killed listing left. One that is just writing does without, as its next answers tell it.
        TemporaryFiles.Drop(PathOf(alias));
        AtomicFile.Write(
            PathOf(alias), JsonSerializer.SerializeToUtf8Bytes(document, UnfinishedJson.Default.UnfinishedDocument), ownerOnly: true);
    }

    /// <summary>Forgets the answers of an integration.</summary>
    internal void Forget(string alias)
    {
        try
        {
            if (File.Exists(PathOf(alias)))
            {
                File.Delete(PathOf(alias));
                FileSteps.Tell(FileStep.Removed, PathOf(alias));
            }

            TemporaryFiles.Drop(PathOf(alias));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // They end by themselves: by their age, and by the next complete listing.
        }
    }

    /// <summary>The file of an integration. Aliases are the same whatever their letter case.</summary>
    internal string PathOf(string alias) => Path.Combine(folder, $"unfinished-{alias.ToLowerInvariant()}.json");

    private static bool IsWhole(UnfinishedAccount? account) => account is { Roles: not null } && account.Roles.All(r => r is { Length: > 0 });
}

/// <summary>The answers of one portal on disk.</summary>
internal sealed class UnfinishedDocument
{
    public string PortalUrl { get; set; } = string.Empty;

    /// <summary>The hash of the login they were given to: another person's may see other roles.</summary>
    public string Login { get; set; } = string.Empty;

    public Dictionary<string, UnfinishedAccount> Accounts { get; set; } = [];
}

/// <summary>The answer for one account.</summary>
internal sealed class UnfinishedAccount
{
    /// <summary>When the portal gave it.</summary>
    public DateTimeOffset At { get; set; }

    public IReadOnlyList<string> Roles { get; set; } = [];
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(UnfinishedDocument))]
internal sealed partial class UnfinishedJson : JsonSerializerContext;
