namespace LeappSso.Platform;

/// <summary>The pages a browser sees when it comes to this machine. They echo nothing, need no script and no other file.</summary>
internal static class CallbackPages
{
    internal static string Done { get; } = Page(
        "Login received", "M5 12.5l4.5 4.5L19 7.5", "ok", "Go back to your terminal: it goes on by itself.");

    internal static string Refused { get; } = Page(
        "Login not granted", "M7 7l10 10M17 7L7 17", "no", "Go back to your terminal: it says how to try again.");

    internal static string NotHere { get; } = Page(
        "Nothing here", "M12 11v7M12 6.5v.01", "no", "A login still waits for you: open the address that your terminal shows.");

    internal static string Used { get; } = Page(
        "Already used",
        "M12 6.5v7M12 17v.01",
        "no",
        "This address works once. If no login page has opened, somebody else took it: press Ctrl+C in your terminal and run the command again.");

    /// <summary>Makes a page.</summary>
    /// <param name="title">What has happened.</param>
    /// <param name="sign">The path of the sign, drawn in a square of 24.</param>
    /// <param name="kind">Its class.</param>
    /// <param name="next">What comes next.</param>
    private static string Page(string title, string sign, string kind, string next) => $$"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>{{title}} - LeappSso</title>
        <link rel="icon" href="data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='3 3 18 18' fill='none' stroke='gray'
          stroke-width='4'%3E%3Cpath d='{{sign}}'/%3E%3C/svg%3E">
        <style>
        :root { color-scheme: light dark; --paper: #f6f7f9; --card: #fff; --line: #d8dee4; --ink: #1b1f24; --soft: #57606a;
          --ok: #1a7f37; --on-ok: #dafbe1; --no: #9a4d00; --on-no: #fff1dc; }
        @media (prefers-color-scheme: dark) { :root { --paper: #0d1117; --card: #161b22; --line: #30363d; --ink: #e6edf3; --soft: #9da7b3;
          --ok: #3fb950; --on-ok: #12311c; --no: #e3943c; --on-no: #38260f; } }
        * { box-sizing: border-box; }
        body { margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 1rem; background: var(--paper); color: var(--ink);
          font: 1.0625rem/1.5 system-ui, -apple-system, "Segoe UI", sans-serif; text-align: center; text-wrap: balance; }
        main { width: 100%; max-width: 30rem; padding: 2.5rem 1.5rem 2rem; background: var(--card); border: 1px solid var(--line);
          border-radius: 1rem; box-shadow: 0 1px 8px rgb(0 0 0 / 8%); }
        svg { width: 4.5rem; padding: 1rem; border-radius: 50%; fill: none; stroke: currentColor; stroke-width: 3;
          stroke-linecap: round; stroke-linejoin: round; }
        .ok { color: var(--ok); background: var(--on-ok); } .no { color: var(--no); background: var(--on-no); }
        h1 { margin: 1rem 0 .5rem; font-size: 1.5rem; line-height: 1.25; }
        p { margin: 0 0 .5rem; } .next { color: var(--soft); }
        footer { margin-top: 1.5rem; color: var(--soft); font-size: .875rem; }
        </style>
        </head>
        <body>
        <main>
        <svg class="{{kind}}" viewBox="0 0 24 24" aria-hidden="true"><path d="{{sign}}"/></svg>
        <h1>{{title}}</h1>
        <p>You can close this tab.</p>
        <p class="next">{{next}}</p>
        <footer>LeappSso</footer>
        </main>
        </body>
        </html>
        """;
}
