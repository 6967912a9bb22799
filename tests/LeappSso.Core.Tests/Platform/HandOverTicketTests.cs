using LeappSso.Platform;

namespace LeappSso.Core.Tests.Platform;

public sealed class HandOverTicketTests
{
    private static readonly Uri s_secret = new("https://signin.aws.amazon.com/federation?SigninToken=secret%2B");

    private readonly HandOverTicket _ticket = new(new Uri("http://127.0.0.1:1234/"), s_secret);

    [Fact]
    public void Who_comes_second_is_told_that_somebody_was_there()
    {
        Assert.Equal(s_secret, Judge(_ticket.Address.AbsolutePath)!.Location);

        LoopbackAnswer second = Judge(_ticket.Address.AbsolutePath)!;

        Assert.Equal(("410 Gone", CallbackPages.Used, null), (second.Status, second.Page, second.Location));
    }

    [Fact]
    public async Task Of_many_who_come_at_once_one_is_sent_on()
    {
        LoopbackAnswer?[] answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Task.Run(() => Judge(_ticket.Address.AbsolutePath))));

        Assert.Single(answers, a => a!.Location == s_secret);
        Assert.Equal(99, answers.Count(a => a!.Page == CallbackPages.Used));
    }

    [Fact]
    public void Another_user_gets_nothing_and_takes_nothing_away()
    {
        Assert.Null(Judge(_ticket.Address.AbsolutePath, isOfAnotherUser: true));
        Assert.Equal(s_secret, Judge(_ticket.Address.AbsolutePath)!.Location);
        Assert.Null(Judge(_ticket.Address.AbsolutePath, isOfAnotherUser: true));
    }

    [Fact]
    public void Any_other_place_and_what_is_no_GET_is_nothing()
    {
        string path = _ticket.Address.AbsolutePath;
        Assert.All([null, string.Empty, "/", path[..^1], path + "/", path + "?", path.ToLowerInvariant() + "a"], target => Assert.Null(Judge(target)));
    }

    [Fact]
    public void Two_places_are_never_the_same() =>
        Assert.NotEqual(_ticket.Address, new HandOverTicket(new Uri("http://127.0.0.1:1234/"), s_secret).Address);

    private LoopbackAnswer? Judge(string? target, bool isOfAnotherUser = false) => _ticket.Judge(new LoopbackRequest(target, () => isOfAnotherUser));
}
