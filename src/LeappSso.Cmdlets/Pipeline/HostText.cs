using System.Management.Automation;

namespace LeappSso.Cmdlets.Pipeline;

/// <summary>Text for a person, as Write-Host gives it: seen in the host, and still not in <c>$x</c> of <c>$x = Connect-LeappSso</c>.</summary>
internal static class HostText
{
    /// <summary>Shows a line. To be called on the pipeline thread.</summary>
    /// <param name="cmdlet">The command.</param>
    /// <param name="line">The line.</param>
    /// <param name="color">Its colour, where somebody wants colours; null for the usual one.</param>
    internal static void Show(Cmdlet cmdlet, string line, ConsoleColor? color = null)
    {
        HostInformationMessage message = new() { Message = line };
        if (color is not null && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")))
        {
            message.ForegroundColor = color;
        }

        cmdlet.WriteInformation(message, ["PSHOST"]);
    }
}
