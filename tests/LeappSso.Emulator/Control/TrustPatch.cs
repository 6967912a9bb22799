namespace LeappSso.Emulator;

/// <summary>Who may assume a role, as the control endpoint gives it.</summary>
internal sealed record TrustPatch
{
    public required string RoleArn { get; init; }

    public bool Denied { get; init; }

    public string? ExternalId { get; init; }

    public void ApplyTo(TrustPolicies policies)
    {
        if (Denied)
        {
            policies.Deny(RoleArn);
        }
        else
        {
            policies.Allow(RoleArn, ExternalId);
        }
    }
}
