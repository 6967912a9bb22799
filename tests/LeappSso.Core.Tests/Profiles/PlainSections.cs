using LeappSso.Profiles;

namespace LeappSso.Core.Tests.Profiles;

/// <summary>Edits sections without the word profile, as the credentials file has them, with nothing but what the document offers.</summary>
internal static class PlainSections
{
    internal static (string Key, string Value)[] Keys(string region) =>
    [
        ("aws_access_key_id", "ASIAEXAMPLE"), ("aws_secret_access_key", "fake/secret+1="), ("aws_session_token", "fake=token=="),
        ("x_security_token_expires", "2030-01-01T00:00:00Z"), ("x_leappsso_session", "acme/000000000001/Admin"), ("region", region),
    ];

    internal static void Add(IniDocument document, string name, string region)
    {
        IniSection? section = Find(document, name);
        if (section is { IsMarked: false })
        {
            throw new LeappException(LeappErrorCode.ProfileInUse, $"credentials, line {section.LineNumber}: in use");
        }

        DemandPlain(section);
        section ??= document.Append(NameOf(name));
        foreach ((string key, string value) in Keys(region))
        {
            section.Set(key, value, document.NewLine);
        }
    }

    internal static void Remove(IniDocument document, string[] names)
    {
        HashSet<IniSection> gone = [];
        foreach (IniSection section in names.Select(n => Find(document, n)).OfType<IniSection>().Where(s => s.IsMarked))
        {
            DemandPlain(section);
            if (!section.HoldsMoreThan(Keys("x").Select(k => k.Key), document.IsLast(section)))
            {
                gone.Add(section);
            }

            section.RemoveMark();
            section.Remove(Keys("x").Select(k => k.Key));
        }

        document.Remove(gone);
    }

    private static void DemandPlain(IniSection? section)
    {
        if (section?.ContinuationOf(Keys("x").Select(k => k.Key)) is { } line)
        {
            throw IniCheck.Refusal("credentials", line.Number, "it belongs to the key above");
        }
    }

    private static IniSection? Find(IniDocument document, string name) => document.Find(NameOf(name).Kind, name);

    private static SectionName NameOf(string name) => SectionName.Parse(name);
}
