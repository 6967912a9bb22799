namespace LeappSso.Engine;

/// <summary>Gives keys of sessions while work with them goes on.</summary>
public interface ISessionKeys
{
    /// <summary>The keys of a session: kept ones while they live long enough, else fetched. Asks nobody to log in.</summary>
    /// <param name="session">The session.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="LeappException">There are none to be had.</exception>
    Task<LeappCredential> GetAsync(LeappSession session, CancellationToken cancellationToken);

    /// <summary>Waits until keys should be renewed, which is well before they end.</summary>
    /// <param name="session">The session.</param>
    /// <param name="credential">Its keys.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task WaitForRenewalAsync(LeappSession session, LeappCredential credential, CancellationToken cancellationToken);
}
