namespace LeappSso.Emulator;

/// <summary>Where a person confirms or refuses a user code.</summary>
internal sealed class DevicePage(ApprovalDesk desk)
{
    private const string Unknown = "This code is unknown, has ended or was decided before. Check it and enter it again.";

    public Answer Show(ServiceRequest request)
    {
        if (request.Text("user_code") is not { } code)
        {
            return PortalPages.EnterCode();
        }

        return desk.Find(code) switch
        {
            DeviceLogin { State: LoginState.Pending } login => PortalPages.ConfirmDevice(login.Handle),
            DeviceLogin { State: LoginState.Denied } => PortalPages.DeviceDecided(allowed: false),
            DeviceLogin => PortalPages.DeviceDecided(allowed: true),
            _ => PortalPages.EnterCode(Unknown),
        };
    }

    public Answer Decide(ServiceRequest request)
    {
        bool allow = request.Required("decision") == "allow";
        return desk.Find(request.Required("user_code")) is DeviceLogin login && login.Decide(allow)
            ? PortalPages.DeviceDecided(allow)
            : PortalPages.EnterCode(Unknown);
    }
}
