using System.Runtime.Versioning;
using System.Security.Cryptography;
using System.Text;
using LeappSso.Ports;

namespace LeappSso.Secrets.MacOS;

/// <summary>
/// The login keychain of macOS: one generic password for each secret, of the service "LeappSso". A program that has not made the secret, as the
/// helper for <c>credential_process</c>, may read it when the person has allowed that once; it is macOS that asks.
/// </summary>
[SupportedOSPlatform("macos")]
internal sealed unsafe class KeychainStore : ISecretStore
{
    private const uint UnlockedStatus = 1;
    private static readonly byte[] s_service = Encoding.UTF8.GetBytes("LeappSso");

    /// <inheritdoc/>
    public string Name => "the keychain of macOS";

    /// <inheritdoc/>
    public Task OpenAsync(bool mayAsk, CancellationToken cancellationToken) => Task.Run(() => Open(mayAsk), CancellationToken.None).WaitAsync(cancellationToken);

    /// <inheritdoc/>
    public Task<string?> ReadAsync(string name, CancellationToken cancellationToken) =>
        // macOS itself may ask the person, which takes its time.
        Task.Run(() => Read(name), CancellationToken.None).WaitAsync(cancellationToken);

    private static string? Read(string name)
    {
        byte[] account = Encoding.UTF8.GetBytes(name);
        uint length = 0;
        void* data = null;
        int status;
        fixed (byte* service = s_service, owner = account)
        {
            status = KeychainCalls.SecKeychainFindGenericPassword(0, (uint)s_service.Length, service, (uint)account.Length, owner, &length, &data, null);
        }

        if (status == KeychainCalls.NotFound)
        {
            return null;
        }

        Check(status);
        Span<byte> secret = new(data, (int)length);
        try
        {
            return Encoding.UTF8.GetString(secret);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(secret);
            _ = KeychainCalls.SecKeychainItemFreeContent(null, data);
        }
    }

    /// <inheritdoc/>
    public void Write(string name, string label, string secret)
    {
        byte[] account = Encoding.UTF8.GetBytes(name);
        byte[] content = Encoding.UTF8.GetBytes(secret);
        nint item = Find(account);
        fixed (byte* service = s_service, owner = account, data = content)
        {
            if (item == 0)
            {
                Check(KeychainCalls.SecKeychainAddGenericPassword(
                    0, (uint)s_service.Length, service, (uint)account.Length, owner, (uint)content.Length, data, null));
                return;
            }

            try
            {
                Check(KeychainCalls.SecKeychainItemModifyAttributesAndData(item, null, (uint)content.Length, data));
            }
            finally
            {
                KeychainCalls.CFRelease(item);
            }
        }
    }

    /// <inheritdoc/>
    public bool Delete(string name)
    {
        nint item = Find(Encoding.UTF8.GetBytes(name));
        if (item == 0)
        {
            return false;
        }

        try
        {
            Check(KeychainCalls.SecKeychainItemDelete(item));
            return true;
        }
        finally
        {
            KeychainCalls.CFRelease(item);
        }
    }

    private static void Open(bool mayAsk)
    {
        Check(KeychainCalls.SecKeychainCopyDefault(out nint keychain));
        try
        {
            Check(KeychainCalls.SecKeychainGetStatus(keychain, out uint state));
            if ((state & UnlockedStatus) == 0)
            {
                Check(mayAsk ? KeychainCalls.SecKeychainUnlock(keychain, 0, null, 0) : KeychainCalls.InteractionNotAllowed);
            }
        }
        finally
        {
            KeychainCalls.CFRelease(keychain);
        }
    }

    /// <summary>The item of a name, to be released; 0 if there is none.</summary>
    private static nint Find(byte[] account)
    {
        nint item = 0;
        fixed (byte* service = s_service, owner = account)
        {
            int status = KeychainCalls.SecKeychainFindGenericPassword(0, (uint)s_service.Length, service, (uint)account.Length, owner, null, null, &item);
            if (status != KeychainCalls.NotFound)
            {
                Check(status);
            }
        }

        return item;
    }

    private static void Check(int status)
    {
        if (status == KeychainCalls.Success)
        {
            return;
        }

        throw status switch
        {
            KeychainCalls.InteractionNotAllowed => Unavailable.Because(
                "The keychain of macOS is locked, and there is nobody here who can be asked to unlock it.",
                "Unlock it in a terminal of the desktop: security unlock-keychain."),
            KeychainCalls.AuthorizationFailed or KeychainCalls.Cancelled => Unavailable.Because(
                "Access to the keychain of macOS was not granted.", "Run the command again and allow it."),
            KeychainCalls.NoDefaultKeychain => Unavailable.Because(
                "This user has no default keychain.", "Make one in Keychain Access."),
            _ => Unavailable.Because($"The keychain of macOS refuses (status {status}).", "'security error' with that number says more."),
        };
    }
}
