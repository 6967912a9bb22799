namespace LeappSso.Platform;

/// <summary>A request that a program of this machine makes.</summary>
/// <param name="Target">What it asks for; null if it is no GET.</param>
/// <param name="IsOfAnotherUser">Finds out whether another user of this machine makes it; false also where that cannot be told.</param>
internal readonly record struct LoopbackRequest(string? Target, Func<bool> IsOfAnotherUser);
