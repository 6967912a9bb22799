using System.Runtime.InteropServices;

namespace LeappSso.Emulator;

/// <summary>Runs one portal until a signal, or until the parent process is gone.</summary>
internal static class ServeCommand
{
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments)
    {
        ServeArguments parsed = ServeArguments.Parse(arguments);
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using PosixSignalRegistration interrupt = OnSignal(PosixSignal.SIGINT, stopped);
        using PosixSignalRegistration terminate = OnSignal(PosixSignal.SIGTERM, stopped);

        await using EmulatedPortal portal = await EmulatedPortal.StartAsync(parsed.Options.ApplyTo);
        Console.WriteLine($"listening on {portal.Address.GetLeftPart(UriPartial.Authority)}");
        if (parsed.Proxy)
        {
            ConnectProxy proxy = await portal.StartProxyAsync();
            Console.WriteLine($"proxy on {proxy.Address.GetLeftPart(UriPartial.Authority)} ca {proxy.CertificatePath}");
        }

        await Console.Out.FlushAsync();

        Task parentGone = parsed.ExitWithParent
            ? Console.OpenStandardInput().CopyToAsync(Stream.Null)
            : Task.Delay(Timeout.Infinite);
        await Task.WhenAny(stopped.Task, parentGone);
        return 0;
    }

    private static PosixSignalRegistration OnSignal(PosixSignal signal, TaskCompletionSource stopped) =>
        PosixSignalRegistration.Create(signal, context =>
        {
            context.Cancel = true;
            stopped.TrySetResult();
        });
}
