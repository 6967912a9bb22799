using System.Management.Automation;

namespace LeappSso.Cmdlets.Pipeline;

/// <summary>Whether a command is only to say what it would do: by its parameter, else by <c>$WhatIfPreference</c>.</summary>
internal static class WhatIf
{
    internal static bool IsAsked(PSCmdlet command) =>
        command.MyInvocation.BoundParameters.TryGetValue("WhatIf", out object? given)
            ? given is SwitchParameter { IsPresent: true }
            : command.SessionState.PSVariable.GetValue("WhatIfPreference") is true or SwitchParameter { IsPresent: true };
}
