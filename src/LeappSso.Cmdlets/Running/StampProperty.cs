using System.Management.Automation;

namespace LeappSso.Cmdlets.Running;

/// <summary>A note property of ours, so that it is known from one that the object had.</summary>
internal sealed class StampProperty(string name, string value) : PSNoteProperty(name, value)
{
    /// <inheritdoc/>
    public override PSMemberInfo Copy() => new StampProperty(Name, (string)Value);
}
