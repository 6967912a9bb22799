using System.Text;
using System.Text.Json;
using LeappSso.Engine;
using LeappSso.Login;
using LeappSso.Profiles;
using LeappSso.Store;

namespace LeappSso.Reliability.Tests;

/// <summary>What must be on the disk after every cell, whatever went wrong.</summary>
internal sealed class DiskRules(Cell cell, World world)
{
    private readonly Disk _before = new(world);
    private readonly List<string> _settings = SettingsOf(world);

    private Command Command => cell.Command;

    /// <summary>What is wrong with what the command has left.</summary>
    internal IEnumerable<string> Find(Ending ending)
    {
        Disk after = new(world);
        return Whole(after).Concat(Settings()).Concat(Files(ending, after)).Concat(Login(ending, after)).Concat(Keys(ending, after));
    }

    /// <summary>Every file can be read, nothing is left behind, and every byte of others is where it was.</summary>
    internal static IEnumerable<string> Whole(Disk disk)
    {
        foreach (string left in disk.Hidden)
        {
            yield return $"{left} is left";
        }

        foreach ((string path, string text) in disk.Json)
        {
            if (!IsJson(text))
            {
                yield return $"{path} cannot be read";
            }
        }

        foreach ((string? text, string others) in ((string?, string)[])[(disk.Config, Template.OthersInConfig), (disk.Credentials, Template.OthersInCredentials)])
        {
            byte[] bytes = Encoding.Latin1.GetBytes(text ?? string.Empty);
            if (text?.StartsWith(others, StringComparison.Ordinal) is not true || IniCheck.FindAll(bytes, IniDocument.Parse(bytes)).Any())
            {
                yield return $"an AWS file has become:\n{text}";
            }
        }
    }

    private IEnumerable<string> Settings()
    {
        List<string> now = SettingsOf(world);
        if (!Command.Removes && !now.SequenceEqual(_settings))
        {
            yield return $"settings were lost: {string.Join("; ", _settings.Except(now))} became {string.Join("; ", now.Except(_settings))}";
        }
    }

    /// <summary>A command that failed has changed nothing that other programs see; nor has one that is not there to change it.</summary>
    private IEnumerable<string> Files(Ending ending, Disk after)
    {
        if (Command.EndsLogin)
        {
            yield break;
        }

        if ((!ending.IsDone || !Command.Changes) && (after.Config, after.Credentials, after.Variables) != (_before.Config, _before.Credentials, _before.Variables))
        {
            yield return "the AWS files or variables were changed";
        }

        if (!Command.Changes && after.Workspace != _before.Workspace && !IsListed(ending))
        {
            yield return "the workspace was changed";
        }
    }

    private IEnumerable<string> Login(Ending ending, Disk after)
    {
        SsoToken? token = world.Tokens.Read(World.Alias).Token;
        if (Command.EndsLogin)
        {
            return token is null ? [] : ["the login is still there"];
        }

        bool hadOne = _before.Token is not null;
        if (ending.IsDone && token is null && (hadOne || Command.MayLogIn))
        {
            return ["the login is gone"];
        }

        // Only the word of AWS that a login is over takes away what renews it; and no login is kept that brought nothing.
        bool isOver = cell.Fault.Kind == FaultKind.GrantEnded || cell.Fault.Kind == FaultKind.Unauthorized;
        return hadOne && !isOver && string.IsNullOrEmpty(token?.RefreshToken) ? ["what renews the login is lost"]
            : !hadOne && !ending.IsDone && token is not null && !Lists ? ["a login is kept though it failed"]
            : [];
    }

    private IEnumerable<string> Keys(Ending ending, Disk after)
    {
        // The keys of the parent may stay where those of the chained session could not be had.
        int most = Command.EndsLogin || (!ending.IsDone && cell.Call == Call.GetRoleCredentials) ? 0 : 2;
        if (after.RoleKeys.Count > most)
        {
            yield return $"there are {after.RoleKeys.Count} files with keys of roles";
        }
    }

    private bool Lists => cell.Call is Call.ListAccounts or Call.ListAccountRoles;

    private bool IsListed(Ending ending) => ending.IsDone || Lists;

    private static List<string> SettingsOf(World world) =>
        [.. world.Engine.GetSessions(new SessionFilter()).Select(s => $"{s.Id} {s.ProfileName} {s.Region}").Order(StringComparer.Ordinal)];

    private static bool IsJson(string text)
    {
        try
        {
            using JsonDocument json = JsonDocument.Parse(text);
            return json.RootElement.ValueKind == JsonValueKind.Object;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
