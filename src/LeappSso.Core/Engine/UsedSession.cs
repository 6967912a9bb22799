using LeappSso.Login;

namespace LeappSso.Engine;

/// <summary>The session that programs started from this process use.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Place">Where it stands in the workspace; null where that is not known, as the workspace is damaged or gone.</param>
/// <param name="KeysEnd">When its keys end; null where programs renew them by themselves, or where that is not known.</param>
/// <param name="NeedsLogin">Whether it works only as long as there is a login.</param>
internal sealed record UsedSession(SessionId Id, SessionPlace? Place, DateTimeOffset? KeysEnd, bool NeedsLogin)
{
    /// <summary>What a login that programs renew by themselves, and one that is gone, make of its end.</summary>
    /// <param name="login">The login that is kept; null if there is none.</param>
    /// <param name="now">The time.</param>
    internal DateTimeOffset? EndWith(SsoToken? login, DateTimeOffset now) => !NeedsLogin ? KeysEnd
        : login is null ? DateTimeOffset.MinValue
        : login.IsRefreshable(now) ? null
        : login.ExpiresAt;
}
