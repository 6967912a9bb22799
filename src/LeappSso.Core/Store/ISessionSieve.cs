namespace LeappSso.Store;

/// <summary>Picks sessions while the workspace is read. What of an integration or account is still empty may stand further down in the file.</summary>
internal interface ISessionSieve
{
    /// <summary>Whether sessions of an account may be wanted; if not, its roles are passed over.</summary>
    bool MayWant(IntegrationEntry integration, AccountEntry account);

    /// <summary>Whether a session with this role and profile name may be wanted.</summary>
    bool MayWant(string roleName, string profileName);

    /// <summary>Gets a session that may be wanted.</summary>
    /// <returns>Whether another session of the same account may be wanted.</returns>
    bool Take(IntegrationEntry integration, AccountEntry account, RoleEntry role);

    /// <summary>Forgets what it has picked, as reading begins anew.</summary>
    void Clear();
}
