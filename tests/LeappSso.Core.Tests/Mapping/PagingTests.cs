using System.Globalization;
using LeappSso.Core.Tests.Fakes;
using LeappSso.Mapping;
using LeappSso.Ports;

namespace LeappSso.Core.Tests.Mapping;

/// <summary>Pages as no service should send them.</summary>
public sealed class PagingTests
{
    private static readonly PortalAccount s_account = new("000000000001", "a", null);

    [Fact]
    public async Task Empty_pages_in_between_are_not_the_end()
    {
        (List<ListedAccount> found, Exception? end) = await RunAsync(
            next => next switch
            {
                null => new([], "1"),
                "1" => new([s_account], "2"),
                "2" => new([], "3"),
                _ => new([s_account with { Id = "000000000002" }, s_account], null),
            },
            next => next is null ? new([], "more") : new(["Admin", "Admin"], null));

        Assert.Null(end);
        Assert.Equal(["000000000001", "000000000002"], found.Select(a => a.Account.Id).Order(StringComparer.Ordinal));
        Assert.All(found, a => Assert.Equal(["Admin"], a.Roles));
    }

    [Fact]
    public async Task A_list_of_accounts_with_ever_new_pages_ends_as_a_failure_of_the_service()
    {
        int page = 0;
        (_, Exception? end) = await RunAsync(_ => new([], (++page).ToString(CultureInfo.InvariantCulture)), _ => new([], null));

        Assert.Equal(LeappErrorCode.PortalUnavailable, Assert.IsType<LeappException>(end).Code);
        Assert.Equal(PortalPages.MostPages + 1, page);
    }

    [Fact]
    public async Task Roles_on_pages_that_come_back_are_a_failure_of_that_account_alone()
    {
        (List<ListedAccount> found, Exception? end) = await RunAsync(
            _ => new([s_account, s_account with { Id = "000000000002" }], null), _ => new(["Admin"], "again"));

        Assert.Null(end);
        Assert.Equal(2, found.Count);
        Assert.All(found, a => Assert.Equal(LeappErrorCode.PortalUnavailable, a.Failure?.Code));
        Assert.All(found, a => Assert.Empty(a.Roles));
    }

    private static async Task<(List<ListedAccount> Found, Exception? End)> RunAsync(
        Func<string?, PortalPage<PortalAccount>> accounts, Func<string?, PortalPage<string>> roles)
    {
        List<ListedAccount> found = [];
        Exception? end = await Record.ExceptionAsync(async () =>
        {
            PortalListing listing = new(new PagedPortal(accounts, roles), "acme", new RecordingLog(), new JumpingTime());
            await foreach (ListedAccount account in listing.RunAsync("token", CancellationToken.None))
            {
                found.Add(account);
            }
        });
        return (found, end);
    }

    private sealed class PagedPortal(Func<string?, PortalPage<PortalAccount>> accounts, Func<string?, PortalPage<string>> roles) : ISsoPortal
    {
        public Task<PortalPage<PortalAccount>> ListAccountsAsync(string accessToken, string? nextToken, CancellationToken cancellationToken) =>
            Task.FromResult(accounts(nextToken));

        public Task<PortalPage<string>> ListAccountRolesAsync(
            string accessToken, string accountId, string? nextToken, CancellationToken cancellationToken) => Task.FromResult(roles(nextToken));

        public Task<RoleKeys> GetRoleCredentialsAsync(
            string accessToken, string accountId, string roleName, CancellationToken cancellationToken) => throw new InvalidOperationException();

        public Task LogoutAsync(string accessToken, CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
