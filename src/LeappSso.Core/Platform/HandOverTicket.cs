using System.Security.Cryptography;

namespace LeappSso.Platform;

/// <summary>
/// The right to be sent on from a place on this machine that nobody can guess. Who comes first has it; browsers ask for other things too,
/// and strangers may ask.
/// </summary>
internal sealed class HandOverTicket
{
    private static readonly LoopbackAnswer s_used = new("410 Gone", CallbackPages.Used);

    private readonly string _path = "/" + Convert.ToHexString(RandomNumberGenerator.GetBytes(16));
    private readonly Uri _secret;
    private int _taken;

    /// <summary>Makes a place.</summary>
    /// <param name="root">The address of the server on this machine.</param>
    /// <param name="secret">Where one is sent on to.</param>
    internal HandOverTicket(Uri root, Uri secret)
    {
        _secret = secret;
        Address = new Uri(root, _path);
    }

    /// <summary>The place.</summary>
    internal Uri Address { get; }

    /// <summary>Answers who comes to the place: the first is sent on, the next are told. Null for any other place, and for another user.</summary>
    internal LoopbackAnswer? Judge(LoopbackRequest request)
    {
        if (request.Target != _path || request.IsOfAnotherUser())
        {
            return null;
        }

        return Interlocked.Exchange(ref _taken, 1) == 0 ? new LoopbackAnswer("302 Found", string.Empty, _secret) : s_used;
    }
}
