namespace LeappSso.Emulator;

internal enum DirectoryChange
{
    AddAccount,
    RemoveAccount,
    Rename,
    SetEmail,
    AddRole,
    RemoveRole,
    Clear,
    Generate,
}

/// <summary>One change of the directory, as the control endpoint gives it.</summary>
internal sealed record DirectoryPatch
{
    public required DirectoryChange Change { get; init; }

    public string AccountId { get; init; } = "";

    public string? Name { get; init; }

    public string? Email { get; init; }

    public string Role { get; init; } = "";

    public string[] Roles { get; init; } = [];

    /// <summary>Numbers of accounts and of roles each for Generate.</summary>
    public int Accounts { get; init; }

    public int RolesEach { get; init; }

    public void ApplyTo(PortalDirectory directory)
    {
        switch (Change)
        {
            case DirectoryChange.AddAccount:
                directory.AddAccount(AccountId, Name, Email, Roles);
                break;
            case DirectoryChange.RemoveAccount:
                directory.RemoveAccount(AccountId);
                break;
            case DirectoryChange.Rename:
                directory.Rename(AccountId, Name);
                break;
            case DirectoryChange.SetEmail:
                directory.SetEmail(AccountId, Email);
                break;
            case DirectoryChange.AddRole:
                directory.AddRole(AccountId, Role);
                break;
            case DirectoryChange.RemoveRole:
                directory.RemoveRole(AccountId, Role);
                break;
            case DirectoryChange.Clear:
                directory.Clear();
                break;
            default:
                directory.Replace(DirectoryGenerator.Generate(Accounts, RolesEach));
                break;
        }
    }
}
