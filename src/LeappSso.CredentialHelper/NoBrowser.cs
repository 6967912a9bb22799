using LeappSso.Ports;

namespace LeappSso.CredentialHelper;

/// <summary>No browser: whoever runs this program in the background has nobody before the screen.</summary>
internal sealed class NoBrowser : IBrowser
{
    /// <inheritdoc/>
    public bool IsLikely => false;

    /// <inheritdoc/>
    public string? Open(Uri address) => "this program opens none";
}
