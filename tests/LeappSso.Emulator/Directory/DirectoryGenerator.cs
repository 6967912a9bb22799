using System.Globalization;

namespace LeappSso.Emulator;

/// <summary>Makes the same accounts and roles for the same numbers, pleasant ones first, awkward ones after them.</summary>
public static class DirectoryGenerator
{
    private static readonly string?[] s_names =
    [
        "acme-management", "acme-production", "acme-staging", "acme-development", "sandbox", "sandbox", "data-platform",
        "shared-services", "Büro 🚀", "本番", "Team Blue [legacy]", "O'Brien \"quoted\"", null, "log-archive", "security audit",
        "network (eu)",
    ];

    private static readonly string[] s_roles =
    [
        "ReadOnly", "AdministratorAccess", "Developer", "Dev+Ops=a,b.c@d-e_f", "Billing", "SecurityAudit", "PowerUserAccess",
        "DatabaseAdministrator",
    ];

    /// <summary>A directory of so many accounts with so many roles each.</summary>
    public static IReadOnlyList<DirectoryAccount> Generate(int accounts, int roles)
    {
        string[] roleNames = [.. Enumerable.Range(0, roles).Select(RoleName)];
        return [.. Enumerable.Range(0, accounts).Select(index => Account(index, roleNames))];
    }

    /// <summary>Id of the account at this index: 000000000001, 000000000002, then every fifth with leading zeros.</summary>
    public static string AccountId(int index)
    {
        long number = index < 2 || index % 5 == 0 ? index + 1 : 200_000_000_000 + (index + 1) * 7_340_033L;
        return number.ToString("D12", CultureInfo.InvariantCulture);
    }

    /// <summary>Name of the role at this index.</summary>
    public static string RoleName(int index) => index < s_roles.Length
        ? s_roles[index]
        : string.Create(CultureInfo.InvariantCulture, $"Role{index + 1:D4}");

    private static DirectoryAccount Account(int index, string[] roles)
    {
        string id = AccountId(index);
        string? name = index < s_names.Length
            ? s_names[index]
            : string.Create(CultureInfo.InvariantCulture, $"workload-{index + 1:D4}");
        string? email = index % 16 == 13 ? null : $"aws+{id}@example.com";
        return new DirectoryAccount(id, name, email, roles);
    }
}
