namespace LeappSso.Platform;

/// <summary>The pages a browser sees when it comes back. They echo nothing, need no script and no other file.</summary>
internal static class CallbackPages
{
    internal static string Done { get; } = Page(
        "Login received", "&#10003;", "ok", "You can close this tab.", "LeappSso has what it needs and goes on in your terminal.");

    internal static string Refused { get; } = Page(
        "Login not granted", "&#10007;", "no", "You can close this tab.", "The terminal says what happened and how to try again.");

    internal static string NotHere { get; } = Page(
        "Nothing here", "?", "no", "This address only serves a login that is in progress.", "You can close this tab.");

    private static string Page(string title, string sign, string kind, string lead, string more) => $$"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>{{title}} - LeappSso</title>
        <style>
        :root { color-scheme: light dark; --paper: #f6f7f9; --card: #ffffff; --ink: #1b1f24; --soft: #57606a; --ok: #1a7f37; --no: #b35900; }
        @media (prefers-color-scheme: dark) { :root { --paper: #0d1117; --card: #161b22; --ink: #e6edf3; --soft: #9198a1; --ok: #3fb950; --no: #e3943c; } }
        body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: var(--paper); color: var(--ink);
          font: 16px/1.5 system-ui, -apple-system, "Segoe UI", sans-serif; }
        main { background: var(--card); border-radius: 12px; padding: 2.5rem 3rem; max-width: 26rem; text-align: center;
          box-shadow: 0 1px 3px rgb(0 0 0 / 20%); }
        .sign { font-size: 3rem; line-height: 1; } .ok { color: var(--ok); } .no { color: var(--no); }
        h1 { font-size: 1.4rem; margin: 1rem 0 .5rem; } p { margin: .25rem 0; } .more { color: var(--soft); }
        </style>
        </head>
        <body>
        <main>
        <div class="sign {{kind}}" aria-hidden="true">{{sign}}</div>
        <h1>{{title}}</h1>
        <p>{{lead}}</p>
        <p class="more">{{more}}</p>
        </main>
        </body>
        </html>
        """;
}
