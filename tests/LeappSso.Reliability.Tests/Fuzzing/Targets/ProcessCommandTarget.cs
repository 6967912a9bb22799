using System.Text;
using System.Text.Json;
using LeappSso.CredentialProcess;
using LeappSso.Engine;
using LeappSso.Platform;

namespace LeappSso.Reliability.Tests.Fuzzing.Targets;

/// <summary>The command behind <c>credential_process</c>, and the JSON that it prints.</summary>
internal sealed class ProcessCommandTarget() : FuzzTarget("credential_process", "the command is two words, path and session, and found again; the JSON is one line and holds the keys to the letter")
{
    internal override string Mended => "a path of Windows with a blank of another kind stood there without quotes";

    internal override IReadOnlyList<byte[]> Examples { get; } =
    [
        InputText.Joined("/home/me/.local/share/LeappSso/helper/leappsso-credential", "acme/000000000001/Admin"),
        InputText.Joined("/Users/My Name/Library/leappsso-credential", "acme/000000000001/role:Deploy"),
        InputText.Joined("C:\\Users\\x y\\AppData\\Local\\LeappSso\\helper\\leappsso-credential.exe", "a.b_c/111122223333/a+b=c,d.e@f-g"),
        InputText.Joined("\\\\server\\share\\leappsso-credential.cmd", "acme/000000000001/x y"),
    ];

    internal override IReadOnlyList<byte[]> Pieces { get; } = InputText.Bytes(
        "\"", "'", "$HOME", "%PATH%", "`", "\\", " ", " #", " ;", "&", "|", "<", "(", "^", "é", "ü", "\ue010", "\ue000", "leappsso-credential", ".exe", "/", "acme/000000000001/", "=", ",", "~", "\ufffd", "\u0085", "*");

    internal override void Check(byte[] input)
    {
        string[] f = InputText.Fields(input, 2);
        CheckJson(f[0], f[1]);
        if (!SessionId.TryParse(f[1], out SessionId? id))
        {
            return;
        }

        foreach (bool onWindows in (bool[])[true, false])
        {
            try
            {
                string command = ProcessCommand.Of(f[0], id, onWindows);
                Demand.That(command.All(c => !char.IsControl(c)), "a control character");
                Demand.That(CommandWords.Split(command).SequenceEqual([f[0], f[1]]), $"'{command}' is other words");
                string name = f[0][(f[0].LastIndexOfAny(['/', '\\']) + 1)..];
                Demand.Same(name is "leappsso-credential" or "leappsso-credential.exe" or "leappsso-credential.cmd" ? f[1] : null, ProcessCommand.SessionIn(command), "the session found again");
            }
            catch (LeappException refusal)
            {
                Demand.Same(LeappErrorCode.MethodNotAvailable, refusal.Code, "the code");
                Demand.Message(refusal.Message);
            }
        }
    }

    private static void CheckJson(string key, string secret)
    {
        string text = CredentialProcessText.Of(new LeappCredential
        {
            AccessKeyId = key, SecretAccessKey = new LeappSecret(secret), SessionToken = new LeappSecret(key + secret), ProfileName = "p", SessionId = "acme/000000000001/Admin", ExpiresAt = DateTimeOffset.UnixEpoch,
        });
        Demand.That(!text.AsSpan().ContainsAny('\n', '\r'), "more than one line");
        using JsonDocument json = JsonDocument.Parse(text);
        Demand.Same(Whole(key), json.RootElement.GetProperty("AccessKeyId").GetString(), "the key");
        Demand.Same(Whole(secret), json.RootElement.GetProperty("SecretAccessKey").GetString(), "the secret");
        Demand.Same("1970-01-01T00:00:00Z", json.RootElement.GetProperty("Expiration").GetString(), "the end");
    }

    /// <summary>Half a character is nothing that JSON could hold.</summary>
    private static string Whole(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
}
