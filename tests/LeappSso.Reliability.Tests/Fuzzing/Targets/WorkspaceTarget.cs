using System.Text.Json;
using LeappSso.Engine;
using LeappSso.Store;

namespace LeappSso.Reliability.Tests.Fuzzing.Targets;

/// <summary>The workspace: read whole, and by the walk that looks for sessions only.</summary>
internal sealed class WorkspaceTarget() : FuzzTarget("workspace", "whole read and walk find the same sessions, whatever is asked; written and read again it is the same; else WorkspaceInvalid")
{
    private readonly FuzzFolder _folder = new();

    internal override string Mended => "of a member that is there twice the walk took both; half of a character ended a read or a change by an exception of the framework";

    internal override IReadOnlyList<byte[]> Examples { get; } = InputText.Bytes(
        "{\"version\":1,\"integrations\":[{\"alias\":\"acme\",\"portalUrl\":\"https://acme.awsapps.com/start\",\"region\":\"eu-west-1\",\"method\":\"SsoProfile\",\"accounts\":[{\"id\":\"000000000001\",\"name\":\"prod\","
            + "\"email\":\"a@b\",\"roles\":[{\"name\":\"Admin\",\"profile\":\"prod-Admin\",\"region\":\"eu-west-1\",\"startedAt\":\"2030-01-01T00:00:00+00:00\"},{\"name\":\"Old\",\"goneAt\":\"2030-01-01T00:00:00Z\"}]}]}]}",
        "{\r\n  \"integrations\": [ /* none */ ],\n  \"later\": {\"a\": [1, \"]}\", null]},\n}",
        "{\"integrations\":[{\"accounts\":[{\"roles\":[{\"profile\":\"p\\\"q\",\"name\":\"role:Deploy\",\"chain\":{\"roleArn\":\"arn:aws:iam::1:role/x\",\"parent\":\"acme/000000000001/Admin\",\"durationSeconds\":900,\"externalId\":null}}],"
            + "\"name\":\"Zürich\",\"id\":\"000000000002\"}],\"region\":\"x\",\"portalUrl\":\"https://x\",\"alias\":\"b\",\"lastSync\":null}],\"version\":1}",
        "{\"version\":2,\"integrations\":[],\"x\":\"\\u00e9\\ud83d\\ude80\"}");

    internal override IReadOnlyList<byte[]> Pieces { get; } = InputText.Bytes(
        "\"integrations\":[", "\"accounts\":[", "\"roles\":[", "\"alias\":", "\"id\":", "\"name\":", "\"profile\":", "\"region\":", "\"portalUrl\":", "\"chain\":", "\"goneAt\":", "\"startedAt\":", "\"method\":", "\"parent\":",
        "\"durationSeconds\":", "\"a\"", "\"\"", "null", "{\"name\":\"R\"}", "{\"id\":\"1\",\"roles\":[{\"name\":\"R\"}]}", ",", "}", "]", "//\n", "/*", "*/", "\\u0041", "\\\"", "\"na\\u006de\":", "1.0", "9e9", "01", "{}", "[]",
        "\"2030-01-01T00:00:00.1234567+14:00\"");

    /// <inheritdoc/>
    public override void Dispose()
    {
        _folder.Dispose();
        base.Dispose();
    }

    internal override void Check(byte[] input)
    {
        _folder.Put("workspace.json", input);
        WorkspaceStore store = new(_folder.Path, TimeProvider.System, setsAside: false);
        FilterSieve all = new(new SessionFilter());
        FilterSieve some = new(new SessionFilter { AccountId = _ => false });
        WorkspaceDocument document;
        try
        {
            document = store.Read();
        }
        catch (LeappException damaged)
        {
            Refused(damaged);
            // The damage may lie in what the walk passes over.
            Walk(store, all);
            Walk(store, some);
            return;
        }

        string[] places = [.. SessionPlace.All(document).Select(Text)];
        Demand.That(Walk(store, all), "the walk refuses what the whole read takes");
        Demand.That(places.SequenceEqual(all.Picked.Select(Text)), $"the walk finds '{string.Join('|', all.Picked.Select(Text))}' and not '{string.Join('|', places)}'");
        if (places.Length > 0)
        {
            string wanted = SessionPlace.All(document).Last().Id.ToString();
            IdSieve one = new([wanted]);
            Demand.That(Walk(store, one) && one.Found().Any(p => p.Id.ToString() == wanted), "the walk does not find a session by its id");
        }

        if (Written(document) is not { } written)
        {
            CheckUnwritable(store);
            return;
        }

        _folder.Put("workspace.json", written);
        WorkspaceDocument again = store.Read();
        Demand.SameBytes(written, JsonSerializer.SerializeToUtf8Bytes(again, StoreJson.Default.WorkspaceDocument), "written once more");
        Demand.That(places.SequenceEqual(SessionPlace.All(again).Select(Text)), "other sessions after writing");
    }

    private static byte[]? Written(WorkspaceDocument document)
    {
        try
        {
            return JsonSerializer.SerializeToUtf8Bytes(document, StoreJson.Default.WorkspaceDocument);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static void CheckUnwritable(WorkspaceStore store)
    {
        byte[] before = File.ReadAllBytes(store.Path);
        try
        {
            store.UpdateAsync(_ => true, CancellationToken.None).GetAwaiter().GetResult();
        }
        catch (LeappException damaged)
        {
            Refused(damaged);
            Demand.SameBytes(before, File.ReadAllBytes(store.Path), "the file that was not written");
            return;
        }

        throw new DemandException("what cannot be written is written");
    }

    private static bool Walk(WorkspaceStore store, ISessionSieve sieve)
    {
        try
        {
            store.Read(sieve);
            return true;
        }
        catch (LeappException damaged)
        {
            Refused(damaged);
            return false;
        }
    }

    private static void Refused(LeappException damaged)
    {
        Demand.That(damaged.Code is LeappErrorCode.WorkspaceInvalid or LeappErrorCode.WorkspaceNewer, $"the code is {damaged.Code}");
        Demand.Message(damaged.Message);
    }

    private static string Text(SessionPlace place)
    {
        LeappSession view = place.View(default);
        ChainEntry? chain = place.Role.Chain;
        return $"{view.Id} {view.AccountName} {view.AccountEmail} {view.Region} {view.ProfileName} {view.Method} {view.StartedAt:O} {view.ConsoleUrl}"
            + $" {chain?.RoleArn} {chain?.Parent} {chain?.ExternalId} {chain?.DurationSeconds} {chain?.RoleSessionName}";
    }
}
