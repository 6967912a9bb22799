namespace LeappSso.Emulator;

/// <summary>The pages a person sees during a login.</summary>
internal static class PortalPages
{
    public static Answer Consent(string request, IReadOnlyList<string> scopes) => PageLayout.Page(200, "Allow access?", $"""
        <p>An application on this computer asks to act for you:</p>
        <ul>{string.Concat((scopes.Count > 0 ? scopes : ["sign you in"]).Select(scope => $"<li>{Describe(scope)}</li>"))}</ul>
        <p>Allow this only if you have just started a login yourself.</p>
        {DecisionForm("/authorize", "request", request)}
        """);

    public static Answer ConfirmDevice(string userCode) => PageLayout.Page(200, "Authorization requested", $"""
        <p>Is this the code that your terminal shows?</p>
        <strong class="code">{PageLayout.Text(userCode)}</strong>
        <p>Allow this only if you have just started a login yourself.</p>
        {DecisionForm("/device", "user_code", userCode)}
        """);

    public static Answer EnterCode(string? problem = null) => PageLayout.Page(problem is null ? 200 : 400, "Enter the code", $"""
        <p role="status">{PageLayout.Text(problem ?? "Your terminal shows a code of eight letters.")}</p>
        <form method="get" action="/device">
        <label for="user_code">Code</label>
        <input type="text" id="user_code" name="user_code" required autofocus autocomplete="off" spellcheck="false"
          placeholder="ABCD-EFGH" maxlength="12">
        <div class="actions"><button class="primary">Next</button></div>
        </form>
        """);

    public static Answer DeviceDecided(bool allowed) => allowed
        ? PageLayout.Page(200, "Request approved", "<p>You can close this page and go back to your terminal.</p>")
        : PageLayout.Page(200, "Request denied", "<p>The application got no access. You can close this page.</p>");

    public static Answer Start(int accounts) => PageLayout.Page(200, "AWS access portal", $"""
        <p>This is an emulated access portal for tests and demos. It grants access to nothing.</p>
        <p><strong>{accounts}</strong> {(accounts == 1 ? "account is" : "accounts are")} assigned to you.</p>
        """);

    public static Answer Problem(int status, string title, string detail) =>
        PageLayout.Page(status, title, $"<p role=\"alert\">{PageLayout.Text(detail)}</p>");

    private static string DecisionForm(string action, string name, string value) => $"""
        <form method="post" action="{action}">
        <input type="hidden" name="{name}" value="{PageLayout.Text(value)}">
        <div class="actions">
        <button class="primary" name="decision" value="allow">Allow</button>
        <button name="decision" value="deny">Deny</button>
        </div>
        </form>
        """;

    private static string Describe(string scope) => scope == "sso:account:access"
        ? "see and use your AWS accounts and roles"
        : PageLayout.Text(scope);
}
