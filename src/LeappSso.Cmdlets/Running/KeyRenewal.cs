using LeappSso.Engine;

namespace LeappSso.Cmdlets.Running;

/// <summary>Renews the keys of a session while a block runs with them.</summary>
internal static class KeyRenewal
{
    /// <summary>Runs until the block has ended.</summary>
    /// <param name="session">The session.</param>
    /// <param name="credential">The keys it began with.</param>
    /// <param name="keys">Where newer ones come from.</param>
    /// <param name="put">Puts newer ones where the block finds the former; gives false where that cannot be done.</param>
    /// <param name="output">Is told when there will be none.</param>
    /// <param name="ended">Ends it.</param>
    internal static async Task RunAsync(
        LeappSession session, LeappCredential credential, ISessionKeys keys,
        Func<LeappCredential, LeappCredential, CancellationToken, Task<bool>> put, SessionOutput output, CancellationToken ended)
    {
        try
        {
            for (LeappCredential present = credential; ;)
            {
                await keys.WaitForRenewalAsync(session, present, ended).ConfigureAwait(false);
                LeappCredential next = await keys.GetAsync(session, ended).ConfigureAwait(false);
                if (next.AccessKeyId != present.AccessKeyId && !await put(present, next, ended).ConfigureAwait(false))
                {
                    output.Warn($"the keys of this session end at {present.ExpiresAt:u} and cannot be renewed while the block runs.");
                    return;
                }

                present = next;
            }
        }
        catch (OperationCanceledException)
        {
            // The block has ended.
        }
        catch (LeappException failure)
        {
            output.Warn($"the keys of this session could not be renewed while the block runs: {failure.Message}");
        }
    }
}
