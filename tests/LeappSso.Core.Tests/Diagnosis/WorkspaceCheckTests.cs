using LeappSso.Store;

namespace LeappSso.Core.Tests.Diagnosis;

public sealed class WorkspaceCheckTests : IDisposable
{
    private const LeappFindingStatus Error = LeappFindingStatus.Error;
    private const LeappFindingStatus Warning = LeappFindingStatus.Warning;
    private const LeappFindingStatus Ok = LeappFindingStatus.Ok;
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly DiagnosisScene _scene = new();

    public void Dispose() => _scene.Dispose();

    [Theory]
    [InlineData("{", Error, "is damaged")]
    [InlineData("{\"version\":99,\"integrations\":[]}", Warning, "newer version")]
    [InlineData("{\"version\":1,\"integrations\":[]}", Ok, "integrations: 0, sessions: 0")]
    public void The_workspace_is_told_as_it_is_and_stays_where_it_is(string content, LeappFindingStatus status, string words)
    {
        DiagnosisScene.Put(_scene.WorkspacePath, content);

        LeappFinding found = _scene.Only("Workspace");

        Assert.Equal(status, found.Status);
        Assert.Contains(words, found.Detail, StringComparison.Ordinal);
        Assert.Equal(content, File.ReadAllText(_scene.WorkspacePath));
    }

    [Fact]
    public void A_damaged_workspace_that_was_moved_aside_is_told_as_long_as_it_lies_there()
    {
        string damaged = DiagnosisScene.Put(Path.Combine(_scene.WorkspaceFolder, "workspace.damaged-20261126-010203.json"), "{hidden");
        LeappFinding known = _scene.Only("Workspace");
        Assert.Equal((Warning, damaged), (known.Status, known.Target));
        Assert.StartsWith("Remove it if nothing is missing.", known.Advice, StringComparison.Ordinal);

        string copy = DiagnosisScene.Put(Path.Combine(_scene.WorkspaceFolder, "workspace.last-good.json"), "{}");
        DiagnosisScene.Put(_scene.WorkspacePath, "{\"version\":1,\"integrations\":[]}");
        LeappFinding empty = _scene.Only("Workspace");
        Assert.StartsWith($"Copy {copy} to {_scene.WorkspacePath}", empty.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public void A_workspace_that_is_a_folder_or_cannot_be_written_is_an_error()
    {
        _scene.ReadOnlyFolders.Add(_scene.WorkspaceFolder);
        Told(Error, _scene.WorkspaceFolder, "nothing can be kept");
        _scene.ReadOnlyFolders.Clear();

        File.Delete(_scene.WorkspacePath);
        Directory.CreateDirectory(_scene.WorkspacePath);
        Told(Error, _scene.WorkspacePath, "cannot be read");
    }

    [Theory]
    [InlineData("registrations.json")]
    [InlineData("workspace.json")]
    [InlineData("role-keys/0123/4567.json")]
    public void A_file_of_the_workspace_that_others_can_read_is_a_warning(string name)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        string path = Path.Combine(_scene.WorkspaceFolder, name);
        DiagnosisScene.Put(path, name == "workspace.json" ? "{\"integrations\":[]}" : "{}", Owner | UnixFileMode.OtherRead);

        Told(Warning, path, "Other users of this machine can read");
    }

    [Theory]
    [InlineData(UnixFileMode.GroupWrite)]
    [InlineData(UnixFileMode.OtherWrite)]
    public void A_workspace_folder_in_which_others_can_write_is_a_warning(UnixFileMode open)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        File.SetUnixFileMode(_scene.WorkspaceFolder, Owner | UnixFileMode.UserExecute | open);
        Told(Warning, _scene.WorkspaceFolder, "Other users of this machine can write in");

        File.SetUnixFileMode(_scene.WorkspaceFolder, Owner | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.GroupExecute);
        Assert.Equal(Ok, _scene.Only("Workspace").Status);
    }

    [Fact]
    public void A_chained_session_whose_parent_is_gone_is_a_note_with_the_remedy()
    {
        WorkspaceDocument workspace = _scene.Workspace;
        workspace.Integrations[0].Accounts[0].Roles.Add(Chained("role:Deploy", "ACME/000000000001/Admin"));
        workspace.Integrations[0].Accounts[0].Roles.Add(Chained("role:Next", "acme/000000000001/role:Deploy"));
        _scene.Workspace = workspace;
        Assert.Equal(Ok, _scene.Only("Workspace").Status);
        _scene.Change(role => role.GoneAt = DateTimeOffset.UnixEpoch);

        LeappFinding found = _scene.Only("Workspace");

        Assert.Equal((LeappFindingStatus.Note, _scene.WorkspacePath), (found.Status, found.Target));
        Assert.Contains(
            "acme/000000000001/role:Deploy gets its keys by the session ACME/000000000001/Admin, which is there no more", found.Detail, StringComparison.Ordinal);
        Assert.Contains("Sync-LeappSso 'acme'", found.Advice, StringComparison.Ordinal);
        Assert.Contains("Remove-LeappSession 'acme/000000000001/role:Deploy'", found.Advice, StringComparison.Ordinal);
    }

    private static RoleEntry Chained(string name, string parent) =>
        new() { Name = name, Profile = name[5..], Chain = new ChainEntry { RoleArn = $"arn:aws:iam::000000000001:role/{name[5..]}", Parent = parent } };

    private void Told(LeappFindingStatus status, string target, string words)
    {
        LeappFinding found = _scene.Only("Workspace");
        Assert.Equal((status, target), (found.Status, found.Target ?? target));
        Assert.Contains(words, found.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain("hid", found.Detail, StringComparison.Ordinal);
    }
}
