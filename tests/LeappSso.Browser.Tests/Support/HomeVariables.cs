using LeappSso.Ports;

namespace LeappSso.Browser.Tests.Support;

/// <summary>The variables of a process with a home folder of its own, whose AWS is an emulated portal.</summary>
internal sealed class HomeVariables : Dictionary<string, string?>, IVariables
{
    internal HomeVariables(string home, Uri portal)
    {
        this["HOME"] = this["USERPROFILE"] = home;
        this["LEAPPSSO_HOME"] = Path.Combine(home, "leapp");
        this["AWS_ENDPOINT_URL_SSO"] = this["AWS_ENDPOINT_URL_SSO_OIDC"] = portal.AbsoluteUri;
    }

    string? IVariables.this[string name]
    {
        get => this.GetValueOrDefault(name);
        set => this[name] = value;
    }
}
