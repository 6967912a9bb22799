using System.Diagnostics;

namespace LeappSso;

/// <summary>
/// A secret that shows itself only when asked: no view, no <c>Format-List *</c>, no <c>ConvertTo-Json</c>, no <c>Export-Clixml</c> and
/// no text form has it, since it has no property. It is not encrypted in memory.
/// </summary>
[DebuggerDisplay("hidden")]
public sealed class LeappSecret
{
    private readonly string _value;

    /// <summary>Hides a text.</summary>
    /// <param name="value">The secret.</param>
    public LeappSecret(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        _value = value;
    }

    /// <summary>The secret as plain text.</summary>
    public string Reveal() => _value;

    /// <summary>A word that stands for the secret.</summary>
    public override string ToString() => "(hidden)";
}
