namespace LeappSso.Store;

/// <summary>Where the keys of the roles of an integration are kept.</summary>
internal interface IRoleKeys
{
    /// <summary>The keys of a session; null if there are none of this portal that can be read.</summary>
    /// <param name="id">The session.</param>
    /// <param name="portalUrl">The portal they must be from.</param>
    /// <param name="chain">What they must have been assumed by: <see cref="RoleKeyCache.ChainOf"/>.</param>
    KeptKeys? Read(SessionId id, string portalUrl, string? chain = null);

    /// <summary>Keeps the keys of a session.</summary>
    /// <exception cref="IOException">The disk refuses.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written.</exception>
    void Write(SessionId id, string portalUrl, string? chain, KeptKeys kept);

    /// <summary>Excludes others from fetching the keys of a session, so that one fetches for all.</summary>
    /// <exception cref="LeappException"><see cref="LeappErrorCode.Locked"/> if another process holds it for too long.</exception>
    /// <exception cref="IOException">The folder cannot be made or written.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written.</exception>
    Task<IDisposable> LockAsync(SessionId id, Action? onWait, CancellationToken cancellationToken);

    /// <summary>Forgets the keys of all sessions of an integration.</summary>
    /// <exception cref="IOException">The disk refuses.</exception>
    /// <exception cref="UnauthorizedAccessException">They may not be removed.</exception>
    void Forget(string alias);

    /// <summary>Forgets the keys of a session.</summary>
    /// <exception cref="IOException">The disk refuses.</exception>
    /// <exception cref="UnauthorizedAccessException">They may not be removed.</exception>
    void Forget(SessionId id);
}
