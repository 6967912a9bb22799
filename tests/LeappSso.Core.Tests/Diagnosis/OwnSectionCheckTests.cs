using LeappSso.Store;

namespace LeappSso.Core.Tests.Diagnosis;

public sealed class OwnSectionCheckTests : IDisposable
{
    private const LeappFindingStatus Warning = LeappFindingStatus.Warning;
    private const LeappFindingStatus Note = LeappFindingStatus.Note;
    private const LeappFindingStatus Ok = LeappFindingStatus.Ok;

    private const string Keys = "[prod-Admin]\n# managed by LeappSso\naws_access_key_id = ASIA\naws_secret_access_key = hidden\naws_session_token = hidden\n"
        + "x_security_token_expires = 2999-01-01T00:00:00Z\nx_leappsso_session = acme/000000000001/Admin\n";

    private const string Chain = "[profile deploy]\n# managed by LeappSso\nrole_arn = arn:aws:iam::000000000001:role/Deploy\nsource_profile = prod-Admin\n"
        + "role_session_name = me\nx_leappsso_session = acme/000000000001/role:Deploy\n";

    private readonly DiagnosisScene _scene = new();

    public void Dispose() => _scene.Dispose();

    [Fact]
    public void A_marked_profile_that_no_session_has_is_a_warning()
    {
        _scene.Config = DiagnosisScene.Session + DiagnosisScene.Profile.Replace("[profile prod-Admin]", "[profile old]", StringComparison.Ordinal);

        Told(6, Warning, "the profile 'old' was written by LeappSso, but no session of the workspace has it any more");
    }

    [Fact]
    public void A_profile_of_a_role_that_the_portal_stopped_listing_is_a_warning()
    {
        _scene.Change(role => role.GoneAt = DateTimeOffset.UnixEpoch);

        Told(7, Warning, "no session of the workspace has it any more");
    }

    [Theory]
    [InlineData("sso_session = acme", "sso_session = other")]
    [InlineData("sso_account_id = 000000000001", "sso_account_id = 000000000002")]
    [InlineData("sso_role_name = Admin", "sso_role_name = admin")]
    [InlineData("sso_role_name = Admin\n", "")]
    [InlineData("sso_session = acme\n", "credential_process = /x/leappsso-credential acme/000000000001/ReadOnly\n")]
    [InlineData("sso_session = acme\n", "credential_process = /usr/bin/own\n")]
    public void A_marked_profile_that_was_changed_by_hand_to_lead_elsewhere_is_a_warning(string ours, string theirs)
    {
        _scene.Config = DiagnosisScene.Session + DiagnosisScene.Profile.Replace(ours, theirs, StringComparison.Ordinal);

        Told(6, Warning, "the profile 'prod-Admin' was changed by hand", "acme/000000000001/Admin");
    }

    [Theory]
    [InlineData("region = eu-central-1", "region = us-east-1\noutput = json")]
    [InlineData("# managed by LeappSso\nsso_session = acme\nsso_account_id = 000000000001", "# managed by LeappSso\ncredential_process = /x/leappsso-credential acme/000000000001/Admin")]
    public void A_marked_profile_that_leads_to_its_session_is_well(string one, string other)
    {
        _scene.Config = DiagnosisScene.Session + DiagnosisScene.Profile.Replace(one, other, StringComparison.Ordinal);

        Assert.Equal(Ok, _scene.Only("OwnSections").Status);
    }

    [Theory]
    [InlineData("role_arn = arn:aws:iam::000000000001:role/Deploy", "role_arn = arn:aws:iam::000000000001:role/Other")]
    [InlineData("source_profile = prod-Admin", "source_profile = prod-ReadOnly")]
    [InlineData("x_leappsso_session = acme/000000000001/role:Deploy", "x_leappsso_session = acme/000000000001/Admin")]
    [InlineData("source_profile = prod-Admin\n", "")]
    public void The_profile_of_a_chained_session_that_was_changed_by_hand_to_lead_elsewhere_is_a_warning(string ours, string theirs)
    {
        Chained();
        string other = DiagnosisScene.Session + DiagnosisScene.Profile;

        _scene.Config = other + Chain;
        Assert.Equal(Ok, _scene.Only("OwnSections").Status);

        _scene.Config = other + Chain.Replace(ours, theirs, StringComparison.Ordinal);
        Told(12, Warning, "the profile 'deploy' was changed by hand", "acme/000000000001/role:Deploy");
    }

    [Fact]
    public void The_profile_of_a_chained_session_whose_source_is_in_neither_file_is_a_warning()
    {
        Chained();
        _scene.Config = DiagnosisScene.Session + Chain;

        LeappFinding found = Told(6, Warning, "the profile 'deploy' gets its keys by the profile 'prod-Admin', which is in neither AWS file");
        Assert.Equal("Set-LeappSession 'acme/000000000001/role:Deploy' writes both anew; Stop-LeappSession removes this one.", found.Advice);

        _scene.Credentials = Keys;
        Assert.Equal(Ok, _scene.Only("OwnSections").Status);
    }

