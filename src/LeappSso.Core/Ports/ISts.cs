namespace LeappSso.Ports;

/// <summary>The security token service (API <c>sts</c>). Failures are <see cref="ServiceException"/>.</summary>
public interface ISts
{
    /// <summary>
    /// Gets short-lived keys of a role. <see cref="ServiceFault.Unauthorized"/> means that the caller's keys are not accepted (any more),
    /// <see cref="ServiceFault.Forbidden"/> that the caller may not assume the role.
    /// </summary>
    /// <param name="caller">The keys that ask.</param>
    /// <param name="request">What is asked for.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<RoleKeys> AssumeRoleAsync(RoleKeys caller, AssumeRoleCall request, CancellationToken cancellationToken);
}

/// <summary>A request for keys of a role.</summary>
/// <param name="RoleArn">The role.</param>
/// <param name="SessionName">The name under which AWS logs what is done with the keys.</param>
/// <param name="ExternalId">What the trust policy of the role demands beside the caller; null for nothing.</param>
/// <param name="DurationSeconds">How long the keys shall live; null for the default of AWS, an hour.</param>
public sealed record AssumeRoleCall(string RoleArn, string SessionName, string? ExternalId, int? DurationSeconds);
