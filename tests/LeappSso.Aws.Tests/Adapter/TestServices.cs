using LeappSso.Emulator;

namespace LeappSso.Aws.Tests.Adapter;

internal static class TestServices
{
    /// <summary>The services as a user gets them who set the standard variables.</summary>
    internal static AwsServices For(EmulatedPortal portal) =>
        new(name => name is "AWS_ENDPOINT_URL_SSO" or "AWS_ENDPOINT_URL_SSO_OIDC" or "AWS_ENDPOINT_URL_STS" ? portal.Address.AbsoluteUri : null);
}
