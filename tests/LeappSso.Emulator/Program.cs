using LeappSso.Emulator;

try
{
    return args switch
    {
        ["serve", .. var rest] => await ServeCommand.RunAsync(rest),
        ["visit", .. var rest] => await VisitCommand.RunAsync(rest),
        _ => throw new ArgumentException("serve [--option value ...] | visit [--deny] URL"),
    };
}
catch (Exception error) when (error is ArgumentException or System.Text.Json.JsonException or HttpRequestException or IOException)
{
    await Console.Error.WriteLineAsync($"LeappSso.Emulator: {error.Message}");
    return 2;
}
