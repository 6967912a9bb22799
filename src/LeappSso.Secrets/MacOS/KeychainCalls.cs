using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace LeappSso.Secrets.MacOS;

/// <summary>
/// The keychain services of Security.framework for generic passwords (Apple, "Keychain Services"). The older calls, since the newer ones need
/// an entitlement of a signed bundle for any other keychain than the one that these use.
/// </summary>
[SupportedOSPlatform("macos")]
internal static unsafe partial class KeychainCalls
{
    internal const int Success = 0;
    internal const int NotFound = -25300;
    internal const int InteractionNotAllowed = -25308;
    internal const int AuthorizationFailed = -25293;
    internal const int Cancelled = -128;
    internal const int NoDefaultKeychain = -25307;

    private const string Security = "/System/Library/Frameworks/Security.framework/Security";
    private const string CoreFoundation = "/System/Library/Frameworks/CoreFoundation.framework/CoreFoundation";

    [LibraryImport(Security)]
    internal static partial int SecKeychainCopyDefault(out nint keychain);

    [LibraryImport(Security)]
    internal static partial int SecKeychainGetStatus(nint keychain, out uint status);

    [LibraryImport(Security)]
    internal static partial int SecKeychainUnlock(nint keychain, uint passwordLength, void* password, byte usePassword);

    [LibraryImport(Security)]
    internal static partial int SecKeychainFindGenericPassword(
        nint keychain, uint serviceLength, byte* service, uint accountLength, byte* account, uint* length, void** data, nint* item);

    [LibraryImport(Security)]
    internal static partial int SecKeychainAddGenericPassword(
        nint keychain, uint serviceLength, byte* service, uint accountLength, byte* account, uint length, byte* data, nint* item);

    [LibraryImport(Security)]
    internal static partial int SecKeychainItemModifyAttributesAndData(nint item, void* attributes, uint length, byte* data);

    [LibraryImport(Security)]
    internal static partial int SecKeychainItemDelete(nint item);

    [LibraryImport(Security)]
    internal static partial int SecKeychainItemFreeContent(void* attributes, void* data);

    [LibraryImport(CoreFoundation)]
    internal static partial void CFRelease(nint reference);
}
