using System.Net;

namespace LeappSso.Emulator;

/// <summary>The frame of every page: no script, no outside file, light and dark.</summary>
internal static class PageLayout
{
    private const string Style = """
        :root { color-scheme: light dark; --ink: #16191f; --dim: #545b64; --paper: #f2f3f3; --card: #fff; --line: #d5dbdb;
          --accent: #0972d3; --on-accent: #fff; }
        @media (prefers-color-scheme: dark) { :root { --ink: #e9ebed; --dim: #a4adb8; --paper: #0f1b2a; --card: #192534;
          --line: #414d5c; --accent: #539fe5; --on-accent: #0f1b2a; } }
        * { box-sizing: border-box; }
        body { margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 1.5rem; background: var(--paper);
          color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; }
        main { width: 100%; max-width: 28rem; padding: 2rem; background: var(--card); border: 1px solid var(--line);
          border-radius: 1rem; box-shadow: 0 1px 8px rgb(0 0 0 / 12%); }
        header { margin-bottom: 1.25rem; color: var(--dim); font-size: .875rem; }
        h1 { margin: 0 0 .75rem; font-size: 1.375rem; line-height: 1.25; }
        p, ul { margin: 0 0 1rem; } ul { padding-left: 1.25rem; }
        .code { display: block; margin: 0 0 1rem; padding: .75rem; border: 1px solid var(--line); border-radius: .5rem;
          font: 600 1.5rem/1.2 ui-monospace, monospace; letter-spacing: .12em; text-align: center; }
        label { display: block; margin-bottom: .25rem; font-weight: 600; }
        input[type=text] { width: 100%; margin-bottom: 1rem; padding: .6rem .75rem; border: 1px solid var(--dim);
          border-radius: .5rem; background: transparent; color: inherit; font: 1.125rem ui-monospace, monospace; }
        .actions { display: flex; flex-wrap: wrap; gap: .75rem; }
        button { flex: 1; padding: .6rem 1.25rem; border: 2px solid var(--accent); border-radius: 2rem; background: transparent;
          color: var(--accent); font: 600 1rem system-ui, sans-serif; cursor: pointer; }
        button.primary { background: var(--accent); color: var(--on-accent); }
        button:focus-visible, input:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
        """;

    public static Answer Page(int status, string title, string content) => Answer.Html(status, $"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>{Text(title)}</title>
        <style>
        {Style}
        </style>
        </head>
        <body>
        <main>
        <header>Emulated AWS access portal</header>
        <h1>{Text(title)}</h1>
        {content}
        </main>
        </body>
        </html>
        """);

    /// <summary>Text made safe for content and quoted attributes.</summary>
    public static string Text(string text) => WebUtility.HtmlEncode(text);
}
