using LeappSso.Engine;

namespace LeappSso.Core.Tests.Engine;

/// <summary>The scene of <see cref="MethodScene"/> with chained sessions.</summary>
public abstract class ChainScene : MethodScene
{
    private protected const string DeployArn = "arn:aws:iam::444455556666:role/Deploy";
    private protected const string Deploy = "acme/444455556666/role:Deploy";

    private protected Task<LeappSession> AddAsync(
        string arn = DeployArn, string parent = Admin, string? name = null, string? externalId = null, TimeSpan? duration = null, string? region = null) =>
        Test.Engine.AddSessionAsync(
            new ChainSettings { Parent = parent, RoleArn = arn, Name = name, ExternalId = externalId, Duration = duration, Region = region }, CancellationToken.None);

    private protected static async Task<LeappErrorCode> RefusalAsync(Func<Task> work) => (await Assert.ThrowsAsync<LeappException>(work)).Code;

    private protected Task<IReadOnlyList<string>> RemoveAsync(bool force, params string[] names) =>
        Test.Engine.RemoveSessionsAsync(names, force, CancellationToken.None);
}
