using LeappSso.Store;

namespace LeappSso.Engine;

/// <summary>Which sessions are wanted. Each member is a test on one property; null lets everything pass.</summary>
public sealed record SessionFilter
{
    /// <summary>Lets only chained sessions pass.</summary>
    public static SessionFilter Chained { get; } = new() { RoleInId = ChainName.Is };

    /// <summary>Tests the alias of the integration.</summary>
    public Func<string, bool>? Integration { get; init; }

    /// <summary>Tests the account id.</summary>
    public Func<string, bool>? AccountId { get; init; }

    /// <summary>Tests the account name.</summary>
    public Func<string, bool>? AccountName { get; init; }

    /// <summary>Tests the role name.</summary>
    public Func<string, bool>? RoleName { get; init; }

    /// <summary>Tests the role as it stands in ids.</summary>
    internal Func<string, bool>? RoleInId { get; init; }

    /// <summary>Tests the profile name.</summary>
    public Func<string, bool>? ProfileName { get; init; }

    /// <summary>Tests the identity.</summary>
    public Func<string, bool>? Id { get; init; }

    /// <summary>The status.</summary>
    public LeappSessionStatus? Status { get; init; }
}
