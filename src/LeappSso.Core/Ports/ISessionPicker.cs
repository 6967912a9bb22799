namespace LeappSso.Ports;

/// <summary>Lets a person pick sessions in the terminal.</summary>
public interface ISessionPicker
{
    /// <summary>Shows a list in which the person searches and picks. The screen is left as it was, however it ends.</summary>
    /// <param name="rows">The sessions.</param>
    /// <param name="text">The text that the search begins with.</param>
    /// <param name="onlyOne">Whether one session is picked at most.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The numbers of the rows that were picked, in their order; none where the person left.</returns>
    Task<IReadOnlyList<int>> PickAsync(IReadOnlyList<PickerRow> rows, string text, bool onlyOne, CancellationToken cancellationToken);
}

/// <summary>A session as a person picks it.</summary>
/// <param name="AccountName">The name of the account.</param>
/// <param name="AccountId">The id of the account.</param>
/// <param name="RoleName">The name of the role.</param>
/// <param name="ProfileName">The name of the profile.</param>
/// <param name="Integration">The alias of the integration.</param>
/// <param name="Status">Its status as it is shown; empty where that tells nothing.</param>
public sealed record PickerRow(string AccountName, string AccountId, string RoleName, string ProfileName, string Integration, string Status);
