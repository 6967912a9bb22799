using LeappSso.Store;

namespace LeappSso.Core.Tests.Store;

public sealed class FileLockTests
{
    [Fact]
    public async Task A_lock_whose_folder_is_gone_is_freed_in_silence()
    {
        string folder = Directory.CreateTempSubdirectory("leappsso-test-").FullName;
        FileLock held = await FileLock.AcquireAsync(Path.Combine(folder, "x"), TimeSpan.FromSeconds(1), TimeProvider.System, CancellationToken.None);
        Directory.Delete(folder, true);

        held.Dispose();

        Assert.False(Directory.Exists(folder));
    }
}
