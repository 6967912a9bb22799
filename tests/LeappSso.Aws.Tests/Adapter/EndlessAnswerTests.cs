using System.Net;
using LeappSso.Ports;

namespace LeappSso.Aws.Tests.Adapter;

/// <summary>An answer whose body has no end costs a bounded part of it, and no more.</summary>
public sealed class EndlessAnswerTests : IDisposable
{
    private static readonly SsoEndpoint s_endpoint = new("eu-west-1", DualStack: false);

    private static readonly RoleKeys s_keys = new("ASIA", "secret", "token", DateTimeOffset.UnixEpoch);

    private readonly EndlessStream _body = new();

    public void Dispose() => _body.Dispose();

    [Fact]
    public Task A_listing() => EndsAsync(s => s.Portal(s_endpoint).ListAccountsAsync("t", null, CancellationToken.None));

    [Fact]
    public Task Keys_of_a_role() => EndsAsync(s => s.Portal(s_endpoint).GetRoleCredentialsAsync("t", "000000000001", "Admin", CancellationToken.None));

    [Fact]
    public Task A_sign_in() => EndsAsync(s => s.SignIn("signin.aws.amazon.com").GetSigninTokenAsync(s_keys, null, CancellationToken.None));

    [Fact]
    public Task An_assumed_role() => EndsAsync(s => s.Sts("eu-west-1").AssumeRoleAsync(
        s_keys, new AssumeRoleCall("arn:aws:iam::111122223333:role/x", "me", null, null), CancellationToken.None));

    private async Task EndsAsync(Func<AwsServices, Task> callAsync)
    {
        AwsServices services = new(_ => null, TimeProvider.System, new EndlessHandler(_body));

        ServiceException failure = await Assert.ThrowsAsync<ServiceException>(() => callAsync(services));

        Assert.Equal(ServiceFault.Unavailable, failure.Fault);
        Assert.Contains("more than 16 MB", failure.Message, StringComparison.Ordinal);
        Assert.InRange(_body.Given, 16 << 20, 17 << 20);
    }

    private sealed class EndlessHandler(Stream body) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new StreamContent(body), RequestMessage = request });
    }

    private sealed class EndlessStream : Stream
    {
        public long Given { get; private set; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => Given; set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            buffer.AsSpan(offset, count).Fill((byte)' ');
            Given += count;
            return count;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
