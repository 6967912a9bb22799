using System.Net.Sockets;
using LeappSso.Core.Tests.Fakes;
using LeappSso.Profiles;
using LeappSso.Store;

namespace LeappSso.Core.Tests.Store;

/// <summary>What stands where a file should be.</summary>
public sealed class OrdinaryFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("leappsso-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Place => Path.Combine(_folder, "config");

    [Fact]
    public void A_file_is_read()
    {
        File.WriteAllText(Place, "text");
        Assert.Equal("text"u8.ToArray(), OrdinaryFile.ReadAllBytes(Place));
        Assert.Null(FileKind.Unusual(Place));
        Assert.Null(FileKind.Unusual(_folder));
    }

    [Fact]
    public void What_is_not_there_is_told_as_ever()
    {
        Assert.Throws<FileNotFoundException>(() => OrdinaryFile.ReadAllBytes(Place));
        Assert.Throws<DirectoryNotFoundException>(() => OrdinaryFile.ReadAllBytes(Path.Combine(Place, "below")));
    }

    [Fact]
    public void A_folder_is_named_as_one()
    {
        Assert.Contains("it is a folder", Assert.Throws<IOException>(() => OrdinaryFile.ReadAllBytes(_folder)).Message, StringComparison.Ordinal);
        Assert.Contains("is a folder", Assert.Throws<IOException>(() => AtomicFile.Write(_folder, "text"u8, ownerOnly: true)).Message, StringComparison.Ordinal);
    }

    [UnixFact]
    public void A_named_pipe_is_refused_at_once_also_behind_a_link()
    {
        Pipe.Make(Place);
        string link = Path.Combine(_folder, "link");
        File.CreateSymbolicLink(link, Place);

        Assert.Contains("a named pipe", Assert.Throws<IOException>(() => OrdinaryFile.ReadAllBytes(Place)).Message, StringComparison.Ordinal);
        Assert.Contains("a named pipe", Assert.Throws<IOException>(() => OrdinaryFile.ReadAllBytes(link)).Message, StringComparison.Ordinal);
        Assert.Equal(
            LeappErrorCode.AwsFileInvalid, Assert.Throws<LeappException>(() => new AwsFile(link, TimeProvider.System).Read()).Code);
    }

    [UnixFact]
    public void A_device_without_end_is_refused_and_the_one_without_content_is_an_empty_file()
    {
        Assert.Contains("a device", Assert.Throws<IOException>(() => OrdinaryFile.ReadAllBytes("/dev/zero")).Message, StringComparison.Ordinal);
        File.CreateSymbolicLink(Place, "/dev/null");
        Assert.Empty(OrdinaryFile.ReadAllBytes("/dev/null"));
        Assert.Empty(OrdinaryFile.ReadAllBytes(Place));
    }

    [UnixFact]
    public void A_device_a_pipe_and_a_socket_are_not_replaced()
    {
        Pipe.Make(Place);
        string address = Path.Combine(_folder, "socket");
        using Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(address));
        // Not one of the system: a test that fails must not put a file there.
        string device = Path.Combine(_folder, "device");
        File.CreateSymbolicLink(device, "/dev/null");

        foreach (string path in new[] { Place, address })
        {
            Assert.Throws<IOException>(() => AtomicFile.Write(path, "text"u8, ownerOnly: true));
            Assert.NotNull(FileKind.Unusual(path));
        }

        Assert.Throws<IOException>(() => PreparedFile.DemandWritable(RealPath.Of(device)));
    }

    [Fact]
    public void A_file_of_a_size_that_none_has_is_refused_before_it_is_read()
    {
        using (FileStream stream = File.Create(Place))
        {
            stream.SetLength(OrdinaryFile.Longest + 1);
        }

        Assert.Contains("512 MB", Assert.Throws<IOException>(() => OrdinaryFile.ReadAllBytes(Place)).Message, StringComparison.Ordinal);
    }
}
