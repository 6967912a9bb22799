namespace LeappSso.Engine;

/// <summary>A session with which a change would be tried.</summary>
/// <param name="Name">The id or profile name by which it was asked for.</param>
/// <param name="Method">How it is made usable after the change.</param>
/// <param name="MethodBefore">How it was made usable before.</param>
public sealed record SessionOutlook(string Name, LeappMethod Method, LeappMethod MethodBefore);
