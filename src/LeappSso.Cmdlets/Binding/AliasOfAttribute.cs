using System.Collections;
using System.Management.Automation;

namespace LeappSso.Cmdlets.Binding;

/// <summary>
/// Takes an integration or a session for the alias that it names, also one that came back from a job. Without it PowerShell would bind an object
/// from the pipeline by its text, as the parameter takes text from there.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class AliasOfAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        (inputData is PSObject wrapped ? wrapped.BaseObject : inputData) is IList several and not byte[]
            ? several.Cast<object?>().Select(AliasOf).ToArray()
            : AliasOf(inputData);

    private static object? AliasOf(object? value)
    {
        if (value is null or string or PSObject { BaseObject: string })
        {
            return value;
        }

        PSObject thing = PSObject.AsPSObject(value);
        return thing.Properties["Alias"]?.Value as string ?? thing.Properties["Integration"]?.Value as string ?? value;
    }
}
