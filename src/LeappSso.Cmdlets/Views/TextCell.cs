using System.ComponentModel;
using System.Management.Automation;

namespace LeappSso.Views;

/// <summary>Texts from outside as a table or a list shows them. Called by the hidden properties of the views (LeappSso.types.ps1xml).</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class TextCell
{
    /// <summary>The property Id.</summary>
    /// <param name="item">The object.</param>
    public static string? Id(PSObject item) => Line(item, nameof(Id));

    /// <summary>The property SessionId.</summary>
    /// <param name="item">The object.</param>
    public static string? SessionId(PSObject item) => Line(item, nameof(SessionId));

    /// <summary>The property AccountName.</summary>
    /// <param name="item">The object.</param>
    public static string? AccountName(PSObject item) => Line(item, nameof(AccountName));

    /// <summary>The property AccountEmail.</summary>
    /// <param name="item">The object.</param>
    public static string? AccountEmail(PSObject item) => Line(item, nameof(AccountEmail));

    /// <summary>The property RoleName.</summary>
    /// <param name="item">The object.</param>
    public static string? RoleName(PSObject item) => Line(item, nameof(RoleName));

    /// <summary>The property Parent.</summary>
    /// <param name="item">The object.</param>
    public static string? Parent(PSObject item) => Line(item, nameof(Parent));

    /// <summary>The property Name.</summary>
    /// <param name="item">The object.</param>
    public static string? Name(PSObject item) => Line(item, nameof(Name));

    /// <summary>The property Target.</summary>
    /// <param name="item">The object.</param>
    public static string? Target(PSObject item) => Line(item, nameof(Target));

    /// <summary>The property Detail, with its lines.</summary>
    /// <param name="item">The object.</param>
    public static string? Detail(PSObject item) => CellText.OfLines(item.TextOf(nameof(Detail)));

    /// <summary>The property Advice, with its lines.</summary>
    /// <param name="item">The object.</param>
    public static string? Advice(PSObject item) => CellText.OfLines(item.TextOf(nameof(Advice)));

    /// <summary>What was found, and below it what to do.</summary>
    /// <param name="item">The object.</param>
    public static string? DetailAndAdvice(PSObject item) => TwoLines(Detail(item), Advice(item));

    /// <summary>The name, and below it what is to be said of it.</summary>
    /// <param name="item">The object.</param>
    public static string? NameAndDetail(PSObject item) => TwoLines(Name(item), Detail(item));

    private static string? Line(PSObject item, string name) => CellText.Of(item.TextOf(name));

    private static string? TwoLines(string? first, string? second) => string.IsNullOrEmpty(second) ? first : $"{first}\n-> {second}";
}
