namespace LeappSso.Diagnosis;

/// <summary>What diagnosis has to know of the helper, the program that profiles by method CredentialProcess name.</summary>
internal interface IHelperFacts
{
    /// <summary>Where profiles expect it.</summary>
    string Path { get; }

    /// <summary>Whether it is of the version of this module; null if that is not known.</summary>
    bool? IsCurrent { get; }

    /// <summary>Whether it is a program of its own, which answers in milliseconds; else it runs through pwsh.</summary>
    bool IsNative { get; }
}