    [Fact]
    public void The_profile_of_a_chained_session_whose_parent_is_gone_was_not_changed_by_hand()
    {
        Chained();
        _scene.Change(role => role.GoneAt = DateTimeOffset.UnixEpoch);
        _scene.Config = DiagnosisScene.Session + Chain;

        LeappFinding found = Told(6, Warning, "the profile 'deploy' gets its keys by the profile 'prod-Admin', which is in neither AWS file");

        Assert.Contains("Sync-LeappSso 'acme'", found.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public void No_source_is_missed_where_one_of_the_files_cannot_be_read()
    {
        Chained();
        _scene.Config = DiagnosisScene.Session + Chain;
        Directory.CreateDirectory(_scene.CredentialsPath);

        Assert.Equal(Ok, _scene.Only("OwnSections").Status);
    }

    [Fact]
    public void A_profile_without_mark_is_nobodys_business()
    {
        _scene.Config = "[profile mine]\nsso_session = other\n[sso-session other]\nsso_start_url = https://x\n";

        Assert.Equal("Sections of LeappSso: 0; each leads to its session.", _scene.Only("OwnSections").Detail);
    }

    [Theory]
    [InlineData(true, "Set-LeappSession writes it anew")]
    [InlineData(false, "Rename the section")]
    public void An_sso_session_that_leads_to_another_portal_than_its_integration_is_a_warning(bool isMarked, string advice)
    {
        _scene.Config = DiagnosisScene.Session
            .Replace("https://acme", "https://other", StringComparison.Ordinal)
            .Replace("# managed by LeappSso\n", isMarked ? "# managed by LeappSso\n" : string.Empty, StringComparison.Ordinal);

        LeappFinding found = Told(
            1, Warning, "[sso-session acme] leads to https://other.awsapps.com/start in eu-west-1, but the integration 'acme' to https://acme.awsapps.com/start in eu-west-1");

        Assert.Contains(advice, found.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_spelling_of_the_same_portal_is_well()
    {
        _scene.Config = DiagnosisScene.Session.Replace("/start\n", "/start/#/\n", StringComparison.Ordinal);

        Assert.Equal(Ok, _scene.Only("OwnSections").Status);
    }

    [Fact]
    public void A_marked_sso_session_that_no_integration_has_is_a_warning()
    {
        _scene.Config = DiagnosisScene.Session.Replace("[sso-session acme]", "[sso-session gone]", StringComparison.Ordinal);

        Told(1, Warning, "[sso-session gone] was written by LeappSso, but no integration has this alias any more");
    }

    [Fact]
    public void A_session_that_was_activated_and_whose_section_is_gone_is_a_note()
    {
        _scene.Change(role => role.StartedAt = DateTimeOffset.UnixEpoch);
        Assert.Equal(Ok, _scene.Only("OwnSections").Status);
        _scene.Config = "[default]\nregion = eu-west-1\n";

        LeappFinding found = _scene.Only("OwnSections");

        Assert.Equal((Note, "Set-LeappSession 'acme/000000000001/Admin' writes it again."), (found.Status, found.Advice));

        _scene.Credentials = Keys;
        Assert.Equal(Ok, _scene.Only("OwnSections").Status);
    }

    [Fact]
    public void Nothing_is_missed_in_a_file_that_cannot_be_read()
    {
        _scene.Change(role => role.StartedAt = DateTimeOffset.UnixEpoch);
        File.Delete(_scene.ConfigPath);
        Directory.CreateDirectory(_scene.ConfigPath);

        Assert.Equal(Ok, _scene.Only("OwnSections").Status);
    }

    [Theory]
    [InlineData("[prod-Admin]", "[other]", Warning, "no session of the workspace has it any more")]
    [InlineData("acme/000000000001/Admin", "acme/000000000001/ReadOnly", Warning, "was changed by hand")]
    [InlineData("x_leappsso_session = acme/000000000001/Admin\n", "", Warning, "was changed by hand")]
    [InlineData("aws_access_key_id = ASIA\naws_secret_access_key = hidden\n", "", Warning, "was changed by hand")]
    [InlineData("2999-01-01T00:00:00Z", "soon", Warning, "do not tell when they expire")]
    [InlineData("2999-01-01T00:00:00Z", "2001-02-03T04:05:06Z", Note, "have expired at 2001-02-03 04:05:06Z")]
    [InlineData("ASIA", "ASIA2", Ok, "each leads to its session")]
    public void Keys_of_ours_in_the_credentials_file_are_held_against_their_session(string ours, string theirs, LeappFindingStatus status, string words)
    {
        _scene.Config = string.Empty;
        _scene.Credentials = Keys.Replace(ours, theirs, StringComparison.Ordinal);

        LeappFinding found = _scene.Only("OwnSections");

        Assert.Equal(status, found.Status);
        Assert.Contains(words, found.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", found.Detail + found.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_readable_workspace_nothing_is_called_an_orphan()
    {
        File.WriteAllText(_scene.WorkspacePath, "{");

        Assert.Equal(Note, _scene.Only("OwnSections").Status);
    }

    /// <summary>Adds a chained session to the workspace.</summary>
    private void Chained()
    {
        WorkspaceDocument workspace = _scene.Workspace;
        workspace.Integrations[0].Accounts[0].Roles.Add(new RoleEntry
        {
            Name = "role:Deploy", Profile = "deploy",
            Chain = new ChainEntry { RoleArn = "arn:aws:iam::000000000001:role/Deploy", Parent = "acme/000000000001/Admin" },
        });
        _scene.Workspace = workspace;
    }

    private LeappFinding Told(int line, LeappFindingStatus status, params string[] words)
    {
        LeappFinding found = _scene.Only("OwnSections");
        Assert.Equal((line, status), (found.Line, found.Status));
        Assert.All(words, w => Assert.Contains(w, found.Detail, StringComparison.Ordinal));
        return found;
    }
}
