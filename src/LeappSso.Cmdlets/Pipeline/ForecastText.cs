using LeappSso.Engine;

namespace LeappSso.Cmdlets.Pipeline;

/// <summary>Says what a change of a known integration would do.</summary>
internal static class ForecastText
{
    /// <summary>The text, as the action of a question or of -WhatIf.</summary>
    /// <param name="forecast">What the change would do to the login and the sessions.</param>
    /// <param name="defaultRegion">The default region; as are the others: null where it is not given, blank where it is taken away.</param>
    /// <param name="template">The template of profile names.</param>
    /// <param name="method">The method of sessions.</param>
    /// <param name="loginMethod">The method of the login.</param>
    /// <param name="tokenStore">Where the login is kept.</param>
    /// <param name="leavesLogin">Whether the login stays where it was, because that cannot be reached.</param>
    internal static string Of(
        IntegrationForecast forecast,
        string? defaultRegion,
        string? template,
        LeappMethod? method,
        LeappLoginMethod? loginMethod,
        LeappTokenStore? tokenStore,
        bool leavesLogin)
    {
        List<string> words = [];
        if (forecast.EndsLogin)
        {
            words.Add($"move to {forecast.NewPortalUrl} in {forecast.NewRegion}, end its login, stop what is active of it ({forecast.ActiveSessions})");
        }

        Add("default region", defaultRegion);
        Add("profile name template", template);
        Add("method", method?.ToString());
        Add("login method", loginMethod?.ToString());
        Add("token store", tokenStore?.ToString());
        if (leavesLogin)
        {
            words.Add("leave its login where that cannot be reached now");
        }

        if (!forecast.EndsLogin && forecast.ActiveSessions > 0)
        {
            words.Add($"write anew what is active ({forecast.ActiveSessions})");
        }

        string text = words.Count == 0 ? "keep portal and region as they are" : string.Join(", ", words);
        return char.ToUpperInvariant(text[0]) + text[1..];

        void Add(string what, string? value)
        {
            if (value is not null)
            {
                words.Add(string.IsNullOrWhiteSpace(value) ? $"take the {what} away" : $"set {what} {value.Trim()}");
            }
        }
    }
}
