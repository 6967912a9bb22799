namespace LeappSso.Core.Tests.Fakes;

/// <summary>A test with two users of one machine, which only root of Linux can be.</summary>
internal sealed class RootFactAttribute : FactAttribute
{
    internal const string SetPriv = "/usr/bin/setpriv";

    public RootFactAttribute() => Skip = OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess && File.Exists(SetPriv) && File.Exists("/bin/bash")
        ? null
        : "another user of this machine (that needs root, setpriv and bash on Linux)";
}
