using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;

namespace LeappSso.Emulator;

/// <summary>The way of each request: check, count, wait, throttle, disturb, answer.</summary>
internal sealed class RequestPipeline(
    EmulatorOptions options,
    EmulatorClock clock,
    EmulatorCounters counters,
    SecretLog secrets,
    FaultList faults,
    OperationRouter router,
    ControlApi control) : IHttpApplication<HttpContext>
{
    private readonly Throttle _throttle = new(options);
    private readonly AnswerWriter _writer = new(clock);

    /// <summary>Called after a request was checked and before it is answered; a test may hold it here.</summary>
    public Func<LoggedRequest, CancellationToken, Task>? BeforeAnswer { get; set; }

    public HttpContext CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

    public void DisposeContext(HttpContext context, Exception? exception)
    {
    }

    public async Task ProcessRequestAsync(HttpContext context)
    {
        try
        {
            if (context.Request.Path.StartsWithSegments(ControlApi.Prefix))
            {
                await _writer.WriteAsync(context, await control.HandleAsync(context), null);
            }
            else if (context.Request.Path == "/favicon.ico")
            {
                await _writer.WriteAsync(context, Answer.Empty(404), null);
            }
            else
            {
                await ServeAsync(context);
            }
        }
        catch (Exception error) when (error is OperationCanceledException or IOException)
        {
            // The client has left; nobody is there to answer.
            context.Abort();
        }
        catch (Exception error)
        {
            counters.Failed(error);
            throw;
        }
    }

    private async Task ServeAsync(HttpContext context)
    {
        ServiceRequest request = await RequestReader.ReadAsync(context);
        LoggedRequest entry = Entry(request);
        counters.Arrived(entry);
        bool counted = request.Model is { Service: not Service.Page };
        if (counted)
        {
            counters.Enter();
        }

        FaultRule? fault = null;
        Answer answer;
        try
        {
            (answer, fault) = await AnswerAsync(request, entry);
        }
        finally
        {
            // Before the answer goes out, so that a client which has it sees the counters right.
            if (counted)
            {
                counters.Leave();
            }
        }

        counters.Answered(entry, answer, reset: fault?.Kind == FaultKind.Reset);
        await _writer.WriteAsync(context, answer, fault);
    }

    private async Task<(Answer Answer, FaultRule? Fault)> AnswerAsync(ServiceRequest request, LoggedRequest entry)
    {
        if (request.Model is not { } model || request.Deviation is not null)
        {
            return (ServiceError.Malformed(request.Model, request.Deviation ?? ""), null);
        }

        TimeSpan latency = options.OperationLatency.TryGetValue(model.Operation, out TimeSpan own) ? own : options.Latency;
        if (latency > TimeSpan.Zero && model.Service != Service.Page)
        {
            await Task.Delay(latency, request.Context.RequestAborted);
        }

        if (BeforeAnswer is { } hold)
        {
            await hold(entry, request.Context.RequestAborted);
        }

        if (!_throttle.Admits(model))
        {
            return (ServiceError.ForStatus(model.Service, 429, null), null);
        }

        FaultRule? fault = faults.Next(model, entry.AccountId);
        if (fault?.Replaces == true)
        {
            return (fault.Replacement(model.Service), fault);
        }

        Answer answer = router.Handle(request, model);
        secrets.Add(request, answer);
        return (answer, fault);
    }

    private LoggedRequest Entry(ServiceRequest request)
    {
        HttpRequest http = request.Context.Request;
        return new LoggedRequest
        {
            Time = clock.Now,
            Operation = request.Model?.Operation ?? Operation.Unknown,
            Method = http.Method,
            Path = http.Path.Value ?? "",
            UserAgent = http.Headers.UserAgent,
            AccountId = request.Text("account_id"),
            RoleName = request.Text("role_name"),
        };
    }
}
