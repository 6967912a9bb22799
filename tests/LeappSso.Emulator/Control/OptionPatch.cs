namespace LeappSso.Emulator;

/// <summary>Settings by name, as the control endpoint and the command line give them; what is absent stays.</summary>
internal sealed record OptionPatch
{
    public int? Port { get; init; }

    public int? Accounts { get; init; }

    public int? Roles { get; init; }

    public int? Seed { get; init; }

    public double? LatencyMs { get; init; }

    public Dictionary<Operation, double>? OperationLatencyMs { get; init; }

    /// <summary>A bucket of its own for an operation, or null to end it.</summary>
    public Dictionary<Operation, ThrottleLimit?>? OperationThrottle { get; init; }

    /// <summary>Calls a second; 0 ends the limit.</summary>
    public double? Rate { get; init; }

    public double? Burst { get; init; }

    public bool? Harsh { get; init; }

    public ApprovalMode? Approval { get; init; }

    public double? TokenLifetimeSec { get; init; }

    public double? ClientLifetimeSec { get; init; }

    public double? RoleCredentialLifetimeSec { get; init; }

    public double? ClockOffsetSec { get; init; }

    public RefreshTokenPolicy? RefreshTokens { get; init; }

    /// <summary>Negative: leave interval out, but expect the default of RFC 8628.</summary>
    public int? DeviceInterval { get; init; }

    public double? DeviceLifetimeSec { get; init; }

    public bool? VerificationUriComplete { get; init; }

    public bool? RefuseMixedGrants { get; init; }

    /// <summary>Empty: any region.</summary>
    public string? Region { get; init; }

    public string? UserName { get; init; }

    public void ApplyTo(EmulatorOptions options)
    {
        options.Port = Port ?? options.Port;
        options.Accounts = Accounts ?? options.Accounts;
        options.Roles = Roles ?? options.Roles;
        options.Seed = Seed ?? options.Seed;
        options.Approval = Approval ?? options.Approval;
        options.RefreshTokens = RefreshTokens ?? options.RefreshTokens;
        options.VerificationUriComplete = VerificationUriComplete ?? options.VerificationUriComplete;
        options.RefuseMixedGrants = RefuseMixedGrants ?? options.RefuseMixedGrants;
        options.UserName = UserName ?? options.UserName;
        options.Region = Region is null ? options.Region : Region.Length == 0 ? null : Region;
        options.DeviceInterval = DeviceInterval is null ? options.DeviceInterval : DeviceInterval < 0 ? null : DeviceInterval;
        options.Latency = Milliseconds(LatencyMs) ?? options.Latency;
        options.TokenLifetime = Seconds(TokenLifetimeSec) ?? options.TokenLifetime;
        options.ClientLifetime = Seconds(ClientLifetimeSec) ?? options.ClientLifetime;
        options.RoleCredentialLifetime = Seconds(RoleCredentialLifetimeSec) ?? options.RoleCredentialLifetime;
        options.ClockOffset = Seconds(ClockOffsetSec) ?? options.ClockOffset;
        options.DeviceLifetime = Seconds(DeviceLifetimeSec) ?? options.DeviceLifetime;
        options.Throttle = NewThrottle(options.Throttle);
        foreach ((Operation operation, double latency) in OperationLatencyMs ?? [])
        {
            options.OperationLatency[operation] = TimeSpan.FromMilliseconds(latency);
        }

        foreach ((Operation operation, ThrottleLimit? limit) in OperationThrottle ?? [])
        {
            if (limit is null)
            {
                options.OperationThrottle.TryRemove(operation, out _);
            }
            else
            {
                options.OperationThrottle[operation] = limit;
            }
        }
    }

    private ThrottleLimit? NewThrottle(ThrottleLimit? current)
    {
        if (Rate is null && Burst is null && Harsh is null)
        {
            return current;
        }

        double rate = Rate ?? current?.Rate ?? 0;
        return rate <= 0 ? null : new ThrottleLimit(rate, Burst ?? current?.Burst ?? rate, Harsh ?? current?.Harsh ?? false);
    }

    private static TimeSpan? Seconds(double? value) => value is { } seconds ? TimeSpan.FromSeconds(seconds) : null;

    private static TimeSpan? Milliseconds(double? value) =>
        value is { } milliseconds ? TimeSpan.FromMilliseconds(milliseconds) : null;
}
