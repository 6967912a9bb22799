namespace LeappSso.Reliability.Tests.Fuzzing;

/// <summary>Something that is demanded does not hold.</summary>
public sealed class DemandException(string what) : Exception(what);
