using LeappSso.Diagnosis;
using LeappSso.Store;

namespace LeappSso.Core.Tests.Diagnosis;

public sealed class LockCheckTests : IDisposable
{
    private readonly DiagnosisScene _scene = new();

    public void Dispose() => _scene.Dispose();

    [Fact]
    public async Task A_lock_that_stays_held_is_a_warning()
    {
        using FileLock held = await LockAsync();

        LeappFinding found = Assert.Single(await RunAsync());

        Assert.Equal((LeappFindingStatus.Warning, _scene.ConfigPath), (found.Status, found.Target));
    }

    [Fact]
    public async Task A_lock_that_is_freed_meanwhile_is_well()
    {
        FileLock held = await LockAsync();
        Task<LeappFinding[]> looking = RunAsync(() =>
        {
            held.Dispose();
            return Task.CompletedTask;
        });

        Assert.Equal(LeappFindingStatus.Ok, Assert.Single(await looking).Status);
    }

    [Fact]
    public async Task One_lock_after_another_is_well()
    {
        FileLock held = await LockAsync();
        FileLock? next = null;
        Task<LeappFinding[]> looking = RunAsync(async () =>
        {
            held.Dispose();
            next = await FileLock.AcquireAsync(_scene.CredentialsPath, TimeSpan.FromSeconds(5), TimeProvider.System, CancellationToken.None);
        });

        Assert.Equal(LeappFindingStatus.Ok, Assert.Single(await looking).Status);
        next!.Dispose();
    }

    [Fact]
    public async Task A_lock_that_nobody_holds_is_left_over_and_holds_up_nobody()
    {
        DiagnosisScene.Put(Path.Combine(_scene.AwsFolder, ".config.leappsso.lock"));

        Assert.Equal(LeappFindingStatus.Ok, Assert.Single(await RunAsync()).Status);
    }

    private Task<FileLock> LockAsync() => FileLock.AcquireAsync(_scene.ConfigPath, TimeSpan.FromSeconds(5), TimeProvider.System, CancellationToken.None);

    private async Task<LeappFinding[]> RunAsync(Func<Task>? meanwhile = null)
    {
        Evidence evidence = _scene.Evidence();
        Task<LeappFinding[]> looking = Task.Run(() => CheckList.RunAsync(evidence, name => name == "Locks", default).ToBlockingEnumerable().ToArray());
        for (int turn = 0; !looking.IsCompleted; turn++)
        {
            if (turn == 20 && meanwhile is not null)
            {
                await meanwhile();
            }

            _scene.Time.Advance(TimeSpan.FromMilliseconds(turn < 40 ? 1 : 100));
            // The check looks at real locks on another thread; a clock that ran ahead of it would end its patience before its first look.
            await Task.WhenAny(looking, Task.Delay(5));
        }

        return await looking;
    }
}
