using System.Management.Automation;

namespace LeappSso.Views;

/// <summary>What a cell is made of: an object of the module, or what came back of it from a job.</summary>
internal static class CellSource
{
    /// <summary>The value of a property; null where there is none.</summary>
    internal static PSObject? ValueOf(this PSObject item, string name) =>
        item.Properties[name]?.Value is { } value ? PSObject.AsPSObject(value) : null;

    /// <summary>The value of a property as text.</summary>
    internal static string? TextOf(this PSObject item, string name) => item.ValueOf(name)?.ToString();
}
