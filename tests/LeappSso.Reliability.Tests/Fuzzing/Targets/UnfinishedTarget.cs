using LeappSso.Store;

namespace LeappSso.Reliability.Tests.Fuzzing.Targets;

/// <summary>What a listing that did not come to its end has left.</summary>
internal sealed class UnfinishedTarget() : FuzzTarget("unfinished listing", "only answers of this portal to this login, none without its roles; written and read again they are the same; a damaged file is as none")
{
    private const string Portal = "https://acme.awsapps.com/start";

    private readonly FuzzFolder _folder = new();

    internal override IReadOnlyList<byte[]> Examples { get; } = InputText.Bytes(
        $"{{\"portalUrl\":\"{Portal}\",\"login\":\"abc\",\"accounts\":{{\"000000000001\":{{\"at\":\"2030-01-01T00:00:00+00:00\",\"roles\":[\"Admin\",\"ReadOnly\"]}},\"000000000002\":{{\"at\":\"2030-01-01T00:00:00Z\",\"roles\":[]}}}}}}",
        $"{{\"accounts\":null,\"portalUrl\":\"{Portal}\",\"login\":\"abc\"}}", "[]");

    internal override IReadOnlyList<byte[]> Pieces { get; } = InputText.Bytes(
        "\"portalUrl\":", $"\"{Portal}\"", "\"login\":", "\"abc\"", "\"accounts\":", "\"000000000001\":", "\"at\":", "\"roles\":", "[\"Admin\"]", "[null]", "[\"\"]", "null", "{", "}", ",", "\"x\"");

    /// <inheritdoc/>
    public override void Dispose()
    {
        _folder.Dispose();
        base.Dispose();
    }

    internal override void Check(byte[] input)
    {
        UnfinishedStore store = new(_folder.Path);
        File.WriteAllBytes(store.PathOf("acme"), input);
        IReadOnlyDictionary<string, UnfinishedAccount> accounts = store.Read("acme", Portal, "abc");
        Demand.That(store.Read("acme", Portal, "another login").Count == 0 || input.AsSpan().IndexOf("another"u8) >= 0, "answers to another login");
        Demand.That(accounts.Values.All(a => a is { Roles: not null } && a.Roles.All(r => r is { Length: > 0 })), "an answer without its roles");
        Demand.That(accounts.Count > 0 || !input.AsSpan().SequenceEqual(Examples[0]), "the answers of the example are not found");
        if (accounts.Count > 0 && input.Length % 32 == 0)
        {
            store.Write("acme", Portal, "abc", new Dictionary<string, UnfinishedAccount>(accounts));
            IReadOnlyDictionary<string, UnfinishedAccount> again = store.Read("acme", Portal, "abc");
            Demand.That(accounts.Select(Text).SequenceEqual(again.Select(Text)), "written and read again");
        }
    }

    private static string Text(KeyValuePair<string, UnfinishedAccount> account) => $"{account.Key} {account.Value.At:O} {string.Join('|', account.Value.Roles)}";
}
