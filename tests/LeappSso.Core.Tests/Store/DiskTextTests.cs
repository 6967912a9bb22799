namespace LeappSso.Core.Tests.Store;

public sealed class DiskTextTests
{
    [Theory]
    [InlineData("Read-only file system : '/home/me/.aws/.config.leappsso.lock'", "Read-only file system.")]
    [InlineData("No space left on device : '/home/me/.aws/.config.cdf941c95e0f.tmp'", "No space left on device.")]
    [InlineData("Access to the path '/home/me/.aws/config' is denied.", "Access to the path '/home/me/.aws/config' is denied.")]
    [InlineData("it is a named pipe, not a file.", "it is a named pipe, not a file.")]
    public void A_refusal_of_the_disk_ends_a_sentence_and_names_no_file_that_nobody_knows(string said, string shown) =>
        Assert.Equal(shown, DiskText.Of(new IOException(said)));
}
