using System.Globalization;
using System.Management.Automation;

namespace LeappSso.Cmdlets.Binding;

/// <summary>
/// Takes a plain number for seconds, as AWS counts durations; PowerShell itself would take it for ticks of 100 ns. All else is for
/// <see cref="TimeSpan"/> to read.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class DurationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        object? value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        return value switch
        {
            int or long or short or byte or uint or double or decimal =>
                Seconds(Convert.ToDouble(value, CultureInfo.InvariantCulture)),
            string text when long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long seconds) => Seconds(seconds),
            _ => inputData,
        };
    }

    private static TimeSpan Seconds(double seconds)
    {
        try
        {
            return TimeSpan.FromSeconds(seconds);
        }
        catch (Exception e) when (e is OverflowException or ArgumentException)
        {
            throw new ArgumentTransformationMetadataException($"{seconds} seconds are no duration.", e);
        }
    }
}
