namespace LeappSso.Secrets.Tests.Support;

/// <summary>A test that needs a Secret Service of its own.</summary>
public sealed class KeyringFactAttribute : FactAttribute
{
    public KeyringFactAttribute() => Skip = PrivateKeyring.Missing;
}

/// <summary>A test that needs a session bus of its own.</summary>
public sealed class BusFactAttribute : FactAttribute
{
    public BusFactAttribute() => Skip = PrivateBus.Missing;
}

/// <summary>A test of the store of this platform, whichever that is.</summary>
public sealed class PlatformFactAttribute : FactAttribute
{
    public PlatformFactAttribute() => Skip = OperatingSystem.IsWindows() || OperatingSystem.IsMacOS() ? null : PrivateKeyring.Missing;
}
