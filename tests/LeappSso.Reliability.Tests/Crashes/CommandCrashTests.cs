using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using LeappSso.Driver;
using LeappSso.Store;

namespace LeappSso.Reliability.Tests;

/// <summary>Kills whole commands after each step they do on the disk, and looks what the same command and others make of it then.</summary>
public sealed partial class CommandCrashTests : IDisposable
{
    /// <summary>In short form not every step is tried, and other ones of each command.</summary>
    private static readonly int s_stride = Form.Of(1, 9);

    private static readonly SortedDictionary<int, string> s_lines = [];

    private readonly string _root = Directory.CreateTempSubdirectory("leappsso-crash-").FullName;

    private string Home => Path.Combine(_root, "home");

    private string Before => Path.Combine(_root, "before");

    private string Killed => Path.Combine(_root, "killed");

    public void Dispose() => Directory.Delete(_root, recursive: true);

    public static TheoryData<int> Commands => [.. Enumerable.Range(0, CrashedCommand.All.Count).Where(i => !OperatingSystem.IsWindows() || CrashedCommand.All[i].Name != "program")];

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task After_a_kill_at_any_step_the_same_command_ends_as_if_nothing_had_been_and_a_logout_leaves_nothing(int number)
    {
        CrashedCommand command = CrashedCommand.All[number];
        await command.PrepareAsync(new EngineHome(Home));
        Copy(Home, Before);
        (int steps, HomeVersions versions, Dictionary<string, string> wanted) = await RunWholeAsync(command);
        int kills = 0;
        int midway = 0;
        for (int step = 1 + (number % s_stride); step <= steps; step += s_stride)
        {
            Copy(Before, Home);
            string at = await KillAsync(command, step);
            kills++;
            midway += HomeVersions.Read(Home).All(f => wanted.TryGetValue(f.Key, out string? content) && content == f.Value) ? 0 : 1;
            Assert.True(!versions.Unknown().Any(), $"{at}: torn {string.Join(", ", versions.Unknown())}");
            Copy(Home, Killed);

            await command.RunAsync(new EngineHome(Home));
            Compare(wanted, at);

            Copy(Killed, Home);
            await LeaveAsync(at);
        }

        s_lines[number] = string.Create(CultureInfo.InvariantCulture, $"| {command.Text} | {steps} | {kills} | {midway} |");
        ReliabilityPage.Write(
            "crashed-commands",
            ["| command | its steps on the disk | kills, each after another step | of these before all was written |", "| --- | ---: | ---: | ---: |", .. s_lines.Values]);
    }

    /// <summary>Runs the command to its end, and remembers each content that each file has on the way.</summary>
    private async Task<(int Steps, HomeVersions Versions, Dictionary<string, string> Wanted)> RunWholeAsync(CrashedCommand command)
    {
        HomeVersions versions = new(Home);
        versions.Note();
        int steps = 0;
        await Task.Run(async () =>
        {
            FileSteps.Listen((_, _) =>
            {
                lock (versions)
                {
                    steps++;
                    versions.Note();
                }
            });
            EngineHome home = new(Home);
            await command.RunAsync(home);
            Assert.Empty(home.Log.Failures);
        });
        return (steps, versions, HomeVersions.Read(Home));
    }

    private async Task<string> KillAsync(CrashedCommand command, int step)
    {
        (string Step, string Path)? point = await DriverProgram.RunToPointAsync("run", command.Name, Home, step.ToString(CultureInfo.InvariantCulture));
        Assert.True(point is not null, $"step {step} of '{command.Name}' did not come");
        return $"step {step} ({point.Value.Step} {Path.GetRelativePath(Home, point.Value.Path)})";
    }

    /// <summary>All is as it is after a command that nobody has killed; the copy of the workspace may be of it or of the one before.</summary>
    private void Compare(Dictionary<string, string> wanted, string at)
    {
        Dictionary<string, string> now = HomeVersions.Read(Home);
        string copy = Path.Combine("leapp", DamagedWorkspace.LastGoodName);
        foreach (string file in wanted.Keys.Union(now.Keys).Where(f => f != copy))
        {
            Assert.True(
                WithoutStarts(wanted, file) == WithoutStarts(now, file),
                $"{at}: the next command leaves {file} with\n{Lines(now, wanted, file)}\ninstead of\n{Lines(wanted, now, file)}");
        }

        DemandNothingLeft(at);
    }

    /// <summary>A file of a home. Since when a session is active may be forgotten, where it was renamed in the files and not yet in the workspace.</summary>
    private static string? WithoutStarts(Dictionary<string, string> home, string file) =>
        home.TryGetValue(file, out string? content) ? StartedAt().Replace(content, string.Empty) : null;

    [GeneratedRegex(",\\s*\"startedAt\": \"[^\"]*\"")]
    private static partial Regex StartedAt();

    /// <summary>The lines that a file has in one home and not in the other.</summary>
    private static string Lines(Dictionary<string, string> home, Dictionary<string, string> other, string file) => home.TryGetValue(file, out string? content)
        ? string.Join('\n', content.Split('\n').Except(other.GetValueOrDefault(file, string.Empty).Split('\n')).DefaultIfEmpty("the same lines in another order"))
        : "no such file";

    /// <summary>Another command, a logout: the AWS files are as others wrote them, no secret is anywhere.</summary>
    private async Task LeaveAsync(string at)
    {
        EngineHome home = new(Home);
        if (home.Engine.GetIntegrations().Any())
        {
            await CrashedCommand.DisconnectAsync(home);
        }

        Assert.Empty(home.Log.Failures);
        Assert.Equal((at, EngineHome.OthersInConfig), (at, Text(home.Config)));
        Assert.Equal((at, EngineHome.OthersInCredentials), (at, Text(home.Credentials)));
        // A registration is no login: it outlives logouts, and what is left of one goes with the next login.
        Assert.All(
            Directory.EnumerateFiles(Home, "*", SearchOption.AllDirectories).Where(f => !Path.GetFileName(f).Contains("registrations.json", StringComparison.Ordinal)),
            f => Assert.False(Text(f).Contains(StoreWriter.Secret, StringComparison.Ordinal), $"{at}: {f} still holds a secret"));
    }

    /// <summary>A lock that nobody holds may stay, since it holds up nobody.</summary>
    private void DemandNothingLeft(string at) => Assert.All(
        Directory.EnumerateFiles(Home, "*", SearchOption.AllDirectories).Where(f => HomeVersions.IsPassing(f) && !f.EndsWith(".lock", StringComparison.Ordinal)),
        f => Assert.Fail($"{at}: {f} is left"));

    private static string Text(string file) => Encoding.Latin1.GetString(File.ReadAllBytes(file));

    /// <summary>Makes one folder like another, with the times and modes of its files.</summary>
    private static void Copy(string from, string to)
    {
        if (Directory.Exists(to))
        {
            Directory.Delete(to, recursive: true);
        }

        foreach (string file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            string copy = Path.Combine(to, Path.GetRelativePath(from, file));
            RealPath.MakeFolder(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }
}
