namespace LeappSso.Benchmarks;

/// <summary>A limit of the portal: calls a second, so many at once, and whether a refused call costs as much as an answered one.</summary>
internal sealed record Throttle(double Rate, double Burst, bool Harsh = false)
{
    /// <summary>The calls a listing needs: pages of 100 accounts, then one call an account.</summary>
    public static int Calls(int accounts) => (accounts + 99) / 100 + accounts;

    /// <summary>The seconds in which so many calls are permitted.</summary>
    public double Seconds(int calls) => Math.Max(0, calls - Burst) / Rate;

    public override string ToString() => $"{Rate} calls/s, burst {Burst}{(Harsh ? ", refusals cost too" : "")}";
}
