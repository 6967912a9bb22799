namespace LeappSso.Diagnosis;

/// <summary>What this process runs on.</summary>
/// <param name="ModuleFolder">The folder of the module as it is loaded; null where there is no module around the engine.</param>
/// <param name="ModuleVersion">Its version; null likewise.</param>
/// <param name="PowerShellVersion">The version of PowerShell; null if it is not known.</param>
internal sealed record RuntimeFacts(string? ModuleFolder, Version? ModuleVersion, string? PowerShellVersion);
