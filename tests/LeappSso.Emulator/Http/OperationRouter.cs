namespace LeappSso.Emulator;

/// <summary>Hands a checked request to the part that answers it.</summary>
internal sealed class OperationRouter(
    ClientRegistry clients,
    DeviceAuthorization device,
    TokenEndpoint token,
    AuthorizeEndpoint authorize,
    DevicePage devicePage,
    PortalApi portal,
    StsApi sts,
    ConsoleSignIn console,
    PortalDirectory directory)
{
    public Answer Handle(ServiceRequest request, OperationModel model) => (model.Operation, model.Method) switch
    {
        (Operation.RegisterClient, _) => clients.Register(request),
        (Operation.StartDeviceAuthorization, _) => device.Start(request),
        (Operation.CreateToken, _) => token.Create(request),
        (Operation.GetCallerIdentity or Operation.AssumeRole, _) => sts.Handle(request),
        (Operation.Authorize, "GET") => authorize.Begin(request),
        (Operation.Authorize, _) => authorize.Decide(request),
        (Operation.Device, "GET") => devicePage.Show(request),
        (Operation.Device, _) => devicePage.Decide(request),
        (Operation.GetSigninToken, _) => console.GetToken(request),
        (Operation.ConsoleLogin, _) => console.Login(request),
        (Operation.Start, _) => PortalPages.Start(directory.Accounts.Count),
        _ => portal.Handle(request),
    };
}
