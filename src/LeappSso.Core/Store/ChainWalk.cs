namespace LeappSso.Store;

/// <summary>Reads what makes a session a chained one, as <see cref="SessionWalk"/> reads the session.</summary>
internal static class ChainWalk
{
    /// <summary>Takes the value of the member <c>chain</c>; null where it is null.</summary>
    /// <exception cref="System.Text.Json.JsonException">It has to be read whole.</exception>
    internal static ChainEntry? Read(ref JsonWalk json)
    {
        if (json.SkipNull())
        {
            return null;
        }

        ChainEntry chain = new();
        json.OpenObject();
        while (json.NextMember(out ReadOnlySpan<byte> name))
        {
            if (name.SequenceEqual("roleArn"u8))
            {
                chain.RoleArn = json.Text() ?? string.Empty;
            }
            else if (name.SequenceEqual("parent"u8))
            {
                chain.Parent = json.Text() ?? string.Empty;
            }
            else if (name.SequenceEqual("externalId"u8))
            {
                chain.ExternalId = json.Text();
            }
            else if (name.SequenceEqual("durationSeconds"u8))
            {
                chain.DurationSeconds = json.Number();
            }
            else if (name.SequenceEqual("roleSessionName"u8))
            {
                chain.RoleSessionName = json.Text();
            }
            else
            {
                json.Skip();
            }
        }

        JsonWalk.Demand(ChainEntry.IsWhole(chain));
        return chain;
    }
}
