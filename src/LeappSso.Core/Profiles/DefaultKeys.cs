namespace LeappSso.Profiles;

/// <summary>
/// Keys of the profile 'default'. Version 3 of the AWS SDK for .NET, and AWS Tools for PowerShell 4 with it, take them before keys in
/// environment variables (measured with AWSSDK.Core 3.7.501); every other AWS tool takes the variables.
/// </summary>
internal static class DefaultKeys
{
    private static readonly string[] s_sources =
        ["aws_access_key_id", "credential_process", "role_arn", "sso_session", "sso_account_id", "web_identity_token_file"];

    /// <summary>A warning that they win over variables; null where there are none.</summary>
    /// <param name="config">The config file.</param>
    /// <param name="credentials">The credentials file.</param>
    /// <param name="configPath">Where the one is.</param>
    /// <param name="credentialsPath">Where the other is.</param>
    internal static string? Warning(IniDocument config, IniDocument credentials, string configPath, string credentialsPath) =>
        Warning(CredentialsEditor.Find(credentials, SectionName.Default), credentialsPath)
        ?? Warning(config.Find(SectionKind.Profile, SectionName.Default), configPath);

    private static string? Warning(IniSection? section, string path) => section is not null && s_sources.Any(key => section[key] is not null)
        ? $"{path}, line {section.LineNumber}: programs with version 3 of the AWS SDK for .NET, and AWS Tools for PowerShell 4, use the keys of this profile"
            + $" '{section.Name.Name}' instead of the variables. For those take another -Method. All other AWS tools use the variables."
        : null;
}
