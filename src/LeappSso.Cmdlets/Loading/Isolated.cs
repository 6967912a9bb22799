using LeappSso.Ports;

namespace LeappSso.Cmdlets.Loading;

/// <summary>What comes from load contexts of its own. Each is loaded at its first use and lives as long as the process.</summary>
internal static class Isolated
{
    private static readonly Lazy<IAwsServices> s_services =
        new(() => new IsolatedLoadContext("LeappSso.Aws", "aws").Create<IAwsServices>("LeappSso.Aws.AwsServices"));

    private static readonly Lazy<IsolatedLoadContext> s_terminal = new(() => new IsolatedLoadContext("LeappSso.Terminal", "terminal"));

    private static readonly Lazy<IQrCode> s_qrCode = new(() => s_terminal.Value.Create<IQrCode>("LeappSso.Terminal.QrDrawing"));

    private static readonly Lazy<ISessionPicker> s_picker = new(() => s_terminal.Value.Create<ISessionPicker>("LeappSso.Terminal.SessionPicker"));

    private static readonly Lazy<ISecretPlatform> s_secrets =
        new(() => new IsolatedLoadContext("LeappSso.Secrets", "secrets").Create<ISecretPlatform>("LeappSso.Secrets.PlatformSecrets"));

    /// <summary>The services of AWS.</summary>
    internal static IAwsServices Services => s_services.Value;

    /// <summary>The store for secrets of this platform.</summary>
    internal static ISecretPlatform Secrets => s_secrets.Value;

    /// <summary>Draws QR codes.</summary>
    internal static IQrCode QrCode => s_qrCode.Value;

    /// <summary>Lets a person pick sessions.</summary>
    internal static ISessionPicker Picker => s_picker.Value;

    /// <summary>Begins to load the adapter while the command still reads its files. A failure comes out at the first use.</summary>
    internal static void LoadServicesAhead() => _ = Task.Run(() => s_services.Value);
}
