using LeappSso.Ports;

namespace LeappSso.Cmdlets.Loading;

/// <summary>What comes from load contexts of its own. Each is loaded at its first use and lives as long as the process.</summary>
internal static class Isolated
{
    private static readonly Lazy<IAwsServices> s_services =
        new(() => IsolatedLoadContext.Create<IAwsServices>("LeappSso.Aws", "aws", "LeappSso.Aws.AwsServices"));

    private static readonly Lazy<IQrCode> s_qrCode =
        new(() => IsolatedLoadContext.Create<IQrCode>("LeappSso.Terminal", "terminal", "LeappSso.Terminal.QrDrawing"));

    /// <summary>The services of AWS.</summary>
    internal static IAwsServices Services => s_services.Value;

    /// <summary>Draws QR codes.</summary>
    internal static IQrCode QrCode => s_qrCode.Value;

    /// <summary>Begins to load the adapter while the command still reads its files. A failure comes out at the first use.</summary>
    internal static void LoadServicesAhead() => _ = Task.Run(() => s_services.Value);
}
