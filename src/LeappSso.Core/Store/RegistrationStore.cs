using System.Text.Json;
using LeappSso.Ports;

namespace LeappSso.Store;

/// <summary>
/// The client registrations of this module, in a file of its own: AWS CLI keeps those of both ways of login under one name
/// (botocore, <c>_registration_cache_key</c>), so sharing its file would let one way of login spoil the other's.
/// </summary>
internal sealed class RegistrationStore(string path, TimeProvider time) : IRegistrations
{
    /// <summary>A registration with less life than this is not used for a new login.</summary>
    internal static readonly TimeSpan Margin = TimeSpan.FromHours(1);

    /// <inheritdoc/>
    public Task<ClientRegistration?> FindAsync(string key, CancellationToken cancellationToken) => Task.FromResult(Find(key));

    /// <inheritdoc cref="IRegistrations.FindAsync"/>
    internal ClientRegistration? Find(string key) => Read().Find(key, time.GetUtcNow());

    /// <inheritdoc/>
    public Task KeepAsync(string key, ClientRegistration registration, CancellationToken cancellationToken) => ChangeAsync(
        document =>
        {
            document.Keep(key, registration, time.GetUtcNow());
            return true;
        },
        cancellationToken);

    /// <inheritdoc/>
    public Task ForgetAsync(string key, CancellationToken cancellationToken) =>
        ChangeAsync(document => document.Registrations.Remove(key), cancellationToken);

    /// <summary>Forgets the registrations of a portal, and those of the region where the portal may be known to its service by another address.</summary>
    /// <param name="portalUrl">The address of the portal.</param>
    /// <param name="region">Its region.</param>
    /// <param name="isOwnDomain">Whether the address is a company's own.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    internal Task ForgetPortalAsync(string portalUrl, string region, bool isOwnDomain, CancellationToken cancellationToken) => !File.Exists(path)
        ? Task.CompletedTask
        : ChangeAsync(
            document =>
            {
                string[] gone = [.. document.Registrations.Keys.Where(k => isOwnDomain ? k.Contains($" {region} ", StringComparison.Ordinal) : k.EndsWith($" {region} {portalUrl}", StringComparison.Ordinal))];
                Array.ForEach(gone, k => document.Registrations.Remove(k));
                return gone.Length > 0;
            },
            cancellationToken);

    /// <summary>What tells registrations apart: the portal, its region, and the way of login.</summary>
    internal static string KeyOf(string portalUrl, string region, LeappLoginMethod method) => $"{method} {region} {portalUrl}";

    private async Task ChangeAsync(Func<RegistrationDocument, bool> change, CancellationToken cancellationToken)
    {
        using FileLock held = await FileLock.AcquireAsync(path, FileLock.Patience, time, cancellationToken).ConfigureAwait(false);
        RegistrationDocument document = Read();
        if (change(document))
        {
            AtomicFile.Write(path, JsonSerializer.SerializeToUtf8Bytes(document, StoreJson.Default.RegistrationDocument), ownerOnly: true);
        }
    }

    private RegistrationDocument Read()
    {
        try
        {
            return JsonSerializer.Deserialize(OrdinaryFile.ReadAllBytes(path), StoreJson.Default.RegistrationDocument) is { Registrations: not null } document
                ? document
                : new();
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            // A registration can be had again at any time, so a missing or damaged file costs one call.
            return new();
        }
    }
}
