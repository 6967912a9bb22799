using System.Management.Automation;
using LeappSso.Cmdlets.Binding;
using LeappSso.WebConsole;

namespace LeappSso.Cmdlets.Commands;

/// <summary>Opens the AWS console of sessions in the browser.</summary>
/// <remarks>
/// <para>Without -Federated the browser opens the link of the access portal for that account and role. It needs no keys and no login of LeappSso:
/// the portal itself asks for one where the browser has none. The link holds no secret, so it can be kept or sent to a colleague who has the role.</para>
/// <para>With -Federated the keys of the session are exchanged for a sign-in token, with the login there is. That opens the console in a browser that
/// knows nothing of the portal, and that of a chained session, to which the portal has no link. The token signs in whoever has it for 15 minutes, so it is in no message and on no command line: the browser gets an
/// address of 127.0.0.1 and is sent on from there once. Where no browser can be opened, -PassThru gives the address.</para>
/// <para>The hosts follow the region of the session: AWS, AWS China, AWS GovCloud (US) and the AWS European Sovereign Cloud. The environment variable
/// AWS_ENDPOINT_URL_SIGNIN, else AWS_ENDPOINT_URL, names another sign-in endpoint. A console that is already open in the browser with another role may
/// have to be signed out first, unless multi-session support is on there.</para>
/// <list type="table">
/// <item><term>InvalidDestination</term><description>The page is none of the console of that session.</description></item>
/// <item><term>InvalidDuration</term><description>AWS grants no such duration.</description></item>
/// <item><term>BrowserUnavailable</term><description>The browser cannot be started, or a federated sign-in has none to go to.</description></item>
/// <item><term>AccessDenied</term><description>AWS does not accept the keys, or the duration.</description></item>
/// <item><term>NotLoggedIn</term><description>-Federated needs a login: Connect-LeappSso.</description></item>
/// <item><term>SessionNotFound</term><description>No session is known by that name.</description></item>
/// <item><term>MethodNotAvailable</term><description>The portal has no link to a chained session; give -Federated. In an isolated region there is only the link of the portal.</description></item>
/// <item><term>CredentialsInvalid</term><description>AWS answered without usable keys, or without a sign-in token.</description></item>
/// <item><term>PortalUnavailable</term><description>The portal or the sign-in of the console does not answer, or its answers are broken.</description></item>
/// <item><term>Throttled</term><description>AWS answers that there are too many requests. Try again in a minute.</description></item>
/// <item><term>NotAnAwsAnswer</term><description>A page came instead of an answer: a proxy or a Wi-Fi login page stands between.</description></item>
/// <item><term>TokenStoreNotAvailable</term><description>The platform's store for secrets, in which the login is kept, is not there, is locked or does not answer; the message says what to do.</description></item>
/// </list>
/// </remarks>
/// <example>
/// <para>Opens the console of a session.</para>
/// <code>Open-LeappConsole acme-production-ReadOnly</code>
/// </example>
/// <example>
/// <para>Opens the page of a service, in the region of each session.</para>
/// <code>Get-LeappSession sandbox AdministratorAccess | Open-LeappConsole -Destination cloudwatch</code>
/// </example>
/// <example>
/// <para>Gives the links of all accounts, for a page of bookmarks.</para>
/// <code>Get-LeappSession -RoleName ReadOnly | Open-LeappConsole -PassThru | Select-Object -First 2</code>
/// <code language="text">
/// https://d-1234567890.awsapps.com/start/#/console?account_id=000000000001&amp;role_name=ReadOnly
/// https://d-1234567890.awsapps.com/start/#/console?account_id=000000000002&amp;role_name=ReadOnly
/// </code>
/// </example>
/// <example>
/// <para>Signs in for four hours with the keys of the session, in a browser that does not know the portal.</para>
/// <code>Open-LeappConsole acme/000000000001/AdministratorAccess -Destination /ec2/home#Instances: -Federated -Duration 4:00:00</code>
/// </example>
[Cmdlet(VerbsCommon.Open, "LeappConsole", SupportsShouldProcess = true)]
[OutputType(typeof(string))]
public sealed class OpenLeappConsoleCommand : SessionsCommand
{
    /// <summary>From how many consoles on the command asks first.</summary>
    private const int Many = 10;

    /// <summary>The page: the name of a service (ec2, s3, iam), a path (/ec2/home#Instances:), or a full address of the console. Without it, the first page.</summary>
    [Parameter(Position = 1)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ConsoleServiceCompleter))]
    public string? Destination { get; set; }

    /// <summary>Signs in with the keys of the session instead of through the portal.</summary>
    [Parameter]
    public SwitchParameter Federated { get; set; }

    /// <summary>How long the console stays signed in after -Federated: 15 minutes to 12 hours, as a time span (4:00:00) or in seconds. Without it AWS decides.</summary>
    [Parameter]
    [Duration]
    public TimeSpan? Duration { get; set; }

    /// <summary>Gives the address as text and opens nothing. With -Federated it is a secret for 15 minutes.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>Opens more than ten consoles without asking.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        ConsoleRequest request = new() { Destination = Destination, Federated = Federated, Duration = Duration };
        IReadOnlyList<ConsoleGoal> goals = [];
        Run((engine, _) => goals = engine.PlanConsoles([.. Names], request));
        ConsoleGoal[] wanted = [.. goals.Where(g => ShouldProcess(g.Session, Describe(g)))];
        if (wanted.Length == 0 || !MayOpen(wanted.Length))
        {
            return;
        }

        Run((engine, emit, token) => PassThru
            ? engine.GetConsoleAddressesAsync(wanted, request, emit, token)
            : engine.OpenConsolesAsync(wanted, request, token));
    }

    private string Describe(ConsoleGoal goal) =>
        $"{(PassThru ? "Get the address of" : "Open")} the AWS console at {goal.Host}{(Federated ? ", signed in with the keys of the session" : string.Empty)}";

    private bool MayOpen(int count) =>
        PassThru || Force || count <= Many || ShouldContinue($"Open the AWS console of {count} sessions, each in a tab of its own?", "Open-LeappConsole");
}
