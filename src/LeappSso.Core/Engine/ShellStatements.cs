using System.Globalization;
using LeappSso.Ports;

namespace LeappSso.Engine;

/// <summary>
/// The statements by which a shell takes keys into its environment variables, one a line: what <see cref="LeappMethod.Environment"/> sets
/// and takes away in a process.
/// </summary>
public static class ShellStatements
{
    /// <summary>The statements. They hold the secrets as plain text.</summary>
    /// <param name="credential">The keys.</param>
    /// <param name="shell">The shell that is to read them.</param>
    /// <exception cref="LeappException"><see cref="LeappErrorCode.CredentialsInvalid"/> where that shell has no statement for a value.</exception>
    public static IReadOnlyList<string> Of(LeappCredential credential, LeappShell shell)
    {
        ArgumentNullException.ThrowIfNull(credential);
        RoleKeys keys = new(credential.AccessKeyId, credential.SecretAccessKey.Reveal(), credential.SessionToken.Reveal(), credential.ExpiresAt);
        return
        [
            .. VariableShelf.Of(credential.SessionId, keys, credential.Region)
                .Select(v => v.Value is null ? Removal(shell, v.Name) : Setting(shell, v.Name, v.Value, credential.SessionId)),
            .. credential.Region is null
                ? VariableShelf.Regions.Select(name => RemovalOfRegion(shell, name)).Append(Removal(shell, VariableShelf.RegionOfSession))
                : [],
        ];
    }

    /// <summary>A statement that sets a variable.</summary>
    internal static string Setting(LeappShell shell, string name, string value, string session)
    {
        // One statement is one line, and no variable holds U+0000.
        Demand(!value.Any(c => char.IsControl(c) || c is '\u2028' or '\u2029'), "a control character");
        switch (shell)
        {
            case LeappShell.Bash:
                return $"export {name}='{value.Replace("'", @"'\''", StringComparison.Ordinal)}'";
            case LeappShell.Cmd:
                // Typed, in a batch file and through 'for /f' these three mean different things; no spelling serves all.
                Demand(value.AsSpan().IndexOfAny("\"%!") < 0, "a double quote, percent sign or exclamation mark");
                return $"set \"{name}={value}\"";
            default:
                return $"$env:{name} = {PowerShellText.Quoted(value)}";
        }

        void Demand(bool isWritable, string what)
        {
            if (!isWritable)
            {
                throw new LeappException(
                    LeappErrorCode.CredentialsInvalid,
                    string.Create(CultureInfo.InvariantCulture, $"The value of {name} for {session} holds {what}, which no statement of {shell} can hold. Use another -Shell or -Format."),
                    session);
            }
        }
    }

    /// <summary>A statement that takes a region away that a session before has put there, and leaves one that was set by hand.</summary>
    private static string RemovalOfRegion(LeappShell shell, string name)
    {
        const string Own = VariableShelf.RegionOfSession;
        return shell switch
        {
            LeappShell.Bash => $"[ -z \"${{{Own}-}}\" ] || [ \"${{{name}-}}\" != \"${Own}\" ] || unset {name}",
            // Lines that 'for /f' gives expand no variable and hold no 'if'. Better no region than that of another session.
            LeappShell.Cmd => Removal(shell, name),
            _ => $"if ($env:{Own} -and $env:{name} -ceq $env:{Own}) {{ $env:{name} = $null }}",
        };
    }

    private static string Removal(LeappShell shell, string name) => shell switch
    {
        LeappShell.Bash => $"unset {name}",
        LeappShell.Cmd => $"set \"{name}=\"",
        _ => $"$env:{name} = $null",
    };
}
