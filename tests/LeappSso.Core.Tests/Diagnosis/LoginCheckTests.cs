using LeappSso.Login;

namespace LeappSso.Core.Tests.Diagnosis;

public sealed class LoginCheckTests : IDisposable
{
    private const LeappFindingStatus Error = LeappFindingStatus.Error;
    private const LeappFindingStatus Warning = LeappFindingStatus.Warning;
    private const LeappFindingStatus Ok = LeappFindingStatus.Ok;
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly DiagnosisScene _scene = new();

    public void Dispose() => _scene.Dispose();

    [Fact]
    public void A_login_is_counted_and_never_shown()
    {
        Keep("https://acme.awsapps.com/start");

        LeappFinding found = _scene.Only("Logins");

        Assert.Equal(Ok, found.Status);
        Assert.EndsWith("logins of 1 of 1 integrations.", found.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_login_a_foreign_one_and_one_that_others_can_read_are_warnings()
    {
        Keep("https://other.awsapps.com/start");
        Told(Warning, _scene.Logins.PathOf("acme"), "of another portal");

        DiagnosisScene.Put(_scene.Logins.PathOf("acme"), "{\"accessToken\":\"hid");
        Told(Warning, _scene.Logins.PathOf("acme"), _scene.Logins.PathOf("acme"));

        if (!OperatingSystem.IsWindows())
        {
            Keep("https://acme.awsapps.com/start");
            File.SetUnixFileMode(_scene.Logins.PathOf("acme"), Owner | UnixFileMode.GroupRead);
            Told(Warning, _scene.Logins.PathOf("acme"), "other users of this machine can read it");
        }
    }

    [Fact]
    public void Active_sessions_without_a_usable_login_are_a_warning_with_their_number()
    {
        Told(Warning, _scene.Logins.PathOf("acme"), "1 active session of 'acme' cannot be used: there is no login");

        _scene.Config = DiagnosisScene.Session + DiagnosisScene.Profile
            + "[profile prod-ReadOnly]\nsso_session = acme\nsso_account_id = 000000000001\nsso_role_name = ReadOnly\n";
        Keep("https://acme.awsapps.com/start", refreshToken: null);
        _scene.Time.Advance(TimeSpan.FromHours(9));
        Told(Warning, _scene.Logins.PathOf("acme"), "2 active sessions of 'acme' cannot be used: the login has expired");
        Assert.StartsWith("Connect-LeappSso 'acme'", _scene.Only("Logins").Advice, StringComparison.Ordinal);

        _scene.Config = string.Empty;
        Assert.Equal(Ok, _scene.Only("Logins").Status);
    }

    [Fact]
    public void Logins_of_other_tools_are_not_looked_at()
    {
        string cache = Path.GetDirectoryName(_scene.Logins.PathOf("acme"))!;
        _scene.Config = string.Empty;
        DiagnosisScene.Put(Path.Combine(cache, "kiro-auth-token.json"), "{", Owner | UnixFileMode.OtherRead);

        Assert.Equal(Ok, _scene.Only("Logins").Status);
    }

    [Fact]
    public void A_cache_of_logins_that_cannot_be_used_is_told()
    {
        _scene.Config = string.Empty;
        string cache = Path.GetDirectoryName(_scene.Logins.PathOf("acme"))!;
        _scene.ReadOnlyFolders.Add(cache);
        Told(Warning, cache, "one PowerShell session only");

        DiagnosisScene.Put(cache);
        Told(Error, cache, "is a file");
    }

    private void Keep(string startUrl, string? refreshToken = "hidden") => _scene.Logins.Write("acme", new SsoToken
    {
        StartUrl = startUrl,
        AccessToken = "hidden",
        ExpiresAt = _scene.Time.GetUtcNow().AddHours(8),
        RefreshToken = refreshToken,
    });

    private void Told(LeappFindingStatus status, string target, string words)
    {
        LeappFinding found = _scene.Only("Logins");
        Assert.Equal((status, target), (found.Status, found.Target ?? target));
        Assert.Contains(words, found.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain("hid", found.Detail, StringComparison.Ordinal);
    }
}
