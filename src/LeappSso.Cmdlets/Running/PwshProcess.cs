using System.Diagnostics;
using System.Management.Automation.Runspaces;
using System.Reflection;
using System.Runtime.InteropServices;

namespace LeappSso.Cmdlets.Running;

/// <summary>
/// A PowerShell process that serves a runspace through its standard streams, as behind Start-Job. Its types are public in every PowerShell
/// that the module runs in, but not in PowerShell Standard, against which it is compiled; so they are called by name, here and nowhere else
/// (https://learn.microsoft.com/dotnet/api/system.management.automation.runspaces.powershellprocessinstance).
/// </summary>
internal sealed class PwshProcess : IDisposable
{
    private static readonly Assembly s_powerShell = typeof(Runspace).Assembly;

    private static readonly Type s_type = s_powerShell.GetType("System.Management.Automation.Runspaces.PowerShellProcessInstance", throwOnError: true)!;

    private static readonly MethodInfo s_createRunspace = typeof(RunspaceFactory).GetMethod(
        "CreateOutOfProcessRunspace", BindingFlags.Public | BindingFlags.Static, [typeof(TypeTable), s_type])!;

    private readonly object _instance = Activator.CreateInstance(s_type)!;

    /// <summary>Makes it; its runspace starts it when that is opened.</summary>
    internal PwshProcess()
    {
        Process = (Process)s_type.GetProperty("Process")!.GetValue(_instance)!;
        Runspace = (Runspace)s_createRunspace.Invoke(null, [null, _instance])!;
    }

    /// <summary>The process.</summary>
    internal Process Process { get; }

    /// <summary>How it has ended; null while it runs, or where that is not known.</summary>
    internal int? ExitCode
    {
        get
        {
            try
            {
                return Process.HasExited ? Process.ExitCode : null;
            }
            catch (InvalidOperationException)
            {
                return null;
            }
        }
    }

    /// <summary>The runspace in it.</summary>
    internal Runspace Runspace { get; }

    /// <summary>Ends it, with what it has started.</summary>
    internal void Kill()
    {
        try
        {
            Process.Kill(entireProcessTree: true);
        }
        catch (Exception e) when (e is InvalidOperationException or AggregateException or ExternalException or NotSupportedException)
        {
            // It was never started, or is gone already; or something it has started is not the user's to end.
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Runspace.Dispose();
        ((IDisposable)_instance).Dispose();
    }
}
