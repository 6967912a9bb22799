using CsCheck;

namespace LeappSso.Core.Tests.Mapping;

/// <summary>Names as organisations give them, and as nobody should.</summary>
internal static class NastyNames
{
    private static readonly string[] s_parts =
    [
        "prod", "PROD", "Prod", "prod ", " prod", "prod-", "a b", "a-b", "a_b", "a/b:c", "100%", "{AccountId}", "{RoleName}", "default", "Default",
        "x-000000000001", "prod-Admin", "prod-Admin-000000000002", "Büro", "Bu\u0308ro", "Straße", "ŞİRKET", "ıi", "本番", "عربى", "עברית", "🚀", "👩‍👩‍👧", "ﬁ", "½", "℀", "：",
        "\u200b", "\u202e", "\u0000", "\u001b[31m", "\r\n[profile evil]", "]", "[", "#", ";", "=", "'", "\"", "$", "`", "\\", "\ud83d", "\ude80", "-", "--", ".", "@", "+", "~",
        "con", "nul", "profile", "sso-session",
    ];

    private static readonly Gen<string> s_part = Gen.OneOf(s_parts);

    /// <summary>A name; null and empty ones among them.</summary>
    internal static Gen<string?> Account { get; } = Gen.OneOf(
        s_part, s_part.Array[0, 4].Select(string.Concat), Gen.String, Gen.String[Gen.Char['\u0000', '\uffff'], 0, 140]).Select(n => n.Length == 0 ? null : n);

    /// <summary>The name of a role; few, so that they collide.</summary>
    internal static Gen<string> Role { get; } = Gen.OneOf(
        Gen.OneOf("Admin", "admin", "ADMIN", "Read Only", "Read-Only", "ReadOnly", "A", "Dev+Ops=a,b.c@d-e_f", "Ädmin", "-", "本番"),
        s_part);
}
