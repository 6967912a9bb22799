using System.Text;
using CsCheck;
using LeappSso.Core.Tests.Fakes;
using LeappSso.Core.Tests.Mapping;
using LeappSso.Engine;
using LeappSso.Profiles;

namespace LeappSso.Core.Tests.Engine;

/// <summary>No name that a portal or a person gives can bring a section or a key of its own into an AWS file.</summary>
public sealed class InjectionTests
{
    private const string Mine = "# mine\n[default]\nregion = eu-north-1\n\n[profile evil-not-yet]\noutput = json\n";

    private static readonly string[] s_keys =
    [
        "sso_start_url", "sso_region", "sso_registration_scopes", "sso_session", "sso_account_id", "sso_role_name", "credential_process", "region",
        "aws_access_key_id", "aws_secret_access_key", "aws_session_token", "x_security_token_expires", "x_leappsso_session",
    ];

    // What a person or a portal may pass: mostly harmless texts into which something is put that is not.
    private static readonly Gen<string> s_text = Gen.Select(
        Gen.OneOf("prod", "eu-west-1", "https://acme.awsapps.com/start", "acme", "{AccountName}-{RoleName}", string.Empty),
        Gen.OneOf(
            Gen.OneOf("\n[evil]\n", "\r[evil]", "]\n[evil", "\nevil = 1", "\r\nevil = 1\r\n", "\0", "[", "]", " # evil", " ; evil", " = evil", "\u2028[evil]", "\u0085evil = 1", "$(evil)", "`evil`", "\"", "'", "%evil%", ""),
            Gen.String),
        Gen.Int[0, 2],
        (usual, nasty, where) => where switch { 0 => nasty + usual, 1 => usual + nasty, _ => usual.Insert(usual.Length / 2, nasty) });

    private sealed record Attack(string Alias, string Url, string Region, string Template, string Profile, (string? Name, string[] Roles)[] Accounts, LeappMethod Method);

    private static readonly Gen<Attack> s_attack = Gen.Select(
        s_text, s_text, s_text, s_text, s_text,
        Gen.Select(NastyNames.Account, Gen.OneOf(NastyNames.Role, s_text.Where(r => r.Length > 0)).Array[1, 3]).Array[1, 3],
        Gen.Enum<LeappMethod>(),
        (alias, url, region, template, profile, accounts, method) => new Attack(alias, url, region, template, profile, accounts, method));

    [Fact]
    public async Task No_name_adds_a_section_or_a_key() => await s_attack.SampleAsync(TryAsync, iter: Cases.InEveryCulture(200, few: 5), threads: 2);

    private static async Task TryAsync(Attack attack)
    {
        using TestEngine test = new();
        await AddAsync(test, attack);
        test.WithToken(TimeSpan.FromHours(8));
        test.Portal.KeysEnd = () => test.Time.GetUtcNow().AddHours(1);
        for (int account = 0; account < attack.Accounts.Length; account++)
        {
            test.Portal.With($"{account + 1:000000000000}", attack.Accounts[account].Name, [.. attack.Accounts[account].Roles.Distinct()]);
        }

        await test.ConnectAsync();
        test.Config = test.Credentials = Mine;
        string[] ids = [.. test.Sessions().Select(s => s.Id)];
        await ChangeAsync(test, new SessionChange { Method = attack.Method, Status = LeappSessionStatus.Active }, ids);
        await ChangeAsync(test, new SessionChange { Region = attack.Region }, ids);
        await ChangeAsync(test, new SessionChange { ProfileName = attack.Profile }, ids[0]);

        string[] names = [.. test.Sessions().Select(s => s.ProfileName)];
        Check(test.Config, [.. names.Select(n => $"profile {n}"), "sso-session acme"]);
        Check(test.Credentials, names);

        await ChangeAsync(test, new SessionChange { Status = LeappSessionStatus.Inactive }, ids);
        Assert.Equal((Mine, Mine), (test.Config, test.Credentials));
    }

    /// <summary>Adds the integration with what is accepted of the texts; with usual ones where none is.</summary>
    private static async Task AddAsync(TestEngine test, Attack attack)
    {
        IntegrationSettings usual = new() { Alias = "acme", PortalUrl = "https://acme.awsapps.com/start", Region = "eu-west-1" };
        foreach (IntegrationSettings tried in (IntegrationSettings[])
        [
            usual with { Alias = attack.Alias }, usual with { PortalUrl = attack.Url }, usual with { Region = attack.Region },
            usual with { DefaultRegion = attack.Region }, usual with { ProfileNameTemplate = attack.Template },
        ])
        {
            try
            {
                LeappSsoIntegration added = await test.Engine.AddIntegrationAsync(tried, force: true, CancellationToken.None);
                Assert.DoesNotContain(added.Alias + added.PortalUrl + added.Region + added.DefaultRegion, c => char.IsControl(c) || char.IsWhiteSpace(c));
                if (added.Alias != usual.Alias || added.PortalUrl != usual.PortalUrl || added.Region != usual.Region)
                {
                    await test.Engine.RemoveIntegrationAsync(added.Alias, CancellationToken.None);
                }
            }
            catch (LeappException refusal)
            {
                Assert.Contains(
                    refusal.Code,
                    (LeappErrorCode[])[LeappErrorCode.InvalidAlias, LeappErrorCode.InvalidPortalUrl, LeappErrorCode.InvalidRegion, LeappErrorCode.InvalidProfileName]);
            }
        }

        await test.Engine.AddIntegrationAsync(usual, force: true, CancellationToken.None);
    }

    private static async Task ChangeAsync(TestEngine test, SessionChange change, params string[] ids)
    {
        try
        {
            await test.Engine.ChangeSessionsAsync(ids, change, CancellationToken.None);
        }
        catch (LeappException refusal)
        {
            Assert.Contains(
                refusal.Code, (LeappErrorCode[])[LeappErrorCode.InvalidRegion, LeappErrorCode.InvalidProfileName, LeappErrorCode.SessionAmbiguous]);
        }
    }

    private static void Check(string content, string[] expected)
    {
        Assert.StartsWith(Mine, content, StringComparison.Ordinal);
        IniDocument document = IniDocument.Parse(Encoding.UTF8.GetBytes(content[Mine.Length..]));
        Assert.DoesNotContain(document.Preamble, l => l.Kind != IniLineKind.Blank);
        foreach (IniSection section in document.Sections)
        {
            Assert.Contains(section.Header.Key, expected);
            Assert.True(section.IsMarked);
            Assert.All(
                section.Body.Skip(1),
                line => Assert.True(line.Kind == IniLineKind.Blank || (line.Kind == IniLineKind.Key && s_keys.Contains(line.Key)), line.Text));
        }
    }
}
