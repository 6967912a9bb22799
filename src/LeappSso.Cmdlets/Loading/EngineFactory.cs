using LeappSso.Engine;
using LeappSso.Ports;

namespace LeappSso.Cmdlets.Loading;

/// <summary>Puts the engine together for one command. Nothing of AWS is loaded until the engine asks for a service.</summary>
internal static class EngineFactory
{
    internal static LeappEngine Create(IEngineLog log) => new(() => AwsLoadContext.Services, log);
}
