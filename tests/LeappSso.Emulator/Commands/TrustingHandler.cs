using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace LeappSso.Emulator;

/// <summary>Makes .NET trust AWS_CA_BUNDLE as the AWS CLI does, so that the visit may go through the proxy too.</summary>
internal static class TrustingHandler
{
    public static SocketsHttpHandler Create()
    {
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false };
        if (Environment.GetEnvironmentVariable("AWS_CA_BUNDLE") is { Length: > 0 } bundle)
        {
            var roots = new X509Certificate2Collection();
            roots.ImportFromPemFile(bundle);
            var policy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                RevocationMode = X509RevocationMode.NoCheck,
            };
            policy.CustomTrustStore.AddRange(roots);
            handler.SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = policy };
        }

        return handler;
    }
}
