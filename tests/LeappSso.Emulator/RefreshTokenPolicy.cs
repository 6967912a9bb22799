namespace LeappSso.Emulator;

/// <summary>What the answer to a refresh says about the refresh token.</summary>
public enum RefreshTokenPolicy
{
    /// <summary>A new refresh token; the old one is used up.</summary>
    Rotate,
    /// <summary>The same refresh token again.</summary>
    Same,
    /// <summary>No refresh token; the old one stays good.</summary>
    Omit,
}
