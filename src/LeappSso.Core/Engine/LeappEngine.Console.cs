using LeappSso.WebConsole;

namespace LeappSso.Engine;

/// <content>The AWS console of sessions.</content>
public sealed partial class LeappEngine
{
    /// <summary>Finds out where the consoles of sessions are. Touches no network; what fails for one is told and does not stop the others.</summary>
    /// <param name="names">Ids or profile names.</param>
    /// <param name="request">What the person gave.</param>
    /// <exception cref="LeappException">The request itself is wrong.</exception>
    public IReadOnlyList<ConsoleGoal> PlanConsoles(IReadOnlyList<string> names, ConsoleRequest request)
    {
        ArgumentNullException.ThrowIfNull(names);
        ArgumentNullException.ThrowIfNull(request);
        return NewConsoleDesk().Plan(names, SessionIndex.Of(names, _workspace), request);
    }

    /// <summary>Opens consoles in the browser. A federated sign-in asks nobody to log in.</summary>
    /// <param name="goals">Which.</param>
    /// <param name="request">What the person gave.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public Task OpenConsolesAsync(IReadOnlyList<ConsoleGoal> goals, ConsoleRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(goals);
        ArgumentNullException.ThrowIfNull(request);
        if (request.Federated)
        {
            return UseKeysAsync(async desk =>
            {
                await NewConsoleDesk().SignInAndOpenAsync(goals, desk, request.Duration, cancellationToken).ConfigureAwait(false);
                return true;
            });
        }

        NewConsoleDesk().Open(goals);
        return Task.CompletedTask;
    }

    /// <summary>Gives the addresses of consoles, in order. After a federated sign-in they are secrets.</summary>
    /// <param name="goals">Which.</param>
    /// <param name="request">What the person gave.</param>
    /// <param name="emit">Gets each address.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public Task GetConsoleAddressesAsync(
        IReadOnlyList<ConsoleGoal> goals, ConsoleRequest request, Action<string> emit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(goals);
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(emit);
        if (request.Federated)
        {
            return UseKeysAsync(async desk =>
            {
                await NewConsoleDesk().SignInAsync(goals, desk, request.Duration, Give, cancellationToken).ConfigureAwait(false);
                return true;
            });
        }

        foreach (ConsoleGoal goal in goals)
        {
            emit(goal.Start.AbsoluteUri);
        }

        return Task.CompletedTask;

        Task Give(ConsoleGoal goal, Uri address)
        {
            emit(address.AbsoluteUri);
            return Task.CompletedTask;
        }
    }

    private ConsoleDesk NewConsoleDesk() => new(_services, _browser, _log, _time);
}
