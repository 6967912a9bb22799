using Tmds.DBus.Protocol;

namespace LeappSso.Secrets.Linux;

/// <summary>What is said where the Secret Service cannot be used.</summary>
internal static class SecretServiceFailure
{
    internal static LeappException NoBus() => Unavailable.Because(
        "There is no session bus here (DBUS_SESSION_BUS_ADDRESS is not set), so no Secret Service can be asked; that is so in containers, services and many SSH sessions.",
        "Run this in a session of the desktop, or under dbus-run-session.");

    internal static LeappException NoKeyring() => Unavailable.Because(
        "The Secret Service has no default keyring, so nothing can be kept there.", "Make one, with Passwords and Keys (seahorse) or KWalletManager.");

    internal static LeappException Locked() => Unavailable.Because(
        "The keyring of the Secret Service is locked, and nobody can be asked here to unlock it.",
        "Unlock it by logging in to the desktop, or with Connect-LeappSso in a terminal there.");

    internal static LeappException NotUnlocked() => Unavailable.Because("The keyring of the Secret Service was not unlocked.", "Run the command again and unlock it.");

    /// <summary>Whether the service knows the session no more: it was started anew while the bus went on.</summary>
    internal static bool IsOfSession(Exception failure) => failure is DBusErrorReplyException { ErrorName: "org.freedesktop.Secret.Error.NoSession" };

    /// <summary>What a failure of the bus or the service means.</summary>
    internal static LeappException From(Exception failure) => failure switch
    {
        DBusErrorReplyException { ErrorName: "org.freedesktop.Secret.Error.IsLocked" } => Locked(),
        DBusErrorReplyException
        {
            ErrorName: "org.freedesktop.DBus.Error.ServiceUnknown" or "org.freedesktop.DBus.Error.NameHasNoOwner"
        } => NoService(failure),
        DBusErrorReplyException reply when reply.ErrorName.StartsWith("org.freedesktop.DBus.Error.Spawn.", StringComparison.Ordinal) => NoService(failure),
        DBusErrorReplyException reply => Unavailable.Because($"The Secret Service refuses: {VisibleText.Of(reply.Message)}.", "Test-LeappSso looks at it.", failure),
        TimeoutException => Unavailable.Because(
            "The Secret Service does not answer.", "Look for a question on the screen that waits for an answer, then run the command again.", failure),
        _ => Unavailable.Because(
            $"The session bus cannot be reached: {VisibleText.Of(failure.Message)}", "Run this in a session of the desktop, or under dbus-run-session.", failure),
    };

    private static LeappException NoService(Exception failure) => Unavailable.Because(
        "No program on the session bus offers the Secret Service.", "Install and start GNOME Keyring, KWallet or KeePassXC.", failure);
}
