using System.Collections.Concurrent;

namespace LeappSso.Emulator;

/// <summary>Settings of one emulated portal. Everything but the first group may be changed while it runs.</summary>
public sealed class EmulatorOptions
{
    /// <summary>TCP port on 127.0.0.1; 0 takes a free one.</summary>
    public int Port { get; set; }

    /// <summary>Accounts of the generated directory.</summary>
    public int Accounts { get; set; } = 16;

    /// <summary>Roles of each generated account.</summary>
    public int Roles { get; set; } = 3;

    /// <summary>How many requests the log keeps.</summary>
    public int RequestLogSize { get; set; } = 10_000;

    /// <summary>Seed of the chances of <see cref="FaultRule.Probability"/>.</summary>
    public int Seed { get; set; } = 1;

    /// <summary>Clock of tokens, device codes and throttling. Latency always passes in real time.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>How far the service's clock is ahead: shifts the Date header and every absolute time it reports.</summary>
    public TimeSpan ClockOffset { get; set; }

    /// <summary>How the person at the browser decides.</summary>
    public ApprovalMode Approval { get; set; }

    /// <summary>Wait before each answer of an operation without an entry in <see cref="OperationLatency"/>.</summary>
    public TimeSpan Latency { get; set; }

    /// <summary>Wait before each answer of one operation.</summary>
    public ConcurrentDictionary<Operation, TimeSpan> OperationLatency { get; } = new();

    /// <summary>One bucket shared by ListAccounts, ListAccountRoles, GetRoleCredentials and Logout; null: no limit.</summary>
    public ThrottleLimit? Throttle { get; set; }

    /// <summary>A bucket of its own for one operation.</summary>
    public ConcurrentDictionary<Operation, ThrottleLimit> OperationThrottle { get; } = new();

    /// <summary>Life of an access token.</summary>
    public TimeSpan TokenLifetime { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Life of a client registration.</summary>
    public TimeSpan ClientLifetime { get; set; } = TimeSpan.FromDays(90);

    /// <summary>Life of the keys of a role.</summary>
    public TimeSpan RoleCredentialLifetime { get; set; } = TimeSpan.FromHours(1);

    /// <summary>What a refresh does to the refresh token.</summary>
    public RefreshTokenPolicy RefreshTokens { get; set; }

    /// <summary>Seconds between polls of a device code. Null leaves <c>interval</c> out of the answer and expects the
    /// 5 seconds of RFC 8628; 0 leaves it out and never answers slow_down.</summary>
    public int? DeviceInterval { get; set; } = 5;

    /// <summary>Life of a device code.</summary>
    public TimeSpan DeviceLifetime { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>Whether the device answer carries <c>verificationUriComplete</c>.</summary>
    public bool VerificationUriComplete { get; set; } = true;

    /// <summary>Whether a registration that asks for authorization_code and device_code together is refused.</summary>
    public bool RefuseMixedGrants { get; set; }

    /// <summary>The only region a login through the proxy may name; null: any.</summary>
    public string? Region { get; set; }

    /// <summary>Session name in the ARN of GetCallerIdentity.</summary>
    public string UserName { get; set; } = "jane.doe";
}
