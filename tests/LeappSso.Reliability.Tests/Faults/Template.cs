using LeappSso.Engine;
using LeappSso.Ports;
using LeappSso.Store;

namespace LeappSso.Reliability.Tests;

/// <summary>The home folder with which every cell begins, made once by the engine itself.</summary>
internal sealed class Template : IDisposable
{
    internal const string OthersInConfig = "# mine \u00ff\r\n[default]\nregion = eu-north-1\n\n[profile theirs]\r\nregion=x\r\n";
    internal const string OthersInCredentials = "; mine too\n[default]\naws_access_key_id=AKIAMINE\naws_secret_access_key = theirs\r\n";

    private readonly World _made = new();

    internal Template(Idleness idleness)
    {
        Assert.True(idleness.Run(() => MakeAsync(_made), _made.Time), "The home folder could not be made.");
    }

    public void Dispose() => _made.Dispose();

    /// <summary>A world of its own that is as this one.</summary>
    internal World Copy(LoginState state)
    {
        World copy = new();
        foreach (string file in Directory.EnumerateFiles(_made.Home, "*", SearchOption.AllDirectories))
        {
            string to = Path.Combine(copy.Home, Path.GetRelativePath(_made.Home, file));
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Copy(file, to);
        }

        copy.Time.Advance(TimeSpan.FromHours(1));
        copy.KeepLogin(state);
        return copy;
    }

    private static async Task MakeAsync(World world)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(world.Paths.ConfigFile)!);
        await File.WriteAllTextAsync(world.Paths.ConfigFile, OthersInConfig, System.Text.Encoding.Latin1);
        await File.WriteAllTextAsync(world.Paths.CredentialsFile, OthersInCredentials, System.Text.Encoding.Latin1);
        CancellationToken none = CancellationToken.None;
        await world.Engine.AddIntegrationAsync(
            new IntegrationSettings { Alias = World.Alias, PortalUrl = World.StartUrl, Region = "eu-west-1", DefaultRegion = "eu-central-1" }, false, none);
        world.KeepLogin(LoginState.Valid);
        await world.Engine.ConnectAsync(new ConnectRequest(), _ => { }, none);
        await world.Engine.AddSessionAsync(
            new ChainSettings { Parent = "acme/000000000001/ReadOnly", RoleArn = "arn:aws:iam::444455556666:role/Deploy" }, none);
        await world.Engine.ChangeSessionsAsync(
            [World.Chosen], new SessionChange { Region = "us-east-1", ProfileName = "my-admin", Method = LeappMethod.CredentialsFile }, none);
        await world.Engine.ChangeSessionsAsync([World.Active], new SessionChange { Status = LeappSessionStatus.Active }, none);
        ClientRegistration client = new(PortalState.KeptClient, $"{PortalState.Secret}-client-kept", world.Time.GetUtcNow().AddDays(30));
        RegistrationStore registrations = new(world.RegistrationFile, world.Time);
        foreach (LeappLoginMethod way in (LeappLoginMethod[])[LeappLoginMethod.Browser, LeappLoginMethod.DeviceCode])
        {
            await registrations.KeepAsync(RegistrationStore.KeyOf(World.StartUrl, "eu-west-1", way), client, none);
        }

        File.Delete(world.Tokens.PathOf(World.Alias));
        Assert.Empty(world.Log.Failures);
    }
}
