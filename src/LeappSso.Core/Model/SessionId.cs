using System.Diagnostics.CodeAnalysis;

namespace LeappSso;

/// <summary>The parts of a session's identity.</summary>
/// <param name="Integration">The alias of the integration.</param>
/// <param name="AccountId">12 digits.</param>
/// <param name="RoleName">The role as the portal names it; of a chained session <c>role:</c> and its name.</param>
public sealed record SessionId(string Integration, string AccountId, string RoleName)
{
    /// <summary>Reads <c>alias/accountId/roleName</c>.</summary>
    /// <param name="text">The text.</param>
    /// <param name="id">The parts.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out SessionId? id)
    {
        ArgumentNullException.ThrowIfNull(text);
        string[] parts = text.Split('/', 3);
        id = parts is [{ Length: > 0 }, { Length: 12 }, { Length: > 0 }] ? new SessionId(parts[0], parts[1], parts[2]) : null;
        return id is not null;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Integration}/{AccountId}/{RoleName}";
}
