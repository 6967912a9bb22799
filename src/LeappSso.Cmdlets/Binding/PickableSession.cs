using System.Management.Automation;
using LeappSso.Ports;

namespace LeappSso.Cmdlets.Binding;

/// <summary>A session as it was given, and as a person picks it.</summary>
/// <param name="Given">What comes out where it is picked.</param>
/// <param name="Row">How it is shown.</param>
internal sealed record PickableSession(object Given, PickerRow Row)
{
    /// <summary>Takes a session.</summary>
    internal static PickableSession Of(LeappSession session) => new(session, new PickerRow(
        session.AccountName, session.AccountId, session.RoleName, session.ProfileName, session.Integration, Shown(session.Status.ToString())));

    /// <summary>Takes what was given as a session: one, or an object with its properties, as it comes back from a job.</summary>
    /// <param name="given">The object.</param>
    /// <param name="id">Its id.</param>
    internal static PickableSession Of(object given, string id)
    {
        if (given is LeappSession session)
        {
            return Of(session);
        }

        PSObject properties = PSObject.AsPSObject(given);
        SessionId parts = SessionId.TryParse(id, out SessionId? known) ? known : new SessionId(string.Empty, string.Empty, id);
        return new PickableSession(given, new PickerRow(
            Text("AccountName") ?? parts.AccountId,
            Text("AccountId") ?? parts.AccountId,
            Text("RoleName") ?? parts.RoleName,
            Text("ProfileName") ?? string.Empty,
            Text("Integration") ?? parts.Integration,
            Shown(Text("Status") ?? string.Empty)));

        string? Text(string name) => properties.Properties[name]?.Value?.ToString();
    }

    /// <summary>That it is inactive is the usual case, and tells nothing.</summary>
    private static string Shown(string status) => status == nameof(LeappSessionStatus.Inactive) ? string.Empty : status;
}
