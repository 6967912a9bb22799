namespace LeappSso.Ports;

/// <summary>The sign-in of the AWS console for those who have keys (IAM user guide, "custom identity broker access").</summary>
public interface ISignIn
{
    /// <summary>The page that signs a browser in, without its query.</summary>
    Uri Page { get; }

    /// <summary>Exchanges keys of a role for a token that signs a browser in within 15 minutes. Failures are <see cref="ServiceException"/>.</summary>
    /// <param name="keys">The keys.</param>
    /// <param name="duration">How long the console shall stay signed in; null leaves it to AWS.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The token, a secret.</returns>
    Task<string> GetSigninTokenAsync(RoleKeys keys, TimeSpan? duration, CancellationToken cancellationToken);
}
