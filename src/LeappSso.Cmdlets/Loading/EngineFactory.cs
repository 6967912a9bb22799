using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;
using LeappSso.Engine;
using LeappSso.Ports;

namespace LeappSso.Cmdlets.Loading;

/// <summary>Puts the engine together for one command. Nothing of AWS is loaded until the engine asks for a service.</summary>
internal static class EngineFactory
{
    /// <summary>What each runspace holds in memory; it goes with the runspace.</summary>
    private static readonly ConditionalWeakTable<Runspace, EngineMemory> s_memories = [];

    /// <summary>What this runspace holds. To be asked for on the pipeline thread.</summary>
    internal static EngineMemory Memory => s_memories.GetValue(Runspace.DefaultRunspace, _ => new EngineMemory());

    /// <summary>Makes an engine. To be called on the pipeline thread.</summary>
    /// <param name="log">Where it tells what it does.</param>
    /// <param name="mayAsk">Whether there is a person who can be asked for something on the screen.</param>
    internal static LeappEngine Create(IEngineLog log, bool mayAsk) =>
        new(() => Isolated.Services, log, Memory, HelperParts.Find, new SecretSource(workspace => Isolated.Secrets.Open(workspace), mayAsk));
}
