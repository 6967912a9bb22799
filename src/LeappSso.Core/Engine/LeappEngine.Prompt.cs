using LeappSso.Store;
using LeappSso.Views;

namespace LeappSso.Engine;

/// <content>The session in use, as a prompt shows it.</content>
public sealed partial class LeappEngine
{
    /// <summary>The session that programs started from this process use, as a line of text. Touches no network, takes no lock, never fails.</summary>
    /// <param name="format">
    /// The line, with <c>{AccountName}</c>, <c>{AccountId}</c>, <c>{RoleName}</c>, <c>{Region}</c>, <c>{ProfileName}</c>, <c>{Integration}</c> and
    /// <c>{TimeLeft}</c> in the places of what they name, whatever the letter case.
    /// </param>
    /// <returns>The line; null if no session is in use.</returns>
    public string? GetPrompt(string format)
    {
        ArgumentNullException.ThrowIfNull(format);
        return _used.Find() is { } session ? PromptText.Fill(format, name => Value(session, name)) : null;
    }

    private string? Value(UsedSession session, string name) => name.ToUpperInvariant() switch
    {
        "ACCOUNTNAME" => session.Place is { } place ? SessionView.NameOf(place.Account) : session.Id.AccountId,
        "ACCOUNTID" => session.Id.AccountId,
        "ROLENAME" => ChainName.Shown(session.Id.RoleName),
        "INTEGRATION" => session.Id.Integration,
        "PROFILENAME" => session.Place?.Role.Profile ?? string.Empty,
        "REGION" => session.Place?.Role.Region ?? session.Place?.Integration.DefaultRegion ?? string.Empty,
        "TIMELEFT" => TimeText.ForPrompt(_used.EndOf(session), _time.GetUtcNow()) ?? string.Empty,
        _ => null,
    };
}
