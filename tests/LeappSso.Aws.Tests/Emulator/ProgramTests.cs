using System.Diagnostics;
using System.Net;
using LeappSso.Emulator;

namespace LeappSso.Aws.Tests.Emulator;

public sealed class ProgramTests
{
    private static readonly string s_program = Path.Combine(AppContext.BaseDirectory, "LeappSso.Emulator.dll");

    [Fact]
    public async Task Serve_says_where_it_listens_and_ends_with_its_parent()
    {
        using Process serve = Start("serve", "--accounts", "3", "--proxy", "--exit-with-parent");

        string? first = await serve.StandardOutput.ReadLineAsync();
        string? second = await serve.StandardOutput.ReadLineAsync();
        using var http = new HttpClient();
        string page = await http.GetStringAsync(first!["listening on ".Length..] + "/start");
        serve.StandardInput.Close();
        await serve.WaitForExitAsync();

        Assert.Matches("^listening on http://127\\.0\\.0\\.1:[0-9]+$", first);
        Assert.Matches("^proxy on http://127\\.0\\.0\\.1:[0-9]+ ca .+\\.pem$", second);
        Assert.Contains("<strong>3</strong> accounts", page, StringComparison.Ordinal);
        Assert.Equal(0, serve.ExitCode);
        Assert.False(File.Exists(second!.Split(" ca ")[1]));
    }

    [Theory]
    [InlineData(false, HttpStatusCode.OK)]
    [InlineData(true, HttpStatusCode.BadRequest)]
    public async Task Visit_decides_as_a_person_would(bool deny, HttpStatusCode expected)
    {
        await using EmulatedPortal portal = await EmulatedPortal.StartAsync(options => options.Approval = ApprovalMode.Manual);
        using var client = new PortalClient(portal);
        PortalClient.Credentials registered = await client.RegisterAsync();
        WireAnswer device = await client.StartDeviceAsync(registered);
        string address = device.Text("verificationUriComplete");

        using Process visit = deny ? Start("visit", "--deny", address) : Start("visit", address);
        await visit.WaitForExitAsync();

        Assert.Equal(0, visit.ExitCode);
        Assert.Equal(expected, (await client.PollAsync(registered, device.Text("deviceCode"))).Status);
    }

    [Theory]
    [InlineData("serve", "--colour", "red")]
    [InlineData("serve", "--port")]
    [InlineData("visit")]
    [InlineData("dance")]
    public async Task Wrong_arguments_end_with_a_message(params string[] arguments)
    {
        using Process program = Start(arguments);

        string message = await program.StandardError.ReadToEndAsync();
        await program.WaitForExitAsync();

        Assert.Equal(2, program.ExitCode);
        Assert.StartsWith("LeappSso.Emulator: ", message, StringComparison.Ordinal);
    }

    private static Process Start(params string[] arguments) => Process.Start(
        new ProcessStartInfo("dotnet", [s_program, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
}
