using System.Management.Automation;

namespace LeappSso.Cmdlets.Binding;

/// <summary>Refuses an empty name of a session, in words for a person.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class ValidateNamedAttribute : ValidateEnumeratedArgumentsAttribute
{
    /// <inheritdoc/>
    protected override void ValidateElement(object element)
    {
        if (element is SessionReference { Name: var name } && string.IsNullOrWhiteSpace(name))
        {
            throw new ValidationMetadataException(
                "The name of a session is empty. Give an id (alias/accountId/roleName), a profile name, or what Get-LeappSession gives.");
        }
    }
}
