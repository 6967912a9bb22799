namespace LeappSso.Emulator;

/// <summary>A token bucket: <paramref name="Rate"/> calls a second, <paramref name="Burst"/> at once; when
/// <paramref name="Harsh"/>, a refused call costs a token too (down to minus one burst).</summary>
public sealed record ThrottleLimit(double Rate, double Burst, bool Harsh = false);
