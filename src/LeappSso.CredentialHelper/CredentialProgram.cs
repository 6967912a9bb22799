using System.Runtime.InteropServices;
using System.Text;
using LeappSso.Aws;
using LeappSso.Engine;
using LeappSso.Ports;
using LeappSso.Secrets;

namespace LeappSso.CredentialHelper;

/// <summary>
/// Prints the keys of one session as an AWS tool wants them of the program that <c>credential_process</c> names (AWS SDKs and Tools
/// reference guide, "Process credential provider"): JSON on the standard output; errors on the standard error, with another exit
/// code than 0. It uses the login there is and asks nobody.
/// </summary>
internal static class CredentialProgram
{
    private const int Failed = 1;
    private const int WrongUsage = 2;

    /// <summary>Runs the program.</summary>
    /// <param name="arguments">The id of a session, or <c>--version</c>.</param>
    /// <returns>The exit code.</returns>
    internal static async Task<int> RunAsync(string[] arguments)
    {
        AppDomain.CurrentDomain.UnhandledException += (_, failure) =>
        {
            ErrorStream.Write($"unexpected {failure.ExceptionObject.GetType().Name}. Run the command Get-LeappCredential in PowerShell to see more.");
            Environment.Exit(Failed);
        };
        switch (arguments)
        {
            case ["--version"]:
                return Print(typeof(CredentialProgram).Assembly.GetName().Version!.ToString(fieldCount: 3));
            case [{ Length: > 0 } session] when session[0] != '-' && !session.Any(char.IsControl):
                return await GiveAsync(session).ConfigureAwait(false);
            default:
                ErrorStream.Write("wrong usage. It is called with the id of one session: leappsso-credential alias/accountId/roleName");
                return WrongUsage;
        }
    }

    private static async Task<int> GiveAsync(string session)
    {
        using CancellationTokenSource stop = new();
        int? signal = null;
        using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, context => Stop(context, 2));
        using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => Stop(context, 15));
        string? keys = null;
        try
        {
            await Engine().GetCredentialsAsync([session], found => keys = CredentialProcessText.Of(found), stop.Token).ConfigureAwait(false);
        }
        catch (LeappException failure)
        {
            new ErrorStream().Failure(failure);
        }
        catch (OperationCanceledException) when (signal is not null)
        {
            // As a shell has it for a program that a signal has ended.
            return 128 + signal.Value;
        }

        return keys is null ? Failed : Print(keys);

        // The second time the system does what it does by default.
        void Stop(PosixSignalContext context, int number)
        {
            context.Cancel = signal is null;
            signal ??= number;
            stop.Cancel();
        }
    }

    private static LeappEngine Engine()
    {
        string? own = OwnFolder.Of(Environment.ProcessPath, Environment.GetEnvironmentVariable);
        return new LeappEngine(
            () => new AwsServices(),
            new ErrorStream(),
            new EngineMemory(),
            new NoBrowser(),
            TimeProvider.System,
            new OwnVariables(own),
            setsAside: false,
            // Whoever runs this program in the background is not to find a question on the screen.
            secrets: new SecretSource(new PlatformSecrets().Open, MayAsk: false));
    }

    private static int Print(string text)
    {
        try
        {
            using Stream output = Console.OpenStandardOutput();
            output.Write(Encoding.UTF8.GetBytes(text + "\n"));
            return 0;
        }
        catch (IOException e)
        {
            ErrorStream.Write($"nobody takes the output: {e.Message}");
            return Failed;
        }
    }
}
