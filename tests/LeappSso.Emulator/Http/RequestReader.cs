using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace LeappSso.Emulator;

/// <summary>Reads a request and checks every part of it against the model.</summary>
internal static class RequestReader
{
    public static async Task<ServiceRequest> ReadAsync(HttpContext context)
    {
        HttpRequest http = context.Request;
        OperationModel? model = ServiceModel.Find(http.Method, http.Path.Value ?? "");
        string? body = null;
        if (model?.Service == Service.Sts)
        {
            // All operations of STS are one path; which one is meant stands in the form.
            body = await TextAsync(context);
            Dictionary<string, StringValues> form = QueryHelpers.ParseQuery(body);
            model = ServiceModel.FindAction(form.GetValueOrDefault("Action").ToString(), form.GetValueOrDefault("Version").ToString());
        }

        var request = new ServiceRequest(model, context) { Body = body };
        request.Deviation = model is null
            ? $"{http.Method} {http.Path} is no operation"
            : CheckHeaders(request, model)
                ?? ReadQuery(request, model)
                ?? await ReadBodyAsync(request, model)
                ?? MissingMember(request, model);
        return request;
    }

    private static string? CheckHeaders(ServiceRequest request, OperationModel model)
    {
        IHeaderDictionary headers = request.Context.Request.Headers;
        StringValues bearer = headers[ServiceModel.BearerHeader];
        if (model.Service == Service.Portal && (bearer.Count != 1 || string.IsNullOrEmpty(bearer[0])))
        {
            return $"{model.Operation}: header {ServiceModel.BearerHeader} is missing or empty";
        }

        if (model.Service != Service.Portal && bearer.Count > 0)
        {
            return $"{model.Operation}: the access token was sent to an operation that takes none";
        }

        return request.Context.Request.Host.Host != "127.0.0.1" && request.Host is { } host && !host.Serves(model)
            ? $"{model.Operation}: is not served by {request.Context.Request.Host.Host}"
            : null;
    }

    private static string? ReadQuery(ServiceRequest request, OperationModel model)
    {
        foreach (QueryStringEnumerable.EncodedNameValuePair pair in
            new QueryStringEnumerable(request.Context.Request.QueryString.Value))
        {
            string name = pair.DecodeName().ToString();
            if (model.Body != BodyFormat.None)
            {
                return $"{model.Operation}: takes no query parameter, got '{name}'";
            }

            if (AddText(request, model, name, pair.DecodeValue().ToString()) is { } deviation)
            {
                return deviation;
            }
        }

        return null;
    }

    private static async Task<string?> ReadBodyAsync(ServiceRequest request, OperationModel model)
    {
        HttpRequest http = request.Context.Request;
        if (model.Body == BodyFormat.None)
        {
            return http.ContentLength > 0 || http.Headers.TransferEncoding.Count > 0
                ? $"{model.Operation}: takes no body"
                : null;
        }

        string expected = model.Body == BodyFormat.Json ? "application/json" : "application/x-www-form-urlencoded";
        string? type = http.ContentType?.Split(';')[0].Trim();
        if (type != expected)
        {
            return $"{model.Operation}: content type '{http.ContentType}' instead of {expected}";
        }

        string body = request.Body ?? await TextAsync(request.Context);
        return model.Body == BodyFormat.Json ? AddJson(request, model, body) : AddForm(request, model, body);
    }

    private static async Task<string> TextAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
        return await reader.ReadToEndAsync(context.RequestAborted);
    }

    private static string? AddForm(ServiceRequest request, OperationModel model, string body)
    {
        foreach ((string name, StringValues values) in QueryHelpers.ParseQuery(body))
        {
            foreach (string? value in values)
            {
                if (AddText(request, model, name, value ?? "") is { } deviation)
                {
                    return deviation;
                }
            }
        }

        return null;
    }

    private static string? AddJson(ServiceRequest request, OperationModel model, string body)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(body);
        }
        catch (JsonException error)
        {
            return $"{model.Operation}: the body is no JSON: {error.Message}";
        }

        using (document)
        {
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? document.RootElement.EnumerateObject()
                    .Select(property => AddJson(request, model, property))
                    .FirstOrDefault(deviation => deviation is not null)
                : $"{model.Operation}: the body is no JSON object";
        }
    }

    private static string? AddJson(ServiceRequest request, OperationModel model, JsonProperty property)
    {
        if (property.Value.ValueKind == JsonValueKind.String)
        {
            return AddText(request, model, property.Name, property.Value.GetString()!);
        }

        if (model.Find(property.Name) is not { } member)
        {
            return $"{model.Operation}: unknown member '{property.Name}'";
        }

        if (member.Type != MemberType.TextList
            || property.Value.ValueKind != JsonValueKind.Array
            || property.Value.EnumerateArray().Any(item => item.ValueKind != JsonValueKind.String))
        {
            return $"{model.Operation}: member '{property.Name}' is no {member.Type}";
        }

        return request.TryAdd(property.Name, property.Value.EnumerateArray().Select(item => item.GetString()).ToArray())
            ? null
            : $"{model.Operation}: member '{property.Name}' is given twice";
    }

    private static string? AddText(ServiceRequest request, OperationModel model, string name, string value)
    {
        if (model.Find(name) is not { } member)
        {
            return $"{model.Operation}: unknown member '{name}'";
        }

        bool valid = member.Type switch
        {
            MemberType.TextList => false,
            MemberType.AccountId => value.Length == 12 && value.All(char.IsAsciiDigit),
            MemberType.PageSize => int.TryParse(value, out int size) && size is >= 1 and <= 100,
            _ => value.Length > 0,
        };
        if (!valid)
        {
            return $"{model.Operation}: '{value}' is no {member.Type} for '{name}'";
        }

        return request.TryAdd(name, value) ? null : $"{model.Operation}: member '{name}' is given twice";
    }

    private static string? MissingMember(ServiceRequest request, OperationModel model)
    {
        foreach (Member member in model.Members)
        {
            if (member.Required && !request.Has(member.Name))
            {
                return $"{model.Operation}: required member '{member.Name}' is missing";
            }
        }

        return null;
    }
}
