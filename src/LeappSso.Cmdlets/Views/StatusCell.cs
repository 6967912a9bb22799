using System.ComponentModel;
using System.Management.Automation;

namespace LeappSso.Views;

/// <summary>
/// The status of an object as a table shows it: in colour where it says something. Called by the hidden properties of the views
/// (LeappSso.types.ps1xml).
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class StatusCell
{
    /// <summary>
    /// The word, between what colours it and what ends that. From text and files, and where NO_COLOR or a dumb terminal forbids it, PowerShell
    /// takes both out; not so where the output of the process goes into a file or another program, so there is no colour unless asked for.
    /// </summary>
    /// <param name="item">The object; its status is a value, or the word that came back from a job.</param>
    public static string? Of(PSObject item)
    {
        string? word = item.TextOf("Status");
        string? colour = word is "Inactive" or "Offline" || Style is not { } style || !IsColoured(style) ? null : word switch
        {
            "Active" or "Online" or "Ok" or "Added" => Text(style, "Foreground", "Green"),
            "Expired" or "Warning" or "NotTaken" => Text(style, "Formatting", "Warning"),
            "Error" => Text(style, "Formatting", "Error"),
            _ => null,
        };
        return string.IsNullOrEmpty(colour) ? word : $"{colour}{word}{Style!.TextOf("Reset")}";
    }

    /// <summary>The variable <c>$PSStyle</c>, whose type PowerShell Standard does not know.</summary>
    private static PSObject? Style { get; } =
        typeof(PSObject).Assembly.GetType("System.Management.Automation.PSStyle")?.GetProperty("Instance")?.GetValue(null) is { } style
            ? PSObject.AsPSObject(style)
            : null;

    private static bool IsColoured(PSObject style) => !Console.IsOutputRedirected || style.TextOf("OutputRendering") == "Ansi";

    private static string? Text(PSObject style, string group, string name) => style.ValueOf(group)?.TextOf(name);
}
