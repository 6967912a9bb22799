using System.Management.Automation;

namespace LeappSso.Cmdlets.Running;

/// <summary>A note property of ours, so that it is known from one that the object had.</summary>
/// <param name="name">Its name.</param>
/// <param name="value">Its value.</param>
/// <param name="by">Who has added it.</param>
internal sealed class StampProperty(string name, string value, SessionStamp by) : PSNoteProperty(name, value)
{
    /// <summary>Who has added it.</summary>
    internal SessionStamp By => by;

    /// <inheritdoc/>
    public override PSMemberInfo Copy() => new StampProperty(Name, (string)Value, by);
}
