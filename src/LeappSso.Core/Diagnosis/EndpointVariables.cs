using LeappSso.Login;

namespace LeappSso.Diagnosis;

/// <summary>Environment variables that lead this module to another service than that of AWS. Of their values only the host is told.</summary>
internal static class EndpointVariables
{
    /// <summary>Those that are set and count, with what they do; nothing where all lead to AWS.</summary>
    internal static IEnumerable<(string Name, LeappFindingStatus Status, string Detail)> In(Evidence evidence)
    {
        if (string.Equals(evidence.Variable("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"), "true", StringComparison.OrdinalIgnoreCase))
        {
            yield break;
        }

        foreach (string name in ServiceHosts.Variables)
        {
            if (evidence.Variable(name) is not { } value)
            {
                continue;
            }

            if (!WebAddress.TryRead(value, out Uri? address))
            {
                yield return (name, LeappFindingStatus.Error, $"{name} does not hold a web address, so the commands that need it end with an error.");
            }
            else if (WebAddress.IsLoopback(address))
            {
                yield return (name, LeappFindingStatus.Note, $"{name} leads to {VisibleText.Of(address.Authority)}, which is this machine and not AWS.");
            }
            else if (address.Scheme != Uri.UriSchemeHttps)
            {
                yield return (
                    name, LeappFindingStatus.Error,
                    $"{name} leads to {VisibleText.Of(address.Authority)} without encryption, so the commands that need it end with an error and send nothing there.");
            }
            else if (!ServiceHosts.AreOfAws(address.IdnHost))
            {
                yield return (
                    name, LeappFindingStatus.Warning,
                    $"{name} leads to {VisibleText.Of(address.Authority)}, which is no host of AWS for it; logins, tokens and keys go there.");
            }
        }
    }
}
