using LeappSso.Engine;
using LeappSso.Reliability.Tests.Fuzzing.Models;

namespace LeappSso.Reliability.Tests.Fuzzing.Targets;

/// <summary>The statements by which shells take keys, with whatever a portal gave as keys.</summary>
internal sealed class ShellStatementTarget() : FuzzTarget("shell statements", "one line; a model of the shell makes one word of it, which is the value to the letter")
{
    internal override IReadOnlyList<byte[]> Examples { get; } =
    [
        InputText.Joined("ASIAEXAMPLE", "fake/secret+1=", "fake=token==", "eu-west-1"),
        InputText.Joined("a'b", "$(touch x)", "`x`; rm -rf", "%PATH%!x!"),
        InputText.Joined("’; calc #", "\"&|<>^", "\\'\\", "a b\tc"),
    ];

    internal override IReadOnlyList<byte[]> Pieces { get; } = InputText.Bytes(
        "'", "''", "\u2018", "\u2019", "\u201a", "\u201b", "\u201c", "\"", "$", "$(", "`", "\\", "\\'", "%", "!", "^", "&", "|", ";", "#", "\u2028", "\u0085", "\ue010", "\ue000", "=");

    internal override void Check(byte[] input)
    {
        string[] f = InputText.Fields(input, 4);
        Dictionary<string, string> expected = new()
        {
            ["AWS_ACCESS_KEY_ID"] = f[0], ["AWS_SECRET_ACCESS_KEY"] = f[1], ["AWS_SESSION_TOKEN"] = f[2],
        };
        LeappCredential credential = new()
        {
            AccessKeyId = f[0], SecretAccessKey = new LeappSecret(f[1]), SessionToken = new LeappSecret(f[2]), Region = f[3], ProfileName = "p", SessionId = "acme/000000000001/Admin", ExpiresAt = DateTimeOffset.UnixEpoch,
        };
        foreach (LeappShell shell in Enum.GetValues<LeappShell>())
        {
            try
            {
                Dictionary<string, string?> taken = ShellModel.Run(shell, ShellStatements.Of(credential, shell));
                foreach ((string name, string value) in expected)
                {
                    // No process of Windows has a variable without a value.
                    Demand.Same(shell == LeappShell.Cmd && value.Length == 0 ? null : value, taken.GetValueOrDefault(name), $"{name} in {shell}");
                }
            }
            catch (LeappException refusal)
            {
                Demand.Same(LeappErrorCode.CredentialsInvalid, refusal.Code, "the code");
                Demand.That(f.Take(4).Any(v => v.Any(c => char.IsControl(c) || c is '\u2028' or '\u2029' || (shell == LeappShell.Cmd && c is '"' or '%' or '!'))), "it is refused without need");
                Demand.That(f[1].Length < 4 || !refusal.Message.Contains(f[1], StringComparison.Ordinal) || "AWS_SECRET_ACCESS_KEY for acme/000000000001/Admin holds a control character".Contains(f[1], StringComparison.Ordinal), "the secret is in the message");
            }
        }
    }
}
