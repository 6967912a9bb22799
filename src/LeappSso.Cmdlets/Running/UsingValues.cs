using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Text;

namespace LeappSso.Cmdlets.Running;

/// <summary>
/// The values of a block's <c>$using:</c> expressions, in the form in which PowerShell takes them with a script that runs elsewhere.
/// </summary>
internal static class UsingValues
{
    /// <summary>
    /// The parameter by which they travel (PowerShell, PSRemotingCmdlet: the "verbatim argument" of a remote script).
    /// </summary>
    internal const string Parameter = "--%";

    /// <summary>Gets the values as they are now. To be called on the pipeline thread.</summary>
    /// <param name="block">The block.</param>
    /// <param name="caller">Where its variables are.</param>
    /// <returns>Null where the block has no such expression.</returns>
    /// <exception cref="PSInvalidOperationException">A variable does not exist.</exception>
    internal static Hashtable? Of(ScriptBlock block, SessionState caller)
    {
        Hashtable values = [];
        foreach (UsingExpressionAst expression in block.Ast.FindAll(static a => a is UsingExpressionAst, searchNestedScriptBlocks: true).Cast<UsingExpressionAst>())
        {
            if (TryRead(expression, caller, out object? value))
            {
                values[KeyOf(expression)] = value;
            }
            else if (!IsInNestedBlock(expression, block.Ast))
            {
                string name = Variable(expression)!.VariablePath.UserPath;
                throw new PSInvalidOperationException(
                    $"$using:{name} cannot be given to the sessions, because there is no variable ${name} here. Set it before Invoke-LeappSession.");
            }
        }

        return values.Count > 0 ? values : null;
    }

    /// <summary>What PowerShell looks an expression up by: PsUtils.GetUsingExpressionKey.</summary>
    private static string KeyOf(UsingExpressionAst expression)
    {
        string text = expression.ToString();
        return Convert.ToBase64String(Encoding.Unicode.GetBytes(
            expression.SubExpression is VariableExpressionAst ? text.ToLowerInvariant() : text));
    }

    private static bool TryRead(UsingExpressionAst expression, SessionState caller, out object? value)
    {
        value = null;
        if (Variable(expression) is not { } variable)
        {
            return false;
        }

        // Get finds no variable of a drive, as $using:env:HOME; GetValue does.
        string path = variable.VariablePath.UserPath;
        object? found = caller.PSVariable.GetValue(path);
        if (found is null && caller.PSVariable.Get(path) is null)
        {
            return false;
        }

        value = ReferenceEquals(variable, expression.SubExpression) ? found : Evaluate(expression, variable, caller);
        return true;
    }

    /// <summary>The value of a member or an element of a variable.</summary>
    private static object? Evaluate(UsingExpressionAst expression, VariableExpressionAst variable, SessionState caller)
    {
        string text = expression.Extent.Text;
        int from = variable.Extent.StartOffset - expression.Extent.StartOffset;
        int to = variable.Extent.EndOffset - expression.Extent.StartOffset;
        string name = variable.VariablePath.UserPath.Replace("`", "``", StringComparison.Ordinal).Replace("}", "`}", StringComparison.Ordinal);
        ScriptBlock read = caller.InvokeCommand.NewScriptBlock($",({text[..from]}${{{name}}}{text[to..]})");
        return caller.InvokeCommand.InvokeScript(useLocalScope: false, read, null).FirstOrDefault()?.BaseObject;
    }

    /// <summary>The variable at the beginning of an expression.</summary>
    private static VariableExpressionAst? Variable(UsingExpressionAst expression) =>
        expression.Find(static a => a is VariableExpressionAst, searchNestedScriptBlocks: false) as VariableExpressionAst;

    /// <summary>Whether an expression stands in a block within the block, and so may mean a variable that is made only there.</summary>
    private static bool IsInNestedBlock(Ast expression, Ast block)
    {
        for (Ast? around = expression.Parent; around is not null && around != block; around = around.Parent)
        {
            if (around is ScriptBlockExpressionAst)
            {
                return true;
            }
        }

        return false;
    }
}
