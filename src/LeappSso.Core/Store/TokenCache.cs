using System.Security.Cryptography;
using System.Text;
using LeappSso.Login;
using LeappSso.Ports;

namespace LeappSso.Store;

/// <summary>
/// The login cache that AWS CLI v2 and the SDKs share: <c>~/.aws/sso/cache</c>. A login lies in the file named by the lower-case
/// SHA-1 of the name of its sso-session, which is our alias (botocore, <c>SSOTokenLoader._generate_cache_key</c>). No other file is touched.
/// </summary>
/// <param name="paths">Where the AWS files are.</param>
/// <param name="time">The clock.</param>
internal sealed class TokenCache(AwsPaths paths, TimeProvider time)
{
    /// <summary>The file of an alias.</summary>
    internal string PathOf(string alias)
    {
#pragma warning disable CA5350 // SHA-1 is the name that every AWS tool looks for; it protects nothing.
        byte[] hash = SHA1.HashData(Encoding.UTF8.GetBytes(alias));
#pragma warning restore CA5350
        return Path.Combine(paths.SsoCacheFolder, Convert.ToHexString(hash).ToLowerInvariant() + ".json");
    }

    /// <summary>Reads the login kept under an alias. Anything unusable is a miss with a problem, never an exception.</summary>
    internal TokenReading Read(string alias)
    {
        string path = PathOf(alias);
        try
        {
            return TokenFile.Read(OrdinaryFile.ReadAllBytes(path), path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return new TokenReading(null, null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new TokenReading(null, $"The login in {path} cannot be read: {DiskText.Of(e)}");
        }
    }

    /// <summary>Keeps a login under an alias. Only under the lock.</summary>
    /// <exception cref="LeappException"><see cref="LeappErrorCode.AwsFileReadOnly"/>.</exception>
    internal void Write(string alias, SsoToken token)
    {
        string path = PathOf(alias);
        try
        {
            AtomicFile.Write(path, TokenFile.Write(token), ownerOnly: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unwritable(path, "cannot be kept in", e);
        }
    }

    /// <summary>Forgets the login kept under an alias; says whether there was one.</summary>
    /// <exception cref="LeappException"><see cref="LeappErrorCode.AwsFileReadOnly"/>.</exception>
    internal bool Delete(string alias)
    {
        string path = RealPath.Of(PathOf(alias));
        try
        {
            bool existed = File.Exists(path);
            if (existed)
            {
                File.Delete(path);
                FileSteps.Tell(FileStep.Removed, path);
            }

            return existed;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unwritable(path, "cannot be removed from", e);
        }
    }

    /// <summary>Removes what a process that was killed while it kept a login has left beside it.</summary>
    /// <exception cref="LeappException"><see cref="LeappErrorCode.AwsFileReadOnly"/>, or <see cref="LeappErrorCode.Locked"/>.</exception>
    internal async Task DropRemainsAsync(string alias, CancellationToken cancellationToken)
    {
        if (TemporaryFiles.AreThere(PathOf(alias)))
        {
            // Whoever gets the lock removes them.
            using IDisposable held = await LockAsync(alias, null, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Excludes other processes from renewing the login kept under an alias, until disposed.</summary>
    /// <exception cref="LeappException"><see cref="LeappErrorCode.AwsFileReadOnly"/>, or <see cref="LeappErrorCode.Locked"/>.</exception>
    internal async Task<IDisposable> LockAsync(string alias, Action? onWait, CancellationToken cancellationToken)
    {
        string path = PathOf(alias);
        try
        {
            return await FileLock.AcquireAsync(path, FileLock.Patience, time, cancellationToken, onWait).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unwritable(path, "cannot be renewed in", e);
        }
    }

    private static LeappException Unwritable(string path, string what, Exception reason) => new(
        LeappErrorCode.AwsFileReadOnly, $"The login {what} {path}: {DiskText.Of(reason)} Nothing was changed there.", path, reason);
}
