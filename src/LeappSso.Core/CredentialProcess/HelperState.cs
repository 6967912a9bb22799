namespace LeappSso.CredentialProcess;

/// <summary>How the helper in the workspace folder is.</summary>
/// <param name="Path">Where it is, or would be.</param>
/// <param name="IsPresent">Whether there is one.</param>
/// <param name="IsRunnable">Whether the system would start it, by its mode.</param>
/// <param name="Version">The version of the module that put it there; null if unknown.</param>
/// <param name="IsNative">Whether it is a program of its own, and does not start PowerShell.</param>
/// <param name="IsCurrent">Whether the next command that writes would leave it as it is.</param>
internal sealed record HelperState(string Path, bool IsPresent, bool IsRunnable, string? Version, bool IsNative, bool IsCurrent);
