using System.Text;
using LeappSso.Ports;

namespace LeappSso.CredentialHelper;

/// <summary>Brings what the engine tells to the standard error; the standard output is for the keys alone.</summary>
internal sealed class ErrorStream : IEngineLog
{
    /// <inheritdoc/>
    public void Verbose(string message)
    {
    }

    /// <inheritdoc/>
    public void Warning(string message) => Write($"warning: {message}");

    /// <inheritdoc/>
    public void Failure(LeappException failure) => Write($"{failure.Code}: {failure.Message}");

    /// <inheritdoc/>
    public void ShowLogin(LoginPrompt prompt)
    {
    }

    /// <inheritdoc/>
    public void Progress(EngineProgress progress)
    {
    }

    /// <summary>Writes one line.</summary>
    internal static void Write(string message)
    {
        try
        {
            using Stream errors = Console.OpenStandardError();
            errors.Write(Encoding.UTF8.GetBytes($"leappsso-credential: {message.ReplaceLineEndings(" ")}\n"));
        }
        catch (IOException)
        {
            // Where nobody reads, the exit code has to do.
            return;
        }
    }
}
