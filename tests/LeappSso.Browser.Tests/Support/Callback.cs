using System.Web;
using LeappSso.Ports;

namespace LeappSso.Browser.Tests.Support;

/// <summary>Where a browser login waits for the browser, read off the address that the person is shown.</summary>
internal sealed class Callback
{
    internal Callback(Uri authorizePage)
    {
        System.Collections.Specialized.NameValueCollection query = HttpUtility.ParseQueryString(authorizePage.Query);
        Address = new Uri(query["redirect_uri"]!);
        State = query["state"]!;
    }

    internal Callback(LoginPrompt prompt)
        : this(prompt.Address)
    {
    }

    internal Uri Address { get; }

    internal int Port => Address.Port;

    internal string State { get; }

    /// <summary>The address with a query.</summary>
    internal string With(string query) => $"{Address}?{query}";

    /// <summary>The address with a query and the state that counts.</summary>
    internal string WithState(string query) => With($"{query}&state={Uri.EscapeDataString(State)}");
}
