using LeappSso.Calls;
using LeappSso.Login;
using LeappSso.Ports;

namespace LeappSso.Engine;

/// <summary>
/// Finds the portal behind a company's own domain. The login service knows a portal by its address at AWS only, to which such a domain
/// redirects; the domain itself stays what the user configured (AWS CLI v2 does so too: <c>awscli/customizations/sso/resolve.py</c>).
/// </summary>
internal sealed class CompanyDomain(Lazy<IAwsServices> services, IEngineLog log, TimeProvider time)
{
    /// <summary>Gives the goal with the address at AWS that the login service is asked for.</summary>
    /// <exception cref="LeappException">The domain cannot be reached, or leads to a host that is not of AWS.</exception>
    internal async Task<LoginGoal> ResolveAsync(LoginGoal goal, CancellationToken cancellationToken)
    {
        Uri address = new(goal.PortalUrl);
        if (PortalAddress.Parse(goal.PortalUrl, acceptForeignHost: true).IsAwsOwned)
        {
            return goal;
        }

        Uri? target;
        try
        {
            target = await new CallPolicy(time, log).CallAsync(
                token => services.Value.RedirectAsync(address, token), cancellationToken).ConfigureAwait(false);
        }
        catch (ServiceException failure) when (failure.StatusCode is null)
        {
            throw LoginFailure.From(failure, goal);
        }
        catch (ServiceException failure)
        {
            throw new LeappException(
                LeappErrorCode.LoginFailed,
                $"{goal.PortalUrl} does not lead to an access portal. {failure.Describe()}. {Advice(goal)}",
                goal.Integration);
        }

        if (target is null)
        {
            log.Verbose($"{goal.PortalUrl} redirects nowhere, so it is taken for the portal itself.");
            return goal;
        }

        if (target.Scheme != Uri.UriSchemeHttps || target.UserInfo.Length > 0 || !AwsDomains.Owns(target.IdnHost))
        {
            throw new LeappException(
                LeappErrorCode.LoginFailed,
                $"{goal.PortalUrl} leads to {VisibleText.Of($"{target.Scheme}://{target.Authority}")}, which is not a portal on a host of AWS, so nobody is asked"
                + $" to log in there. {Advice(goal)}",
                goal.Integration);
        }

        string url = PortalAddress.Parse(target.AbsoluteUri).Url;
        log.Verbose($"{goal.PortalUrl} leads to {url}.");
        return goal with { SignInUrl = url };
    }

    private static string Advice(LoginGoal goal) =>
        $"Give '{goal.Integration}' the address of the portal itself: Add-LeappSsoIntegration {goal.Integration} -PortalUrl ... -Force";
}
