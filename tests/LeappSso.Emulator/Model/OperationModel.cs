namespace LeappSso.Emulator;

internal enum Service
{
    Oidc,
    Portal,
    Sts,
    Page,
}

internal enum BodyFormat
{
    None,
    Json,
    Form,
}

internal enum MemberType
{
    Text,
    TextList,
    PageSize,
    AccountId,
}

internal sealed record Member(string Name, bool Required = false, MemberType Type = MemberType.Text);

/// <summary>What a request of one operation looks like.</summary>
internal sealed record OperationModel(
    Operation Operation,
    Service Service,
    string Method,
    string Path,
    BodyFormat Body,
    params Member[] Members)
{
    public Member? Find(string name)
    {
        foreach (Member member in Members)
        {
            if (member.Name == name)
            {
                return member;
            }
        }

        return null;
    }
}
