namespace LeappSso.Reliability.Tests.Fuzzing;

/// <summary>An input on which something that is demanded does not hold.</summary>
public sealed class FuzzFailureException(string message, Exception failure) : Exception(message, failure);
