using LeappSso.Ports;

namespace LeappSso.Diagnosis;

/// <summary>Whether AWS can be reached, and what stands between.</summary>
internal sealed class ConnectionCheck() : NetworkCheck("Connection", "whether the login services can be reached (calls them)")
{
    /// <inheritdoc/>
    protected override IEnumerable<LeappFinding> LookAtAnswers(Evidence evidence) =>
        from called in evidence.Network.Reaches
        where called.Reach.Fault != ReachFault.None
        select Tell(called.Reach, called.Aliases, evidence);

    /// <inheritdoc/>
    protected override string Summary(Evidence evidence) =>
        string.Join("; ", evidence.Network.Reaches.Select(c => $"{c.Reach.Host} answers ({c.Aliases}){Through(c.Reach)}")) + ".";

    private LeappFinding Tell(ServiceReach reach, string aliases, Evidence evidence)
    {
        string said = reach.Said is { Length: > 0 } words ? $": {VisibleText.Of(words).TrimEnd('.')}" : string.Empty;
        string host = VisibleText.Of(reach.Host);
        (string what, string advice) = reach.Fault switch
        {
            ReachFault.BadAddress => (
                $"The address of the login service cannot be{said}.", "Correct or remove that variable."),
            ReachFault.NameUnknown => (
                $"The name {host} has no address here{said}.",
                "Check the network, the name server and a VPN; in a network that reaches the internet by a proxy only, set HTTPS_PROXY. See also that the region of the integration is right."),
            ReachFault.ProxyRefused => (
                $"The proxy {reach.Proxy} does not let through to {host}{said}.",
                "Check HTTPS_PROXY (or the proxy of the system), and whether the proxy wants a name and password: HTTPS_PROXY=http://name:password@host:port."),
            ReachFault.NotTrusted => (
                $"There is no trusted connection to {host}{Through(reach)}{said}.", Trust(evidence)),
            ReachFault.NotAws => (
                $"What answers for {host}{Through(reach)} is not AWS{said}.",
                "A proxy or a Wi-Fi login page may stand between: open any web page to see. See also that the region of the integration is right."),
            ReachFault.NoAnswer => (
                $"{host}{Through(reach)} did not answer within {NetworkReading.Limit.TotalSeconds:0} seconds.",
                "Check the network, a VPN and a firewall; in a network that reaches the internet by a proxy only, set HTTPS_PROXY."),
            _ => (
                $"No connection to {host} could be made{said}.",
                "Check the network, a VPN and a firewall; in a network that reaches the internet by a proxy only, set HTTPS_PROXY."),
        };
        return Error($"{what} It concerns: {aliases}.", advice, null);
    }

    /// <summary>.NET takes its trusted certificates from OpenSSL's places on Linux, and from the system elsewhere; it reads no variable of AWS CLI.</summary>
    private static string Trust(Evidence evidence)
    {
        string own = evidence.HasOpenSsl
            ? "let SSL_CERT_FILE name a file with it (PEM), or add it to the certificates of the system"
            : "add it to the trusted root certificates of the system";
        string cli = evidence.Variable("AWS_CA_BUNDLE") is null ? string.Empty : ", which is set,";
        return $"Behind a company proxy that reads TLS, its CA certificate has to be trusted: for LeappSso and AWS Tools {own}; for AWS CLI let AWS_CA_BUNDLE"
            + $" name that file. AWS_CA_BUNDLE{cli} does nothing for LeappSso. A wrong clock has the same effect: see the check Clock.";
    }

    private static string Through(ServiceReach reach) => reach.Proxy is null ? string.Empty : $" through the proxy {reach.Proxy}";
}
