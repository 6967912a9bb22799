using System.ComponentModel;
using System.Management.Automation;

namespace LeappSso.Views;

/// <summary>The status of an object as a table shows it: in colour where it says something. Called by the views of the module.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class StatusCell
{
    /// <summary>
    /// The word, between what colours it and what ends that. From text and files, and where NO_COLOR or a dumb terminal forbids it, PowerShell
    /// takes both out; not so where the output of the process goes into a file or another program, so there is no colour unless asked for.
    /// </summary>
    /// <param name="status">The status: a value, or the word that came back from a job or from JSON.</param>
    /// <param name="style">The variable <c>$PSStyle</c>. PowerShell Standard does not know its type.</param>
    public static string? Of(PSObject? status, PSObject? style)
    {
        string? word = status?.ToString();
        string? colour = word is "Inactive" or "Offline" || style is null || !IsColoured(style) ? null : word switch
        {
            "Active" or "Online" or "Ok" or "Added" => Text(style, "Foreground", "Green"),
            "Expired" or "Warning" or "NotTaken" => Text(style, "Formatting", "Warning"),
            "Error" => Text(style, "Formatting", "Error"),
            _ => null,
        };
        return string.IsNullOrEmpty(colour) ? word : $"{colour}{word}{style!.Properties["Reset"]?.Value}";
    }

    private static bool IsColoured(PSObject style) => !Console.IsOutputRedirected || style.Properties["OutputRendering"]?.Value?.ToString() == "Ansi";

    private static string? Text(PSObject style, string group, string name) =>
        style.Properties[group]?.Value is { } colours ? PSObject.AsPSObject(colours).Properties[name]?.Value as string : null;
}
