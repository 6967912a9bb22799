using LeappSso.Reliability.Tests.Fuzzing.Targets;

namespace LeappSso.Reliability.Tests.Fuzzing;

/// <summary>All targets, in the order of the table.</summary>
internal static class FuzzTargets
{
    internal static IReadOnlyList<FuzzTarget> All =>
    [
        new ConfigFileTarget(),
        new CredentialsFileTarget(),
        new TokenFileTarget(),
        new RegistrationTarget(),
        new RoleKeyTarget(),
        new WorkspaceTarget(),
        new UnfinishedTarget(),
        new LeappWorkspaceTarget(),
        new PortalAddressTarget(),
        new CallbackTarget(),
        new LoginAnswerTarget(),
        new ListingAnswerTarget(),
        new KeyAnswerTarget(),
        new SignInAnswerTarget(),
        new RoleArnTarget(),
        new ProfileNameTarget(),
        new VisibleTextTarget(),
        new ShellStatementTarget(),
        new ProcessCommandTarget(),
        new ConsoleAddressTarget(),
    ];
}
