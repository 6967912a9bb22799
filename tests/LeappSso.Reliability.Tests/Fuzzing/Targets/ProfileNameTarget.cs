using LeappSso.Mapping;

namespace LeappSso.Reliability.Tests.Fuzzing.Targets;

/// <summary>The names of profiles, made of the names that a portal gives to accounts and roles.</summary>
internal sealed class ProfileNameTarget()
    : FuzzTarget("profile names", "a name that every AWS SDK reads, never 'default', one for each session whatever their order")
{
    private static readonly string[] s_templates = [ProfileNames.DefaultTemplate, "{AccountName}", "{AccountId}.{RoleName}", "{Integration}/{RoleName}", "{roleName}"];

    internal override string Mended => "an account id that is none stood in the name as it was";

    internal override IReadOnlyList<byte[]> Examples { get; } =
    [
        InputText.Joined("acme", "000000000001", "Acme Production", "Admin", "Acme  Production", "Admin"),
        InputText.Joined("acme", "123456789012", "Zürich & Söhne ß", "ReadOnly", "Zurich-Sohne ss", "readonly"),
        InputText.Joined("a.b_c", "000000000002", "default", "default", "", "x"),
        InputText.Joined("acme", "000000000003", "本番", "a+b=c,d.e@f-g", "🚀", "a+b=c,d.e@f-g"),
        InputText.Joined("acme", "not an id\n[profile x]", "{RoleName}", "{AccountId}", "{AccountName}", "--"),
    ];

    internal override IReadOnlyList<byte[]> Pieces { get; } =
        InputText.Bytes("{AccountName}", "{RoleName}", "{AccountId}", "default", "-", "--", "İ", "ﬁ", "\ufdfa", "①", "\u0041\u030a", "]", " ", "\ue010", "\ufdd0");

    internal override void Check(byte[] input)
    {
        string[] f = InputText.Fields(input, 6);
        NewSession[] sessions =
        [
            .. new[]
            {
                new NewSession(f[0], new SessionKey(f[1], f[3]), f[2]), new NewSession(f[0], new SessionKey(f[1], f[5]), f[2]),
                new NewSession(f[0], new SessionKey("000000000009", f[3]), f[4]), new NewSession(f[0], new SessionKey("000000000009", f[5]), null),
            }.DistinctBy(s => s.Key),
        ];
        foreach (string template in s_templates)
        {
            Dictionary<SessionKey, string> names = ProfileNames.Settle(sessions, template, new(StringComparer.OrdinalIgnoreCase));
            Demand.Same(sessions.Length, names.Count, "names");
            Demand.Same(names.Count, names.Values.Distinct(StringComparer.OrdinalIgnoreCase).Count(), "different names");
            Dictionary<SessionKey, string> reversed = ProfileNames.Settle([.. sessions.Reverse()], template, new(StringComparer.OrdinalIgnoreCase));
            HashSet<string> taken = new(StringComparer.OrdinalIgnoreCase);
            foreach (NewSession session in sessions)
            {
                Legal(names[session.Key]);
                Demand.Same(names[session.Key], reversed[session.Key], "the name in another order");
                Legal(ProfileNames.Provisional(session, template, taken));
            }
        }
    }

    private static void Legal(string name)
    {
        Demand.That(name.Length > 0 && name.All(c => c is (>= 'A' and <= 'Z') or (>= 'a' and <= 'z') or (>= '0' and <= '9') or '_' or '-' or '@' or '+' or '.' or '%' or ':' or '/'), $"'{name}' is no name");
        Demand.That(!name.Equals("default", StringComparison.OrdinalIgnoreCase), "it is the name of the default profile");
    }
}
