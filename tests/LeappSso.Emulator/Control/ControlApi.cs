using System.Text.Json;
using System.Text.Json.Nodes;

namespace LeappSso.Emulator;

/// <summary>The endpoints under /_emulator/ by which tests in other languages steer the emulator.</summary>
internal sealed class ControlApi(
    EmulatorOptions options,
    EmulatorCounters counters,
    SecretLog secrets,
    FaultList faults,
    PortalDirectory directory,
    ApprovalDesk desk,
    TokenVault vault,
    RoleKeyIssuer keys,
    TrustPolicies trust)
{
    public const string Prefix = "/_emulator";

    public async Task<Answer> HandleAsync(HttpContext context)
    {
        string name = context.Request.Path.Value![Prefix.Length..].Trim('/');
        try
        {
            if (HttpMethods.IsGet(context.Request.Method))
            {
                return Get(name, context.Request.Query);
            }

            JsonNode? body = context.Request.ContentLength > 0 || context.Request.Headers.TransferEncoding.Count > 0
                ? await JsonNode.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted)
                : null;
            return await PostAsync(name, body);
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or ArgumentException
            or HttpRequestException)
        {
            return Json(400, new { error = error.Message });
        }
    }

    private Answer Get(string name, IQueryCollection query) => name switch
    {
        "counters" => Json(200, Counters()),
        "secrets" => Json(200, secrets.Kinds.Select(s => new { secret = s.Key, kind = s.Value })),
        "log" => Json(200, counters.Log),
        "pending" => Json(200, desk.Pending),
        "directory" => Json(200, directory.Accounts),
        "keys" when !query.ContainsKey("accessKeyId") => Json(200, keys.Issued),
        "keys" => keys.Find(query["accessKeyId"].ToString()) is { } owner ? Json(200, owner) : NoSuch("key"),
        _ => NoSuch(name),
    };

    private async Task<Answer> PostAsync(string name, JsonNode? body)
    {
        switch (name)
        {
            case "reset-counters":
                counters.Reset();
                break;
            case "faults":
                SetFaults(ControlJson.ReadList<FaultRule>(body));
                break;
            case "directory":
                foreach (DirectoryPatch patch in ControlJson.ReadList<DirectoryPatch>(body))
                {
                    patch.ApplyTo(directory);
                }

                break;
            case "options":
                ControlJson.Read<OptionPatch>(body).ApplyTo(options);
                break;
            case "approve" or "deny":
                return Json(200, new { decided = await DecideAsync(body?["code"]?.GetValue<string>(), name == "approve") });
            case "issue-tokens":
                return Json(200, vault.Issue());
            case "expire-tokens":
                vault.ExpireAccessTokens();
                break;
            case "trust":
                foreach (TrustPatch patch in ControlJson.ReadList<TrustPatch>(body))
                {
                    patch.ApplyTo(trust);
                }

                break;
            case "expire-keys":
                keys.Expire();
                break;
            case "end-portal-session":
                vault.EndSessions();
                break;
            default:
                return NoSuch(name);
        }

        return Answer.Empty(204);
    }

    private void SetFaults(IReadOnlyList<FaultRule> rules)
    {
        faults.Clear();
        foreach (FaultRule rule in rules)
        {
            faults.Add(rule);
        }
    }

    /// <summary>Decides on one login, or on all that are pending.</summary>
    private async Task<int> DecideAsync(string? code, bool allow)
    {
        int decided = 0;
        foreach (string handle in code is null ? desk.Pending : [code])
        {
            decided += await (allow ? desk.ApproveAsync(handle) : desk.DenyAsync(handle)) ? 1 : 0;
        }

        return decided;
    }

    private object Counters() => new
    {
        counters.TotalRequests,
        counters.TotalThrottled,
        counters.MalformedRequests,
        counters.MalformedReasons,
        counters.Failures,
        counters.Logins,
        counters.Refreshes,
        counters.PeakConcurrency,
        counters.FirstPortalCallMs,
        counters.LastPortalAnswerMs,
        requests = Enum.GetValues<Operation>().ToDictionary(operation => operation.ToString(), counters.Requests),
        throttled = Enum.GetValues<Operation>().ToDictionary(operation => operation.ToString(), counters.Throttled),
    };

    private static Answer NoSuch(string name) => Json(404, new { error = $"There is no '{name}'." });

    private static Answer Json(int status, object value) =>
        new(status, "application/json", JsonSerializer.SerializeToUtf8Bytes(value, ControlJson.Options));
}
