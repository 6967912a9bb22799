using System.Management.Automation;

namespace LeappSso.Cmdlets.Running;

/// <summary>What Write-Host wrote in another process.</summary>
internal static class HostMessage
{
    /// <summary>Makes it again from how it came over.</summary>
    internal static HostInformationMessage Of(object data)
    {
        PSObject values = PSObject.AsPSObject(data);
        return new HostInformationMessage
        {
            Message = values.Properties[nameof(HostInformationMessage.Message)]?.Value as string ?? values.ToString(),
            NoNewLine = values.Properties[nameof(HostInformationMessage.NoNewLine)]?.Value is true,
            ForegroundColor = Color(values.Properties[nameof(HostInformationMessage.ForegroundColor)]?.Value),
            BackgroundColor = Color(values.Properties[nameof(HostInformationMessage.BackgroundColor)]?.Value),
        };
    }

    private static ConsoleColor? Color(object? value) =>
        value is not null && LanguagePrimitives.TryConvertTo(value, out ConsoleColor color) && Enum.IsDefined(color) ? color : null;
}
