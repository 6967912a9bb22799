namespace LeappSso.Platform;

/// <summary>The kinds of operating system that differ in how people work on them.</summary>
internal enum Os
{
    /// <summary>Linux, and whatever else is like it.</summary>
    Linux,

    /// <summary>macOS.</summary>
    MacOS,

    /// <summary>Windows.</summary>
    Windows,
}
