using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using LeappSso.Engine;
using LeappSso.Import;
using LeappSso.Login;
using LeappSso.Mapping;

namespace LeappSso.Reliability.Tests.Fuzzing.Targets;

/// <summary>A workspace of the Leapp desktop application, as plain JSON, as any bytes, and as JSON that was really encrypted.</summary>
internal sealed class LeappWorkspaceTarget() : FuzzTarget("Leapp workspace", "encrypted and plain give the same; aliases, addresses, accounts and profiles that are legal here; what is not taken is told in visible text")
{
    private const string Machine = "3d1219c7c4c5404aaa1f6d2a48adfda4";

    private static readonly byte[] s_salt = [1, 2, 3, 4, 5, 6, 7, 8];

    private static readonly byte[] s_keys = KeysOf(LeappFile.PassphraseOf(Machine));

    internal override IReadOnlyList<byte[]> Examples { get; } = InputText.Bytes(
        "{\"_version\":3,\"defaultRegion\":\"us-east-1\",\"profiles\":[{\"id\":\"p1\",\"name\":\"default\"},{\"id\":\"p2\",\"name\":\"prod\"}],\"awsSsoIntegrations\":[{\"id\":\"i1\",\"alias\":\"Acme Corp\",\"region\":\"eu-west-1\","
            + "\"portalUrl\":\"https://acme.awsapps.com/start\"}],\"_sessions\":[{\"sessionId\":\"s1\",\"status\":2,\"type\":\"awsSsoRole\",\"sessionName\":\"prod\",\"roleArn\":\"arn:aws:iam::111122223333/Admin\",\"email\":\"a@b\","
            + "\"profileId\":\"p2\",\"region\":\"eu-west-1\",\"awsSsoConfigurationId\":\"i1\"},{\"sessionId\":\"s2\",\"type\":\"awsIamRoleChained\",\"sessionName\":\"deploy\",\"parentSessionId\":\"s1\",\"profileId\":\"p1\","
            + "\"roleArn\":\"arn:aws:iam::444455556666:role/Deploy\",\"roleSessionName\":\"me\"},{\"type\":\"azure\",\"sessionName\":\"x\"}],\"azureIntegrations\":[{\"alias\":\"az\"}],\"proxyConfiguration\":{\"proxyUrl\":\"x\"},\"pinned\":[1]}",
        "{\"awsSsoConfiguration\":{\"region\":\"eu-west-1\",\"portalUrl\":\"https://d-1.awsapps.com/start#/\"},\"sessions\":[{\"type\":\"awsSso\",\"roleArn\":\"arn:aws:iam::111122223333/R\"}]}",
        "U2FsdGVkX18S4eZ1S7ygmOk5MX9uxpXZta+d49D17NJ2cUs7Y88Pga/o/dSECRiG");

    internal override IReadOnlyList<byte[]> Pieces { get; } = InputText.Bytes(
        "\"_sessions\":[", "\"sessions\":[", "\"profiles\":", "\"awsSsoIntegrations\":", "\"id\":", "\"_id\":", "\"alias\":", "\"portalUrl\":", "\"region\":", "\"type\":", "\"awsSsoRole\"", "\"awsIamRoleChained\"", "\"roleArn\":",
        "\"sessionId\":", "\"parentSessionId\":", "\"profileId\":", "\"status\":2", "\"p1\"", "\"i1\"", "\"s1\"", "arn:aws:iam::111122223333/", "null", "{}", "[]", "\"\"", "1", "U2FsdGVkX1", "=", "\"\\ud800\":1", "https://");

    internal override void Check(byte[] input)
    {
        using (JsonDocument? raw = LeappFile.Read(input, [Machine]))
        {
            Demand.That(raw is null || raw.RootElement.ValueKind == JsonValueKind.Object, "it is no object");
        }

        using JsonDocument? plain = LeappFile.Read(input, []);
        using JsonDocument? decrypted = LeappFile.Read(Encrypted(input), ["another machine", Machine]);
        Demand.That(plain is null == decrypted is null || input.Length == 0 || IsMarked(input), "encryption makes a difference");
        if (plain is null || decrypted is null)
        {
            return;
        }

        ImportDraft draft = LeappSource.Read(plain.RootElement);
        Demand.Same(Text(draft), Text(LeappSource.Read(decrypted.RootElement)), "what was encrypted");
        foreach (ImportedPortal portal in draft.Portals)
        {
            Demand.That(IntegrationCheck.IsAlias(portal.Alias), $"'{portal.Alias}' is no alias");
            Demand.Same(portal.Url, PortalAddress.Parse(portal.Url, acceptForeignHost: true).Url, "the address");
            Demand.Same(portal.Region, AwsRegion.Parse(portal.Region), "the region");
            Demand.Visible(portal.Note ?? string.Empty);
            foreach (ImportedSession session in portal.Sessions)
            {
                Demand.That(session.AccountId.Length == 12 && session.AccountId.All(char.IsAsciiDigit), "the account");
                Demand.That(session.Profile is null || ProfileNames.IsPortable(session.Profile), "the profile name");
                Demand.Visible(session.Note ?? string.Empty);
            }
        }

        foreach (LeappImportItem refused in draft.Refused)
        {
            Demand.Message($"{refused.Name} {refused.Detail}");
        }
    }

    /// <summary>A byte order mark of the file itself is passed over, one inside of it is none.</summary>
    private static bool IsMarked(byte[] input) => input.AsSpan().StartsWith(Encoding.UTF8.Preamble);

    private static string Text(ImportDraft draft) => string.Join(
        '\n',
        draft.Portals.Select(p => $"{p.Alias} {p.Url} {p.Region} {p.DefaultRegion} {p.Note} {string.Join('|', p.Sessions.Select(s => $"{s} {s.AccountName} {s.AccountEmail} {s.Region} {s.Profile} {s.Note}"))}")
            .Concat(draft.Chains.Select(c => $"{c.Name} {c.RoleArn} {c.Profile} {c.Note}"))
            .Concat(draft.Refused.Select(r => $"{r.Kind} {r.Name} {r.Detail}")));

    private static byte[] Encrypted(byte[] plain)
    {
        using Aes aes = Aes.Create();
        aes.Key = s_keys[..32];
        byte[] blob = [.. "Salted__"u8, .. s_salt, .. aes.EncryptCbc(plain, s_keys.AsSpan(32, 16))];
        return Encoding.ASCII.GetBytes(Convert.ToBase64String(blob));
    }

#pragma warning disable CA5351 // The format of the file.
    private static byte[] KeysOf(string passphrase)
    {
        byte[] first = MD5.HashData([.. Encoding.UTF8.GetBytes(passphrase), .. s_salt]);
        byte[] second = MD5.HashData([.. first, .. Encoding.UTF8.GetBytes(passphrase), .. s_salt]);
        return [.. first, .. second, .. MD5.HashData([.. second, .. Encoding.UTF8.GetBytes(passphrase), .. s_salt])];
    }
#pragma warning restore CA5351
}
