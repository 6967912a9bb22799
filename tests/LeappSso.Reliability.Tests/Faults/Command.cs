namespace LeappSso.Reliability.Tests;

/// <summary>A command as a person runs it.</summary>
/// <param name="Name">What the table calls it.</param>
/// <param name="State">The login there is before.</param>
/// <param name="Calls">The calls that it makes.</param>
/// <param name="RunAsync">Runs it.</param>
/// <param name="Find">What is wrong with what it gave, when nothing went wrong; empty for nothing.</param>
internal sealed record Command(
    string Name, LoginState State, Call[] Calls, Func<World, Task> RunAsync, Func<World, IEnumerable<string>> Find)
{
    /// <summary>Whether it asks a person to log in where that is needed.</summary>
    internal bool MayLogIn { get; init; }

    /// <summary>Whether it ends the login, whatever AWS says.</summary>
    internal bool EndsLogin { get; init; }

    /// <summary>Whether it takes away what is known.</summary>
    internal bool Removes { get; init; }

    /// <summary>Whether it changes settings, or what is active.</summary>
    internal bool Changes { get; init; }

    public override string ToString() => Name;
}
