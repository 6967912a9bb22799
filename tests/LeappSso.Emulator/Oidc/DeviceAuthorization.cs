namespace LeappSso.Emulator;

/// <summary>StartDeviceAuthorization.</summary>
internal sealed class DeviceAuthorization(
    EmulatorOptions options,
    EmulatorClock clock,
    ClientRegistry clients,
    ApprovalDesk desk,
    Func<Uri> address)
{
    private const int IntervalOfRfc8628 = 5;

    public Answer Start(ServiceRequest request)
    {
        if (clients.Authenticate(request) is not { } client)
        {
            return ServiceError.Oidc("invalid_client");
        }

        if (!client.MayUse(GrantTypes.DeviceCode))
        {
            return ServiceError.Oidc("unauthorized_client");
        }

        if (request.IsOutside(options.Region) || !PortalAddress.IsKnown(request.Required("startUrl")))
        {
            return ServiceError.Oidc("invalid_request");
        }

        var login = new DeviceLogin(
            client, clock.Now + options.DeviceLifetime, TimeSpan.FromSeconds(options.DeviceInterval ?? IntervalOfRfc8628));
        desk.Add(login);
        return Answer.Json((login, options, page: new Uri(address(), "device").ToString()), static (json, source) =>
        {
            json.WriteString("deviceCode", source.login.DeviceCode);
            json.WriteString("userCode", source.login.Handle);
            json.WriteString("verificationUri", source.page);
            if (source.options.VerificationUriComplete)
            {
                json.WriteString("verificationUriComplete", $"{source.page}?user_code={source.login.Handle}");
            }

            json.WriteNumber("expiresIn", (int)source.options.DeviceLifetime.TotalSeconds);
            if (source.options.DeviceInterval is > 0 and int interval)
            {
                json.WriteNumber("interval", interval);
            }
        });
    }
}
