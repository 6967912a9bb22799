using System.Collections;
using System.Management.Automation;
using LeappSso.Engine;

namespace LeappSso.Cmdlets.Binding;

/// <summary>
/// Which sessions command and other parameters on the line leave, so that the roles of one account are offered behind that account. Only for
/// commands whose parameters are filters: -ProfileName of Set-LeappSession is a new name.
/// </summary>
internal static class GivenFilter
{
    /// <summary>Makes the filter.</summary>
    /// <param name="command">The name of the command.</param>
    /// <param name="parameter">The parameter to complete, which does not count.</param>
    /// <param name="given">What stands on the line, as far as PowerShell can tell.</param>
    internal static SessionFilter Of(string? command, string parameter, IDictionary? given)
    {
        if (Is("Remove-LeappSession"))
        {
            return SessionFilter.Chained;
        }

        if (given is null || !Is("Get-LeappSession"))
        {
            return new SessionFilter();
        }

        return new SessionFilter
        {
            AccountName = NameTest.Of(Names("AccountName")),
            AccountId = NameTest.OfAccountIds(Names("AccountId")),
            RoleName = NameTest.Of(Names("RoleName")),
            Integration = NameTest.Of(Names("Integration")),
            ProfileName = NameTest.Of(Names("ProfileName")),
        };

        // The name of the module may stand before it.
        bool Is(string name) => command is not null && command.EndsWith(name, StringComparison.OrdinalIgnoreCase);

        List<string>? Names(string name) =>
            name.Equals(parameter, StringComparison.OrdinalIgnoreCase) || !given.Contains(name) ? null : TextsOf(given[name]);
    }

    /// <summary>The names that a value holds; null where it holds anything else, such as a variable that has no value yet.</summary>
    private static List<string>? TextsOf(object? value)
    {
        object? bare = value is PSObject wrapped ? wrapped.BaseObject : value;
        if (bare is string or int or long)
        {
            return [bare.ToString()!];
        }

        if (bare is not IEnumerable several)
        {
            return null;
        }

        List<string> texts = [];
        foreach (object? one in several)
        {
            if (TextsOf(one) is not [{ } text])
            {
                return null;
            }

            texts.Add(text);
        }

        return texts.Count > 0 ? texts : null;
    }
}
