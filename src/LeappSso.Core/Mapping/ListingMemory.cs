using System.Collections.Concurrent;
using LeappSso.Ports;
using LeappSso.Store;

namespace LeappSso.Mapping;

/// <summary>
/// What need not be asked again: the answers of this listing, and of the last one if it did not come to its end. A complete listing
/// makes all former answers old, and a login by a person may be somebody else's, so neither leaves anything.
/// </summary>
/// <param name="store">Where it outlives the process.</param>
/// <param name="known">The integration as it is known.</param>
/// <param name="recalls">Whether the last listing counts.</param>
/// <param name="log">Where it tells what it does.</param>
/// <param name="time">The clock.</param>
internal sealed class ListingMemory(UnfinishedStore store, IntegrationEntry known, bool recalls, IEngineLog log, TimeProvider time)
{
    /// <summary>How long an answer counts for the next listing.</summary>
    internal static readonly TimeSpan Life = TimeSpan.FromMinutes(10);

    /// <summary>How often it is written while a listing runs, for the case that the process is killed.</summary>
    internal static readonly TimeSpan Pace = TimeSpan.FromSeconds(15);

    private readonly ConcurrentDictionary<string, UnfinishedAccount> _answers = new(StringComparer.Ordinal);
    private long _saved = time.GetTimestamp();
    private bool _isChanged;

    /// <summary>The login that asks, by its hash. Answers to another one are not recalled: whoever logged in may see other roles.</summary>
    internal string Login { get; set; } = string.Empty;

    /// <summary>Takes up what the last listing left.</summary>
    internal void Recall()
    {
        if (!recalls)
        {
            return;
        }

        DateTimeOffset now = time.GetUtcNow();
        foreach ((string id, UnfinishedAccount answer) in store.Read(known.Alias, known.PortalUrl, Login))
        {
            // One that is not before now was given before the clock was set back, nobody knows when.
            if (answer.At <= now && now - answer.At < Life && !(answer.At <= known.LastSync))
            {
                _answers[id] = answer;
            }
        }

        if (!_answers.IsEmpty)
        {
            log.Verbose($"Going on from the last listing of '{known.Alias}', which did not come to its end: the roles of {_answers.Count} accounts are known from it.");
        }
    }

    /// <summary>The roles of an account that was answered for; null where it is to be asked. May be called from any thread.</summary>
    internal IReadOnlyList<string>? RolesOf(PortalAccount account) => _answers.GetValueOrDefault(account.Id)?.Roles;

    /// <summary>Remembers an answer. One that is remembered already keeps its age.</summary>
    internal void Note(ListedAccount listed)
    {
        if (listed.Failure is null)
        {
            _isChanged |= _answers.TryAdd(listed.Account.Id, new UnfinishedAccount { At = time.GetUtcNow(), Roles = listed.Roles });
        }
    }

    /// <summary>Forgets all answers: whoever logs in now may see others.</summary>
    internal void Clear()
    {
        _answers.Clear();
        _isChanged = true;
    }

    /// <summary>Writes while the listing runs, now and then.</summary>
    internal void SaveNowAndThen()
    {
        if (time.GetElapsedTime(_saved) >= Pace)
        {
            Save();
        }
    }

    /// <summary>Writes what is new, for the next listing.</summary>
    internal void Save()
    {
        _saved = time.GetTimestamp();
        if (!_isChanged)
        {
            return;
        }

        _isChanged = false;
        if (_answers.IsEmpty)
        {
            store.Forget(known.Alias);
            return;
        }

        try
        {
            store.Write(known.Alias, known.PortalUrl, Login, new Dictionary<string, UnfinishedAccount>(_answers));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            log.Verbose($"What was listed of '{known.Alias}' cannot be remembered, so the next listing begins anew: {e.Message}");
        }
    }

    /// <summary>Ends a complete listing: the next one asks for everything.</summary>
    internal void End() => store.Forget(known.Alias);
}
