namespace LeappSso.Reliability.Tests;

/// <summary>
/// What the pages promise for a cell (docs/troubleshooting.md), as rules: by how the fault has to be taken, and which call it concerns.
/// </summary>
internal static class Expectation
{
    /// <summary>The error id; null for success.</summary>
    internal static LeappErrorCode? Of(Cell cell) => cell.Command.EndsLogin || cell.Call == Call.Probe ? null : KindOf(cell) switch
    {
        FaultKind.Harmless => null,
        FaultKind.Broken or FaultKind.Silent => cell.Always ? LeappErrorCode.PortalUnavailable : null,
        FaultKind.Throttled => !cell.Always ? null : IsSlowDown(cell) ? LeappErrorCode.LoginTimeout : LeappErrorCode.Throttled,
        FaultKind.Stranger => LeappErrorCode.NotAnAwsAnswer,
        FaultKind.Incomplete => IsOidc(cell.Call) ? LeappErrorCode.NotAnAwsAnswer : LeappErrorCode.CredentialsInvalid,
        _ when IsOidc(cell.Call) => OfLogin(cell),
        FaultKind.Unauthorized => OfUnauthorized(cell),
        FaultKind.Refused when IsListing(cell.Call) => LeappErrorCode.PortalUnavailable,
        FaultKind.Refused when cell.Call == Call.AssumeRole => LeappErrorCode.CredentialsInvalid,
        _ => LeappErrorCode.AccessDenied,
    };

    /// <summary>How often a person may be asked to log in at most: only the word of AWS that a login is over leads to a new one.</summary>
    internal static int MostLogins(Cell cell) => !cell.Command.MayLogIn ? 0 : cell.Command.State switch
    {
        LoginState.None => 1,
        // The page is shown anew when the kept registration turns out to be over.
        LoginState.Registered => cell.Fault.Kind == FaultKind.Unauthorized ? 2 : 1,
        _ => EndsLogin(cell) || (IsListing(cell.Call) && cell.Fault.Kind == FaultKind.Unauthorized && cell.Always) ? 1 : 0,
    };

    /// <summary>How long it may take.</summary>
    internal static TimeSpan Longest(Cell cell) => TimeSpan.FromSeconds(KindOf(cell) switch
    {
        // A person has ten minutes.
        FaultKind.Broken or FaultKind.Silent or FaultKind.Throttled when cell is { Always: true, Call: Call.CreateTokenByDevice } => 600,
        // Five attempts of 30 seconds; those for the roles of the next accounts begin when the first are given up.
        FaultKind.Silent => cell.Always ? 200 : 45,
        FaultKind.Throttled => cell.Always ? 45 : 12,
        // Two pages of accounts, 20 seconds each.
        FaultKind.Harmless => 45,
        _ => 12,
    });

    /// <summary>
    /// How many calls of the disturbed kind there may be: five attempts, as many as fit into half a minute of 429, one each half minute of the ten
    /// minutes of a device code with three more at first, or one.
    /// </summary>
    internal static int MostTries(Cell cell)
    {
        int undisturbed = cell.Call switch
        {
            Call.ListAccountRoles => PortalState.Accounts.Length,
            Call.ListAccounts => 2,
            _ => 1,
        };
        return KindOf(cell) switch
        {
            FaultKind.Broken or FaultKind.Silent when cell is { Always: true, Call: Call.CreateTokenByDevice } => 23,
            FaultKind.Broken or FaultKind.Silent => cell.Always ? 5 * undisturbed : undisturbed + 1,
            FaultKind.Throttled => cell.Always ? 30 : undisturbed + 1,
            // Once more with a renewed login, and once more with a new one.
            FaultKind.Unauthorized => 3 * undisturbed,
            _ => undisturbed,
        };
    }

    /// <summary>Whether the fault is the word of AWS that the login is over.</summary>
    internal static bool EndsLogin(Cell cell) => cell.Call == Call.CreateTokenByRefresh && !cell.Fault.IsBareRefusal
        && cell.Fault.Kind is FaultKind.Refused or FaultKind.Unauthorized or FaultKind.GrantEnded or FaultKind.CodeExpired;

    private static bool IsListing(Call call) => call is Call.ListAccounts or Call.ListAccountRoles;

    private static bool IsOidc(Call call) => new Surroundings(call, null!).IsOidc;

    private static bool IsSlowDown(Cell cell) => cell.Call == Call.CreateTokenByDevice && !cell.Fault.IsBare;

    /// <summary>How a fault has to be taken where that depends on the call.</summary>
    private static FaultKind KindOf(Cell cell) => cell.Fault.Kind switch
    {
        // A list that is not there would remove what is known, so such an answer is none.
        FaultKind.Incomplete when IsListing(cell.Call) => FaultKind.Broken,
        var kind => cell.Fault.KindFor(cell.Call) ?? kind,
    };

    private static LeappErrorCode? OfLogin(Cell cell) => cell switch
    {
        _ when EndsLogin(cell) => cell.Command.MayLogIn ? null : LeappErrorCode.NotLoggedIn,
        { Fault: { Kind: FaultKind.Forbidden, IsBare: false }, Call: Call.CreateTokenByCode or Call.CreateTokenByDevice or Call.CreateTokenByRefresh } =>
            LeappErrorCode.LoginDenied,
        { Call: Call.CreateTokenByRefresh } => LeappErrorCode.LoginFailed,
        { Fault: { Kind: FaultKind.Unauthorized, IsBare: false }, Command.State: LoginState.Registered, Always: false } => null,
        { Fault.Kind: FaultKind.CodeExpired } => LeappErrorCode.LoginTimeout,
        _ => LeappErrorCode.LoginFailed,
    };

    private static LeappErrorCode? OfUnauthorized(Cell cell) => cell.Call switch
    {
        Call.GetSigninToken => LeappErrorCode.AccessDenied,
        Call.AssumeRole => cell.Always ? LeappErrorCode.CredentialsInvalid : null,
        // A login that was just made and is refused is not made again.
        _ => cell.Always || cell.Command.State is LoginState.None or LoginState.Registered ? LeappErrorCode.NotLoggedIn : null,
    };
}
